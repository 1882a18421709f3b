"""Counting agreements: against totals that the publisher states, and at the edges."""

import datetime
from collections import Counter

import pytest

from fedlocal import widgets
from fedlocal.agreements.by_county import listed, months, snapshots, totals
from fedlocal.agreements.counts import (
    by_state,
    covered,
    held,
    in_county,
    later_count,
    latest,
    mapped,
    models_of,
    papers,
    stock,
    total,
)
from fedlocal.ground.tables import keyed, rows

MONTHLY, AGENCIES, DOCUMENTS = rows("agreements_monthly"), rows("agreements"), rows("agreement_documents")
LIFESPANS = rows("agreement_lifespans")


def test_totals_are_those_that_were_published():
    table = stock(MONTHLY)
    assert total(table["2024-12"]) == 135  # DHS release of 2 September 2025
    assert total(table["2026-07"]) == 2179


def test_the_month_without_a_list_is_missing_and_not_zero():
    table = stock(MONTHLY)
    assert table["2026-06"] is None and [month for month in table if table[month]] == months(MONTHLY)


def test_the_months_of_the_stock_follow_each_other_over_the_end_of_a_year():
    row = {"state_abbr": "TX", "model": "jem", "agreements": 1}
    table = stock([{**row, "month": "2025-11"}, {**row, "month": "2026-02"}])
    assert list(table) == ["2025-11", "2025-12", "2026-01", "2026-02"]


def test_the_latest_month_is_the_last_with_a_list():
    table = stock(MONTHLY)
    assert latest({month: table[month] for month in table if month < "2026-07"})[0] == "2026-05"


def test_totals_and_snapshots_follow_the_months():
    assert len(months(MONTHLY)) == len(snapshots(MONTHLY)) == len(totals(MONTHLY)[""])
    assert all(
        str(day).startswith(month) for month, day in zip(months(MONTHLY), snapshots(MONTHLY), strict=True)
    )
    by_model = [totals(MONTHLY)[model] for model in ("jem", "wso", "tfm")]
    assert [sum(counts) for counts in zip(*by_model, strict=True)] == totals(MONTHLY)[""]


def test_a_state_without_agreements_has_zeros_in_every_month_with_a_list():
    california = [counts for counts in stock(MONTHLY, "CA").values() if counts is not None]
    assert len(california) == 66 and not any(map(total, california))


def test_the_list_of_agencies_agrees_with_the_monthly_stock():
    for model in ("jem", "wso", "tfm"):
        signed = Counter(agency["state_abbr"] for agency in AGENCIES if agency[f"signed_{model}"])
        assert signed == Counter(by_state(MONTHLY, "2026-07", model))


def test_states_stand_by_their_number_and_then_by_their_name():
    counts = list(by_state(MONTHLY, "2026-07").items())
    assert counts == sorted(counts, key=lambda entry: (-entry[1], entry[0]))


def test_each_agency_holds_one_to_three():
    assert set(held(AGENCIES)) == {1, 2, 3} and sum(held(AGENCIES)) == 2179
    assert all(len(models_of(agency)) == size for agency, size in zip(AGENCIES, held(AGENCIES), strict=True))


def test_a_month_without_a_list_is_told_so():
    with pytest.raises(ValueError, match="no list for 2026-06"):
        by_state(MONTHLY, "2026-06")


def test_mapped_counts_agencies_with_a_county():
    found, everyone = mapped(AGENCIES)
    assert everyone == 1846 and 0.9 < found / everyone < 1


def test_county_agencies_are_of_that_county():
    miami = in_county(AGENCIES, "12086")
    assert len(miami) > 5 and {agency["state_abbr"] for agency in miami} == {"FL"}
    assert in_county(AGENCIES, "00000") == []


def test_an_agency_is_listed_once_with_its_models_and_the_first_day_that_we_saw():
    florida = listed(LIFESPANS, MONTHLY, "2026-07", "FL")
    names = [(agency.agency, agency.county_fips) for agency in florida]
    assert len(set(names)) == len(names) and [name for name, _ in names] == sorted(name for name, _ in names)
    assert sum(len(agency.models) for agency in florida) == by_state(MONTHLY, "2026-07")["FL"]
    assert all(len(agency.models) == len(agency.signed) for agency in florida)
    days = {row["first_listed"] for row in LIFESPANS}
    assert {agency.since for agency in florida} - {None} <= days
    assert any(agency.since is None for agency in florida), "some stood on our first list"


def test_a_state_without_agreements_can_be_looked_at_model_by_model():
    explorer = widgets.AgreementExplorer(state="CA")
    explorer.model.value = "tfm"
    assert "0 Task Force Model agreements in California" in explorer._panel.value


def test_a_signed_paper_is_of_an_agreement_on_the_list_with_the_same_agency_model_and_day():
    agencies = keyed("agreements", "agency_id")
    assert len(DOCUMENTS) > 1000
    for row in DOCUMENTS:
        name = f"{row['agency_id']}, {row['model']}"
        assert agencies[row["agency_id"]][f"signed_{row['model']}"] == row["signed"], name
        assert row["url"].startswith("https://github.com/appelson/Tracking_287g/blob/main/agreements/"), name
        assert row["url"].endswith(".pdf"), name
        day_before = row["signed"] - datetime.timedelta(days=1)
        assert row["archived_on"] >= day_before, f"{name}: archived before it was signed"


def test_how_many_agreements_have_a_paper_is_counted():
    pairs = {(row["agency_id"], row["model"]) for row in DOCUMENTS}
    assert covered(DOCUMENTS, AGENCIES) == (len(pairs), sum(held(AGENCIES)))


def test_a_paper_is_found_under_each_spelling_and_under_no_other_day():
    known = papers(DOCUMENTS, AGENCIES)
    key = ("AK", "Kodiak Police Department", "wso", datetime.date(2020, 7, 20))
    assert known[key].endswith("287gWSO_KodiakAk2020-07-20.pdf")
    assert (
        (*key[:3], datetime.date(2020, 7, 21)) not in known
        and ("AL", *key[1:]) not in known
        and (*key[:2], "jem", key[3]) not in known
    )
    agencies = keyed("agreements", "agency_id")
    spelled = [
        (agency, row)
        for row in DOCUMENTS
        if (agency := agencies[row["agency_id"]])["agency_as_published"] != agency["agency"]
    ]
    assert spelled
    for agency, row in spelled:
        for name in (agency["agency"], *agency["agency_as_published"].split(";")):
            assert (agency["state_abbr"], name, row["model"], row["signed"]) in known


def test_the_agency_s_own_count_of_august_is_kept_and_adds_up():
    counts = rows("agreement_counts")
    row = later_count(counts, max(snapshots(MONTHLY)))
    assert [row[name] for name in ("agreements", "jem", "wso", "tfm", "states")] == [2382, 182, 546, 1654, 39]
    assert row["jem"] + row["wso"] + row["tfm"] == row["agreements"]
    assert "quoted" in row["source"], "say how it was read"
    assert later_count(counts, max(row["date"] for row in counts)) is None
    sentence = keyed("developments", "id")["dev-ice-count-2026-08"]["what"]
    assert all(f"{n:,}" in sentence for n in (2382, 182, 546, 1654))
