"""Single cells of ICE's workbook, and its file name: what is meant, whether it was mended, or that it
cannot be read."""

import datetime
import difflib
import re

MODELS = {"jail enforcement": "JEM", "warrant service": "WSO", "task force": "TFM"}
BLANK = {"", "#N/A", "#NA", "N/A", "NA", "NONE", "-"}
EARLIEST = datetime.date(1996, 9, 30)  # no agreement is older than the statute
ALIKE = 0.84  # of a misspelt state or model


class Stop(Exception):
    """The workbook cannot become a snapshot; the message says what is wrong, where, and the mend."""


def tidy(cell):
    """A cell as text: one kind of apostrophe and space, no footnote stars at the end, '' for ICE's blanks."""
    if cell is None:
        return ""
    if isinstance(cell, (datetime.datetime, datetime.date)):
        return cell.isoformat()[:10]
    text = (
        " ".join(str(cell).replace("’", "'").replace("‘", "'").replace("\u00a0", " ").split())
        .rstrip("*†")
        .strip()
    )
    return "" if text.upper() in BLANK else text


def signed_day(raw):
    """(day, how it was mended or "") of a cell for a signing date; (None, "") when it cannot be read.

    >>> signed_day("5/31/20026")
    (datetime.date(2026, 5, 31), 'year 20026 read as 2026')
    """
    if isinstance(raw, datetime.datetime):
        return _plausible(raw.date()), ""
    if isinstance(raw, datetime.date):
        return _plausible(raw), ""
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        return (
            _plausible(
                datetime.date(1899, 12, 30) + datetime.timedelta(days=round(raw))
                if 20_000 < raw < 60_000
                else None
            ),
            "",
        )
    text, how = tidy(raw), ""
    if re.fullmatch(r"\d{5}(\.0)?", text):
        return signed_day(float(text))
    if re.search(r"/200\d{2}$", text):
        how = f"year {text[-5:]} read as 20{text[-2:]}"
        text = re.sub(r"/200(\d{2})$", r"/20\1", text)
    elif re.fullmatch(r"\d{1,2}/\d{5,6}", text):
        how = f"{text} read with its missing stroke"
        text = re.sub(r"^(\d{1,2})/(\d{1,2})(\d{4})$", r"\1/\2/\3", text)
    for form in ("%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y", "%m-%d-%Y", "%B %d, %Y"):
        try:
            return _plausible(datetime.datetime.strptime(text, form).date()), how
        except ValueError:
            continue
    return None, ""


def _plausible(day):
    return day if day and EARLIEST <= day <= datetime.date(2100, 1, 1) else None


def name_day(filename):
    """The day that a file name of ICE's says, or None: participatingAgencies09152026pm.xlsx,
    …-20250409011417, …091526.

    >>> name_day("participatingAgencies09152026pm.xlsx"), name_day("list.xlsx")
    (datetime.date(2026, 9, 15), None)
    """
    digits = re.search(r"agenc(?:y|ies)[-_ ]?(\d{14}|\d{8}|\d{6}(?!\d))", filename, re.I)
    if not digits:
        return None
    text = digits[1]
    for form in (
        ("%Y%m%d%H%M%S",) if len(text) == 14 else ("%m%d%Y", "%Y%m%d") if len(text) == 8 else ("%m%d%y",)
    ):
        try:
            day = datetime.datetime.strptime(text, form).date()
        except ValueError:
            continue
        if 2005 <= day.year < 2100:
            return day
    return None


def list_day(filename, signed, given, today):
    """The day of the list: ``given`` by a person, else the one in the file name if the signing dates allow
    it.

    ``signed`` are the signing dates in the list. Raises :class:`Stop` with a proposal when the two do not
    fit.
    """
    day, newest = given or name_day(filename), max(signed)
    later = sum(signing > day for signing in signed) if day else 0
    where = "The day that you gave" if given else f"The file name {filename!r}"
    if day is None:
        raise Stop(
            f"The file name {filename!r} names no day. The newest signing in the list is of {newest}. Say the"
            " list's day: --as-of YYYY-MM-DD."
        )
    if day > today:
        raise Stop(
            f"{where} names {day}, a day that has not come. The newest signing in the list is of {newest}."
            " Say the list's day: --as-of YYYY-MM-DD."
        )
    if later > max(3, len(signed) // 100):
        years = [day.replace(year=day.year + n) for n in (1, 2) if (day.month, day.day) != (2, 29)]
        guess = next((date for date in years if newest <= date <= today), None)
        proposal = (
            f" Probably it is of {guess}: --as-of {guess}."
            if guess
            else " Say the list's day: --as-of YYYY-MM-DD."
        )
        raise Stop(
            f"{where} names {day}, but {later:,} agreements in the list were signed later, the newest on"
            f" {newest}. A file name is not a date.{proposal}"
        )
    return day


def model_of(text):
    """JEM, WSO or TFM for ICE's words, misspelt or not; None for words that we do not know.

    >>> model_of("Jail Enforcment Model"), model_of("Warrant Service Offi cer"), model_of("Hybrid Model")
    ('JEM', 'WSO', None)
    """
    plain = re.sub(r"[^a-z ]", "", text.lower())
    for words, code in MODELS.items():
        if words in plain or plain.upper().strip() == code:
            return code
    scores = {
        code: difflib.SequenceMatcher(None, plain[: len(words)], words).ratio()
        for words, code in MODELS.items()
    }
    best = max(scores, key=scores.get)
    return best if scores[best] >= ALIKE else None


def state_of(text, states):
    """(postal abbreviation, whether it was mended) for a state as printed; (None, False) when it is none.

    ``states`` maps names in capitals to abbreviations.

    >>> state_of("PENNSLYVANIA", {"PENNSYLVANIA": "PA", "VIRGINIA": "VA", "WEST VIRGINIA": "WV"})
    ('PA', True)
    """
    plain = text.upper().replace("COMMONWEALTH OF THE ", "").strip(" .")
    if plain in states:
        return states[plain], plain != text.upper()
    if plain in states.values():
        return plain, False
    scores = sorted(
        ((difflib.SequenceMatcher(None, plain, name).ratio(), abbr) for name, abbr in states.items()),
        reverse=True,
    )
    clear = scores[0][0] >= ALIKE and scores[0][0] - scores[1][0] > 0.05
    return (scores[0][1], True) if clear else (None, False)
