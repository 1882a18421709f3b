"""Counts, shares and rates: they add up, breaks stay breaks, and the charts draw what the tables say."""

import re
import xml.etree.ElementTree as ET

import pandas as pd
import pytest

import fedlocal as fl
from fedlocal.drawing.axes import ticks
from fedlocal.ground.formats import number
from fedlocal.ground.tables import describe, load, rows
from fedlocal.pathway import trends
from fedlocal.pathway.totals import deportation_numbers, pending_by_file
from fedlocal.pathway.trend_chart import panel
from tests.lesson.test_claims import LOADED

RESIDENTS = int(load("counties")["population_2025"].sum())
POINTS = {
    "held": trends.held(rows("detention_monthly"), RESIDENTS),
    "held by ICE": trends.held(rows("detention_monthly"), RESIDENTS, "ice"),
    "bookins": trends.bookins(rows("bookins_monthly")),
    "facilities": trends.facilities(rows("detention_by_facility"), RESIDENTS),
    "arrests": trends.arrests(rows("arrests_by_office")),
}
FRAMES = {name: pd.DataFrame(points) for name, points in POINTS.items()}


@pytest.mark.parametrize("name", FRAMES)
def test_shares_of_each_period_make_a_hundred(name):
    frame = FRAMES[name]
    assert not frame.duplicated(["period", "group"]).any() and (frame["count"] >= 0).all()
    assert (frame.groupby("period")["share"].sum() - 100).abs().max() < 1e-6
    assert frame[["period", "group"]].equals(frame[["period", "group"]].sort_values(["period", "group"]))


def test_both_agencies_together_are_their_sum():
    ice, cbp = (trends.held(rows("detention_monthly"), RESIDENTS, agency) for agency in ("ice", "cbp"))
    for whole, *parts in zip(POINTS["held"], ice, cbp, strict=True):
        assert {(part.period, part.group) for part in parts} == {(whole.period, whole.group)}
        assert abs(sum(part.count for part in parts) - whole.count) < 1e-6


def test_two_labels_end_where_three_begin():
    groups = FRAMES["held"].groupby("period")["group"].apply(set)
    assert set.union(*groups[groups.index < "2019-10"]) == {"convicted", "not_convicted"}
    assert all(
        labels == {"convicted", "pending_charges", "other_violator"}
        for labels in groups[groups.index >= "2019-10"]
    )
    assert "2019-10" in set(load("trend_marks").query("view == 'held' and kind == 'break'")["start"])


def test_a_partial_month_is_divided_by_its_days():
    april = load("bookins_monthly").query("month == '2026-04'")
    assert set(april["days"]) == {4} and april["partial_month"].all()
    assert load("bookins_monthly").query("not partial_month")["days"].between(28, 31).all()
    assert 900 < FRAMES["bookins"].query("period == '2026-04' and group == 'ice'")["rate"].item() < 960


def test_every_partial_month_is_marked_and_no_other():
    marks = load("trend_marks").query("kind == 'partial'")
    for view, frame in (("held", "held"), ("bookins", "bookins"), ("facilities", "facilities")):  # noqa: B007
        partial = {point.period for point in POINTS[frame] if point.partial}
        assert set(marks.query("view == @view")["start"]) == partial


def test_book_ins_of_a_year_are_those_that_the_reference_gives():
    years = load("bookins_monthly").groupby(["fiscal_year", "arresting_agency"])["book_ins"].sum()
    assert (years[2019, "cbp"], years[2024, "ice"], years[2026, "ice"]) == (373_770, 90_615, 207_035)


def test_the_rate_of_an_office_lies_in_its_interval_and_ranks_otherwise_than_the_count():
    points = POINTS["arrests"]
    assert all(point.interval[0] < point.rate < point.interval[1] for point in points)
    last = FRAMES["arrests"].query("period == '2017'")
    by_count, by_rate = (
        last.sort_values(measure, ascending=False)["group"].tolist() for measure in ("count", "rate")
    )
    assert (
        by_count[0] == "Dallas"
        and by_rate[0] == "New Orleans"
        and by_rate.index("Los Angeles") > by_count.index("Los Angeles")
    )


def test_a_change_is_named_and_count_and_share_may_part():
    ways = {
        change.measure: change.direction
        for change in trends.change(POINTS["held by ICE"], "convicted", "2025-01", "2026-03")
    }
    assert ways == {"count": "rose", "share": "fell", "rate": "rose"}
    together = {
        change.measure: change.direction
        for change in trends.change(POINTS["held"], "convicted", "2025-01", "2026-03")
    }
    assert together["share"] == "same", "the mix of agencies hides the fall"
    assert (
        trends.Change("count", 0, 5).direction == "rose"
        and trends.Change("count", 100, 110).direction == "same"
    )


@pytest.mark.parametrize("count", ["rose", "fell", "same"])
@pytest.mark.parametrize("share", ["rose", "fell", "same"])
def test_the_reading_fits_every_pair(count, share):
    values = {"rose": 150, "fell": 50, "same": 100}
    text = trends.reading(
        [
            trends.Change("count", 100, values[count]),
            trends.Change("share", 100, values[share]),
            trends.Change("rate", 100, 100),
        ]
    )
    assert bool(text) == (count != share)
    if (count, share) == ("fell", "same"):
        assert "shrank about as fast" in text
    if (count, share) == ("same", "rose"):
        assert text.endswith("the others together shrank.")


def test_a_period_without_a_number_says_which_there_are():
    with pytest.raises(LookupError, match="2018-10 to 2019-09"):
        trends.change(POINTS["held"], "not_convicted", "2019-01", "2025-01")


@pytest.mark.parametrize("highest", [0, 0.004, 0.69, 1, 4.98, 7.3, 99, 100, 24_383, 3_884_956])
def test_an_axis_reaches_over_its_values_with_few_steps(highest):
    values = ticks(highest, most=4, whole=False)
    assert values[0] == 0 and values[-1] >= highest and 2 <= len(values) <= 6


@pytest.mark.parametrize("view", load("trend_views").to_dict("records"), ids=lambda row: row["view"])
def test_a_panel_is_small_whole_and_marks_what_the_table_marks(view):
    points = POINTS["held by ICE" if view["view"] == "held" else view["view"]]
    marks = load("trend_marks").query("view == @view['view']").to_dict("records")
    for measure in ("count", "share", "rate"):
        svg = panel(points, measure, view["example"], (view["start"], view["end"]), marks, 1)
        root = ET.fromstring(svg)
        words = [node.text for node in root.iter("{http://www.w3.org/2000/svg}text")]
        assert len(svg) < 20_000 and all(words.count(mark["sign"]) >= 1 for mark in marks)
        assert svg == panel(points, measure, view["example"], (view["start"], view["end"]), marks, 1)
        hollow = len(re.findall(r'<circle [^>]*fill="#FFFFFF"', svg))
        assert hollow == sum(point.partial for point in points)


def test_the_comparison_of_each_view_uses_whole_periods():
    for view in load("trend_views").to_dict("records"):
        points = POINTS["held by ICE" if view["view"] == "held" else view["view"]]
        assert not any(point.partial for point in points if point.period in (view["start"], view["end"]))


def test_deportation_numbers_of_one_year_are_all_different_and_only_the_years_read():
    values = deportation_numbers(rows("federal_totals"), rows("measures"), 2019)
    assert (
        len(set(values.values())) == len(values) == 5
        and values["ice_interior_removals"] < values["ice_removals"] < values["dhs_removals"]
    )
    assert list(deportation_numbers(rows("federal_totals"), rows("measures"), 2022)) == [
        "cbp_expulsions",
        "ice_removals",
        "ice_interior_removals",
    ]


def test_what_no_copy_confirmed_is_not_in_the_totals():
    totals = load("federal_totals").set_index(["measure", "fiscal_year"])
    assert ("ice_removals", 2018) not in totals.index and ("ice_detainers_issued", 2024) not in totals.index
    assert totals.loc[("ice_admin_arrests", 2018), "verification"] == "official_file"
    assert set(load("federal_totals")["measure"]) <= set(load("measures")["measure"])
    unfinished = totals["through"].dropna()
    assert {str(day.date()) for day in unfinished["ice_removals"]} == {"2025-09-20", "2026-04-04"}


def test_files_of_the_courts_disagree_on_pending_but_not_on_completed_cases():
    by_year = pending_by_file(rows("court_totals"))
    both = [files for files in by_year.values() if {"2021-04-19", "2025-07-31"} <= set(files)]
    assert len(both) == 4
    assert all(files["2025-07-31"] - files["2021-04-19"] > 190_000 for files in both)
    done = (
        load("court_totals")
        .query("counted_by == 'eoir' and measure == 'completed'")
        .groupby("period")["cases"]
        .agg(["min", "max"])
    )
    assert (done["max"] / done["min"] < 1.01).all()


def test_the_figure_of_deportation_numbers_says_what_the_table_says():
    html = fl.figures.deportation_numbers().html
    for value in deportation_numbers(rows("federal_totals"), rows("measures"), 2019).values():
        assert number(value) in html
    for text in load("measures").query("deportation")[["counts", "leaves_out"]].to_numpy().ravel():
        assert text.split(":")[0].split("’")[0] in html
    assert (
        "<td></td>" in html.replace(' style="text-align:right;"', "")
        and "a blank means" in html
        and "to 4 April 2026" in html
        and "11 September" not in html
    )


def test_texts_name_no_cause():
    causes = re.compile(
        r"\b(because of|led to|caused|thanks to|due to|result(s|ed)? (of|in)|effect of)\b", re.I
    )
    views, marks, measures = load("trend_views"), load("trend_marks"), load("measures")
    for text in [
        *views["counts"],
        *views["leaves_out"],
        *views["denominator"],
        *marks["text"],
        *measures["counts"],
        *measures["leaves_out"],
    ]:
        assert not causes.search(text.replace("Arrests that led to no stay", "")), text


@pytest.mark.parametrize(
    "table",
    [
        "bookins_monthly",
        "detention_monthly",
        "detention_by_facility",
        "arrests_by_office",
        "court_totals",
        "federal_totals",
        "office_shapes",
    ],
)
def test_each_table_says_what_it_cannot_tell(table):
    assert len(describe(table)["known_problems"]) >= 3


def figures(group, agency, *periods, of="count"):
    points = trends.held(rows("detention_monthly"), RESIDENTS, agency)
    values = {point.period: getattr(point, of) for point in points if point.group == group}
    return [number(values[period], 1 if of == "share" else 0) for period in periods]


def test_figures_in_the_words_of_the_questions_are_those_of_the_tables():
    questions, options = load("questions").set_index("question_id"), load("question_options")
    words = {
        id_: " ".join(
            [
                questions.loc[id_, "prompt"],
                questions.loc[id_, "explain"],
                *options.query("question_id == @id_")["feedback"],
            ]
        )
        for id_ in questions.index
        if id_.startswith(("03-predict", "03-trends", "03-numbers"))
    }
    offices = FRAMES["arrests"].query("period == '2017'").set_index("group")
    federal = load("federal_totals").set_index(["measure", "fiscal_year"])["value"]
    days = FRAMES["bookins"].query("group == 'ice'").set_index("period")["rate"]
    pending = pending_by_file(rows("court_totals"))[2019]
    ice, own = federal["ice_removals", 2019], federal["ice_interior_removals", 2019]
    wanted = {
        "03-predict-2": figures("convicted", "ice", "2025-01"),
        "03-trends-1": [
            *figures("convicted", "ice", "2025-01", "2026-03", of="share"),
            *figures("convicted", "ice", "2025-01", "2026-03"),
            *figures("other_violator", "ice", "2026-03"),
        ],
        "03-trends-2": figures("convicted", None, "2025-01", "2026-03", of="share"),
        "03-trends-3": ["29,606", "3,721", number(days["2026-04"]), number(days["2026-03"])],
        "03-trends-4": [
            number(offices.loc["Dallas", "count"]),
            number(offices.loc["New Orleans", "count"]),
            number(offices.loc["Dallas", "rate"], 1),
            number(offices.loc["New Orleans", "rate"], 1),
        ],
        "03-numbers-1": [
            number(federal[measure, 2019])
            for measure in ("dhs_removals", "ice_removals", "ice_interior_removals", "dhs_returns")
        ],
        "03-numbers-2": [number(ice), number(own), number(ice - own)],
        "03-numbers-3": [number(pending["2025-07-31"] - pending["2021-04-19"])],
    }
    for id_, values in wanted.items():
        assert all(value in words[id_] for value in values), (id_, values)


@pytest.mark.parametrize(
    "table,columns",
    [
        ("measures", ["label", "counts", "leaves_out"]),
        ("trend_views", ["title", "counts", "leaves_out", "denominator"]),
        ("trend_marks", ["label", "text"]),
    ],
)
def test_no_loaded_word_in_the_texts_of_the_charts(table, columns):
    for column in columns:
        assert not [text for text in load(table)[column] if LOADED.search(text)]
