"""CountyBrief: a county's facts with their sources, a place to argue both sides and decide, and a page to
take along."""

from __future__ import annotations

from datetime import date

import anywidget
import traitlets

from ..drawing.card import Shown, script
from ..drawing.templates import render, stylesheet
from ..ground import places, progress
from ..ground.places import named
from ..ground.progress_file import MOST_TEXT
from ..ground.tables import rows
from .pages import LEVELS, county_brief, markdown, page, parts, rubric, view

EYEBROW, TITLE = "Build", "A brief for one county"
INTRO = (
    "Pick any county. Its facts appear with their sources. Then argue both sides, decide, and judge your own"
    " brief. What you write stays on this machine until you save it yourself."
)
EXAMPLE = "55133"  # Waukesha County, WI: agreements of two kinds, in a state where we found no statewide rule
SET = "09-brief"


class CountyBrief(Shown, anywidget.AnyWidget):
    """The brief of any county of the 50 states and DC; opens at ``county`` (a name or a FIPS code), else
    where work was left.

    Without either it opens at the place of :func:`fedlocal.set_place`, or at an example. Raises
    :class:`LookupError` for a name that is no county.

    >>> CountyBrief("harris, tx").summary()
    'CountyBrief: Harris County, TX, 6 sections of facts, 7 parts to write'
    """

    _esm = script("drawing/files.js", "county/county_brief.js")
    _css = stylesheet()
    eyebrow = traitlets.Unicode(EYEBROW).tag(sync=True)
    title = traitlets.Unicode(TITLE).tag(sync=True)
    intro = traitlets.Unicode(INTRO).tag(sync=True)
    parts: traitlets.List = traitlets.List().tag(sync=True)
    criteria: traitlets.List = traitlets.List().tag(sync=True)

    def __init__(self, county: str | None = None):

        left = progress.kept(SET).get("fips", "")
        here = places.county()
        self._place = named(county or left or (here.fips if here else EXAMPLE))
        super().__init__(
            parts=[
                {key: part[key] for key in ("part_id", "heading", "prompt", "hint")} for part in parts({})
            ],
            criteria=[
                {
                    "id": row["criterion_id"],
                    "text": row["criterion"],
                    "levels": [[level, word, row[level]] for level, word in LEVELS.items()],
                }
                for row in rubric({})
            ],
        )
        self.on_msg(self._asked)

    def _asked(self, _widget, message: dict, _buffers) -> None:
        if message.get("start"):
            counties = sorted(rows("counties"), key=lambda row: (row["county_name"], row["state_abbr"]))
            self.send(
                {
                    "counties": [f"{row['county_name']}, {row['state_abbr']}" for row in counties],
                    **self._opened(),
                }
            )
        elif "county" in message:
            self.send(self._choose(str(message["county"])))
        elif "keep" in message:
            self.send({"kept": self._keep(message["fips"], message["keep"])})
        elif "save" in message:
            self.send({"file": self.file(message["save"], *self._sifted(message.get("work", {})))})

    def _choose(self, name: str) -> dict:
        try:
            self._place = named(name)
        except LookupError as problem:
            return {"problem": str(problem)}
        progress.keep(SET, {"fips": self._place.fips})
        return self._opened()

    def _opened(self) -> dict:
        """The page of the county with the work that was kept for it."""
        work = progress.kept(f"{SET}/{self._place.fips}")
        written, marks = self._sifted(work)
        sentence = f"{self._place.county}, {self._place.state}. The brief below has its facts."
        return {
            "fips": self._place.fips,
            "name": self._place.name,
            "said": sentence,
            "work": {**written, **marks},
            "page": page(county_brief(self._place), written, marks),
        }

    def _sifted(self, work: dict) -> tuple[dict[str, str], dict[str, str]]:
        """The texts and the marks in what came from the page or from a file; anything else is left out."""
        texts = {
            part["part_id"]: str(work[part["part_id"]])[:MOST_TEXT]
            for part in self.parts
            if work.get(part["part_id"])
        }
        marks = {row["id"]: work[row["id"]] for row in self.criteria if work.get(row["id"]) in LEVELS}
        return texts, marks

    def _keep(self, fips: str, work: dict) -> str:
        texts, marks = self._sifted(work)
        kept = progress.keep(f"{SET}/{named(fips).fips}", {**texts, **marks})
        return (
            "Kept on this machine."
            if kept
            else (
                "Not kept: the folder of your progress file cannot be written. Save the page before you"
                " leave."
            )
        )

    def file(self, kind: str, written: dict[str, str], marks: dict[str, str]) -> dict[str, str]:
        """The brief to take along, ``"html"`` or ``"markdown"``: name, type and text of the file."""
        brief, made = county_brief(self._place), date.today().isoformat()
        stem = "county-brief-" + self._place.name.lower().replace(", ", "-").replace(" ", "-").replace(
            "'", ""
        ).replace(".", "")
        if kind == "markdown":
            return {
                "name": f"{stem}.md",
                "mime": "text/markdown",
                "text": markdown(brief, written, marks, made),
            }
        return {"name": f"{stem}.html", "mime": "text/html", "text": page(brief, written, marks, made)}

    def fallback(self) -> str:
        return render(
            "county/county_brief.html",
            eyebrow=EYEBROW,
            title=TITLE,
            intro=INTRO,
            **view(county_brief(self._place), {}, {}, ""),
        )

    def summary(self) -> str:
        sections = len(county_brief(self._place).sections)
        return (
            f"CountyBrief: {self._place.name}, {sections} sections of facts, {len(self.parts)} parts to write"
        )
