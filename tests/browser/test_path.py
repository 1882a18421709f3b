"""The widgets of lesson 03: the walk of a case, the charts of enforcement and the finder of field offices,
by mouse and by keyboard."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from fedlocal.ground.tables import keyed, rows
from fedlocal.pathway import offices, trends, walks

from .bench import operates
from .controls import button, choose, said, settled, type_ahead, type_into

GRAPH = walks.read_map()
CASES = walks.build_cases(rows("pathway_cases"))
OFFICES = offices.offices(rows("field_offices"))
WAYS = {"rose": "rose", "same": "stayed about the same", "fell": "fell"}


def stands_at(card: Locator, step: str) -> None:
    expect(said(card)).to_contain_text(GRAPH.steps[step].title)
    expect(said(card)).to_contain_text(GRAPH.steps[step].decider or GRAPH.steps[step].rights)


def in_list(way: walks.Way) -> str:
    return f"{way.choice} → {GRAPH.steps[way.end].mark}"


@operates("CasePathway", "mouse")
def test_by_mouse_a_case_is_walked_to_its_end_and_back(bench):
    card, case = bench.fresh("CasePathway"), CASES["prisoner"]
    choose(card, "Walk with", case.title)
    steps = walks.check_walk(GRAPH, case)
    stands_at(card, steps[0])
    picture = card.locator("img").first.get_attribute("src")
    for count, link in enumerate(case.walk):
        open_, closed = walks.choices(GRAPH, steps[: count + 1], case.facts)
        expect(card.get_by_label("What happens next?").locator("option")).to_have_text(
            [in_list(way) for way in open_]
        )
        for way in closed:
            expect(card).to_contain_text(way.closed)
        bench.wait_until_still()  # a list that is just getting its new ways would forget what is chosen
        choose(card, "What happens next?", in_list(GRAPH.ways[link]))
        bench.wait_until_still()  # and the kernel knows what was chosen before the button is pressed
        button(card, "Take this step").click()
        stands_at(card, steps[count + 1])
    expect(button(card, "Take this step")).to_be_disabled()
    expect(said(card)).to_contain_text("different office")
    expect(card.locator("img").first).not_to_have_attribute("src", picture)
    button(card, "One step back").click()
    stands_at(card, steps[-2])
    button(card, "Start again").click()
    stands_at(card, steps[0])
    expect(button(card, "One step back")).to_be_disabled()


def test_after_a_step_its_title_is_in_the_window(bench):
    card, first = bench.fresh("CasePathway"), next(iter(CASES.values()))
    following = walks.choices(GRAPH, [first.start], first.facts)[0][0].end
    bench.page.set_viewport_size({"width": 1024, "height": 600})
    button(card, "Take this step").scroll_into_view_if_needed()
    expect(card.locator("[data-turn]")).not_to_be_in_viewport()
    button(card, "Take this step").click()
    expect(card.locator("[data-turn]")).to_contain_text(GRAPH.steps[following].title)
    expect(card.locator("[data-turn]")).to_be_in_viewport()
    bench.page.set_viewport_size({"width": 1600, "height": 1400})


@operates("CasePathway", "keyboard")
def test_by_keyboard_a_case_is_walked(bench):
    card, case = bench.fresh("CasePathway"), CASES["crossing"]
    type_into(bench, card, {"Walk with": case.title})
    steps = walks.check_walk(GRAPH, case)
    for count, link in enumerate(case.walk[:5]):
        stands_at(card, steps[count])
        expect(
            card.get_by_label("What happens next?").locator("option", has_text=GRAPH.ways[link].choice)
        ).to_have_count(1)
        card.get_by_label("What happens next?").focus()
        type_ahead(bench, card.get_by_label("What happens next?"), GRAPH.ways[link].choice[:24])
        bench.page.keyboard.press("Tab")
        expect(button(card, "Take this step")).to_be_focused()
        bench.page.keyboard.press("Enter")
    stands_at(card, steps[5])


def held(agency: str, group: str) -> dict[str, str]:
    """What the charts must say of this group of the people held: measure -> rose, fell or about the same."""
    view = keyed("trend_views", "view")["held"]
    residents = sum(row["population_2025"] for row in rows("counties"))
    points = trends.held(rows("detention_monthly"), residents, agency or None)
    return {
        change.measure: WAYS[change.direction]
        for change in trends.change(points, group, view["start"], view["end"])
    }


def tells(card: Locator, agency: str, group: str) -> None:
    for measure, way in held(agency, group).items():
        expect(said(card)).to_contain_text(f"the {measure} {way}")
    expect(said(card)).to_contain_text(trends.GROUPS[group])


@operates("EnforcementTrends", "mouse")
def test_by_mouse_a_guess_is_made_and_the_charts_answer(bench):
    card = bench.fresh("EnforcementTrends")
    expect(card.locator("svg:visible")).to_have_count(0)
    choose(card, "The count", "fell")
    button(card, "Show what happened").click()
    tells(card, "ice", "convicted")
    expect(said(card)).to_contain_text(f"Count: you said it fell. It {held('ice', 'convicted')['count']}.")
    expect(card.locator("svg:visible")).to_have_count(3)
    card.get_by_label("Ask me to predict first").click()
    choose(card, "Arrested by", "ICE or CBP")
    choose(card, "Group", trends.GROUPS["pending_charges"])
    tells(card, "", "pending_charges")
    choose(card, "What is counted", "ICE arrests, by field office")
    expect(card.get_by_label("Arrested by", exact=True)).to_be_hidden()
    expect(card.get_by_label("Group", exact=True).locator("option")).to_have_text(
        sorted({row["office"] for row in rows("arrests_by_office")})
    )


@operates("EnforcementTrends", "keyboard")
def test_by_keyboard_the_charts_follow(bench):
    card = bench.fresh("EnforcementTrends")
    type_into(bench, card, {"Arrested by": "CBP", "Group": "neither"})
    for label in ("Ask me to predict first", "The count"):
        bench.page.keyboard.press("Tab")
        expect(card.get_by_label(label)).to_be_focused()
    bench.page.keyboard.type("fell")
    button(card, "Show what happened").focus()
    bench.page.keyboard.press("Enter")
    tells(card, "cbp", "other_violator")
    expect(button(card, "Show what happened")).to_be_hidden()
    assert card.evaluate("card => card.contains(document.activeElement)"), (
        "The button is gone, and the focus with it."
    )
    card.get_by_label("Ask me to predict first").focus()
    bench.page.keyboard.press("Space")
    choose(card, "Group", trends.GROUPS["convicted"])
    tells(card, "cbp", "convicted")
    settled(card.locator("summary").last).focus()
    bench.page.keyboard.press("Enter")
    expect(card.locator("details[open] tbody tr").first).to_be_visible()


def county_named(name: str, state: str) -> offices.Found:
    counties = rows("counties")
    fips = next(
        row["county_fips"] for row in counties if row["county_name"] == name and row["state_abbr"] == state
    )
    return offices.of_county(fips, counties, OFFICES)


def finds(card: Locator, found: offices.Found) -> None:
    expect(card.locator(".fl-said")).to_have_text(found.sentence)
    expect(card.locator("[data-offices]")).to_have_attribute("data-offices", "; ".join(found.offices))
    expect(card.locator(".fl-office")).to_have_count(len(found.offices))


@operates("FieldOfficeFinder", "mouse")
def test_by_mouse_the_finder_answers_for_a_state_an_office_and_an_area(bench):
    card = bench.fresh("FieldOfficeFinder")
    card.get_by_label("or a state").select_option(label="Texas")
    finds(card, offices.of_state("TX", rows("counties"), rows("states"), OFFICES))
    card.get_by_label("or an office").select_option(label="Chicago")
    expect(card.locator(".fl-said")).to_have_text(
        f"The Chicago field office is in {OFFICES['Chicago'].place}."
    )
    expect(card.get_by_label("or a state")).to_have_value("")
    card.locator('path[data-office="Denver"]').click()
    expect(card.locator(".fl-said")).to_have_text(f"The Denver field office is in {OFFICES['Denver'].place}.")
    expect(card.get_by_label("or an office")).to_have_value("Denver")


@operates("FieldOfficeFinder", "keyboard")
def test_by_keyboard_a_county_is_found_and_the_table_opens(bench):
    card, before = bench.fresh("FieldOfficeFinder"), bench.state()
    card.get_by_label("Type a county").fill("")
    card.get_by_label("Type a county").focus()
    bench.page.keyboard.type("Lubbock County, TX")
    bench.page.keyboard.press("Enter")
    finds(card, county_named("Lubbock County", "TX"))
    bench.page.keyboard.press("Tab")
    bench.page.keyboard.type("Kansas")
    finds(card, offices.of_state("KS", rows("counties"), rows("states"), OFFICES))
    settled(card.locator("summary")).focus()
    bench.page.keyboard.press("Enter")
    expect(card.locator("details[open] tbody tr")).to_have_count(len(OFFICES))
    assert bench.state() == before
