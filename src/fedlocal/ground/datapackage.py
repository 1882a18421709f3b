"""Ground floor: `data/datapackage.json`, which says what each data file holds."""

import difflib
import json
from functools import lru_cache

PACKAGE = "datapackage.json"


class DataError(ValueError):
    """A table is unknown, missing, damaged or edited by hand; the message says how to mend it."""


def package_of(folder):
    """The descriptor of all files in a folder. Shared by all who ask, until the file changes: copy what you
    will change.

    Raises DataError if it cannot be read.

    >>> from fedlocal.ground.tables import data_dir
    >>> "agreements" in {resource["name"] for resource in package_of(data_dir())["resources"]}
    True
    """
    path = folder / PACKAGE
    try:
        now = path.stat()
        return _parsed(path, now.st_mtime_ns, now.st_size)
    except (OSError, ValueError, TypeError) as reason:
        mend = f"To restore it: git checkout -- data/{PACKAGE}"
        raise DataError(f"{path} cannot be read ({reason}). {mend}") from None


@lru_cache(maxsize=4)
def _parsed(path, _changed, _size):
    return {"resources": [], **json.loads(path.read_text(encoding="utf-8"))}


def resource_of(name, package):
    """The part of a descriptor that is about one file. Raises DataError that names near ones when there is
    none.

    >>> resource_of("states", {"resources": [{"name": "state"}]})
    Traceback (most recent call last):
    ...
    fedlocal.ground.datapackage.DataError: There is no table 'states'. Did you mean 'state'? fl.tables() lists
    them all.
    """
    by_name = {r["name"]: r for r in package["resources"]}
    if name in by_name:
        return by_name[name]
    near = difflib.get_close_matches(str(name), by_name)
    hint = f"Did you mean {' or '.join(map(repr, near))}? " if near else ""
    raise DataError(f"There is no table {name!r}. {hint}fl.tables() lists them all.")


def broken(resource, reason):
    """The error for a file that is not what it should be, with the reason and both ways to mend it.

    >>> str(broken({"path": "law/papers.csv", "name": "papers"}, "is gone"))
    'data/law/papers.csv is gone. To restore it: git checkout -- data/law/papers.csv. If the change was
    meant: fedlocal seal papers'
    """
    path = resource["path"]
    return DataError(
        f"data/{path} {reason}. To restore it: git checkout -- data/{path}. "
        f"If the change was meant: fedlocal seal {resource['name']}"
    )
