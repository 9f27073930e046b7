"""Commands: what `./arcada` can do, each in its own module that is loaded only when it is called."""
