"""The pages of the site: where each stands, what it is called, what it asks, and whether the filters belong to it."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page

FOLDER = Path(__file__).parent.parent


@dataclass(frozen=True)
class Room:
    """One page. Without a question, the page makes its own title."""

    file: str
    title: str
    question: str = ""
    filtered: bool = False
    hidden: bool = False

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
        Room("find", "Find cases", "What has been tried, in which setting, and what happened?", filtered=True),
        Room("case", "Case", hidden=True),
        Room("compare", "Compare cases", "How do two to four cases differ in meaning, power and action?"),
        Room(
            "methods", "Methods and data", "Where do the cases and values come from, and how far can they be trusted?"
        ),
    )
}


def page(file: str) -> Page:
    """Return the page of a file of `pages/`, to link to."""
    return ROOMS[file].page()
