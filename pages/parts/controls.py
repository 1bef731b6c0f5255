"""The choices that a page offers beside the filters: what may be chosen, what is usual, and how it is kept in the link."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import streamlit as st

from pages.parts.store import label, values, variables

# What Power and action sets against an outcome.
POWER = (
    "final_authority",
    "initiator",
    "agenda_control",
    "power_commission",
    "power_design",
    "power_deliver",
    "power_assess",
    "bindingness",
    "participant_selection",
    "space",
    "resource_control",
    "coalition_breadth",
)
OUTCOMES = {
    "reached": "Reached at least a rung",
    "action_peak": "Action peak",
    "action_now": "Action still standing",
    "reversed": "Reversed",
}
# The arrangements that the evidence map can put in its rows.
ARRANGEMENTS = ("final_authority", "space", "bindingness", "initiator", "policy_domain", "approach", "region")
# What is known of a setting before any outcome: the only things that may decide which cases are near.
SETTING = (
    "policy_domain",
    "approach",
    "scale",
    "settlement",
    "region",
    "trigger",
    "formalisation",
    "initiator",
    "groups",
)


@dataclass(frozen=True)
class Control:
    """One choice: its label, what may be chosen (nothing given: any whole number) and what is usual."""

    label: str
    choices: Callable[[], Iterable[str]] | None
    usual: list[str]
    many: bool = False

    def known(self, wanted: list[str]) -> list[str]:
        """Return what of the wanted values may be chosen; the usual ones when nothing is left of a single choice."""
        if self.choices is None:
            kept = [value for value in wanted if value.isdecimal()]
        else:
            choices = list(self.choices())
            kept = [value for value in dict.fromkeys(wanted) if value in choices]
        return kept if self.many else (kept[-1:] or self.usual)


def _rungs() -> list[str]:
    return list(values()["rung"])[1:]


def _codes(variable: str) -> Callable[[], list[str]]:
    return lambda: [code for code, value in values()[variable].items() if not value["is_missing"]]


def _countable() -> list[str]:
    return [name for name, about in variables().items() if about["kind"] in ("one", "ordered", "many")]


def _any_code() -> set[str]:
    return {code for known in values().values() for code in known}


CONTROLS: dict[str, Control] = {
    "view": Control("View", lambda: ("cards", "table", "map"), ["cards"]),
    "sort": Control("Sort", lambda: ("relevance", "name", "year", "action"), ["relevance"]),
    "page": Control("Page", None, ["1"]),
    "power": Control("Power", lambda: POWER, ["final_authority"]),
    "outcome": Control("Outcome", lambda: OUTCOMES, ["reached"]),
    "rung": Control("Rung", _rungs, ["delivered"]),
    "independent": Control("Only independent evidence on the outcome", lambda: ("yes",), []),
    "once": Control("One case a programme", lambda: ("yes",), []),
    "first": Control("First group", _any_code, []),
    "second": Control("Second group", _any_code, []),
    "on": Control("Compare on", _countable, ["action_peak"]),
    "rows": Control("Rows", lambda: ARRANGEMENTS, ["final_authority"]),
    **{f"my_{name}": Control(name, _codes(name), [], many=True) for name in SETTING},
    **{f"weight_{name}": Control(f"Weight of {name}", lambda: ("0", "1", "2", "3"), ["1"]) for name in SETTING},
}


def chosen(name: str) -> str:
    """Return the value of a single choice; empty when nothing is chosen."""
    kept = st.session_state["controls"][name]
    return kept[-1] if kept else ""


def chosen_many(name: str) -> list[str]:
    """Return the values of a choice that may have several."""
    return st.session_state["controls"][name]


def choose(name: str, options: list[str], words: Callable[[str], str], *, text: str = "") -> str:
    """Draw a single choice as a list to pick from and return it; a value that is no option gives way to the first."""
    if not options:
        return ""
    now = chosen(name) if chosen(name) in options else options[0]
    key = f"control_{name}"
    st.session_state[key] = now
    st.selectbox(text or CONTROLS[name].label, options, format_func=words, key=key, on_change=_changed, args=(name,))
    return now


def choose_radio(name: str, words: dict[str, str]) -> str:
    """Draw a single choice with every option in sight and return it."""
    key = f"control_{name}"
    st.session_state[key] = chosen(name)
    # Not buttons: in the dark theme the text of a chosen button and of a filter's value cannot both be legible.
    st.radio(
        CONTROLS[name].label,
        list(words),
        format_func=words.get,
        key=key,
        on_change=_changed,
        args=(name,),
        horizontal=True,
    )
    return chosen(name)


def choose_many(name: str, variable: str, *, single: bool = False) -> list[str]:
    """Draw a choice of values of a variable, or of at most one, and return them; nothing chosen leaves it open."""
    key = f"control_{name}"
    st.session_state[key] = chosen_many(name)
    st.multiselect(
        variables()[variable]["label"],
        _codes(variable)(),
        format_func=lambda code: label(variable, code),
        key=key,
        on_change=_changed,
        args=(name,),
        help=variables()[variable]["question"],
        placeholder="Left open",
        select_all=False,
        max_selections=1 if single else None,
    )
    return chosen_many(name)


def weigh(name: str, text: str) -> None:
    """Draw a weight from 0 to 3."""
    key = f"control_{name}"
    st.session_state[key] = chosen(name)
    st.select_slider(text, list(CONTROLS[name].choices()), key=key, on_change=_changed, args=(name,))


def switch(name: str, *, help_text: str | None = None) -> bool:
    """Draw a switch and return whether it is on."""
    key = f"control_{name}"
    st.session_state[key] = chosen(name) == "yes"
    st.toggle(CONTROLS[name].label, key=key, on_change=_changed, args=(name,), help=help_text)
    return chosen(name) == "yes"


def put(name: str, value: str) -> None:
    """Set a single choice."""
    st.session_state["controls"][name] = [value]


def _changed(name: str) -> None:
    value = st.session_state[f"control_{name}"]
    kept = value if isinstance(value, list) else ["yes"] if value is True else [] if value is False else [value]
    st.session_state["controls"][name] = list(kept)
    if name in ("view", "sort"):
        st.session_state["controls"]["page"] = CONTROLS["page"].usual
