"""Questions of `./arcada doctor`, each a function that returns a sentence or raises `Wrong` with one."""
