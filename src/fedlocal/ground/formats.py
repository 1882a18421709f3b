"""How the course writes numbers, shares, counts and dates."""

from __future__ import annotations


def number(value: float | int, digits: int = 0) -> str:
    """A number as the course prints it: thousands separators, a fixed number of decimals, a true minus.

    >>> number(2179), number(67.325, 1)
    ('2,179', '67.3')
    """
    return f"{value:,.{digits}f}".replace("-", "−")


def share(part: float, whole: float, digits: int = 0) -> str:
    """``part`` of ``whole`` as a percentage; a dash where there is no whole.

    >>> share(1467, 2179), share(1, 0)
    ('67%', '–')
    """
    return f"{100 * part / whole:.{digits}f}%" if whole else "–"


def month_name(month: str) -> str:
    """A month code in words.

    >>> month_name("2026-07")
    'July 2026'
    """
    names = ("January February March April May June July August September October November December").split()
    year, number_ = month.split("-")[:2]
    return f"{names[int(number_) - 1]} {year}"


def day_name(day) -> str:
    """A date (ISO text or a timestamp) in words.

    >>> day_name("2026-07-24")
    '24 July 2026'
    """
    year, month, date = str(day)[:10].split("-")
    return f"{int(date)} {month_name(f'{year}-{month}')}"


def dated(date: str) -> str:
    """A date of any precision (day, month or year) in words.

    >>> dated("2026-07-24"), dated("2026-07"), dated("2026")
    ('24 July 2026', 'July 2026', '2026')
    """
    return {10: day_name, 7: month_name}.get(len(date), str)(date)


def plural(count: int, noun: str, many: str | None = None) -> str:
    """A count with its noun.

    >>> plural(1, "agency", "agencies"), plural(1846, "agency", "agencies")
    ('1 agency', '1,846 agencies')
    """
    return f"{number(count)} {noun if count == 1 else many or noun + 's'}"
