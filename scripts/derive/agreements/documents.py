"""agreement_documents: the signed paper behind an agreement, where state, agency, model and day agree with
ICE's list."""

import re

import pandas as pd

from derive.common import read, slug

MODELS = {
    "jem": r"(?<![a-z])jem(?![a-z])",
    "wso": r"(?<![a-z])wso(?![a-z])",
    "tfm": r"(?<![a-z])tfm?(?![a-z])|task ?force",
}
DAYS = (
    r"(?P<m>\d{1,2})[._-](?P<d>\d{1,2})[._-](?P<y>\d{4}|\d{2})(?!\d)",
    r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})",
)


def agreement_documents(reference, done):
    """One row an agreement of our list whose signed paper is archived: agency_id, model, signed,
    archived_on, url."""
    papers = read(reference, "agreement_documents")
    papers["model"] = [row.model or model_of(row.file_name) for row in papers.itertuples()]
    papers["signed"] = [row.date_in_file_name or day_of(row.file_name) for row in papers.itertuples()]
    papers["name"] = [named(row.state_abbr, row.agency_key) for row in papers.itertuples()]
    found = papers.merge(on_the_list(done["agreements"]), on=["name", "model", "signed"])
    last = found.sort_values(["agency_id", "model", "archived_on", "archive_url"]).drop_duplicates(
        ["agency_id", "model"], keep="last"
    )
    table = last.rename(columns={"archive_url": "url"})[
        ["agency_id", "model", "signed", "archived_on", "url"]
    ]
    return table.reset_index(drop=True)


def agreeing(documents, agreements):
    """The documents that still are of an agreement on this list: agency, model and day of signing as
    there."""
    there = on_the_list(agreements)[["agency_id", "model", "signed"]].drop_duplicates()
    return documents.merge(there, on=["agency_id", "model", "signed"], validate="one_to_one")


def on_the_list(agreements):
    """The list, one row an agreement and spelling of the agency: agency_id, name (its slug), model,
    signed."""
    rows = [
        (row.agency_id, name, model, signed)
        for row in agreements.itertuples()
        for name in sorted(
            {
                named(row.state_abbr, spelling)
                for spelling in (row.agency, *row.agency_as_published.split(";"))
            }
        )
        for model in MODELS
        if (signed := getattr(row, f"signed_{model}"))
    ]
    return pd.DataFrame(rows, columns=["agency_id", "name", "model", "signed"])


def named(state, agency):
    """An agency's name without what spellings differ in; an indexer wrote "sheriff s office" for
    "Sheriff's Office"."""
    return slug(state, re.sub(r"(\w) s\b", r"\1s", agency))


def model_of(file_name):
    """The one model that a file name states, else ''."""
    stem = re.sub(r"[_\W]+", " ", file_name.removeprefix("287g"))
    found = [model for model, words in MODELS.items() if re.search(words, stem, re.IGNORECASE)]
    return found[0] if len(found) == 1 else ""


def day_of(file_name):
    """The day that a file name states with its parts set apart (04.15.25, 2020-02-12), else ''."""
    for pattern in DAYS:
        found = re.search(rf"(?<!\d){pattern}", file_name)
        if found:
            year, month, day = (int(found[part]) for part in "ymd")
            return f"{year + 2000 if year < 100 else year}-{month:02d}-{day:02d}"
    return ""
