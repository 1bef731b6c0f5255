"""A case in a list."""

from typing import Any

import streamlit as st

from pages.parts.rooms import page
from pages.parts.selection import MOST_PICKED, link, pick, picked
from pages.parts.store import label
from pages.parts.text import is_given, plain, years


def where_and_when(row: dict[str, Any]) -> str:
    """Say place and period of a row of `listing.sql`, for Markdown."""
    place = f"{row['locality']}, {row['country']}" if is_given(row["locality"]) else row["country"]
    return f"{plain(place)} · {years(row['start_year'], row['end_year'], row['status'])}"


def action_words(row: dict[str, Any]) -> str:
    """Say how far action got, what still stands if that is less, and any reversal."""
    words = f"**Action:** {label('action_peak', row['action_peak'])}"
    if row["action_now"] != row["action_peak"]:
        words += f", now {label('action_now', row['action_now']).lower()}"
    codes = [code for code in (row["reversal"] or "").split() if code not in ("none_found", "not_applicable")]
    taken = [label("reversal", code).lower() for code in codes if code not in ("not_reported", "unclear", "too_early")]
    return words + (f" · **Reversal:** {', '.join(taken)}" if taken else "")


def card(row: dict[str, Any]) -> None:
    """Draw one row of `listing.sql` as a card with a link to the case and a button to compare it."""
    with st.container(border=True):
        st.page_link(page("case"), label=f"**{plain(row['name'])}**", query_params=link(id=row["case_id"]))
        st.caption(
            f"{where_and_when(row)} · {label('policy_domain', row['domain'])} · {label('approach', row['approach'])}"
        )
        st.markdown(plain(row["summary"]))
        independent = row["independent_sources"]
        sources = f"{row['sources']} source{'s' if row['sources'] > 1 else ''}, {independent} independent"
        st.markdown(
            f"{action_words(row)} · **Final say:** {label('final_authority', row['final_authority'])} · {sources}"
        )
        if row["selection_route"] == "failure_search":
            st.caption("Found by a search for failures; it never enters a proportion.")
        pick_button(row["case_id"])


def pick_button(case_id: str, *, key: str = "pick") -> None:
    """Draw the button that adds a case to the comparison or takes it out."""
    chosen = case_id in picked()
    full = len(picked()) >= MOST_PICKED and not chosen
    st.button(
        "Remove from comparison" if chosen else "Add to comparison",
        key=f"{key}_{case_id}",
        on_click=pick,
        args=(case_id,),
        disabled=full,
        help="Four cases are picked already; take one out first" if full else None,
        icon=":material/check:" if chosen else ":material/add:",
        type="tertiary",
    )
