"""The kit of the charts: words stand inside the picture and apart, gaps and events are named in picture and
description, live charts tell values."""

import re
import xml.etree.ElementTree as ET
from itertools import combinations

import pytest
from bs4 import BeautifulSoup

from fedlocal import figures, widgets
from fedlocal.agreements import chart_events
from fedlocal.agreements.counts import stock
from fedlocal.drawing.annotations import NO_LIST, Spot, beside
from fedlocal.drawing.axes import Plot, apart, ticks
from fedlocal.drawing.stacked_chart import stacked
from fedlocal.drawing.svg import box, drawing, legend, wide
from fedlocal.drawing.values import Value, values
from fedlocal.ground.tables import rows

from .test_figures import texts

SVG = "{http://www.w3.org/2000/svg}"
STATES = ["", *sorted({row["state_abbr"] for row in rows("states")})]


@pytest.mark.parametrize("second", range(10, 400, 15))
@pytest.mark.parametrize("third", [12, 200, 388])
def test_words_of_events_are_kept_apart_and_inside(second, third):
    spots = [Spot(x, ("20 Jan 2025", "first words")) for x in (150, second, third)]
    placed = beside(spots, 400, 12)
    assert not [pair for pair in combinations(placed, 2) if pair[0].covers(pair[1])]
    assert all(words.left >= 0 and words.right <= 400 for words in placed)


def test_words_stand_where_no_other_line_crosses_them_if_there_is_room():
    first, second = beside([Spot(150, ("May",)), Spot(190, ("a longer event",))], 400, 12)
    assert second.left > 150 and first.right < 150


def test_places_that_are_apart_stay_and_others_are_pushed():
    placed = sorted(apart([5, 5, 6, 40], 10))
    assert all(lower - upper >= 10 for upper, lower in zip(placed, placed[1:])) and 40 in placed


@pytest.mark.parametrize("highest", [0, 3, 8, 2179, 3_884_956])
def test_an_axis_of_counts_has_whole_steps(highest):
    assert ticks(highest)[-1] >= highest and all(value == int(value) for value in ticks(highest))


def test_a_legend_goes_on_below_where_the_picture_ends():
    entries = [(box("#FFFFFF"), "word " * 4)] * 6
    root = ET.fromstring(drawing(300, 200, legend(entries, 0, 10, 300)))
    words = root.findall(f"{SVG}text")
    assert len({node.get("y") for node in words}) > 1
    assert all(float(node.get("x")) + wide(node.text) <= 330 for node in words)


def marks(svg: str) -> list[ET.Element]:
    """The points of a live chart that tell their value.

    >>> marks("<svg><g class='fl-values'><path/></g></svg>")
    [<Element 'path' at ...>]
    """
    return [
        mark for group in ET.fromstring(svg).iter() if group.get("class") == "fl-values" for mark in group
    ]


def test_each_value_has_a_title_and_the_chart_is_one_tab_stop():
    points = [Value(10 * place, 5, f"Month {place}: 3 < 4") for place in range(4)]
    found = marks(f'<svg xmlns="{SVG[1:-1]}">{values(points, Plot(100, 0, 90, 0, 50))}</svg>')
    assert [mark.find(f"{SVG}title").text for mark in found] == [point.words for point in points]
    assert [mark.get("tabindex") for mark in found] == ["0", "-1", "-1", "-1"]
    assert all(mark.get("role") == "img" for mark in found) and values([], Plot(9, 0, 9, 0, 9)) == ""


@pytest.mark.parametrize("state", STATES)
def test_the_chart_of_each_state_names_events_and_gap_inside_its_frame(state):
    table = stock(rows("agreements_monthly"), state or None)
    events = [*chart_events.of_program(), *chart_events.of_state(state)]
    svg = stacked(table, size=(480, 320), events=events)
    words = texts(svg)
    assert all(line in words for event in events for line in event.lines)
    assert NO_LIST in words and "June 2026" in words
    for node in ET.fromstring(svg).iter(f"{SVG}text"):
        if node.get("text-anchor") is None and node.get("x"):
            longest = wide("".join(node.itertext()), 13)
            assert float(node.get("x")) + longest <= 490, "".join(node.itertext())


def test_a_live_chart_is_the_stored_one_with_values():
    table = stock(rows("agreements_monthly"))
    still, live = stacked(table), stacked(table, alt="Agreements by month")
    assert "fl-values" not in still and 'role="group" aria-label="Agreements by month"' in live
    assert len(marks(live)) == len(table) and len(live) - len(still) < 16_000
    titles = [mark.find(f"{SVG}title").text for mark in marks(live)]
    assert "June 2026: no list kept" in titles and titles[0].startswith("January 2021: 148 agreements; ")


@pytest.mark.parametrize("name", ["growth", "four_states"])
def test_events_and_gaps_of_a_figure_stand_in_picture_description_and_table(name):
    picture = getattr(figures, name)()
    words = texts(picture.svg)
    assert any(NO_LIST in line for line in words)
    assert "No list was kept for June 2026." in picture.alt
    assert [row for row in picture.rows if row[0] == "June 2026" and set(row[1:]) == {"no list"}]
    events = chart_events.of_program() if name == "growth" else chart_events.of_state("VA")
    assert chart_events.in_words(events).split(" marks ")[-1].rstrip(".") in picture.alt
    assert all(line in words for event in events for line in event.lines)


def test_live_widgets_show_charts_with_values_and_stored_ones_images():
    trends = widgets.EnforcementTrends()
    trends.first.value = False
    for widget, charts in (
        (widgets.AgreementExplorer(state="TX"), 1),
        (trends, 3),
        (widgets.StaggeredRollout(), 2),
    ):
        live = BeautifulSoup(widget._panel.value, "html.parser")
        drawings = live.select(".fl-drawing > svg[role=group]")
        assert len(drawings) == charts
        for chart in drawings:
            assert len(chart["aria-label"]) > 40
            assert len(chart.select("[tabindex='0']")) == 1 and len(chart.select("title")) > 3
        stored = widget.fallback()
        assert "<svg" not in stored and stored.count("data:image/svg+xml") >= charts


def test_patterns_of_two_explorers_on_a_page_have_their_own_names():
    ids = [
        set(re.findall(r'<pattern id="([^"]+)"', widgets.AgreementExplorer(state="TX")._panel.value))
        for _ in range(2)
    ]
    assert ids[0] and not ids[0] & ids[1]


def test_the_months_of_the_trends_have_no_gap():
    for table in ("detention_monthly", "bookins_monthly", "detention_by_facility"):
        months = sorted({row["month"] for row in rows(table)})
        years = [12 * int(month[:4]) + int(month[5:]) for month in months]
        assert years == list(range(years[0], years[-1] + 1)), f"{table}: draw the gap and name it"


def test_each_event_of_the_trends_is_in_picture_description_and_list():
    trends = widgets.EnforcementTrends()
    for row in rows("trend_marks"):
        if row["kind"] == "event":
            view = next(view for view in rows("trend_views") if view["view"] == row["view"])
            content = trends.look_at(row["view"], "ice", view["example"])
            assert row["label"] in {mark["label"] for mark in content["marks"]}
            for panel in content["panels"]:
                assert row["label"] in panel["alt"] and row["label"] in texts(panel["draw"]())
