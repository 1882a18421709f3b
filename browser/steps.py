"""What the parts of a build share: running a program, and JSON and zips whose bytes depend on their content
alone."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import zipfile
from collections.abc import Iterable
from pathlib import Path

ZIP_DAY = (1980, 1, 1, 0, 0, 0)  # the first day that a zip can hold
EPOCH = "315532800"  # the same day, as programs that build want it
NODE = "Install Node 18 or newer (nodejs.org), which brings npm, then run this again."


class SiteError(RuntimeError):
    """The site cannot be built; the text names the thing, the reason and the mend."""


def run(
    command: list[str],
    trouble: str,
    mend: str,
    folder: Path | None = None,
    more: dict[str, str] | None = None,
) -> None:
    """Run a program in a folder, with ``more`` in its environment. Raises :class:`SiteError` with the
    trouble, what the program said, and the mend.

    >>> run(["no-such-program"], "It cannot be packed", "Install it.")
    Traceback (most recent call last):
    browser.steps.SiteError: It cannot be packed: no-such-program is not installed.
      Mend:  Install it.
    """
    program = shutil.which(command[0])
    if program is None:
        raise SiteError(f"{trouble}: {command[0]} is not installed.\n  Mend:  {mend}")
    done = subprocess.run(
        [program, *command[1:]],
        cwd=folder,
        env={**os.environ, **(more or {})},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        words = (done.stderr + done.stdout).strip()[-2000:]
        raise SiteError(f"{trouble}:\n{words}\n  Mend:  {mend}")


def write_json(path: Path, content: dict) -> None:
    """Write JSON with sorted keys, one line for each."""
    path.write_text(json.dumps(content, indent=1, sort_keys=True) + "\n", encoding="utf-8", newline="\n")


def write_zip(target: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Write files, as (name, content), into a zip that is the same whenever they are."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name, content in files:
            entry = zipfile.ZipInfo(name, ZIP_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, content, compresslevel=9)
