"""Words: what is shown as Markdown, and how numbers, years and lists are said."""

import re
from collections.abc import Iterable

import pandas

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:@^=])")


def plain(text: str) -> str:
    """Escape text from the data so that Markdown shows it as it is: no links, formulas, colours or HTML."""
    return _SPECIAL.sub(r"\\\1", text)


def listed(words: Iterable[str], last: str = "and") -> str:
    """Join words as a sentence does: `a, b and c`."""
    words = list(words)
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}" if words else ""


def cases(number: int) -> str:
    """Say a number of cases."""
    return "1 case" if number == 1 else f"{number:,} cases"


def is_given(value: object) -> bool:
    """Tell whether a cell of a DataFrame holds something."""
    return not (value is None or value is pandas.NA or value != value)


def years(start: object, end: object, status: str) -> str:
    """Say a period: `2004 to 2009`, `since 2010`, `from 2010`, `until 2009`; a missing year is said to be missing."""
    if is_given(start) and is_given(end):
        return f"{int(start)}" if start == end else f"{int(start)} to {int(end)}"
    if is_given(start):
        return f"since {int(start)}" if status == "ongoing" else f"from {int(start)}"
    return f"until {int(end)}" if is_given(end) else "years not reported"
