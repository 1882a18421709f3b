"""StaggeredRollout: the real roll-out of Secure Communities, an invented outcome, and four methods beside
the truth."""

from __future__ import annotations

from functools import partial

from ..drawing.card import Card
from ..drawing.controls import button, dropdown, panel
from ..drawing.pictures import source_line
from ..drawing.templates import render
from ..ground.formats import month_name, number
from ..ground.places import home_county
from ..ground.tables import keyed, rows
from .charts import clouds, lines
from .rollout import FIRST_YEAR, METHODS, prepare, weights
from .worlds import Estimates, World, paths, simulate

DRAWS = 200
LABELS = {
    "effect": "True effect",
    "level": "Early counties start",
    "trend": "Everywhere, crime is",
    "drift": "Early counties’ own path",
    "shape": "The effect comes",
    "noise": "Noise",
}
OPTIONS = {
    "effect": [
        ("2 crimes fewer", -2.0),
        ("1 crime fewer", -1.0),
        ("half a crime fewer", -0.5),
        ("none", 0.0),
        ("half a crime more", 0.5),
        ("1 crime more", 1.0),
        ("2 crimes more", 2.0),
    ],
    "level": [("no higher", "same"), ("higher", "higher")],
    "trend": [("steady", "flat"), ("falling", "falling")],
    "drift": [("the same as others’", "same"), ("falling faster", "falling")],
    "shape": [("at once", "at_once"), ("more each year", "grows"), ("and wears off", "fades")],
    "noise": [("little", "little"), ("middling", "middling"), ("much", "much")],
}
BANDS = {"early": "Early|on by 2010", "middle": "Middle|on in 2011", "late": "Late|on in 2012–13"}
AXIS = "Estimated effect: crimes per 1,000 residents"


class StaggeredRollout(Card):
    """Set a true effect and what confounds it; see what four methods find in 200 repeated studies.

    ``county`` (a FIPS code of today) names one county's real date; without it, that of the place that was
    set.

    >>> StaggeredRollout().summary()
    'StaggeredRollout: 3,102 counties, 8 worlds, 200 studies a world'
    """

    def __init__(self, county: str | None = None):
        self._counties = rows("secure_communities")
        self._stories = sorted(rows("rollout_stories"), key=lambda story: story["position"])
        self._plan = prepare(self._counties)
        self._weights = weights(self._plan)
        self._own_county = self._sentence(county or home_county())
        self._seed, self._busy = 1, False
        titles = [(story["title"], story["story_id"]) for story in self._stories]
        self.story = dropdown("Start from", options=[*titles, ("a world of my own", "")], value=titles[0][1])
        self.settings = {name: dropdown(LABELS[name], options=OPTIONS[name]) for name in LABELS}
        self.again = button("Run 200 new studies")
        self._panel = panel()
        self._set(self.story.value)
        self.story.observe(lambda change: self._set(change["new"]), names="value")
        for control in self.settings.values():
            control.observe(self._own, names="value")
        self.again.on_click(lambda _button: self._draw_again())
        super().__init__(
            render("evidence/staggered_rollout.html", block="head"),
            [self.story, *self.settings.values(), self.again],
            [self._panel],
        )

    def _set(self, story: str) -> None:
        """Take over all settings of a story, and draw once."""
        if story:
            chosen = keyed("rollout_stories", "story_id")[story]
            self._busy = True
            for name, control in self.settings.items():
                control.value = chosen[name]
            self._busy = False

    def _own(self, _change) -> None:
        if not self._busy:
            self.story.value = self._matching()

    def _matching(self) -> str:
        """The story that has just these settings; "" for a world of the learner's own."""
        fits = (
            story["story_id"]
            for story in self._stories
            if all(story[name] == control.value for name, control in self.settings.items())
        )
        return next(fits, "")

    def _draw_again(self) -> None:
        self._seed += 1
        self.redraw()

    def world(self) -> World:
        """The world now set."""
        return World(**{name: control.value for name, control in self.settings.items()})

    def redraw(self) -> None:
        if not self._busy:
            self._view = self.view(self.world(), self.story.value)
            self._panel.value = render(
                "evidence/staggered_rollout.html", block="view", live=True, **self._view
            )

    def view(self, world: World, story: str = "") -> dict:
        """All that is shown for a world, as plain values; ``story`` adds what to watch."""
        found = simulate(self._plan, world, self._seed, DRAWS, self._weights)
        watch = keyed("rollout_stories", "story_id")[story]["watch"] if story else ""
        titles = [title for title, _ in METHODS.values()]
        estimates = dict(zip(titles, found.draws.T.tolist(), strict=True))
        first = min(row["activation_month"] for row in self._counties)
        return {
            "said": _truth(world),
            "watch": watch,
            "rows": [_row(found, number_, name) for number_, name in enumerate(METHODS)],
            "draws": DRAWS,
            "run": self._seed,
            "paths": partial(
                lines,
                paths(self._plan, world),
                BANDS,
                "Invented crimes per 1,000 residents",
                FIRST_YEAR,
                start=(_half_years(first), (month_name(first), "first counties on")),
            ),
            "paths_alt": (
                "Lines of the invented outcome by half-year, 2006 to 2012, for early, middle and late"
                f" counties. An upright line marks {month_name(first)} (first counties on)."
            ),
            "clouds": partial(clouds, estimates, found.truth, AXIS),
            "clouds_alt": (
                "Dots of 200 estimates for each of four methods, with a dashed line at the truth; the table"
                " gives their averages."
            ),
            "county": self._own_county,
            "source": source_line("secure_communities", note="Real: the dates. Invented: every outcome."),
        }

    def _sentence(self, county: str | None) -> str:
        own = next((row for row in self._counties if county and row["county_fips_2025"] == county), None)
        if not own:
            return ""
        name = keyed("counties", "county_fips")[county]["county_name"]
        month, state = own["activation_month"], own["state_abbr"]
        before = sum(row["activation_month"] < month for row in self._counties)
        return (
            f"{name}, {state}, came on in {month_name(month)}; {number(before)} of"
            f" {number(len(self._counties))} counties were on before it."
        )

    def fallback(self) -> str:
        stories = []
        for story in self._stories:
            world = World(**{name: story[name] for name in LABELS})
            found = simulate(self._plan, world, draws=1, weight=self._weights)
            stories.append(
                [story["title"], signed(world.effect), *(signed(estimate) for estimate in found.expected)]
            )
        head = ["World", "Truth", *(name for name, _ in METHODS.values())]
        watch = [(story["title"], story["watch"]) for story in self._stories]
        return render(
            "evidence/staggered_rollout.html",
            live=False,
            **self._view,
            stories=stories,
            head=head,
            stories_watch=watch,
        )

    def summary(self) -> str:
        return (
            f"StaggeredRollout: {number(len(self._counties))} counties, {len(self._stories)} worlds, {DRAWS}"
            " studies a world"
        )


def _half_years(month: str) -> float:
    """How many half-years lie between the first of the chart and this month."""
    year, number_ = map(int, month.split("-"))
    return 2 * (year - FIRST_YEAR) + (number_ - 1) / 6


def _truth(world: World) -> str:
    if not world.effect:
        return "The truth, because you set it: the program changes nothing."
    return (
        f"The truth, because you set it: the program {'adds' if world.effect > 0 else 'prevents'}"
        f" {number(abs(world.effect), 1).removesuffix('.0')} crime{'' if abs(world.effect) <= 1 else 's'} per"
        " 1,000 residents."
    )


def _row(found: Estimates, method: int, name: str) -> dict:
    """One method's line: its average, where most studies lie, and a verdict of sign, word and reason."""
    title, compares = METHODS[name]
    off = float(found.expected[method]) - found.truth
    low, high = found.spread(method)
    wrong = found.wrong_sign(method)
    sign, word = (
        ("✓", "On target")
        if abs(off) < 0.05
        else ("✕", f"Too {'high' if off > 0 else 'low'} by {number(abs(off), 1)}")
    )
    notes = [found.blame(method)] if abs(off) >= 0.05 else []
    if wrong:
        notes.append(f"{wrong} of {len(found.draws)} studies get the sign wrong")
    return {
        "title": title,
        "compares": compares,
        "mean": signed(float(found.draws[:, method].mean()), 2),
        "spread": f"{signed(low)} to {signed(high)}",
        "tone": "yes" if sign == "✓" else "no",
        "sign": sign,
        "word": word,
        "note": "; ".join(notes),
    }


def signed(value: float, digits: int = 1) -> str:
    """A value with its sign, and no sign at zero.

    >>> signed(-1.04), signed(0.04), signed(2)
    ('−1.0', '0.0', '+2.0')
    """
    text = f"{value:+.{digits}f}"
    return text[1:] if float(text) == 0 else text.replace("-", "−")
