"""What tests of several subjects share."""

import pytest


@pytest.fixture
def talk(monkeypatch):
    """A function (widget, message) -> what the widget sends back last; None where it is silent."""

    def ask(widget, **message):
        sent = []
        monkeypatch.setattr(widget, "send", sent.append)
        widget._handle_custom_msg(message, [])  # as ipywidgets hands on what a page says
        return sent[-1] if sent else None

    return ask
