"""The agreements of a county in its brief: who is listed here, with the signed papers; who is placed
nowhere; who left; who signed before."""

from __future__ import annotations

import pandas as pd

from ..agreements.by_county import snapshots
from ..agreements.counts import Row, models_of, papers
from ..drawing.templates import Link
from ..ground.formats import day_name, plural
from ..ground.frames import records
from ..ground.places import Place
from ..ground.vocabulary import MODELS
from .facts import Fact, Grid, Section

FIRST_LIST = "January 2021"


def agreements(place: Place, here: list[Row], list_day: str, data: dict) -> Section:
    """The section on agreements; ``here`` are the agencies placed in the county, ``data`` the tables of a
    brief.

    >>> from fedlocal.agreements.counts import in_county
    >>> from fedlocal.county.brief import TABLES
    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import load, rows
    >>> data = {name: load(name) for name in TABLES}
    >>> agreements(named("48301"), in_county(rows("agreements"), "48301"), "24 July 2026", data).id
    'agreements'
    """
    facts, grids = [], []
    if not here:
        facts.append(
            Fact(
                f"On ICE’s list of {list_day}, no agency stands that we could place in {place.county}. That"
                " does not prove that there is none: see who is placed nowhere, below.",
                tables=("agreements",),
            )
        )
    else:
        total = sum(len(models_of(agency)) for agency in here)
        facts.append(
            Fact(
                f"On ICE’s list of {list_day}, {plural(len(here), 'agency', 'agencies')} that we could place"
                f" in {place.county} {'holds' if len(here) == 1 else 'hold'} {plural(total, 'agreement')}.",
                tables=("agreements",),
            )
        )
        known = papers(records(data["agreement_documents"]), here)
        rows: tuple[tuple[str | Link, ...], ...] = tuple(
            (agency["agency"], MODELS[m], *_signed_on(agency, m, known))
            for agency in here
            for m in models_of(agency)
        )
        grids.append(
            Grid(
                f"Agreements in {place.county} on the list of {list_day}",
                ("Agency", "Model", "Signed", "Paper"),
                rows,
            )
        )
        found = sum(isinstance(row[-1], Link) for row in rows)
        facts.append(
            Fact(
                (
                    f"The signed paper of {found} of the {total} can be read in a public archive; the table"
                    " links to it."
                    if found
                    else (
                        "The archive of signed papers that we know has none of these with the day that ICE"
                        " prints. Ask the agency for its copy."
                    )
                ),
                tables=("agreement_documents",),
            )
        )
    facts += _nowhere(place, data["agreements"])
    spans = data["agreement_lifespans"]
    gone = spans[(spans["county_fips"] == place.fips) & (spans["fate"] != "listed")].sort_values(
        "last_listed"
    )
    if len(gone):
        rows = tuple(
            (
                g.agency,
                MODELS[g.model],
                "the first list or before" if g.left_censored else day_name(g.first_listed.date()),
                day_name(g.last_listed.date()),
                _fate(g),
            )
            for g in gone.itertuples()
        )
        grids.append(
            Grid(
                f"Rows for {place.county} that left the list since {FIRST_LIST}",
                ("Agency", "Model", "First seen", "Last seen", "What we can tell"),
                rows,
            )
        )
        facts.append(
            Fact(
                f"{plural(len(gone), 'row')} for {place.county} left the list since {FIRST_LIST}. A row may"
                " leave because an agreement ended, or because a name changed.",
                tables=("agreement_lifespans",),
            )
        )
    else:
        facts.append(
            Fact(
                f"No row that we could place here left the list between {FIRST_LIST} and {list_day}.",
                tables=("agreement_lifespans",),
            )
        )
    facts += _history(place, here, data)
    since = data["developments"]
    since = since[
        since["printable"]
        & (since["topic"] == "287g")
        & (since["date"] > str(snapshots(records(data["agreements_monthly"]))[-1]))
    ]
    facts += [
        Fact(
            f"Since then, beyond this county: {row.what}",
            cites=((row.source_id, row.pinpoint),),
            as_of=row.as_of,
        )
        for row in since.itertuples()
    ]
    return Section("agreements", "Agreements under section 287(g)", tuple(facts), tuple(grids))


def _signed_on(agency: Row, model: str, known: dict) -> tuple[str, str | Link]:
    """The day on which an agency signed a model, and a link to the signed paper ("none found" without
    one)."""
    day = agency[f"signed_{model}"]
    url = known.get((agency["state_abbr"], agency["agency"], model, day))
    about = f"signed agreement of {agency['agency']}, {MODELS[model]} (PDF)"
    return day_name(day), Link("signed agreement", url, about) if url else "none found"


def _fate(row) -> str:
    return (
        f"Probably listed now as {row.renamed_to}"
        if row.fate == "probable_rename"
        else "Not listed any more; the list does not say why"
    )


def _nowhere(place: Place, agreements: pd.DataFrame) -> list[Fact]:
    """Agencies of the state that sit in no county, and so could work in this one."""
    lost = agreements[(agreements["state_abbr"] == place.state_abbr) & agreements["county_fips"].isna()]
    groups = {
        f"Statewide agencies of {place.state} on the list, which may work here": lost[
            lost["agency_type"] == "state_agency"
        ],
        f"Other agencies of {place.state} that serve several counties or could not be placed": lost[
            lost["agency_type"] != "state_agency"
        ],
    }
    return [Fact(f"{words}: {_listed(rows)}.", tables=("agreements",)) for words, rows in groups.items()]


def _listed(agencies: pd.DataFrame) -> str:
    entries = [
        f"{agency['agency']} ({', '.join(MODELS[model] for model in models_of(agency))})"
        for agency in records(agencies)
    ]
    return "; ".join(entries) or "none"


def _history(place: Place, here: list[Row], data: dict) -> list[Fact]:
    """Signers of 2002 to 2017 whose name is that of an agency here, or begins with the county's own name."""
    old = data["agreements_history"]
    old = old[old["state_abbr"] == place.state_abbr]
    spans = data["agreement_lifespans"]
    names = {*(agency["agency"] for agency in here), *spans.loc[spans["county_fips"] == place.fips, "agency"]}
    ours = old["agency"].str.casefold().str.startswith(place.county.casefold() + " ")
    found = old[ours | old["agency"].isin(names)].drop_duplicates("agency_id")
    return [
        Fact(f"Earlier: {row.agency} {_signed(row)}. {_until(row)}", tables=("agreements_history",))
        for row in found.itertuples()
    ]


def _signed(row) -> str:
    models = (
        ""
        if pd.isna(row.models)
        else " (" + ", ".join(MODELS[model] for model in row.models.split(";")) + ")"
    )
    return (
        f"signed on {day_name(row.first_signed.date())}{models}"
        if not pd.isna(row.first_signed)
        else f"had an agreement{models}, signed on a day that we do not know"
    )


def _until(row) -> str:
    if pd.isna(row.last_seen_active_by):
        return "No source that we have shows it active after that."
    return (
        f"Our sources show it active until about {day_name(row.last_seen_active_by.date())}; it may have"
        " ended earlier or gone on."
    )
