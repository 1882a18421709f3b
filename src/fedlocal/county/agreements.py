"""The agreements of a county in its brief: who is listed here, with the signed papers; who is placed
nowhere; who left; who signed before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from ..agreements.counts import models_of, papers
from ..drawing.templates import Link
from ..ground.formats import day_name, plural
from ..ground.places import Place
from ..ground.vocabulary import MODELS
from .facts import Fact, Grid, Row, Section, Tables

FIRST_LIST = "January 2021"
Cells = tuple[str | Link, ...]  # a row of a grid


def agreements(place: Place, agencies: Sequence[Row], listed_on: date, data: Tables) -> Section:
    """The section on agreements. ``agencies`` are those placed in the county on the list of the day
    ``listed_on``, ``data`` holds the tables of a brief.

    >>> from fedlocal.county.brief import TABLES
    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import rows
    >>> data = {name: rows(name) for name in TABLES}
    >>> agreements(named("48301"), [], date(2026, 7, 24), data).id
    'agreements'
    """
    list_day = day_name(listed_on)
    spans = [row for row in data["agreement_lifespans"] if row["county_fips"] == place.fips]
    gone = sorted((row for row in spans if row["fate"] != "listed"), key=lambda row: row["last_listed"])
    names = {row["agency"] for row in (*agencies, *spans)}
    signed = _signatures(agencies, data["agreement_documents"])
    facts = [
        *_listed_now(place, agencies, list_day, signed),
        *_nowhere(place, data["agreements"]),
        _left(place, gone, list_day),
        *_history(place, names, data["agreements_history"]),
        *_since(listed_on, data["developments"]),
    ]
    grids = []
    if agencies:
        caption = f"Agreements in {place.county} on the list of {list_day}"
        grids.append(Grid(caption, ("Agency", "Model", "Signed", "Paper"), tuple(signed)))
    if gone:
        grids.append(_gone_grid(place, gone))
    return Section("agreements", "Agreements under section 287(g)", tuple(facts), tuple(grids))


def _listed_now(place: Place, agencies: Sequence[Row], list_day: str, signed: Sequence[Cells]) -> list[Fact]:
    """How many agreements stand on the list for the county, and how many of their papers can be read."""
    if not agencies:
        return [
            Fact(
                f"On ICE’s list of {list_day}, no agency stands that we could place in {place.county}. That"
                " does not prove that there is none: see who is placed nowhere, below.",
                tables=("agreements",),
            )
        ]
    total, found = len(signed), sum(isinstance(paper, Link) for *_, paper in signed)
    return [
        Fact(
            f"On ICE’s list of {list_day}, {plural(len(agencies), 'agency', 'agencies')} that we could place"
            f" in {place.county} {'holds' if len(agencies) == 1 else 'hold'} {plural(total, 'agreement')}.",
            tables=("agreements",),
        ),
        Fact(
            f"The signed paper of {found} of the {total} can be read in a public archive; the table links"
            " to it."
            if found
            else "The archive of signed papers that we know has none of these with the day that ICE prints."
            " Ask the agency for its copy.",
            tables=("agreement_documents",),
        ),
    ]


def _signatures(agencies: Sequence[Row], documents: Sequence[Row]) -> list[Cells]:
    """Agency, model, day of signing and signed paper ("none found" without one) of each agreement."""
    known = papers(documents, agencies)
    signed: list[Cells] = []
    for agency in agencies:
        for model in models_of(agency):
            day = agency[f"signed_{model}"]
            url = known.get((agency["state_abbr"], agency["agency"], model, day))
            about = f"signed agreement of {agency['agency']}, {MODELS[model]} (PDF)"
            paper = Link("signed agreement", url, about) if url else "none found"
            signed.append((agency["agency"], MODELS[model], day_name(day), paper))
    return signed


def _nowhere(place: Place, agreements: Sequence[Row]) -> list[Fact]:
    """Agencies of the state that sit in no county, and so could work in this one."""
    rows = [row for row in agreements if row["state_abbr"] == place.state_abbr and not row["county_fips"]]
    statewide = [row for row in rows if row["agency_type"] == "state_agency"]
    others = [row for row in rows if row["agency_type"] != "state_agency"]
    groups = {
        f"Statewide agencies of {place.state} on the list, which may work here": statewide,
        f"Other agencies of {place.state} that serve several counties or could not be placed": others,
    }
    return [
        Fact(f"{words}: {_named(agencies)}.", tables=("agreements",)) for words, agencies in groups.items()
    ]


def _named(agencies: Iterable[Row]) -> str:
    entries = [
        f"{agency['agency']} ({', '.join(MODELS[model] for model in models_of(agency))})"
        for agency in agencies
    ]
    return "; ".join(entries) or "none"


def _left(place: Place, gone: Sequence[Row], list_day: str) -> Fact:
    """How many rows for the county left the list."""
    return Fact(
        f"{plural(len(gone), 'row')} for {place.county} left the list since {FIRST_LIST}. A row may leave"
        " because an agreement ended, or because a name changed."
        if gone
        else f"No row that we could place here left the list between {FIRST_LIST} and {list_day}.",
        tables=("agreement_lifespans",),
    )


def _gone_grid(place: Place, gone: Sequence[Row]) -> Grid:
    return Grid(
        f"Rows for {place.county} that left the list since {FIRST_LIST}",
        ("Agency", "Model", "First seen", "Last seen", "What we can tell"),
        tuple(
            (
                row["agency"],
                MODELS[row["model"]],
                "the first list or before" if row["left_censored"] else day_name(row["first_listed"]),
                day_name(row["last_listed"]),
                _fate(row),
            )
            for row in gone
        ),
    )


def _fate(row: Row) -> str:
    return (
        f"Probably listed now as {row['renamed_to']}"
        if row["fate"] == "probable_rename"
        else "Not listed any more; the list does not say why"
    )


def _history(place: Place, names: set[str], history: Sequence[Row]) -> list[Fact]:
    """Signers of 2002 to 2017 whose name is that of an agency here, or begins with the county's own name."""
    own = place.county.casefold() + " "
    return [
        Fact(f"Earlier: {row['agency']} {_signed(row)}. {_until(row)}", tables=("agreements_history",))
        for row in history
        if row["state_abbr"] == place.state_abbr
        and (row["agency"] in names or row["agency"].casefold().startswith(own))
    ]


def _signed(row: Row) -> str:
    models = (
        " (" + ", ".join(MODELS[model] for model in row["models"].split(";")) + ")" if row["models"] else ""
    )
    return (
        f"signed on {day_name(row['first_signed'])}{models}"
        if row["first_signed"]
        else f"had an agreement{models}, signed on a day that we do not know"
    )


def _until(row: Row) -> str:
    if not row["last_seen_active_by"]:
        return "No source that we have shows it active after that."
    return (
        f"Our sources show it active until about {day_name(row['last_seen_active_by'])}; it may have ended"
        " earlier or gone on."
    )


def _since(listed_on: date, developments: Iterable[Row]) -> list[Fact]:
    """What happened with agreements anywhere since the day of the newest list."""
    return [
        Fact(
            f"Since then, beyond this county: {row['what']}",
            cites=((row["source_id"], row["pinpoint"]),),
            as_of=row["as_of"],
        )
        for row in developments
        if row["printable"] and row["topic"] == "287g" and row["date"] > str(listed_on)
    ]
