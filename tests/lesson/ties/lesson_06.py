"""Answers of lesson 06 and its exercise that follow from a tool."""

import re

from fedlocal.evidence import replications, rollout, studies, worlds
from fedlocal.ground.tables import load, rows
from fedlocal.widgets import EvidenceExplorer

PLAN = rollout.prepare(rows("secure_communities"))
METHODS = list(rollout.METHODS)
STORIES = load("rollout_stories").set_index("story_id")
FIGURES = replications.build(rows("replications"), rows("replication_inputs"), load)
STUDIES = load("studies").set_index("study_id")
NOTE = [
    "gao-09-109",
    "vaughan-2021",
    "oig-18-77",
    "jacome-2022",
]  # the four sentences of the fact-checker's note


def world(story=None, **settings):
    """What the four methods find in a world of the lesson's box: a story, or the first with other
    settings."""
    start = STORIES.loc[story or "plain", ["effect", "level", "trend", "drift", "shape", "noise"]].to_dict()
    return worlds.simulate(PLAN, worlds.World(**{**start, **settings}))


def misleads(method, **settings):
    """Which setting misleads a method most: level, trend, drift or shape."""
    found = world(**settings)
    return max(found.misled, key=lambda cause: abs(found.misled[cause][METHODS.index(method)]))


def right(found):
    """The methods that are right on average."""
    return {name for name, value in zip(METHODS, found.expected) if abs(value - found.truth) < 0.05}


def estimate_of_dallas():
    """The option that prints the article's estimate and not the draft's."""
    article, draft = re.findall(
        r"\d+ percent", dict(EvidenceExplorer().finding("jacome-2022")["facts"])["Size"]
    )
    assert (article, draft) == ("4 percent", "10 percent")
    return {f"“By {article}”, with the year of the article"}


def count_or_comparison():
    compares = {
        id_: STUDIES.loc[id_, "design"] in studies.COMPARING for id_ in ("vaughan-2015", "hausman-2020-crime")
    }
    return {"b"} if compares == {"vaughan-2015": False, "hausman-2020-crime": True} else set()


def found_where_the_truth_is_zero():
    """Whether the first two methods find harm (more crime), a benefit or nothing in the world of the
    question."""
    found = world("both")
    naive, before_after = (
        0 if abs(found.expected[place]) < 0.05 else int(found.expected[place] > 0) or -1 for place in (0, 1)
    )
    return {{(0, 0): "a", (1, -1): "b", (-1, 1): "c", (-1, -1): "d"}[naive, before_after]}


def what_mends_before_and_after():
    """The settings of the question that alone bring before-and-after to the truth."""
    settings = {"a": {"level": "same"}, "b": {"trend": "flat"}, "c": {"noise": "little"}}
    assert "before_after" not in right(world("both"))
    both = STORIES.loc["both", ["effect", "level", "trend", "drift", "shape", "noise"]].to_dict()
    return {
        letter
        for letter, setting in settings.items()
        if "before_after" in right(world(**{**both, **setting}))
    }


def what_cures_the_path():
    more_studies = worlds.simulate(PLAN, worlds.World(effect=0, drift="falling"), draws=4000).draws.mean(
        axis=0
    )
    cured = {
        "a": bool((abs(more_studies) < 0.05).all()),
        "b": set(METHODS) == right(world("own-path", drift="same")),
        "c": "did" in right(world("own-path")),
    }
    return {letter for letter, works in cured.items() if works}


def what_moved_the_share():
    """Whether more people with a record or fewer people without one moved the share of 2024."""
    numbers = {name: quantity.value for name, quantity in FIGURES["ice-717"].inputs.items()}
    with_record = numbers["charged24"] / numbers["charged23"]
    without = (numbers["all24"] - numbers["charged24"]) / (numbers["all23"] - numbers["charged23"])
    assert round(100 * numbers["charged23"] / numbers["all23"], 1) == 43.3
    return {"a"} if with_record > 2 else {"b"} if without < 0.5 else {"c"}


def which_whole_is_wrong():
    figure = FIGURES["declined-23"]
    people, detainers = replications.replicate(figure), replications.replicate(figure, bottom="detainers")
    wrong = {"b"} if people.verdict != "same" else set()  # the larger one, as printed
    return wrong or ({"c"} if round(detainers.value) != round(people.value) else {"a"})


def sums():
    """What each sentence of the note says came out, and what comes out."""
    results = {
        row.choice: int(re.findall(r"(\d+) (?:percent|percentage)", row.text)[-1])
        for row in load("exercise_choices").query("question_id == '06-4' and part == 'sentence'").itertuples()
    }
    computed = [("share", 4, 29), None, ("change", 76, 36), ("change", 4, 10)]
    comes = [62 - 53 if row is None else abs(replications.calculate(*row)) for row in computed]
    for id_, numbers in zip(
        NOTE, (("4", "29"), ("62", "53"), ("36", "76"), ("4", "10"))
    ):  # the numbers are those of the studies
        assert set(numbers) <= set(
            re.findall(r"\d+", STUDIES.loc[id_, "size"] + STUDIES.loc[id_, "finding"])
        ), id_
    return {choice: (printed, value) for (choice, printed), value in zip(results.items(), comes)}


def wrong_sum():
    return next(choice for choice, (printed, value) in sums().items() if round(value) != printed)


def mended_sum():
    points, percent = 10 - 4, round(abs(replications.calculate("change", 4, 10)))
    choices = load("exercise_choices").query("question_id == '06-4' and part == 'mend'")
    return next(
        row.choice
        for row in choices.itertuples()
        if f"{points} percentage points, or {percent} percent" in row.text
    )


def speaks_of_an_effect():
    rows = STUDIES.loc[NOTE]
    return str(
        1
        + NOTE.index(
            rows.index[rows["design"].isin(studies.COMPARING) & (rows["policy_kind"] != "neither")][0]
        )
    )


def headlines():
    first = 52 - 4.5 > 50
    second = 52 - 47 > studies.margin_of_difference(4.5, 4.5)
    return {(True, True): "both", (True, False): "first", (False, True): "second", (False, False): "neither"}[
        first, second
    ]


def gap_of_victims():
    found = studies.gap(45.6, 4.45, 41.6, 2.36)
    return {"a"} if found.clear and found.value > 0 else {"c"}


TIED = {
    "06-explore-2": estimate_of_dallas,
    "06-explore-3": count_or_comparison,
    "06-rollout-1": found_where_the_truth_is_zero,
    "06-rollout-2": what_mends_before_and_after,
    "06-rollout-3": what_cures_the_path,
    "06-replicate-1": what_moved_the_share,
    "06-replicate-2": which_whole_is_wrong,
    "06-check-3": lambda: {
        "a": {"level": "The places differed before"}[misleads("naive", level="higher", trend="falling")],
        "b": {"trend": "Things were changing everywhere"}[
            misleads("before_after", level="higher", trend="falling")
        ],
        "c": {"drift": "Early places were on a path of their own"}[
            misleads("did", level="higher", trend="falling", drift="falling")
        ],
        "d": (
            "Noise"
            if right(world()) == set(METHODS) and abs(world().draws - world().truth).max() > 0.5
            else ""
        ),
    },
    "06-check-5": lambda: replications.replicate(FIGURES["goncalves-16"]).value,
    "06-check-6": lambda: (
        {"c"}
        if {replications.replicate(FIGURES[id_]).verdict for id_ in ("ice-717", "bier-65")} == {"same"}
        else set()
    ),
    "06-check-7": gap_of_victims,
    "06-2.a_why": lambda: {"drift": "a", "level": "b", "trend": "c"}[
        misleads("did", effect=1, drift="falling")
    ],
    "06-2.b_good": lambda: ";".join(
        letter for letter, name in zip("abcd", METHODS) if name in right(world(effect=-2, level="higher"))
    ),
    "06-4.sentence": wrong_sum,
    "06-4.mend": mended_sum,
    "06-4.effect": speaks_of_an_effect,
    "06-6.answer": headlines,
}

INVENTED = "an invented sentence, whose weak point is read and not computed"
JUDGED = "whether both sides could sign a sentence is judged from what was found"
READ = {
    **{f"06-1.{part}": INVENTED for part in "abcdef"},
    "06-3.say": "which sentence a table of dates can bear is argued from its columns",
    "06-6.reason": "which of the reasons decides it is argued; the answer itself is tied",
    **{f"06-8.{part}": JUDGED for part in "abcdefg"},
}
