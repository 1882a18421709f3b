"""The county brief: true for every kind of county, honest about gaps, safe and whole when it leaves the
machine."""

import re

import pytest
from bs4 import BeautifulSoup

from fedlocal.agreements.counts import in_county, models_of, papers
from fedlocal.county import brief, pages
from fedlocal.county.state_law import POSTURES, READ, STATUS, SURE, _news, framing
from fedlocal.drawing.templates import Link
from fedlocal.ground import places
from fedlocal.ground.formats import number
from fedlocal.ground.tables import load, rows
from fedlocal.ground.vocabulary import MODELS
from fedlocal.law.state_laws import flags, instruments

DATA = {name: load(name) for name in brief.TABLES}
ROWS = {name: rows(name) for name in brief.TABLES}
LARGE, TINY, NONE, CITY, REGION, BOROUGH = "48201", "48301", "17031", "51510", "09110", "02150"
KINDS = [
    LARGE,
    TINY,
    NONE,
    CITY,
    REGION,
    BOROUGH,
    "02016",
    "15005",
    "11001",
    "22071",
    "24021",
    "46102",
    "55133",
    "12086",
]


def made(fips):
    return brief.build(places.named(fips), ROWS)


def said(document, section):
    found = next(part for part in document.sections if part.id == section)
    return " ".join(
        [
            *(fact.text for fact in found.facts),
            *(str(cell) for grid in found.grids for row in grid.rows for cell in row),
        ]
    )


def text(html):
    return " ".join(BeautifulSoup(html, "html.parser").get_text(" ").split())


def test_every_county_has_a_brief_and_its_numbers_are_those_of_the_tables():
    by_county = DATA["agreements"].dropna(subset=["county_fips"]).groupby("county_fips")
    sizes = by_county.size()
    sample = DATA["counties"].iloc[::97]["county_fips"].tolist() + KINDS
    for fips in sample:
        document = made(fips)
        tiles = dict(document.tiles)
        assert tiles["Residents, July 2025"] == number(
            DATA["counties"].set_index("county_fips").loc[fips, "population_2025"]
        )
        assert tiles["Agencies placed here with an agreement"] == number(sizes.get(fips, 0))
        listed = {
            row[0]
            for grid in document.sections[1].grids
            if grid.caption.startswith("Agreements in")
            for row in grid.rows
        }
        assert listed == {row["agency"] for row in in_county(ROWS["agreements"], fips)}


@pytest.mark.parametrize("fips", KINDS)
def test_every_fact_has_a_source_and_a_date(fips):
    for section in made(fips).sections:
        for fact in section.facts:
            refs = pages.refs_of(fact)
            assert refs, fact.text
            assert all(ref.url.startswith("https://") and (fact.as_of or ref.as_of) for ref in refs), (
                fact.text
            )


def test_a_large_county():
    document = made(LARGE)
    assert "1 agency that we could place in Harris County holds 1 agreement" in said(document, "agreements")
    assert "Harris County Sheriff's Office signed on 20 July 2008 (Jail Enforcement Model)" in said(
        document, "agreements"
    )
    assert "until about 29 January 2017; it may have ended earlier or gone on" in said(document, "agreements")
    assert "Texas Highway Patrol" in said(document, "agreements"), "a statewide agency may work here"
    grid = document.sections[2].grids[0]
    assert [row[0] for row in grid.rows][0] == "Powers the form gives"
    assert grid.head == ("Topic", MODELS["tfm"])
    assert (
        "1 December 2026" in said(document, "law")
        and "tells at least some agencies to sign" in document.framing
    )


def test_a_tiny_county_without_an_agreement_gets_all_three_forms_and_no_false_calm():
    document = made(TINY)
    assert "Residents: 52 in July 2025" in said(document, "county")
    assert (
        "no agency stands that we could place in Loving County. That does not prove that there is none"
        in said(document, "agreements")
    )
    assert document.sections[2].grids[0].head == ("Topic", *MODELS.values())
    assert "With so few residents it can be far off." in said(
        document, "county"
    ) and "so few residents" not in said(made(LARGE), "county")


def test_a_virginia_city_a_connecticut_region_and_an_alaska_borough_say_what_they_are_and_lack():
    assert "an independent city, counted like a county" in said(made(CITY), "county")
    assert "Regional Jail Authority" in said(made(CITY), "agreements") and "Executive Directive 1" in said(
        made(CITY), "law"
    )
    region = said(made(REGION), "county")
    assert (
        "in place of Connecticut’s counties" in region
        and "not known to us" in region
        and "do not fit the planning regions" in region
    )
    borough = made(BOROUGH)
    assert "leaves Alaska out" in said(borough, "county") and "Kodiak Police Department" in said(
        borough, "agreements"
    )
    assert "Signed before these forms" in said(borough, "forms"), (
        "an agreement of 2020 rests on an older form"
    )
    assert (
        "no statewide rule found" in said(borough, "law")
        and dict(borough.tiles)["State law, as we read it"] == "No statewide rule found"
    )
    assert (
        "could not confirm what the law of Hawaii" in said(made("15005"), "law")
        and dict(made("15005").tiles)["State law, as we read it"] == "Not confirmed"
    )


def test_a_row_that_left_the_list_is_told_without_a_reason_that_we_do_not_have():
    agreements = said(made("24021"), "agreements")
    assert "13 February 2026" in agreements and "the list does not say why" in agreements


def test_a_gap_is_marked_and_never_a_number():
    for fips in KINDS:
        gaps = [fact for section in made(fips).sections for fact in section.facts if not fact.known]
        assert gaps
        assert not any(re.search(r"\bis 0\b|nan|NaT|<NA>", fact.text) for fact in gaps)


def test_nothing_prints_a_missing_value():
    for fips in DATA["counties"].groupby("state_abbr")["county_fips"].first():
        document = made(fips)
        page = text(pages.page(document))
        assert not re.search(r"\b(nan|NaT|None(?! of)|<NA>)\b", page), fips
        assert "  " not in document.framing and document.framing.endswith(".")


def test_what_is_not_printable_is_not_printed():
    hidden = DATA["state_laws"][~DATA["state_laws"]["printable"]]
    for law in hidden.itertuples():
        fips = DATA["counties"].loc[DATA["counties"]["state_abbr"] == law.state_abbr, "county_fips"].iloc[0]
        assert law.what_it_does not in said(made(fips), "law")


def test_every_word_for_posture_status_and_certainty_is_known():
    printable = DATA["state_laws"][DATA["state_laws"]["printable"]]
    assert set(DATA["state_posture"]["shown_as"]) == set(POSTURES)
    assert set(printable["confidence"]) <= set(SURE) == set(READ) and set(printable["status"]) - {
        "none_found"
    } <= set(STATUS)


def test_framing_follows_the_flags():
    words = {
        abbr: framing(places.named(fips), ROWS)
        for abbr, fips in DATA["counties"].groupby("state_abbr")["county_fips"].first().items()
    }
    assert (
        "bars at least some" in words["MD"]
        and "tells at least some" in words["FL"]
        and "settles a part" in words["VA"]
        and "nothing orders" in words["WI"]
    )
    assert "bars at least some" in words["NJ"] and "attorney general has spoken" in words["MN"], (
        "a directive or opinion is not a statute, and not nothing"
    )
    assert (
        "nothing orders" in words["NC"]
        and "require or limit other participation" in words["NC"]
        and "bars at least some" in words["CT"]
        and "section 4" not in words["WI"]
    )
    assert "Find that out first" in words["HI"] and "the law of the District of Columbia" in words["DC"]
    assert "settles a part" in words["CO"], "a court's ruling binds as a statute does"
    assert words["DC"].startswith(
        "We did not settle whether the law of the District of Columbia bars an agreement."
    ), "unknown is not nothing"
    assert all(words[state].startswith("By one report, ") for state in ("CT", "ME")) and words[
        "IL"
    ].startswith("As we read it, ")


@pytest.mark.parametrize(
    ("state", "says"),
    [
        ("KS", "must honor ICE detainers"),
        ("IL", "a request for notice of release counts as a detainer"),
        ("OR", "declines it and writes it down"),
        ("NJ", "signed 25 March 2026"),
        ("CT", "bars such contracts"),
        ("MD", "the United States sued on 9 July 2026"),
        ("IN", "must comply with an ICE detainer"),
        ("MS", "“reasonable attempt”"),
        ("UT", "must tell ICE before releasing"),
    ],
)
def test_state_law_of_the_brief_is_that_of_today(state, says):
    fips = DATA["counties"].loc[DATA["counties"]["state_abbr"] == state, "county_fips"].iloc[0]
    assert says.lower() in said(made(fips), "law").lower()


@pytest.mark.parametrize(
    ("state", "says"),
    [
        ("MN", "the county board, not the sheriff alone"),
        ("KS", "by one report, the sheriff, without the county commission"),
        ("VT", "the Governor alone"),
        ("TX", "the sheriff, who must"),
        ("WY", "only the county commission, it says, may bind the county"),
        ("PA", "we know of no statewide rule. Ask the county’s counsel"),
    ],
)
def test_the_brief_says_who_may_sign_where_that_is_known(state, says):
    fips = DATA["counties"].loc[DATA["counties"]["state_abbr"] == state, "county_fips"].iloc[0]
    assert says in said(made(fips), "law")


@pytest.mark.parametrize("state", sorted(set(DATA["state_laws"]["state_abbr"])))
def test_the_brief_does_not_ask_who_may_sign_what_nobody_may_sign(state):
    fips = DATA["counties"].loc[DATA["counties"]["state_abbr"] == state, "county_fips"].iloc[0]
    law, shown_as = (
        said(made(fips), "law"),
        DATA["state_posture"].set_index("state_abbr").loc[state, "shown_as"],
    )
    barred = flags(instruments(rows("state_laws"))[state], shown_as)["bars_287g"] == "yes"
    assert barred == ("No one may sign a 287(g) agreement" in law) and barred != ("Who may sign a" in law)


@pytest.mark.parametrize(
    ("state", "says"),
    [
        ("IL", "No one may sign a 287(g) agreement for a county in Illinois, as we read its law."),
        ("CT", "for a county in Connecticut, by one report of its law."),
        ("ME", "for a county in Maine, by one report of its law."),
    ],
)
def test_a_bar_on_signing_is_said_as_surely_as_it_is_known(state, says):
    fips = DATA["counties"].loc[DATA["counties"]["state_abbr"] == state, "county_fips"].iloc[0]
    assert says in said(made(fips), "law")


def test_an_opinion_on_other_contracts_is_no_answer_on_agreements():
    fact = next(fact for fact in made("39001").sections[3].facts if fact.text.startswith("Who may sign"))
    assert (
        not fact.known
        and fact.text
        == "Who may sign a 287(g) agreement for a county in Ohio. An advisory opinion of 2025 says that the"
        " board, not the sheriff alone, signs contracts to detain people for ICE."
    )


def test_news_says_what_follows_the_status():
    for fips in DATA["counties"].groupby("state_abbr")["county_fips"].first():
        here = places.named(fips)
        notes = {row["what"]: row["status_note"] for row in ROWS["developments"] if row["status_note"]}
        for fact in _news(here, ROWS["developments"]):
            what = next((what for what in notes if what in fact.text), None)
            assert what is None or fact.text.endswith(notes[what]), fact.text
            assert "dev-" not in fact.text
    assert "Status: decided. The law stands." in said(made(NONE), "law")


def local_rule():
    """A development on a rule of a city or county that may be printed."""
    return next(row for row in ROWS["developments"] if row["topic"] == "local_rules" and row["printable"])


@pytest.mark.parametrize(
    ("fips", "who", "what", "listed"),
    [
        ("54039", "West Virginia Legislature", "x", True),
        ("51510", "West Virginia Legislature", "x", False),
        ("51510", "Virginia Attorney General", "x", True),
        ("44007", "U.S. District Court, D. Rhode Island", "A judge struck a condition.", False),
        ("44007", "Mayor", "In Rhode Island, a city ended its policy.", True),
        ("20091", "City of Little Rock", "An Arkansas city changed its rule.", False),
        ("36001", "City of New York", "x", False),
        ("36001", "New York Governor", "x", True),
        ("53033", "Department of Homeland Security", "Officials in Washington said so.", False),
        ("11001", "U.S. Court of Appeals, District of Columbia Circuit", "x", False),
    ],
)
def test_news_names_the_state_itself(fips, who, what, listed):
    row = {**local_rule(), "who_decided": who, "what": what}
    assert bool(_news(places.named(fips), [row])) == listed


def test_news_that_is_a_lead_or_a_statute_is_left_out():
    row = {**local_rule(), "who_decided": "Virginia Attorney General"}
    here = places.named(CITY)
    assert (
        _news(here, [row])
        and not _news(here, [{**row, "printable": False}])
        and not _news(here, [{**row, "topic": "state_law"}])
    )


EVIL = (
    '<script>alert(1)</script> "quoted" & <img src=x onerror=alert(1)>\nline two\n\n# not a heading'
    " [a](javascript:x) | cell"
)


def test_a_state_without_agreements_gets_no_empty_chart():
    pictures = {
        fips: len(BeautifulSoup(pages.page(made(fips)), "html.parser").find_all("img"))
        for fips in (LARGE, "17031", "09110")
    }
    assert pictures == {LARGE: 1, "17031": 0, "09110": 0}
    assert "the last list of each year" in pages.page(made("17031")), "its table of zeros stays"


def test_the_page_is_whole_by_itself_and_escapes_what_was_typed():
    html = pages.page(
        made(LARGE),
        {"more": EVIL, "decide": "$5 to $10"},
        {"law": "partly", "sides": "nonsense"},
        "2026-11-21",
    )
    tree = BeautifulSoup(html, "html.parser")
    assert (
        tree.html["lang"] == "en"
        and tree.title.string == "County brief: Harris County, Texas"
        and "Made on 21 November 2026" in tree.get_text()
    )
    assert not tree.find(["script", "iframe", "link", "form", "input"]) and not tree.find(onerror=True)
    assert all(image["src"].startswith("data:") and len(image["alt"]) > 40 for image in tree.find_all("img"))
    assert "default-src 'none'" in tree.find("meta", attrs={"http-equiv": True})["content"]
    assert not re.search(r"@import|url\(|src=[\"']http", html)
    more = tree.find(attrs={"data-part": "more"})
    assert (
        [p.get_text() for p in more.find_all("p")][0].startswith("<script>alert(1)</script>")
        and len(more.find_all("p")) == 2
        and more.find("br")
    )
    assert (
        tree.find(attrs={"data-mark": "law"}).string == "Partly"
        and tree.find(attrs={"data-mark": "sides"}).string == "–"
    )
    assert "$5 to $10" in tree.find(attrs={"data-part": "decide"}).get_text()


def test_the_page_has_ordered_headings_captions_scopes_and_live_anchors():
    tree = BeautifulSoup(pages.page(made(CITY)), "html.parser")
    levels = [int(tag.name[1]) for tag in tree.find_all(re.compile(r"h[1-6]"))]
    assert levels[0] == 1 and levels.count(1) == 1 and all(b <= a + 1 for a, b in zip(levels, levels[1:]))
    assert all(table.caption.get_text(strip=True) for table in tree.find_all("table")) and all(
        th.get("scope") for th in tree.find_all("th")
    )
    ids = [tag["id"] for tag in tree.find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert {a["href"][1:] for a in tree.find_all("a", href=re.compile("^#"))} <= set(ids)
    assert {section["aria-labelledby"] for section in tree.find_all("section")} <= set(ids)
    assert "@media print" in str(tree.style)


def test_markdown_says_the_same_and_cannot_be_broken_by_what_was_typed():
    document = made(LARGE)
    plain = pages.markdown(document, {"more": EVIL}, {"law": "partly"}, "2026-11-21")
    assert plain.startswith("# County brief: Harris County, Texas\n") and plain.count("\n# ") == 0
    assert "<script" not in plain and "[a](" not in plain and "\n> \\# not a heading" in plain
    for section in document.sections:
        for fact in section.facts:
            assert pages.plain(fact.text) in plain
    assert "| Is it clear who may decide, and what the law leaves open? | Partly |" in plain
    numbers = [int(n) for n in re.findall(r": source (\d+)", plain)]
    listed = plain[plain.index("## Sources") :]
    assert max(numbers) == len(re.findall(r"^\d+\. ", listed, re.M))


def test_both_cases_are_asked_for_in_the_same_way():
    prompts = {row["part_id"]: row for row in load("brief_parts").to_dict("records")}
    assert prompts["more"]["prompt"] == prompts["less"]["prompt"]
    assert prompts["more"]["heading"].replace("more", "less") == prompts["less"]["heading"]


def test_an_agency_with_two_forms_shows_both():
    document = made("55133")
    agencies = in_county(ROWS["agreements"], "55133")
    cells = document.sections[1].grids[0].rows
    assert len(cells) == sum(len(models_of(agency)) for agency in agencies) == 2 and {
        row[1] for row in cells
    } == {MODELS["jem"], MODELS["wso"]}


def test_an_agreement_links_to_its_signed_paper_and_the_brief_says_how_many_do():
    document = made("12086")
    grid = next(grid for grid in document.sections[1].grids if grid.caption.startswith("Agreements in"))
    linked = [row for row in grid.rows if isinstance(row[-1], Link)]
    known = papers(ROWS["agreement_documents"], in_county(ROWS["agreements"], "12086"))
    assert {row[-1].url for row in linked} == set(known.values()) and 0 < len(linked) < len(grid.rows)
    assert f"signed paper of {len(linked)} of the {len(grid.rows)}" in said(document, "agreements")
    page = BeautifulSoup(pages.page(document), "html.parser")
    assert {a["href"] for a in page.select("td a") if a.get_text() == "signed agreement"} == set(
        known.values()
    )
    assert "[signed agreement](<https://github.com/" in pages.markdown(document)


def test_a_county_without_a_paper_in_the_archive_says_so():
    document = made("21085")
    assert "has none of these with the day that ICE prints" in said(
        document, "agreements"
    ) and "none found" in said(document, "agreements")
