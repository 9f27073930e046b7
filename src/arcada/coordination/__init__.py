"""Coordination: where the journey of a case stands, what was ticked by hand, and who has to do what until when."""
