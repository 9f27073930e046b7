"""The consent room: the proposal as a letter, the choice, the signature, the sealed document."""
