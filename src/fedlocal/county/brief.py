"""A county brief: what the tables say of one county, fact by fact with where each comes from, and what
they do not say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ..agreements.counts import in_county, models_of, stock, total
from ..drawing.stacked_chart import Stock
from ..ground.formats import day_name, month_name, number, plural, share
from ..ground.places import Place
from ..ground.vocabulary import MODELS
from .agreements import agreements
from .facts import Fact, Grid, Row, Section, Tables, gap
from .state_law import framing, state_law

TABLES = (
    "agreement_documents",
    "agreement_lifespans",
    "agreement_terms",
    "agreements",
    "agreements_history",
    "agreements_monthly",
    "brief_unknowns",
    "counties",
    "developments",
    "field_offices",
    "state_laws",
    "state_posture",
    "states",
)
TOPICS = (  # of the agreement forms, those that a county's leaders ask about first
    "powers",
    "where_used",
    "status_questions",
    "warrantless_arrest",
    "detainers",
    "hold_limit",
    "citizenship_claims",
    "supervision",
    "cost",
    "liability",
    "complaints",
    "length_and_exit",
)
KINDS = {
    "parish": "Louisiana’s equivalent of a county",
    "borough_or_municipality": "one of Alaska’s equivalents of a county",
    "census_area": "a part of Alaska that the Census Bureau counts like a county",
    "independent_city": "an independent city, counted like a county",
    "planning_region": "a planning region; federal figures use these in place of Connecticut’s counties",
    "district": "counted as one county",
}
WHY_NO_SHARE = {
    "AK": "The table that we found leaves Alaska out.",
    "CT": (
        "The table that we found has Connecticut’s old counties, which do not fit the planning regions of"
        " today."
    ),
}
ARRESTS, ADULTS = "ice_arrests_2025_01_to_2026_07", "noncitizen_adults_2024"  # columns of states
FEW = 1000  # residents, under which a survey of a county reaches so few people that its share says little
FORMS_SINCE = date(2025, 2, 1)  # the forms that we read are of February to July 2025


@dataclass(frozen=True)
class Brief:
    """All that a county brief prints before the learner writes: sections, what is open under state law,
    and a chart's numbers: agreements by month and model, None in a month without a list."""

    place: Place
    list_day: str
    tiles: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    framing: str
    trend: Stock


def build(place: Place, data: Tables) -> Brief:
    """The brief of one county. ``data`` holds the rows of the tables that :data:`TABLES` names.

    >>> from fedlocal.ground.places import named
    >>> from fedlocal.ground.tables import rows
    >>> brief = build(named("48301"), {name: rows(name) for name in TABLES})
    >>> [section.id for section in brief.sections]
    ['county', 'agreements', 'forms', 'law', 'state', 'unknown']
    """
    agencies = in_county(data["agreements"], place.fips)
    listed_on = max(row["snapshot_date"] for row in data["agreements_monthly"])
    list_day = day_name(listed_on)
    county = next(row for row in data["counties"] if row["county_fips"] == place.fips)
    law, posture = state_law(place, data)
    trend = stock(data["agreements_monthly"], place.state_abbr)
    tiles = (
        ("Residents, July 2025", number(county["population_2025"])),
        ("Agencies placed here with an agreement", number(len(agencies))),
        ("Agreements that they hold", number(sum(len(models_of(agency)) for agency in agencies))),
        ("State law, as we read it", posture.capitalize()),
    )
    return Brief(
        place,
        list_day,
        tiles,
        (
            _county(place, county, data),
            agreements(place, agencies, listed_on, data),
            _forms(place, agencies, data),
            law,
            _state(place, list_day, trend, data),
            _unknown(place, list_day, data),
        ),
        framing(place, data),
        trend,
    )


def _county(place: Place, county: Row, data: Tables) -> Section:
    facts = []
    if county["county_type"] in KINDS:
        facts.append(Fact(f"{place.county} is {KINDS[county['county_type']]}.", tables=("counties",)))
    now, then = county["population_2025"], county["population_2020"]
    change = (
        f"{abs(100 * (now - then) / then):.1f}% {'more' if now >= then else 'fewer'} than in July 2020"
        if now != then
        else "as many as in July 2020"
    )
    facts.append(
        Fact(f"Residents: {number(now)} in July 2025 (an estimate), {change}.", tables=("counties",))
    )
    born = county["foreign_born_pct_2012_2016"]
    if born is None:
        why = WHY_NO_SHARE.get(place.state_abbr, "The table that we found has no figure for this county.")
        facts.append(gap(f"The share of residents born abroad is not known to us. {why}", "counties"))
    else:
        shaky = " With so few residents it can be far off." if now < FEW else ""
        facts.append(
            Fact(
                f"Born abroad: {born:.1f}% of residents in 2012 to 2016 (a survey estimate; we do not have"
                f" its margin of error).{shaky} That is old, and the newest share by county that we found. It"
                " includes citizens, so it is not a share of noncitizens.",
                tables=("counties",),
                as_of="2012 to 2016",
            )
        )
    office = next(row for row in data["field_offices"] if row["office"] == place.field_office)
    seat = f"{office['city']}, {office['state_abbr']}"
    facts.append(
        Fact(
            f"ICE field office: {place.field_office} (seat: {seat}). It covers: {office['area']}.",
            tables=("field_offices",),
        )
    )
    return Section("county", "The county", tuple(facts))


def _forms(place: Place, agencies: Sequence[Row], data: Tables) -> Section:
    signed = {model for agency in agencies for model in models_of(agency)}
    models = [model for model in MODELS if model in signed]
    forms = models or list(MODELS)
    sentence = (
        f"An officer has only the powers that the form names, and only within state law. {_count(forms)}"
        f" stands on the list for {place.county}."
        if models
        else f"No form stands on the list for {place.county}. These are the three that ICE offered in 2025."
    )
    says = {
        (row["topic"], row["model"]): row
        for row in data["agreement_terms"]
        if row["topic"] in TOPICS and row["model"] in forms
    }
    rows = tuple(
        (says[topic, forms[0]]["topic_title"], *(says[topic, model]["says"] for model in forms))
        for topic in TOPICS
    )
    cites = dict.fromkeys((row["source_id"], "") for row in says.values())
    old = [
        agency["agency"]
        for agency in agencies
        if any(agency[f"signed_{model}"] < FORMS_SINCE for model in models_of(agency))
    ]
    older = f" Signed before these forms, so that an older one may hold: {'; '.join(old)}." if old else ""
    fact = Fact(
        f"{sentence}{older} What a signed form says may differ from these: read the signed agreement, or ask"
        " the agency for it.",
        cites=tuple(cites),
    )
    return Section(
        "forms",
        "What the forms allow",
        (fact,),
        (Grid("What the agreement forms of 2025 say", ("Topic", *(MODELS[m] for m in forms)), rows),),
    )


def _count(models: list[str]) -> str:
    return (
        f"One of the three forms ({MODELS[models[0]]})"
        if len(models) == 1
        else f"More than one form ({', '.join(MODELS[m] for m in models)})"
    )


def _state(place: Place, list_day: str, trend: Stock, data: Tables) -> Section:
    row = next(row for row in data["states"] if row["state_abbr"] == place.state_abbr)
    totals = {month: total(counts) for month, counts in trend.items() if counts}
    first, last = min(totals), max(totals)
    facts = [
        Fact(
            f"{place.state} had {plural(totals[first], 'agreement')} on ICE’s list in {month_name(first)}"
            f" and {number(totals[last])} in {month_name(last)}.",
            tables=("agreements_monthly",),
        ),
        Fact(
            f"Counties or equivalents in {place.state}: {number(row['counties'])}. With at least one listed"
            f" agency that we could place there: {number(row['counties_with_agency'])}"
            f" ({share(row['counties_with_agency'], row['counties'])}).",
            tables=("states",),
            as_of=list_day,
        ),
    ]
    if row[ARRESTS] is None or row[ADULTS] is None:
        return Section(
            "state",
            "The state around it",
            (*facts, gap("ICE arrests in this state are not in our tables.", "states")),
        )
    both = [other for other in data["states"] if other[ARRESTS] is not None and other[ADULTS] is not None]
    rate = 1000 * row[ARRESTS] / row[ADULTS]
    nation = 1000 * sum(other[ARRESTS] for other in both) / sum(other[ADULTS] for other in both)
    facts.append(
        Fact(
            f"ICE arrests recorded in {place.state} in the 19 months from January 2025 to July 2026:"
            f" {number(row[ARRESTS])}. That is {rate:.0f} for each 1,000 noncitizen"
            f" adults (an estimate of 2024); in all states together it is {nation:.0f}. Size, borders, jail"
            " practice and federal operations all move this rate: it does not show what an agreement did.",
            tables=("states",),
            as_of="January 2025 to July 2026",
        )
    )
    return Section("state", "The state around it", tuple(facts))


def _unknown(place: Place, list_day: str, data: Tables) -> Section:
    unknowns = sorted(data["brief_unknowns"], key=lambda row: row["position"])
    rows = tuple((row["unknown"], row["why"], row["ask"]) for row in unknowns)
    since = (
        f"What changed after {list_day}",
        "Our list of agreements ends on that day, and ICE replaces its list without a log of changes.",
        "ICE’s page on section 287(g), and the agency itself.",
    )
    grid = Grid(
        f"Not known about {place.county}", ("What", "Why we do not know", "Who could say"), (since, *rows)
    )
    return Section(
        "unknown",
        "What we do not know",
        (
            Fact(
                "None of these gaps is a zero. A brief that names them is stronger than one that fills them.",
                tables=("brief_unknowns",),
            ),
        ),
        (grid,),
    )
