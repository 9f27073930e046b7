"""Forms of packs: they read what was typed; what can be true is decided by the actions of `insurance`."""
