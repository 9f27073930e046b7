"""Outside solvers: a problem of core in, an answer of core or a bound out. What they answer, core's checkers judge.

Nothing here is trusted, and nothing here is needed: without a solver every engine of core still answers.
"""
