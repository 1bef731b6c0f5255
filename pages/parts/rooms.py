"""The pages of the site: where each stands, what it is called, what it asks, and whether the filters belong to it."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page

from pages.parts.controls import SETTING

FOLDER = Path(__file__).parent.parent


@dataclass(frozen=True)
class Room:
    """One page. Without a question, the page makes its own title."""

    file: str
    title: str
    question: str = ""
    filtered: bool = False
    hidden: bool = False
    controls: tuple[str, ...] = ()

    def page(self) -> Page:
        """Return the page as Streamlit takes it; a new object each time, as it belongs to one run."""
        return st.Page(
            FOLDER / f"{self.file}.py",
            title=self.title,
            url_path=self.file,
            default=self.file == "start",
            visibility="hidden" if self.hidden else "visible",
        )


ROOMS = {
    room.file: room
    for room in (
        Room("start", "Start"),
        Room(
            "find",
            "Find cases",
            "What has been tried, in which setting, and what happened?",
            filtered=True,
            controls=("view", "sort", "page"),
        ),
        Room("case", "Case", hidden=True),
        Room(
            "power",
            "Power and action",
            "Where lay people held power, how far did action get?",
            filtered=True,
            controls=("power", "outcome", "rung", "independent", "once", "first", "second"),
        ),
        Room(
            "groups",
            "Compare groups",
            "How does one group of cases differ from another?",
            filtered=True,
            controls=("on", "rung", "independent", "once"),
        ),
        Room(
            "meaning",
            "What does it mean?",
            "Which words are used, are they defined, and does practice match?",
            filtered=True,
        ),
        Room(
            "wrong",
            "What went wrong?",
            "Where did nothing follow, who took it back, who pushed back, who was harmed?",
            filtered=True,
        ),
        Room(
            "duration",
            "How long did it take?",
            "How many years from first joint activity to commitment and delivery?",
            filtered=True,
        ),
        Room(
            "mine",
            "Cases like mine",
            "Which cases are nearest to my setting, and which of them stalled?",
            filtered=True,
            controls=tuple(f"{kind}_{name}" for name in SETTING for kind in ("my", "weight")),
        ),
        Room(
            "gaps",
            "Evidence gaps",
            "For which arrangements is which kind of evidence held?",
            filtered=True,
            controls=("rows",),
        ),
        Room("compare", "Compare cases", "How do two to four cases differ in meaning, power and action?"),
        Room(
            "methods", "Methods and data", "Where do the cases and values come from, and how far can they be trusted?"
        ),
    )
}


def page(file: str) -> Page:
    """Return the page of a file of `pages/`, to link to."""
    return ROOMS[file].page()
