"""A weighing to take away: Markdown, a web page that stands alone, and a table of numbers. What a learner
typed is escaped."""

from __future__ import annotations

import base64
import csv
import io

from ..drawing.templates import render
from ..ground.formats import number
from ..ground.spreadsheet import escape_formula

HEAD = "A weighing of six options for an invented county. It says what was put in; it recommends nothing."


def figure(value: float) -> str:
    """A number of the weighing without needless decimals, with a real minus sign.

    >>> figure(50.0), figure(-3), figure(2.5)
    ('50', '−3', '2.5')
    """
    return (number(value) if float(value).is_integer() else number(value, 1)).replace("-", "−")


def markdown(view: dict, note: str = "") -> str:
    """The weighing as Markdown. ``view`` is what :meth:`fedlocal.widgets.TradeoffStudio.view` gives.

    >>> view = {"rows": [], "criteria": [], "said": "Nothing.", "beyond": "", "common": True}
    >>> "&lt;b&gt;" in markdown(view, "<b>")
    True
    """
    luck = (
        "the same luck for all options on each aim" if view["common"] else "luck of its own for each option"
    )
    lines = [
        "# My weighing",
        "",
        HEAD,
        "",
        plain(view["said"]),
        "",
        *([plain(view["beyond"]), ""] if view["beyond"] else []),
        "## Weights",
        "",
        *_table(
            ["Aim", "Weight", "From the worst end", "to the best"],
            [[c["name"], figure(c["weight"]), c["worst"], c["best"]] for c in view["criteria"]],
        ),
        "## Results",
        "",
        f"Draws with {luck}. The order of the options means nothing.",
        "",
        *_table(
            [
                "Option",
                "At the middle",
                "First, of 100 draws",
                "Places in 9 of 10 draws",
                "A weight that would bring it first",
            ],
            [[r["name"], r["middle"], r["first"], r["places"], reached(r)] for r in view["rows"]],
        ),
        "## Ranges",
        "",
        *_table(
            ["Aim", "Option", "Low", "High", "Rests on"],
            [
                [c["name"], s["name"], figure(s["low"]), figure(s["high"]), s["leans"]]
                for c in view["criteria"]
                for s in c["scores"]
            ],
        ),
        "## My notes",
        "",
        *(f"> {plain(line)}" for line in (note.strip() or "None.").splitlines()),
        "",
    ]
    return "\n".join(lines)


def reached(row: dict) -> str:
    """What holds an option at the top now, or the single weights that would bring it there.

    >>> reached({"stands": "tied"}), reached({"stands": "", "flips": []})
    ('tied now', 'no single weight')
    >>> reached({"stands": "", "flips": [{"name": "County money", "at": "80", "now": "50"}]})
    'County money at 80 (now 50)'
    """
    if row["stands"]:
        return f"{row['stands']} now"
    return (
        "; ".join(f"{flip['name']} at {flip['at']} (now {flip['now']})" for flip in row["flips"])
        or "no single weight"
    )


def plain(text: str) -> str:
    """A learner's text without power over the page: no tags, no table bars, no links.

    >>> plain("<i>a|b</i> [x](y)")
    '&lt;i&gt;a\\\\|b&lt;/i&gt; \\\\[x\\\\](y)'
    """
    for sign, safe in (
        ("&", "&amp;"),
        ("<", "&lt;"),
        (">", "&gt;"),
        ("\\", "\\\\"),
        ("|", "\\|"),
        ("[", "\\["),
        ("]", "\\]"),
        ("`", "\\`"),
        ("!", "\\!"),
    ):
        text = text.replace(sign, safe)
    return text


def _table(head: list[str], rows: list[list[str]]) -> list[str]:
    cells = [head, ["---"] * len(head), *[[plain(str(cell)) for cell in row] for row in rows]]
    return [*("| " + " | ".join(row) + " |" for row in cells), ""] if rows else ["None.", ""]


def page(view: dict, note: str = "") -> str:
    """The weighing as a whole web page without outside parts."""
    return render("tradeoffs/report.html", view=view, note=note.strip(), head=HEAD)


def table(view: dict) -> str:
    """The ranges and weights as CSV, one row an option and aim. A cell that a spreadsheet would run is made
    text.

    >>> table({"criteria": [{"name": "=1+1", "weight": 5, "scores": [{"name": "a", "low": 0, "high": 1,
    ...     "leans": "x"}]}]}).splitlines()[1]
    "'=1+1,5,a,0,1,x"
    """
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["aim", "weight", "option", "low", "high", "leans_on"])
    for aim in view["criteria"]:
        for score in aim["scores"]:
            cells = [aim["name"], aim["weight"], score["name"], score["low"], score["high"], score["leans"]]
            rows.writerow([escape_formula(cell) for cell in cells])
    return out.getvalue()


def link(text: str, kind: str) -> str:
    """An address that holds the whole file, for a link that downloads it.

    >>> link("a", "text/plain")
    'data:text/plain;charset=utf-8;base64,YQ=='
    """
    return f"data:{kind};charset=utf-8;base64," + base64.b64encode(text.encode()).decode()
