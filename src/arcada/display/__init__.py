"""The looks, shared by every page and paper: odontogram and timeline drawings, tokens, components, phrases."""
