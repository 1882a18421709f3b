"""Who does what: the tables hang together, a placement is judged rightly, confusions are counted, chains
reach a top."""

import pytest

from fedlocal.agencies import duties as domain
from fedlocal.figures import chains_of_command, police_by_state, scale
from fedlocal.ground.formats import number
from fedlocal.ground.sources import cite
from fedlocal.ground.tables import keyed, load, rows
from fedlocal.ground.vocabulary import LEVELS

AGENCIES, DUTIES = rows("agencies"), domain.build(rows("duties"))
ROWS = keyed("agencies", "agency_id")
CHOICES = [agency for agency, row in ROWS.items() if row["choice"]]
BY_ID = {duty.id: duty for duty in DUTIES}


# ---- the tables ----


@pytest.mark.parametrize("duty", DUTIES, ids=lambda duty: duty.id)
def test_a_duty_names_agencies_that_can_be_chosen(duty):
    assert duty.agencies and set(duty.agencies + duty.also + (duty.tempting,)) <= set(CHOICES)
    assert not set(duty.agencies) & set(duty.also)
    assert load("duties").set_index("duty_id").loc[duty.id, "alone_or_shared"] == (
        "shared" if duty.shared else "alone"
    )


@pytest.mark.parametrize("duty", DUTIES, ids=lambda duty: duty.id)
def test_the_tempting_answer_is_wrong_and_says_why(duty):
    assert duty.tempting not in duty.agencies + duty.also
    assert duty.why_not != duty.why and len(duty.why_not.split()) >= 6 and len(duty.why.split()) >= 6
    assert duty.misconception in set(load("misconceptions")["misconception_id"])


@pytest.mark.parametrize("duty", DUTIES, ids=lambda duty: duty.id)
def test_a_duty_is_short_and_rests_on_sources_that_were_read(duty):
    assert len(duty.text.split()) <= 18 and duty.sources
    assert all(cite(id_, pinpoint).checked != "unchecked" and pinpoint for id_, pinpoint in duty.sources)


def test_there_are_enough_duties_of_both_kinds_and_every_level_has_some():
    assert len(DUTIES) >= 24 and sum(duty.shared for duty in DUTIES) >= 3
    named = {ROWS[agency]["level"] for duty in DUTIES for agency in duty.agencies}
    assert named == set(LEVELS)


@pytest.mark.parametrize("row", AGENCIES, ids=lambda row: row["agency_id"])
def test_an_agency_is_no_surer_than_its_sources(row):
    sources = [
        cite(*pair) for pair in zip(row["source_ids"].split(";"), row["pinpoints"].split(";"), strict=True)
    ]
    assert all(source.checked != "unchecked" and source.url.startswith("https://") for source in sources)
    weakest = "secondary" if any(source.checked == "secondary" for source in sources) else "primary"
    assert row["checked"] == weakest and row["volatile"] == any(source.volatile for source in sources)
    assert len(row["mission"].split()) <= 35


@pytest.mark.parametrize("agency", ROWS)
def test_every_chain_of_command_ends_at_a_top(agency):
    steps = domain.chain(AGENCIES, agency)
    assert ROWS[steps[-1]]["kind"] == "top" and all(ROWS[step]["kind"] == "agency" for step in steps[:-1])


def test_only_tops_have_no_one_above():
    assert {row["kind"] for row in AGENCIES if not row["parent_id"]} == {"top"}


def test_immigration_courts_are_federal_and_executive_and_federal_courts_are_neither():
    assert domain.chain(AGENCIES, "immigration-courts") == ["immigration-courts", "eoir", "doj", "president"]
    assert ROWS["immigration-courts"]["level"] == "federal" and ROWS["federal-courts"]["level"] == "court"
    assert domain.chain(AGENCIES, "federal-courts") == ["federal-courts"]


def test_no_local_or_state_chain_passes_a_federal_office():
    for agency in (agency for agency, row in ROWS.items() if row["level"] in ("local", "state")):
        assert {ROWS[step]["level"] for step in domain.chain(AGENCIES, agency)} <= {"local", "state"}


def test_ice_and_the_border_patrol_meet_only_at_the_department():
    first, second = domain.chain(AGENCIES, "ero"), domain.chain(AGENCIES, "border-patrol")
    assert next(step for step in first if step in second) == "dhs"


def test_unknown_agencies_and_circles_are_told():
    with pytest.raises(LookupError, match="There are: president, dhs"):
        domain.chain(AGENCIES, "nobody")
    with pytest.raises(LookupError, match="in a circle: a → b"):
        domain.chain([{"agency_id": "a", "parent_id": "b"}, {"agency_id": "b", "parent_id": "a"}], "a")


# ---- judging ----


def judged(duty, *chosen):
    return domain.judge(BY_ID[duty], chosen, CHOICES)


@pytest.mark.parametrize("duty", DUTIES, ids=lambda duty: duty.id)
def test_the_full_answer_is_right_and_the_tempting_one_is_wrong(duty):
    assert judged(duty.id, *duty.agencies).right
    assert judged(duty.id, *duty.agencies, *duty.also).right, "naming one who may do it, too, is not wrong"
    assert judged(duty.id, duty.tempting).wrong == (duty.tempting,)
    assert not judged(duty.id, *duty.agencies, duty.tempting).right


def test_a_part_of_a_shared_duty_is_neither_right_nor_wrong():
    part = judged("burglary", "city-police")
    assert not part.right and not part.wrong and part.missing == ("local-prosecutor",)


def test_an_empty_or_unknown_choice_is_told():
    with pytest.raises(ValueError, match="at least one"):
        judged("burglary")
    with pytest.raises(ValueError, match="There is no agency 'army'"):
        judged("burglary", "army")


def test_the_order_is_the_same_everywhere_and_loses_nothing():
    ids = [duty.id for duty in DUTIES]
    assert domain.order(ids) == domain.order(list(reversed(ids))) != ids and sorted(
        domain.order(ids)
    ) == sorted(ids)
    assert domain.order(ids, 1) != domain.order(ids, 2)
    assert domain.order(ids, 1)[:2] == [
        "federal-court-orders",
        "patrol-border",
    ], "the order changed: stored lessons change with it"


# What newer rules gave: (duty, agency that may also do it). The main job stays where it was.
MAY_ALSO = [
    ("arrest-civil", "uscis"),
    ("arrest-civil", "border-patrol"),
    ("arrest-civil", "hsi"),
    ("send-detainer", "uscis"),
    ("send-detainer", "hsi"),
    ("smuggling-arrest", "uscis"),
    ("smuggling-arrest", "ero"),
]


@pytest.mark.parametrize("duty, agency", MAY_ALSO)
def test_naming_an_agency_with_the_power_is_not_wrong(duty, agency):
    placed = judged(duty, agency)
    assert not placed.wrong and placed.also == (agency,)


def test_uscis_keeps_its_main_work_and_its_new_powers_have_a_date():
    assert BY_ID["decide-citizenship"].agencies == ("uscis",)
    powers = ROWS["uscis"]["powers"]
    assert (
        "make arrests" in powers
        and "October 2025" in powers
        and "fr-2025-16978" in ROWS["uscis"]["source_ids"]
    )
    moving = load("developments").set_index("id").loc["dev-uscis-powers"]
    assert str(moving["date"]).startswith("2025-10-06") and "01" in moving["lessons"].split(";")


def test_cards_say_what_their_officers_may_do_without_a_judges_warrant():
    assert "without one" in ROWS["hsi"]["powers"] and "cfr-8-287-5" in ROWS["hsi"]["source_ids"]
    assert "an unlawful entry that they see" in ROWS["ero"]["limits"]
    patrol = ROWS["border-patrol"]
    assert (
        "100 air miles" in patrol["powers"]
        and "checkpoints" in patrol["powers"]
        and "probable cause" in patrol["limits"]
    )


def test_the_second_road_to_local_power_is_on_the_dated_list():
    moving = load("developments").set_index("id")
    assert (
        "mass influx" in moving.loc["dev-mass-influx", "what"]
        and "last extension seen" in moving.loc["dev-mass-influx", "status_note"]
    )
    assert (
        "National Guard" in moving.loc["dev-texas-guard-2025", "what"]
        and moving.loc["dev-texas-guard-2025", "status"] == "reported"
    )


# ---- what was taken for what ----


def test_confusions_are_counted_by_pair():
    tries = {
        "decide-removal": judged("decide-removal", "ero"),
        "carry-out-removal": judged("carry-out-removal", "ero"),
        "patrol-border": judged("patrol-border", "ero", "uscis"),
        "place-detained": judged("place-detained", "bop", "ero"),
        "send-detainer": judged("send-detainer", "bop"),
        "burglary": judged("burglary", "city-police"),
    }
    found = {(entry["taken"], entry["job_of"]): entry["count"] for entry in domain.confusions(tries, DUTIES)}
    assert found == {
        ("bop", ("ero",)): 2,
        ("ero", ("immigration-courts",)): 1,
        ("ero", ("border-patrol",)): 1,
        ("uscis", ("border-patrol",)): 1,
    }
    first = domain.confusions(tries, DUTIES)[0]
    assert first["count"] == 2 and first["duties"] == [
        BY_ID["place-detained"].text,
        BY_ID["send-detainer"].text,
    ]


def test_duties_divide_into_alone_and_shared():
    alone = domain.alone(DUTIES)
    assert sum(alone.values()) + sum(duty.shared for duty in DUTIES) == len(DUTIES)


# ---- the figures ----


def test_every_agency_stands_in_the_picture_of_chains_once_and_in_its_table():
    from bs4 import BeautifulSoup

    tree = BeautifulSoup(chains_of_command().html, "html.parser")
    twin = tree.details.extract()
    text = tree.get_text(" ")
    for name in (row["name"] for row in AGENCIES):
        assert name in text and name in twin.get_text(" ")
    assert len(tree.find_all("li")) == len(AGENCIES) - 1, "all but the President, who stands above the lists"


def test_the_scale_is_what_the_tables_give_and_leaves_federal_agencies_out():
    police, ice = load("law_enforcement_employees"), load("ice_workforce")
    officers = police.loc[police["agency_type"] != "federal", "officers"].sum()
    picture = scale()
    assert number(officers) in picture.takeaway and number(ice["headcount"].sum()) in picture.takeaway
    assert sum(int(row[2].replace(",", "")) for row in picture.rows[:4]) == officers
    assert "voluntary" in picture.source


def test_states_in_the_figure_are_51_and_their_officers_those_of_the_table():
    rows = police_by_state().rows
    police = load("law_enforcement_employees").merge(
        load("states").query("kind != 'territory'"), on="state_abbr"
    )
    assert len(rows) == 51 and sum(int(row[2].replace(",", "")) for row in rows) == police["officers"].sum()


def test_workforce_tables_agree_with_each_other():
    july = load("workforce_monthly").query("agency_id == 'ice' and month == '2026-07'")["headcount"].item()
    assert load("ice_workforce")["headcount"].sum() == july


def test_the_chains_that_a_question_compares_meet_where_it_says():
    ero, courts = (domain.chain(AGENCIES, agency) for agency in ("ero", "immigration-courts"))
    meeting = next(step for step in ero if step in courts)
    right = load("question_options").query("question_id == '01-cards-2' and correct == True")["text"].item()
    name = next(row["name"] for row in AGENCIES if row["agency_id"] == meeting)
    assert name.removeprefix("The ") in right and len(ero) == 4
