"""Of the rules that fit, one decides: ties and gaps are errors that name table, case and rules."""

from operator import itemgetter

import pytest

from fedlocal.ground.precedence import deciding as ranked

LOW, TWIN = ({"rule_id": name, "precedence": 10} for name in ("low", "twin"))
HIGH, SECOND = ({"rule_id": name, "precedence": 20} for name in ("high", "second"))


def deciding(rules, case="a case"):
    return ranked(rules, "t", case, rank=itemgetter("precedence"), name=itemgetter("rule_id"))


def test_the_highest_rank_decides_in_any_order():
    assert deciding([LOW, HIGH]) is deciding(iter([HIGH, LOW])) is HIGH


def test_a_tie_at_the_top_is_found_and_one_below_it_is_not():
    assert deciding([LOW, TWIN, HIGH]) is HIGH
    with pytest.raises(LookupError, match="Several rules of the table t decide a case: high, second"):
        deciding([HIGH, LOW, SECOND])


def test_a_case_that_no_rule_fits_is_named():
    with pytest.raises(LookupError, match="No rule of the table t fits a case"):
        deciding([])
