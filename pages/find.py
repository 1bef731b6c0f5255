"""Find cases: the selection as cards, as a table and on a map."""

import math

import pandas
import streamlit as st

from pages.parts.cards import card
from pages.parts.charts import case_map
from pages.parts.controls import CONTROLS, choose_radio, chosen, put
from pages.parts.groups import say_marks
from pages.parts.reading import three_questions
from pages.parts.selection import A, clear, selection
from pages.parts.share import copy_link, download
from pages.parts.store import ask, label, release, variables
from pages.parts.text import cases, years

PER_PAGE = 10
SORTS = {"relevance": "Relevance", "name": "Name", "year": "Newest first", "action": "Furthest action first"}
VIEW_WORDS = {"cards": "Cards", "table": "Table", "map": "Map"}

now = selection()
case_ids = now.case_ids()


def empty() -> None:
    """Say which filter to loosen when nothing is left."""
    st.info("No coded case matches all of this. That is a gap in this collection, not proof that nothing exists.")
    rows = ask("loosen", **now.parameters())
    for row in rows.itertuples(index=False):
        name = {"search": "the search", "years": "the years"}.get(row.dropped) or variables()[row.dropped]["label"]
        st.button(
            f"Without {name}: {cases(row.cases)}", key=f"loosen_{row.dropped}", on_click=clear, args=(A, row.dropped)
        )
    if rows.empty:
        st.markdown("Loosening one filter alone brings nothing back; clear two or more, or all.")
        st.button("Clear all", key="loosen_all", on_click=clear)


st.markdown(
    f"**{cases(len(case_ids))}** of {release()['initiatives']:,} match."
    if not now.is_empty()
    else f"**All {cases(len(case_ids))}.**"
)
if not case_ids:
    empty()
    st.stop()

with st.expander("The three questions over these cases"):
    three_questions(case_ids)
with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
    view = choose_radio("view", VIEW_WORDS)
    sort = choose_radio("sort", SORTS)
with st.container(horizontal=True, gap="small"):
    copy_link(
        "find",
        {
            **now.link(),
            **{name: value for name, value in (("view", view), ("sort", sort)) if [value] != CONTROLS[name].usual},
        },
        key="find",
    )
    download(case_ids, key="find")

if view == "cards":
    pages = math.ceil(len(case_ids) / PER_PAGE)
    number = min(max(int(chosen("page")), 1), pages)
    some = ask("listing", case_ids=case_ids, sort=sort, skip=(number - 1) * PER_PAGE, take=PER_PAGE)
    for row in some.to_dict("records"):
        card(row)
    if pages > 1:
        # The page is in the key: a link or Back brings a fresh control instead of fighting the old one.
        key = f"view_page_{number}"

        def turn() -> None:
            """Keep the page in the link."""
            put("page", str(st.session_state[key]))

        st.pagination(pages, default=number, key=key, on_change=turn)

else:
    listing = ask("listing", case_ids=case_ids, sort=sort, skip=0, take=len(case_ids))

if view == "table":
    reversal = listing["reversal"].map(lambda codes: ", ".join(label("reversal", code) for code in codes.split()))
    table = pandas.DataFrame(
        {
            "Case": listing["name"],
            "Country": listing["country"],
            "Years": [
                years(*row) for row in zip(listing["start_year"], listing["end_year"], listing["status"], strict=True)
            ],
            **{
                variables()[variable]["label"]: [label(variable, code) for code in listing[column]]
                for variable, column in (
                    ("policy_domain", "domain"),
                    ("approach", "approach"),
                    ("scale", "scale"),
                    ("final_authority", "final_authority"),
                    ("action_peak", "action_peak"),
                    ("action_now", "action_now"),
                )
            },
            "Reversal": reversal,
            "Sources": listing["sources"],
            "Open": [f"/case?id={case_id}" for case_id in listing["case_id"]],
        }
    )
    st.dataframe(
        table,
        hide_index=True,
        height=560,
        column_config={
            "Open": st.column_config.LinkColumn("Open", display_text="Open case"),
            "Case": st.column_config.Column(width="large", pinned=True),
        },
        alt=f"Table of {cases(len(table))}: place, years, approach, final say and action",
    )

if view == "map":
    case_map(listing)
    counts = (
        listing.groupby("country")
        .agg(Cases=("case_id", "count"), Names=("name", "; ".join))
        .sort_values("Cases", ascending=False)
    )
    with st.expander("The same as a table"):
        st.table(counts.reset_index(names="Country"), hide_index=True, alt="Cases by country")

say_marks("final_authority", "reversal")
