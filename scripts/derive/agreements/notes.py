"""What a table says of itself after a new list: its dates, its origin, and the known problems that are
counts."""

import re

MONTHS = "January February March April May June July August September October November December".split()


def words(day):
    """(day in words, month in words) of a date.

    >>> import datetime
    >>> words(datetime.date(2026, 9, 15))
    ('15 September 2026', 'September 2026')
    """
    month = f"{MONTHS[day.month - 1]} {day.year}"
    return f"{day.day} {month}", month


def describe_anew(resource, new, day, filename, before):
    """Change the descriptor of one table in place: title, dates, origin, and the problems that state
    counts."""
    name = resource["name"]
    if name == "agreement_counts":
        resource["known_problems"] = [
            p for p in resource["known_problems"] if not p.startswith("The last row is known")
        ] + ["One row is known only to a range of two months."]
        return
    if name in ("places", "agreement_documents"):
        return  # their own dates are those of the list of places and of the archive
    (old_day, old_month), (new_day, new_month) = (
        words(_date(resource["as_of"] if len(resource["as_of"]) == 10 else before)),
        words(day),
    )
    resource["as_of"] = day.isoformat()
    resource["title"] = resource["title"].replace(old_month, new_month)
    for key in ("description", "derivation"):
        resource[key] = (
            resource[key]
            .replace(old_day, new_day)
            .replace(f"the list of {old_month}", f"the list of {new_month}")
        )
    for field in resource["schema"]["fields"]:
        field["description"] = (
            field["description"]
            .replace(f"on {old_day}", f"on {new_day}")
            .replace(f"list of {old_day}", f"list of {new_day}")
        )
    if name == "states":
        return  # its other columns come from elsewhere
    source = f"list of {new_day}: ICE workbook {filename}"
    resource["obtained"] = (
        source[0].upper() + source[1:]
        if name == "agreements"
        else re.sub(r"; list of [^;]*: ICE workbook [^;]*$", "", resource["obtained"]) + f"; {source}"
    )
    resource["known_problems"] = [
        _counted(problem, name, new) for problem in resource["known_problems"]
    ] + _pause(name, _date(before), day)


def _date(text):
    import datetime

    return datetime.date.fromisoformat(text)


def _pause(name, before, day):
    """A long time without a list is a known problem of what is counted by lists."""
    if name == "agreements" or (day - before).days < 45:
        return []
    return [
        f"No list was read between {words(before)[0]} and {words(day)[0]}: what came and went in between is"
        " not seen."
    ]


def _counted(problem, name, new):
    agencies, spans = new["agreements"], new["agreement_lifespans"]
    signed = agencies[[f"signed_{model}" for model in ("jem", "wso", "tfm")]].ne("").sum(axis=1)
    placed = agencies.county_fips != ""
    if problem.startswith("An agency may hold"):
        return (
            f"An agency may hold one, two or three agreements: {len(agencies):,} agencies hold"
            f" {signed.sum():,}. Count dates, not rows, to count agreements."
        )
    if name == "agreements" and problem.startswith("County placed for"):
        state = (agencies.agency_type == "state_agency") & ~placed
        return (
            f"County placed for {signed[placed].sum():,} of {signed.sum():,} agreements ({placed.sum():,} of"
            f" {len(agencies):,} agencies); of the {signed[~placed].sum():,} others {signed[state].sum():,}"
            f" belong to statewide bodies and {signed[~placed & ~state].sum():,} to agencies that serve"
            " several counties, lie in several, or could not be placed."
        )
    if problem.startswith("Statewide bodies"):
        return (
            "Statewide bodies (state police, prisons, National Guard, attorneys general) get no county by"
            " design, although ICE prints one for some of them."
        )
    if problem.startswith("agency_type follows"):
        return "agency_type follows from the name by rule, with a few rows set by hand."
    if problem.startswith("vanished is not ended"):
        fates = spans.fate.value_counts()
        return (
            f"vanished is not ended: {fates.get('vanished', 0):,} rows left the list without a new name that"
            f" we can see; why, the list does not say. {fates.get('probable_rename', 0):,} more are probable"
            " renames or moves of one agreement to another office of the same county."
        )
    if name == "agreement_lifespans" and problem.startswith("County placed for"):
        rest = problem.partition("; the others")[2]
        return (
            f"County placed for {(spans.county_fips != '').sum():,} of {len(spans):,} rows; the others{rest}"
        )
    return problem
