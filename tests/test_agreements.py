"""Counting agreements: against totals that the publisher states, and at the edges."""

import pandas as pd
import pytest

from fedlocal.agreements import by_state, held, in_county, mapped, models_of, stock
from fedlocal.tables import load

MONTHLY, AGENCIES = load("agreements_monthly"), load("agreements")


def test_totals_are_those_that_were_published():
    totals = stock(MONTHLY).sum(axis=1, min_count=1)
    assert totals["2024-12"] == 135  # DHS release of 2 September 2025
    assert totals["2026-07"] == 2179


def test_the_month_without_a_list_is_missing_and_not_zero():
    assert stock(MONTHLY).loc["2026-06"].isna().all()


def test_a_state_without_agreements_has_zeros_in_every_month_with_a_list():
    california = stock(MONTHLY, "CA").dropna()
    assert (california == 0).all(axis=None) and len(california) == 66


def test_the_list_of_agencies_agrees_with_the_monthly_stock():
    for model in ("jem", "wso", "tfm"):
        listed = AGENCIES.groupby("state_abbr")[f"signed_{model}"].count()
        expected = by_state(MONTHLY, "2026-07", model)
        assert listed[listed > 0].sort_index().to_dict() == expected[expected > 0].sort_index().to_dict()


def test_each_agency_holds_one_to_three():
    assert held(AGENCIES).between(1, 3).all() and held(AGENCIES).sum() == 2179
    assert all(len(models_of(agency)) == n for agency, n in zip(AGENCIES.itertuples(), held(AGENCIES)))


def test_a_month_without_a_list_is_told_so():
    with pytest.raises(ValueError, match="no list for 2026-06"):
        by_state(MONTHLY, "2026-06")


def test_mapped_counts_agencies_with_a_county():
    found, everyone = mapped(AGENCIES)
    assert everyone == 1846 and 0.9 < found / everyone < 1


def test_county_agencies_are_of_that_county():
    miami = in_county(AGENCIES, "12086")
    assert len(miami) > 5 and set(miami["state_abbr"]) == {"FL"}
    assert in_county(AGENCIES, "00000").empty


def test_inputs_are_not_changed():
    before = MONTHLY.copy()
    stock(MONTHLY, "TX")
    by_state(MONTHLY, "2026-07")
    pd.testing.assert_frame_equal(MONTHLY, before)
