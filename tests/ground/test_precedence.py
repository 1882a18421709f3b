"""Of the rules that fit, one decides: ties and gaps are errors that name table, case and rules."""

from types import SimpleNamespace

import pytest

from fedlocal.ground.precedence import deciding


def rule(name, precedence):
    return SimpleNamespace(rule_id=name, precedence=precedence)


def test_the_highest_rank_decides_in_any_order():
    low, high = rule("low", 10), rule("high", 20)
    assert deciding([low, high], "t", {}) is deciding(iter([high, low]), "t", {}) is high


def test_a_tie_at_the_top_is_found_and_one_below_it_is_not():
    low, twin, high, second = rule("low", 10), rule("twin", 10), rule("high", 20), rule("second", 20)
    assert deciding([low, twin, high], "t", {}) is high
    with pytest.raises(LookupError, match="Several rules of the table t decide a case: high, second"):
        deciding([high, low, second], "t", "a case")


def test_a_case_that_no_rule_fits_is_named():
    with pytest.raises(LookupError, match="No rule of the table t fits a case"):
        deciding([], "t", "a case")
