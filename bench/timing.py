"""Timing things in turn, so that a machine that slows down slows both."""

from __future__ import annotations

import statistics
import subprocess
import time
from collections.abc import Callable


def in_turn(rounds: int, **actions: Callable[[], object]) -> dict[str, list[float]]:
    """Run the actions A B A B … and return the seconds of each; one uncounted round comes first."""
    seconds: dict[str, list[float]] = {name: [] for name in actions}
    for turn in range(rounds + 1):
        for name, action in actions.items():
            begun = time.perf_counter()
            action()
            if turn:
                seconds[name].append(time.perf_counter() - begun)
    return seconds


def ratio(seconds: dict[str, list[float]], above: str, below: str) -> float:
    """The median of the ratios pair by pair."""
    return statistics.median(a / b for a, b in zip(seconds[above], seconds[below], strict=True))


def run(*command: str, **options) -> None:
    """Run a command, silent unless it fails."""
    done = subprocess.run(command, capture_output=True, text=True, **options)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
