"""Values that a table leaves to a function: the cell names it, and the function stands beside its subject.

A cell such as ``agencies.exercise.officers`` or ``law.exercise.may local_officer order_removal place=home``
is data: the path of a function in this package, then words that it is called with. Quotes keep words with
blanks together. Nothing in a cell is run as code.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from importlib import import_module

from . import tables
from .places import Place

ROOMS = ("exercise", "numbers")  # the modules of a subject that cells may name
_PATH = re.compile(rf"([a-z]+)\.({'|'.join(ROOMS)})\.([a-z]\w*)")
_NAMED = re.compile(r"([a-z_]+)=(.*)", re.DOTALL)


@dataclass(frozen=True, eq=False)
class Desk:
    """What a computing function has before it: ``load``, which gives a table by its name, and the place.

    ``once`` keeps what several cells of one question need.
    """

    load: Callable
    place: Place | None = None
    _kept: dict = field(default_factory=dict, repr=False)

    def once(self, key: Hashable, make: Callable):
        """What ``make()`` gives, made once for this desk.

        >>> desk = Desk(load=None)
        >>> desk.once("a", lambda: 1), desk.once("a", lambda: 2)
        (1, 1)
        """
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]

    def rows(self, name: str) -> Sequence[Mapping]:
        """The rows of a table, with the values that :func:`fedlocal.ground.tables.rows` gives.

        >>> from fedlocal.ground.tables import load
        >>> Desk(load).rows("states")[0]["state"]
        'Alaska'
        """
        if self.load is tables.load:  # no DataFrame is needed on the way
            return tables.rows(name)
        from .frames import records

        return self.once(("rows", name), lambda: records(self.load(name)))

    @property
    def here(self) -> Place:
        """The place. Raises :class:`ValueError` where there is none.

        >>> Desk(load=None).here
        Traceback (most recent call last):
        ValueError: This value depends on the place, and none is set.
        """
        if self.place is None:
            raise ValueError("This value depends on the place, and none is set.")
        return self.place


def words_of(cell: str) -> tuple[str, list[str], dict[str, str]]:
    """A cell as the path of a function, its words, and its named words.

    >>> words_of("law.exercise.may local_officer order_removal place=public")
    ('law.exercise.may', ['local_officer', 'order_removal'], {'place': 'public'})
    """
    path, *words = shlex.split(cell)
    named: dict[str, str] = {}
    plain: list[str] = []
    for word in words:
        match = _NAMED.fullmatch(word)
        if match:
            named[match[1]] = match[2]
        else:
            plain.append(word)
    return path, plain, named


def function(path: str) -> Callable:
    """The function with this path. Raises :class:`LookupError` that says what is wrong, with near names.

    >>> function("law.exercise.mai")
    Traceback (most recent call last):
    LookupError: fedlocal.law.exercise has no function 'mai'. Near it: may.
    """
    match = _PATH.fullmatch(path)
    if not match:
        raise LookupError(
            f"{path!r} is not the path of a function. Write subject.{'/'.join(ROOMS)}.function, such as"
            " law.exercise.may."
        )
    subject, room, name = match.groups()
    try:
        module = import_module(f"..{subject}.{room}", __package__)
    except ModuleNotFoundError:
        raise LookupError(f"There is no module fedlocal.{subject}.{room}. Correct {path!r}.") from None
    found = getattr(module, name, None)
    if found is None or getattr(found, "__module__", None) != module.__name__:
        near = get_close_matches(name, [other for other in vars(module) if not other.startswith("_")], n=3)
        hint = f" Near it: {', '.join(near)}." if near else ""
        raise LookupError(f"{module.__name__} has no function {name!r}.{hint}")
    return found


def compute(cell: str, desk: Desk):
    """The value that a cell leaves to its function. Raises :class:`ValueError` that names the cell.

    >>> from fedlocal.ground.tables import load
    >>> compute("law.exercise.may local_officer order_removal", Desk(load))
    'no'
    """
    path, words, named = words_of(cell)
    try:
        return function(path)(desk, *words, **named)
    except Exception as problem:
        name = type(problem).__name__
        raise ValueError(f"The cell {cell!r} cannot be computed ({name}: {problem}).") from problem
