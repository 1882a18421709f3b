"""While the focus is in a widget, keys are the widget's: JupyterLab's own shortcuts must not add, cut or run cells."""

from __future__ import annotations

import pytest

from .bench import calls

# Each a command of JupyterLab in a notebook: insert, delete, cut, copy, paste, merge, undo, retype, move, run, leave.
KEYS = ["b", "a", "d", "d", "x", "c", "v", "Shift+M", "z", "m", "y", "r", "1", "j", "k", "l", "Shift+L", "o", "s",
        "ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight", "Shift+ArrowDown", "Home", "End", "Space", "Escape",
        "Enter", "Shift+Enter", "Control+Enter", "Alt+Enter", "Control+b", "i", "i", "0", "0"]
FOCUSABLE = "button, select, summary, input, a[href], [tabindex]"


def kinds_of_control(card):
    """The first control of each kind: (kind, locator)."""
    seen = {}
    for control in card.locator(FOCUSABLE).all():
        kind = control.evaluate("node => node.tagName + (node.type ? ' ' + node.type : '')")
        if control.is_visible() and control.is_enabled():
            seen.setdefault(kind, control)
    return seen.items()


@pytest.mark.parametrize("name", calls())
def test_no_key_in_a_widget_is_a_command_of_the_notebook(bench, name):
    card = bench.fresh(name)
    controls = kinds_of_control(card)
    assert controls, "Nothing in this widget takes the focus."
    for kind, control in controls:
        before = bench.state()
        control.focus()
        for key in KEYS:
            if kind == "A" and "Enter" in key:
                continue  # that follows the link
            bench.page.keyboard.press(key)
            assert bench.state() == before, f"{key} in {kind} changed the notebook"
            assert card.evaluate("card => card.contains(document.activeElement)"), f"{key} in {kind} lost the focus"


def test_the_same_keys_do_change_a_notebook_when_the_focus_is_on_a_cell(bench):
    bench.fresh(next(iter(calls())))
    before = bench.state()
    bench.page.evaluate("() => jupyterapp.shell.currentWidget.content.activeCell.node.focus()")
    bench.page.keyboard.press("b")
    assert len(bench.state()["cells"]) == len(before["cells"]) + 1
    bench.page.keyboard.press("z")
    assert bench.state()["cells"] == before["cells"]
