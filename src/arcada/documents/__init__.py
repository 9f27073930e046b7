"""Papers: the proposal in plain words, and the seal that keeps a signed one as it was."""
