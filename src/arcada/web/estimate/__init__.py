"""What a plan costs, who pays which part of it, and why: the money page of a patient."""
