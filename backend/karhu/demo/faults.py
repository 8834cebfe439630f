"""What can go wrong with the demo and be mended by a person."""


class DemoError(Exception):
    """The demo cannot go on; the text says why and the cure."""
