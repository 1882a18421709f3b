"""From a change in a widget to the new picture: twenty changes each, timed in the page and written to
build/."""

from __future__ import annotations

import json
from statistics import median, quantiles

import pytest

from .bench import calls
from .lab import ROOT

CHANGES = 20
MEASURED = ROOT / "build" / "browser-timings.json"
# widget -> (the list that is changed, what has to become different)
PLACES = {
    "AgreementExplorer": ("State", ".widget-html:last-child"),
    "ModelComparator": ("Topic", ".widget-html:last-child"),
    "SameCaseFourRegimes": ("Look closer at", ".widget-html:last-child"),
    "AgreementMap": ("Month", ".fl-said"),
    "AgencyCards": ("Agency", ".widget-html:last-child"),
    "AuthorityChecker": ("What", ".widget-html:has([role=status])"),
    "EncounterCards": ("Place", ".widget-html:has([role=status])"),
    "ClaimChecker": ("Which claims", "xpath=."),
    "PaperReader": ("Field", ".widget-html:has(> * > div > [role=status])"),
    "StateCompare": ("First state", ".widget-html:has([role=status])"),
    "DetainerDecision": ("State", ".widget-html:has([role=status])"),
    "DevelopmentsTimeline": ("Row", ".widget-html:has([role=status])"),
    "CasePathway": ("Walk with", ".widget-html:has([role=status])"),
    "EnforcementTrends": ("Group", ".widget-html:has([role=status])"),
    "FieldOfficeFinder": ("or an office", ".fl-said"),
    "StaggeredRollout": ("Start from", ".widget-html:last-child"),
    "ReplicateAFigure": ("Published figure", ".widget-html:last-child"),
    "CouncilHearing": ("Hear from", ".widget-html:has([role=status])"),
    "TradeoffStudio": ("Begin with the weights of", ":has(.fl-weight) + .widget-html"),
}


def milliseconds(bench, card, label: str, watched: str) -> list[float]:
    """Times from setting the control to a painted page, with pictures decoded, for different values in
    turn."""
    control = card.get_by_label(label, exact=True)
    options = control.locator("option").count() or int(control.get_attribute("max"))
    now = control.evaluate("control => control.selectedIndex ?? Number(control.value)")
    values = [(now + step) % options for step in range(1, CHANGES + 1)]
    place = card.locator(watched).first.element_handle()
    return [
        control.evaluate("(control, [place, value]) => seen.redrawn(control, value, place)", [place, value])
        for value in values
    ]


@pytest.mark.parametrize("name", [name for name in PLACES if name in calls()])
def test_every_change_is_drawn(bench, name):
    times = milliseconds(bench, bench.fresh(name), *PLACES[name])
    assert len(times) == CHANGES and all(time > 0 for time in times)
    kept = json.loads(MEASURED.read_text(encoding="utf-8")) if MEASURED.exists() else {}
    kept[name] = {
        "median_ms": round(median(times), 1),
        "p95_ms": round(quantiles(times, n=20)[-1], 1),
        "changes": CHANGES,
    }
    MEASURED.parent.mkdir(exist_ok=True)
    MEASURED.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")
