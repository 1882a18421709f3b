"""Citations from the cells of a row: each source with its own pinpoint, or an error that says why not."""

import pytest

from fedlocal.ground.sources import citations, pinpointed


def test_a_source_keeps_its_place_and_its_pinpoint():
    pairs = pinpointed("usc-8-1226;usc-8-1357-g;usc-8-1226", "(a);(g)(9);(c)")
    assert pairs == (("usc-8-1226", "(a)"), ("usc-8-1357-g", "(g)(9)"), ("usc-8-1226", "(c)"))


def test_blank_cells_are_no_source_and_the_whole_page():
    assert pinpointed("", "") == () and citations("", "") == []
    assert pinpointed("usc-8-1226;usc-8-1357-g", "") == (("usc-8-1226", ""), ("usc-8-1357-g", ""))


@pytest.mark.parametrize("pinpoints", ["(a)", "(a);(b);(c)"])
def test_sources_and_pinpoints_that_do_not_pair_are_refused(pinpoints):
    with pytest.raises(ValueError, match="2 sources .usc-8-1226;usc-8-1357-g. have . pinpoints"):
        pinpointed("usc-8-1226;usc-8-1357-g", pinpoints)
