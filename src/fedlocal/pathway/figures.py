"""Why "deportations" is several numbers, and why a court's backlog jumps from one file to the next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from html import escape

from ..drawing.axes import level_grid, ticks, time_axis
from ..drawing.palette import COLOURS
from ..drawing.pictures import Picture, source_line
from ..drawing.piece import Piece
from ..drawing.svg import data_uri, drawing, text
from ..drawing.templates import render
from ..ground.formats import dated, number
from ..ground.sources import cite
from ..ground.tables import rows
from .totals import deportation_numbers as numbers_of
from .totals import pending_by_file

YEAR = 2019  # the newest year for which every one of them was read
TOGETHER = "Removals and returns together (“repatriations”)"
WIDTH, LETTERS = 760, 14


def deportation_numbers() -> Piece:
    """The numbers of one fiscal year that are called "deportations": bars, what each counts and leaves out,
    and all years as a table.

    >>> deportation_numbers()
    Figure: One year, five “deportation” numbers. 85,958 to 518,308 in fiscal year 2019
    """
    totals, measures = rows("federal_totals"), rows("measures")
    values = numbers_of(totals, measures, YEAR)
    highest, lowest = number(max(values.values())), number(min(values.values()))
    called = [row for row in measures if row["deportation"]]
    labels = {**{row["measure"]: row["label"] for row in called}, "dhs_repatriations": TOGETHER}
    by_measure = {(row["measure"], row["fiscal_year"]): row["value"] for row in totals}
    expelled = next(row for row in totals if row["measure"] == "cbp_expulsions")
    removed = by_measure["ice_removals", expelled["fiscal_year"]]
    html = render(
        "pathway/deportation_numbers.html",
        title=f"One year, {_word(len(values))} “deportation” numbers",
        takeaway=(
            f"In fiscal year {YEAR} “deportations” could be {lowest} or {highest}, and each would be a true"
            " number. Before you compare two, ask who counts, and what."
        ),
        alt=f"Bars for fiscal year {YEAR}: "
        + "; ".join(f"{labels[measure]} {number(value)}" for measure, value in values.items())
        + ".",
        image=data_uri(_bars([(labels[measure], value) for measure, value in values.items()])),
        meanings=[{**row, "source": cite(row["source_id"], row["pinpoint"])} for row in called],
        also=(
            f"Expulsions began in March 2020, so {YEAR} has none. In fiscal year {expelled['fiscal_year']}"
            f" the Border Patrol alone made about {number(expelled['value'])} at the southwest border, by a"
            f" rounded count, while ICE recorded {number(removed)} removals. If you add these numbers, or"
            " compare one kind in one year with another kind in another, the result means nothing."
        ),
        also_source=cite("study-bpc-title-42-2022"),
        head=["Fiscal year", *(row["label"] for row in called)],
        rows=_by_year(totals, [row["measure"] for row in called]),
        caption=(
            "Numbers that are called “deportations”, by fiscal year; a blank means that we have no number for"
            " that year"
        ),
        numeric=list(range(1, len(called) + 1)),
        source=source_line(
            "federal_totals",
            "measures",
            note=(
                "Events, not people: someone sent out twice in a year counts twice. Bars overlap and do not"
                " add up."
            ),
        ),
    )
    return Piece(
        html,
        f"Figure: One year, {_word(len(values))} “deportation” numbers. {lowest} to"
        f" {highest} in fiscal year {YEAR}",
    )


def court_files() -> Picture:
    """Pending cases of the immigration courts by fiscal year, one line for each of EOIR's files; counts of
    cases.

    >>> court_files().rows[0]
    ['2008', '–', '186,101', '–', '–', '–']
    """
    court = rows("court_totals")
    by_year = pending_by_file(court)
    by_file = _by_file(by_year)
    *earlier, previous, newest = by_year[2019].values()
    done = [
        row["cases"]
        for row in court
        if row["counted_by"] == "eoir" and row["measure"] == "completed" and row["period"] == "FY2019"
    ]
    return Picture(
        svg=_lines(by_file),
        title="A backlog that jumps without a new case",
        takeaway=(
            "For one day, the end of fiscal year 2019, EOIR has given"
            f" {', '.join(number(cases) for cases in (*earlier, previous))} and {number(newest)}"
            f" pending cases. The file of 2025 has {number(newest - previous)} more than that of 2021, but"
            f" almost the same number of completed cases ({number(min(done))} and {number(max(done))}). So"
            " most of the jump is likely a change in what counts as pending, not in the work of the courts."
            " Compare years within one file only."
        ),
        alt="Lines of pending cases by fiscal year. "
        + " ".join(
            f"File of {dated(file)}: {number(line[min(line)])} in {min(line)}"
            f" to {number(line[max(line)])} in {max(line)}."
            for file, line in by_file.items()
            if len(line) > 1
        ),
        source=source_line(
            "court_totals",
            note=(
                "The copy of the file of 2025 does not say why it has more. EOIR had hundreds of thousands of"
                " inactive cases in those years; counting them would go far to explain it. Cases are not"
                " people. Single points are rounded or first figures."
            ),
        ),
        head=["Fiscal year", *(f"File of {dated(file)}" for file in by_file)],
        rows=[
            [str(year), *(number(line[year]) if year in line else "–" for line in by_file.values())]
            for year in by_year
        ],
        caption="Cases pending at the end of the fiscal year, by the file that gave the number",
        numeric=list(range(1, len(by_file) + 1)),
    )


def _by_year(totals: Sequence[Mapping], called: list[str]) -> list[list[str]]:
    """The rows of the table: each fiscal year from 2016 with its number by each of these measures, or "".

    A year that is not whole says up to which day it goes.
    """
    values: dict[int, dict[str, int]] = defaultdict(dict)
    through: dict[int, str] = {}
    for row in totals:
        if row["measure"] in called and row["fiscal_year"] >= 2016:
            values[row["fiscal_year"]][row["measure"]] = row["value"]
            if row["through"]:
                through[row["fiscal_year"]] = max(str(row["through"]), through.get(row["fiscal_year"], ""))
    return [
        [
            f"{year} (to {dated(through[year])})" if year in through else str(year),
            *(number(values[year][measure]) if measure in values[year] else "" for measure in called),
        ]
        for year in sorted(values)
    ]


def _by_file(by_year: dict[int, dict[str, int]]) -> dict[str, dict[int, int]]:
    """The same numbers by the date of the file and then by year, in order."""
    files = sorted({file for numbers in by_year.values() for file in numbers})
    return {
        file: {year: numbers[file] for year, numbers in by_year.items() if file in numbers} for file in files
    }


def _word(count: int) -> str:
    return ("no", "one", "two", "three", "four", "five", "six", "seven")[count]


def _bars(values: list[tuple[str, int]]) -> str:
    """Names over their bars, so that long names need no margin."""
    most, parts = max(value for _, value in values), []
    for i, (name, value) in enumerate(values):
        y, long = 8 + 50 * i, round(620 * value / most)
        parts.append(
            f'<text x="0" y="{y + 10}">{escape(name)}</text><rect x="0" y="{y + 18}" width="{long}"'
            f' height="18" rx="2" fill="{COLOURS["federal"]}"/><text x="{long + 8}" y="{y + 27}"'
            f' dominant-baseline="central" font-weight="700">{number(value)}</text>'
        )
    return drawing(WIDTH, 8 + 50 * len(values), "".join(parts), LETTERS)


def _lines(by_file: dict[str, dict[int, int]]) -> str:
    height, left, right, above, below = 420, 84, 190, 36, 40
    values = ticks(max(max(line.values()) for line in by_file.values()), most=4)
    years = sorted({year for line in by_file.values() for year in line})
    first, last = years[0], years[-1]

    def x(year: int) -> int:
        return round(left + (year - first) * (WIDTH - left - right) / (last - first))

    def y(value: float) -> int:
        return round(height - below - value * (height - above - below) / values[-1])

    parts = [
        level_grid(values, y, left, WIDTH - right, number, 13),
        text(0, 10, "Cases pending at the end of the fiscal year", size=13),
        time_axis(
            [(x(year), str(year) if (last - year) % 4 == 0 else "") for year in years], height - below, 13
        ),
    ]
    for (file, line), colour, dash in zip(
        by_file.items(),
        (COLOURS["muted"], COLOURS["court"], COLOURS["muted"], COLOURS["muted"], COLOURS["federal"]),
        ("", "6 4", "", "", ""),
    ):
        points = [(x(year), y(value)) for year, value in line.items()]
        if len(line) > 1:
            parts.append(
                f'<path d="M{"L".join(f"{a},{b}" for a, b in points)}" fill="none" stroke="{colour}"'
                ' stroke-width="2.6"' + (f' stroke-dasharray="{dash}"/>' if dash else "/>")
            )
        parts += [
            f'<circle cx="{a}" cy="{b}" r="{3.4 if len(line) > 1 else 5}"'
            f' fill="{colour if len(line) > 1 else "#FFFFFF"}" stroke="{colour}" stroke-width="1.8"/>'
            for a, b in points
        ]
        (a, b), under = points[-1], 22 if len(line) == 1 else 0
        name = f"File of {dated(file)}"
        parts.append(
            f'<text x="{a + 10}" y="{b + under}" dominant-baseline="central" paint-order="stroke"'
            f' stroke="#FFFFFF" stroke-width="4">{name}<tspan x="{a + 10}" dy="16"'
            f' font-weight="700">{number(line[max(line)])}</tspan></text>'
        )
    return drawing(WIDTH, height, "".join(parts), LETTERS)
