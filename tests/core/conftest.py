"""Laws are held to their examples, never to the clock: a busy machine is no counter-example."""

from hypothesis import settings

settings.register_profile("without_clock", deadline=None)
settings.load_profile("without_clock")
