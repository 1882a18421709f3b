"""The name that anywidget imports, for widgets whose code is a file that is watched; ours is text."""


class Signal:
    """Stands in the class and is never connected."""

    def __init__(self, *types):
        self.types = types
