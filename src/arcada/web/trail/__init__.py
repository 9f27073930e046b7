"""The audit as a page: who did or saw what, when and why; whether the chain is whole; the same as a file."""
