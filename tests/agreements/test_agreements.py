"""Counting agreements: against totals that the publisher states, and at the edges."""

import pandas as pd
import pytest

from fedlocal.agreements.counts import (
    by_state,
    covered,
    held,
    in_county,
    later_count,
    mapped,
    models_of,
    papers,
    stock,
)
from fedlocal.ground.tables import load

MONTHLY, AGENCIES, DOCUMENTS = load("agreements_monthly"), load("agreements"), load("agreement_documents")


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


def test_a_signed_paper_is_of_an_agreement_on_the_list_with_the_same_agency_model_and_day():
    agencies = AGENCIES.set_index("agency_id")
    assert len(DOCUMENTS) > 1000
    for row in DOCUMENTS.itertuples():
        assert agencies.loc[row.agency_id, f"signed_{row.model}"] == row.signed, (
            f"{row.agency_id}, {row.model}"
        )
        assert row.url.startswith(
            "https://github.com/appelson/Tracking_287g/blob/main/agreements/"
        ) and row.url.endswith(".pdf")
        assert row.archived_on >= row.signed - pd.Timedelta(days=1), (
            f"{row.agency_id}: archived before it was signed"
        )


def test_how_many_agreements_have_a_paper_is_counted():
    pairs = {(row.agency_id, row.model) for row in DOCUMENTS.itertuples()}
    assert covered(DOCUMENTS, AGENCIES) == (len(pairs), int(held(AGENCIES).sum()))


def test_a_paper_is_found_under_each_spelling_and_under_no_other_day():
    known = papers(DOCUMENTS, AGENCIES)
    key = ("AK", "Kodiak Police Department", "wso", pd.Timestamp("2020-07-20"))
    assert known[key].endswith("287gWSO_KodiakAk2020-07-20.pdf")
    assert (
        (*key[:3], pd.Timestamp("2020-07-21")) not in known
        and ("AL", *key[1:]) not in known
        and (*key[:2], "jem", key[3]) not in known
    )
    spelled = AGENCIES[AGENCIES["agency_as_published"] != AGENCIES["agency"]].merge(DOCUMENTS, on="agency_id")
    assert len(spelled)
    for row in spelled.itertuples():
        assert all(
            (row.state_abbr, name, row.model, row.signed) in known
            for name in (row.agency, *row.agency_as_published.split(";"))
        )


def test_the_agency_s_own_count_of_august_is_kept_and_adds_up():
    counts = load("agreement_counts")
    row = later_count(counts, MONTHLY["snapshot_date"].max())
    assert (row.agreements, row.jem, row.wso, row.tfm, row.states) == (2382, 182, 546, 1654, 39)
    assert row.jem + row.wso + row.tfm == row.agreements and "quoted" in row.source, "say how it was read"
    assert later_count(counts, counts["date"].max()) is None
    sentence = load("developments").set_index("id").loc["dev-ice-count-2026-08", "what"]
    assert all(f"{n:,}" in sentence for n in (2382, 182, 546, 1654))
