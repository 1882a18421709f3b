#!/usr/bin/env python3
"""Spread the right options of the lessons' questions over all places, so that no place is a good guess.

python scripts/arrange_options.py             arrange the table question_options; then run `fedlocal seal`
python scripts/arrange_options.py --check     write nothing; say what would change
python scripts/arrange_options.py --data DIR  the tables of another folder

The rows of a question's options are put in another order, and each keeps its name (a, b, c), so that tests,
ties and answers that were kept still mean the same. Only questions of kind `one` and `several` are
touched, none with order `fixed` and no statements of a precheck; with order `last` the last option stays
last. The places follow from the ids of the questions and the lengths of their texts alone, so a second run
changes nothing.
"""

import argparse
import csv
import random
import sys
from collections import defaultdict
from pathlib import Path

from fedlocal.ground.tables import data_dir, table_file
from pages import read

KINDS = ("one", "several")
WEIGHTS = {"lesson": 4, "set": 2, "checks": 4, "use": 1}  # which group has to be balanced first
BEGINNINGS = 2  # from how many draws the best is taken
MARGIN = 0.05  # a guess may get chance and five points right


def questions_of(folder=None):
    """The questions whose options may change places, each with its options in the order of the table.

    Each is the row of `questions` with `use`, `lesson`, `options` and `turn` added: how many questions of its
    kind come before it in its set.
    """
    sets = {row["set_id"]: row for row in read("question_sets", folder)}
    options = defaultdict(list)
    for row in read("question_options", folder):
        options[row["question_id"]].append(row)
    found, turns = [], defaultdict(int)
    for row in sorted(read("questions", folder), key=lambda row: (row["set_id"], int(row["position"]))):
        use, lesson = sets[row["set_id"]]["use"], sets[row["set_id"]]["lesson"]
        if row["kind"] in KINDS and use != "precheck":
            turn = turns[row["set_id"], row["kind"]]
            turns[row["set_id"], row["kind"]] += 1
            mine = options[row["question_id"]]
            if row["order"] != "fixed" and len(mine) > 1:
                found.append({**row, "use": use, "lesson": lesson, "options": mine, "turn": turn})
    return found


def correct(option):
    """Whether an option is right.

    >>> correct({"correct": "true"})
    True
    """
    return option["correct"] == "true"


def groups_of(question):
    """The groups in which the places of this question's key are counted: (kind of group, its name)."""
    checks = [("checks", "all")] if question["use"] == "check" else []
    return [("lesson", question["lesson"]), ("set", question["set_id"]), ("use", question["use"]), *checks]


def open_places(question):
    """The places, from 0, in which the key of a question may stand.

    >>> wrong, right = {"correct": "false"}, {"correct": "true"}
    >>> open_places({"order": "last", "options": [wrong, right, wrong]})
    [0, 1]
    >>> open_places({"order": "last", "options": [wrong, wrong, right]})
    [2]
    """
    count = len(question["options"])
    if question["order"] != "last":
        return list(range(count))
    return [count - 1] if correct(question["options"][-1]) else list(range(count - 1))


def guesses(question, place):
    """What a guesser gets right if the key stands at this place: guess → 1, or a part of it.

    The guesses are the first, the last, the middle (where none is: the longest), one place after the other in
    turn, and each place by number.
    """
    count = len(question["options"])
    lengths = [len(option["text"]) for option in question["options"]]
    key = next(len(option["text"]) for option in question["options"] if correct(option))
    longest = (key == max(lengths)) / lengths.count(max(lengths))
    return {
        "first": place == 0,
        "last": place == count - 1,
        "middle, else longest": place == count // 2 if count % 2 else longest,
        "in turn": place == question["turn"] % count,
        **{f"place {number + 1}": place == number for number in range(count)},
    }


def cost(members, places):
    """How far the keys of one group are from an even spread; more than that where a guess gets through."""
    right, chance = defaultdict(float), defaultdict(float)
    for question in members:
        for guess, share in guesses(question, places[question["question_id"]]).items():
            right[guess] += share
            chance[guess] += 1 / len(question["options"])
    over = [max(0.0, right[guess] - chance[guess] - MARGIN * len(members)) for guess in right]
    return sum((right[guess] - chance[guess]) ** 2 for guess in right) + 10 * sum(part**2 for part in over)


def places_of(questions):
    """Question id → the place of its key, from 0: spread evenly over each group, the same in every run.

    Each question begins at a place drawn by its id; then one question after the other moves to where the
    groups it belongs to are most even, until none gains by moving. Of several beginnings the best is taken.
    """
    ones = sorted((row for row in questions if row["kind"] == "one"), key=lambda row: row["question_id"])
    members = defaultdict(list)
    for row in ones:
        for group in groups_of(row):
            members[group].append(row)

    def total(places):
        return sum(WEIGHTS[group[0]] * cost(rows, places) for group, rows in members.items())

    found = [_settled(ones, members, beginning) for beginning in range(BEGINNINGS)]
    return min(found, key=lambda places: round(total(places), 9))


def _settled(ones, members, beginning):
    """Places from which no single question gains by moving."""
    places = {
        row["question_id"]: random.Random(f"{beginning}/{row['question_id']}").choice(open_places(row))
        for row in ones
    }

    def cost_at(row, place):
        moved = {**places, row["question_id"]: place}
        return sum(WEIGHTS[group[0]] * cost(members[group], moved) for group in groups_of(row))

    moving = True
    while moving:
        moving = False
        for row in ones:
            best = min(open_places(row), key=lambda place: (round(cost_at(row, place), 9), place))
            if cost_at(row, best) < cost_at(row, places[row["question_id"]]) - 1e-9:
                places[row["question_id"]], moving = best, True
    return places


def pattern(question, starts_right):
    """For a question with several right options: True for each place of a right one, drawn by the id.

    The first place is right or wrong as told, if the question has both kinds of options.
    """
    flags = [correct(option) for option in question["options"]]
    kept = flags[-1:] if question["order"] == "last" else []
    free = flags[: len(flags) - len(kept)]
    if len(set(free)) < 2:
        return flags
    free.remove(starts_right)
    free.sort()
    random.Random(question["question_id"]).shuffle(free)
    return [starts_right, *free, *kept]


def arranged(question, flags):
    """The options of a question in their new order. Among themselves the right ones are in the order of their
    names, and so are the wrong ones.

    >>> options = [{"option": "a", "correct": "true"}, {"option": "b", "correct": "false"}]
    >>> question = {"options": options, "order": ""}
    >>> [(row["option"], row["correct"]) for row in arranged(question, [False, True])]
    [('b', 'false'), ('a', 'true')]
    """
    named = question["options"]
    if question["order"] != "last":
        named = sorted(named, key=lambda option: option["option"])
    right = iter([option for option in named if correct(option)])
    wrong = iter([option for option in named if not correct(option)])
    return [next(right if flag else wrong) for flag in flags]


def arrangement(questions):
    """Question id → its options as they should stand."""
    places = places_of(questions)
    found, seen = {}, defaultdict(int)
    for question in sorted(questions, key=lambda row: row["question_id"]):
        id_ = question["question_id"]
        if question["kind"] == "one":
            flags = [place == places[id_] for place in range(len(question["options"]))]
        else:
            flags = pattern(question, starts_right=seen[question["lesson"]] % 2 == 1)
            seen[question["lesson"]] += 1
        found[id_] = arranged(question, flags)
    return found


def write(found, folder=None):
    """Write the table anew: the rows of each question in the slots that this question has already."""
    path = table_file("question_options", folder=folder or data_dir())
    rows = read("question_options", folder)
    waiting = {id_: iter(options) for id_, options in found.items()}
    rows = [next(waiting[row["question_id"]]) if row["question_id"] in waiting else row for row in rows]
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


def main(arguments=None):
    """Arrange the options, or say what would change. Returns the exit status: 1 if --check finds any."""
    parser = argparse.ArgumentParser(description="Spread right options over all places.")
    parser.add_argument("--check", action="store_true", help="write nothing; say what would change")
    parser.add_argument("--data", type=Path, help="the folder of the tables")
    words = parser.parse_args(arguments)
    questions = questions_of(words.data)
    found = arrangement(questions)
    changed = [row["question_id"] for row in questions if row["options"] != found[row["question_id"]]]
    if not words.check:
        write(found, words.data)
    print(f"{len(changed)} questions {'would change' if words.check else 'have changed'}.")
    for id_ in sorted(changed):
        print(f"  {id_}")
    if changed and not words.check:
        print("Next: fedlocal seal question_options; python scripts/execute_lessons.py")
    return 1 if words.check and changed else 0


if __name__ == "__main__":
    sys.exit(main())
