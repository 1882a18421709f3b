"""A name that ipywidgets' Output imports."""


class InteractiveShell:
    """Never made: there is no shell in the page."""
