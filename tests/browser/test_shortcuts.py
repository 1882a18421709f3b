"""While the focus is in a widget, keys are the widget's: JupyterLab's own shortcuts must not add, cut or
run cells."""

from __future__ import annotations

import pytest

from .bench import calls

# Each a command of JupyterLab in a notebook: insert, delete, cut, copy, paste, merge, undo, retype, move,
# run, leave.
KEYS = [
    "b",
    "a",
    "d",
    "d",
    "x",
    "c",
    "v",
    "Shift+M",
    "z",
    "m",
    "y",
    "r",
    "1",
    "j",
    "k",
    "l",
    "Shift+L",
    "o",
    "s",
    "ArrowDown",
    "ArrowUp",
    "ArrowLeft",
    "ArrowRight",
    "Shift+ArrowDown",
    "Home",
    "End",
    "Space",
    "Escape",
    "Enter",
    "Shift+Enter",
    "Control+Enter",
    "Alt+Enter",
    "Control+b",
    "i",
    "i",
    "0",
    "0",
]
FOCUSABLE = "button, select, summary, input, a[href], [tabindex]"


def kinds_of_control(card) -> list[str]:
    """What in this card can take the focus: "SELECT", "INPUT radio" …"""
    return card.evaluate("(card, all) => seen.kinds(card, all)", FOCUSABLE)


def focus_first(card, kind: str) -> bool:
    return card.evaluate("(card, [all, kind]) => seen.focusFirst(card, all, kind)", [FOCUSABLE, kind])


@pytest.mark.parametrize("name", calls())
def test_no_key_in_a_widget_is_a_command_of_the_notebook(bench, name):
    card = bench.fresh(name)
    kinds = kinds_of_control(card)
    assert kinds, "Nothing in this widget takes the focus."
    for kind in kinds:
        if not focus_first(card, kind):  # what was typed in a list before has folded the part that holds it
            card = bench.fresh(name)
        before = bench.state()
        assert focus_first(card, kind), f"There is no {kind} to take the focus."
        done = press(
            bench, KEYS if kind != "A" else [key for key in KEYS if "Enter" not in key]
        )  # Enter follows a link
        assert not done, f"Keys typed in {kind} made JupyterLab do: {done}"
        assert bench.state() == before, f"Keys typed in {kind} changed the notebook."
        assert card.evaluate("card => card.contains(document.activeElement)"), (
            f"Keys typed in {kind} lost the focus."
        )


def press(bench, keys: list[str]) -> list[str]:
    """Type the keys one by one; returns the commands that JupyterLab carried out meanwhile."""
    bench.page.evaluate("() => seen.listen()")
    for key in keys:
        bench.page.keyboard.press(key)
    return bench.page.evaluate("() => seen.commands")


def test_the_same_keys_are_commands_when_the_focus_is_on_a_cell(bench):
    bench.fresh(next(iter(calls())))
    before = bench.state()
    bench.page.evaluate("() => jupyterapp.shell.currentWidget.content.activeCell.node.focus()")
    assert "notebook:insert-cell-below" in press(bench, ["b"])
    assert len(bench.state()["cells"]) == len(before["cells"]) + 1
    assert "notebook:undo-cell-action" in press(bench, ["z"])
    assert bench.state()["cells"] == before["cells"]


def test_saving_is_left_to_jupyterlab(bench):
    card = bench.fresh(next(iter(calls())))
    card.get_by_role("button").first.focus()
    assert "docmanager:save" in press(bench, ["Control+s"])


@pytest.mark.parametrize("name", calls())
def test_a_link_opens_beside_the_lesson_and_not_in_its_place(bench, name):
    link = bench.fresh(name).locator("a[href^=http]:visible").first
    if link.count():
        with bench.page.expect_popup() as beside:
            link.click()
        beside.value.close()
    assert bench.page.url.startswith(bench.server.address("/lab").split("?")[0])
