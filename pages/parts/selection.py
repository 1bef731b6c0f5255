"""The selection: which cases the visitor looks at. It is made here, lives in the link, and every page takes it.

The link is the truth. When the part of it that belongs to the explorer differs from what this session last wrote,
the visitor came by a link, Back or Forward, and the link fills the controls; otherwise the controls fill the link.

There is one selection for all pages, and a second one, B, to compare it with; the names of B begin with `b_`.
"""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from pages.parts.controls import CONTROLS
from pages.parts.store import ask, case_names, label, named, release, values, variables
from pages.parts.text import listed

# The filters, in the groups in which they are shown. Each is a variable of the codebook.
GROUPS = {
    "Topic": ("domain", "approach", "scale"),
    "Place": ("region", "country"),
    "Power": ("initiator", "final_authority", "shared_in", "space"),
    "Action": ("action_peak", "action_now", "reversal"),
    "Evidence": ("outcome_independence", "source_type", "selection_route"),
}
SHOWN = tuple(variable for group in GROUPS.values() for variable in group)
SEARCH, YEAR_FROM, YEAR_TO = "q", "from", "to"
A, B = "", "b_"
PICKED, CASE = "case", "id"
MOST_PICKED = 4
FOREIGN = ("embed", "utm_")  # what hosts and newsletters add to links

Link = dict[str, list[str]]


def selectable() -> tuple[str, ...]:
    """Return every variable that a link may filter by: those in the panels, and all others that have values.

    The others are reached by the counts of the analysis pages, and are shown and cleared like the rest.
    """
    coded = [name for name, about in variables().items() if about["made"] != "identity"]
    return (
        *SHOWN,
        *(n for n in coded if n not in SHOWN and variables()[n]["kind"] in ("one", "ordered", "many")),
        "status",
    )


@dataclass(frozen=True)
class Selection:
    """What the visitor asked for: codes by variable, words to search, and the first and last year of the start."""

    codes: dict[str, list[str]] = field(default_factory=dict)
    search: str = ""
    year_from: int | None = None
    year_to: int | None = None

    def parameters(self) -> dict[str, Any]:
        """Return the parameters that `selection.sql`, `facet_counts.sql` and `loosen.sql` take."""
        pairs = [(variable, code) for variable, codes in self.codes.items() for code in codes]
        return {
            "variables": [variable for variable, _ in pairs],
            "codes": [code for _, code in pairs],
            "search": self.search,
            "year_from": self.year_from,
            "year_to": self.year_to,
        }

    def link(self, side: str = A) -> Link:
        """Return the part of a link that reopens this selection, as A or as B."""
        link = {variable: list(codes) for variable, codes in self.codes.items() if codes}
        if self.search:
            link[SEARCH] = [self.search]
        link |= {name: [str(year)] for name, year in ((YEAR_FROM, self.year_from), (YEAR_TO, self.year_to)) if year}
        return {side + name: value for name, value in link.items()}

    def case_ids(self) -> list[str]:
        """Return the cases of this selection, by relevance to the search and then by name."""
        return list(ask("selection", **self.parameters())["case_id"])

    def is_empty(self) -> bool:
        """Tell whether nothing was asked for, so that every case is in."""
        return not self.link()


def read_link() -> list[str]:
    """Let the link fill the controls when it says something new; returns what it asked for that does not exist."""
    state = st.session_state
    current = {name: st.query_params.get_all(name) for name in st.query_params}
    if "written" in state and current == state["written"]:
        return []
    lost: list[str] = []
    for side in (A, B):
        state[f"{side}selection"] = _read_selection(current, side, lost)
        _fill_filters(side)
    chosen = list(dict.fromkeys(current.get(PICKED, ())))
    lost += [f"the case “{case_id}”" for case_id in chosen if case_id not in case_names()]
    chosen = [case_id for case_id in chosen if case_id in case_names()]
    if len(chosen) > MOST_PICKED:
        lost.append(f"room for more than {MOST_PICKED} cases; the first {MOST_PICKED} are shown")
    state["picked"] = chosen[:MOST_PICKED]
    state["case"] = current.get(CASE, [None])[-1]
    state["controls"] = {}
    for name, control in CONTROLS.items():
        wanted = current.get(name, control.usual)
        state["controls"][name] = control.known(wanted)
        lost += [f"“{value}” under {control.label}" for value in wanted if value not in state["controls"][name]]
    filters = {side + name for side in (A, B) for name in (*selectable(), SEARCH, YEAR_FROM, YEAR_TO)}
    ours = {*filters, PICKED, CASE, *CONTROLS}
    lost += [f"the filter “{name}”" for name in current if name not in ours and not name.startswith(FOREIGN)]
    return lost


def _read_selection(current: Link, side: str, lost: list[str]) -> Selection:
    codes: dict[str, list[str]] = {}
    for variable in selectable():
        known = values()[variable]
        wanted = list(dict.fromkeys(current.get(side + variable, ())))
        codes[variable] = [code for code in wanted if code in known]
        lost += [f"“{code}” under {variables()[variable]['label']}" for code in wanted if code not in known]
    limits = {}
    for name in (YEAR_FROM, YEAR_TO):
        text = current.get(side + name, [""])[-1]
        limits[name] = int(text) if text.isdecimal() and len(text) == 4 else None
        if text and limits[name] is None:
            lost.append(f"the year “{text}”")
    search = current.get(side + SEARCH, [""])[-1].strip()
    return Selection(codes, search, limits[YEAR_FROM], limits[YEAR_TO])


def selection(side: str = A) -> Selection:
    """Return the current selection, or B."""
    return st.session_state[f"{side}selection"]


def picked() -> list[str]:
    """Return the cases picked for comparison, at most four."""
    return st.session_state["picked"]


def link(**more: Any) -> dict[str, Any]:
    """Return the query parameters that keep both selections and the picked cases, with `more` laid over them; None removes."""
    parameters = {**selection().link(), **selection(B).link(B), PICKED: picked(), **more}
    return {name: value for name, value in parameters.items() if value not in (None, [], "")}


def address(path: str, parameters: dict[str, Any]) -> str:
    """Return the full address of a page of this site, to be copied and sent."""
    base = (st.context.url or "").rsplit("/", 1)[0]
    query = urlencode(parameters, doseq=True)
    return f"{base}/{path}" + (f"?{query}" if query else "")


def write_link(controls: tuple[str, ...], *, keep_case: bool) -> None:
    """Write what the controls say into the link, in one step of the browser's history, when it differs."""
    state = st.session_state
    current = {name: st.query_params.get_all(name) for name in st.query_params}
    chosen = {name: state["controls"][name] for name in controls if state["controls"][name] != CONTROLS[name].usual}
    wanted = {
        name: [str(item) for item in (value if isinstance(value, list) else [value])]
        for name, value in link(**chosen, **({CASE: state["case"]} if keep_case else {})).items()
    }
    wanted |= {name: value for name, value in current.items() if name.startswith(FOREIGN)}
    if wanted != current:
        st.query_params.from_dict(wanted)
    state["written"] = wanted


def pick(case_id: str) -> None:
    """Add a case to those to compare, or take it out again."""
    chosen = picked()
    st.session_state["picked"] = [c for c in chosen if c != case_id] if case_id in chosen else [*chosen, case_id]


def clear(side: str = A, variable: str | None = None, code: str | None = None) -> None:
    """Clear one value, one filter (also `search` and `years`), or everything of a selection."""
    now = selection(side)
    codes = {
        name: [] if variable in (None, name) and code is None else [c for c in kept if (name, c) != (variable, code)]
        for name, kept in now.codes.items()
    }
    spare_search, spare_years = variable not in (None, "search"), variable not in (None, "years")
    st.session_state[f"{side}selection"] = Selection(
        codes,
        now.search if spare_search else "",
        now.year_from if spare_years else None,
        now.year_to if spare_years else None,
    )
    _fill_filters(side)


def _fill_filters(side: str) -> None:
    """Set the filters to the current selection."""
    state, now = st.session_state, selection(side)
    for variable in SHOWN:
        state[f"{side}filter_{variable}"] = list(now.codes.get(variable, ()))
    state[f"{side}filter_search"] = now.search
    first, last = release()["first_year"], release()["last_year"]
    state[f"{side}filter_years"] = (
        min(max(now.year_from or first, first), last),
        max(min(now.year_to or last, last), first),
    )


def _read_filters(side: str) -> None:
    """Set the selection to what the filters say; a filter that was just changed asks for it."""
    state = st.session_state
    year_from, year_to = state[f"{side}filter_years"]
    state[f"{side}selection"] = Selection(
        {**selection(side).codes, **{variable: list(state[f"{side}filter_{variable}"]) for variable in SHOWN}},
        state[f"{side}filter_search"].strip(),
        None if year_from == release()["first_year"] else year_from,
        None if year_to == release()["last_year"] else year_to,
    )
    state["controls"]["page"] = CONTROLS["page"].usual


def filter_bar(side: str = A) -> None:
    """Draw the filters: a search, one panel a group, and what is chosen, each with a click to clear it."""
    if f"{side}filter_search" not in st.session_state:
        _fill_filters(side)
    now = selection(side)
    counts = {
        (row.variable, row.code): row.cases
        for row in ask("facet_counts", **now.parameters(), shown=list(SHOWN)).itertuples(index=False)
    }
    st.text_input(
        "Search B" if side else "Search",
        key=f"{side}filter_search",
        on_change=_read_filters,
        args=(side,),
        placeholder="Names, summaries, notes and places",
        icon=":material/search:",
    )
    with st.container(horizontal=True, gap="small"):
        for group, group_variables in GROUPS.items():
            chosen = sum(len(now.codes.get(variable, ())) for variable in group_variables)
            with st.popover(f"{group} ({chosen})" if chosen else group, key=f"{side}panel_{group}"):
                for variable in group_variables:
                    _filter(side, variable, now, counts)
        asked = now.year_from or now.year_to
        with st.popover("Years (1)" if asked else "Years", key=f"{side}panel_years"):
            first, last = release()["first_year"], release()["last_year"]
            st.slider(
                "Start of the initiative",
                first,
                last,
                key=f"{side}filter_years",
                on_change=_read_filters,
                args=(side,),
            )
            st.caption("A case without a reported start is left out while this is set.")
        if not now.is_empty():
            st.button(
                "Clear all",
                on_click=clear,
                args=(side,),
                key=f"{side}clear_all",
                type="tertiary",
                icon=":material/close:",
            )
    _chips(side, now)


def _filter(side: str, variable: str, now: Selection, counts: dict[tuple[str, str], int]) -> None:
    known = values()[variable]
    # A value that no case has is offered only while a link asks for it: it stays visible and can be cleared.
    chosen = set(now.codes.get(variable, ()))
    options = [code for code in known if counts.get((variable, code)) or code in chosen]
    st.multiselect(
        named(variable),
        options,
        format_func=lambda code: f"{known[code]['label']} ({counts.get((variable, code), 0)})",
        key=f"{side}filter_{variable}",
        on_change=_read_filters,
        args=(side,),
        help=variables()[variable]["question"],
        placeholder="Any",
        select_all=False,
    )


def _chips(side: str, now: Selection) -> None:
    chips = [
        (f"{variable}_{code}", f"{variables()[variable]['label']}: {label(variable, code)}", (variable, code))
        for variable, codes in now.codes.items()
        for code in codes
    ]
    if now.search:
        chips.append(("search", f"Search: {now.search}", ("search",)))
    if now.year_from or now.year_to:
        chips.append(("years", f"Start: {said_years(now)}", ("years",)))
    if chips:
        with st.container(horizontal=True, gap="small"):
            for key, text, arguments in chips:
                st.button(
                    text,
                    key=f"{side}chip_{key}",
                    on_click=clear,
                    args=(side, *arguments),
                    icon=":material/close:",
                    help="Clear this filter",
                )


def said_years(now: Selection) -> str:
    """Say the years asked for."""
    if now.year_from and now.year_to:
        return f"{now.year_from} to {now.year_to}"
    return f"{now.year_from} or later" if now.year_from else f"{now.year_to} or earlier"


def said(now: Selection) -> str:
    """Say a selection in words, for headings, files and citations."""
    parts = [
        f"{variables()[variable]['label']}: {listed((label(variable, code) for code in codes), 'or')}"
        for variable, codes in now.codes.items()
        if codes
    ]
    if now.search:
        parts.append(f"search “{now.search}”")
    if now.year_from or now.year_to:
        parts.append(f"start {said_years(now)}")
    return "; ".join(parts) or "all cases"
