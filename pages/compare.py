"""Compare: two to four cases side by side, in bands, differences marked, unknowns as words."""

import pandas
import streamlit as st

from pages.parts.groups import say_marks
from pages.parts.rooms import page
from pages.parts.selection import MOST_PICKED, link, pick, picked
from pages.parts.share import citation, copy_link, download
from pages.parts.store import ask, case_names, comparable, lenses, named
from pages.parts.text import listed, plain

BANDS = ("context", "clarification", "elucidation", "provocation", "evidence")

chosen = picked()
names = case_names()
rest = [case_id for case_id in names if case_id not in chosen]


def added() -> None:
    """Take a case from the box into the comparison."""
    if case_id := st.session_state["compare_add"]:
        pick(case_id)
    st.session_state["compare_add"] = None


if len(chosen) < MOST_PICKED:
    st.selectbox(
        "Add a case",
        rest,
        index=None,
        format_func=names.get,
        key="compare_add",
        on_change=added,
        placeholder="Type a name or a country",
    )
if not chosen:
    st.info("No case is picked yet. Add two to four here, or with “Add to comparison” on any case.")
    st.page_link(page("find"), label="Find cases", query_params=link())
    st.stop()
with st.container(horizontal=True, gap="small"):
    for case_id in chosen:
        st.button(
            plain(names[case_id]),
            key=f"drop_{case_id}",
            on_click=pick,
            args=(case_id,),
            icon=":material/close:",
            help="Take out of the comparison",
        )
if len(chosen) == 1:
    st.info("One more case is needed for a comparison.")

codings = ask("case_codings", case_ids=chosen)
supports = ask("case_supports", case_ids=chosen)
listing = ask("listing", case_ids=chosen, sort="relevance", skip=0, take=MOST_PICKED).set_index("case_id")
codings = codings[codings["variable"].isin(comparable(set(codings["variable"]) - {"domain", "shared_in"}))]
only = st.toggle("Only rows that differ", key="only_differences")
with st.container(horizontal=True, gap="small"):
    copy_link("compare", {"case": chosen}, key="compare")
    download(chosen, key="compare")

values_of: dict[tuple[str, str], list[dict]] = {}
for row in codings.to_dict("records"):
    values_of.setdefault((row["case_id"], row["variable"]), []).append(row)
sources_of: dict[tuple[str, str], list[str]] = {}
for row in supports.drop_duplicates(["case_id", "variable", "source"]).to_dict("records"):
    sources_of.setdefault((row["case_id"], row["variable"]), []).append(row["address"])


def cell(case_id: str, variable: str) -> tuple[str, str]:
    """Return what a case says on a variable: the bare words to compare, and the words with links to the sources."""
    rows = values_of[case_id, variable]
    words = ", ".join(row["label"] for row in rows)
    text = f"*{plain(words)}*" if rows[0]["is_missing"] else plain(words)
    links = "; ".join(f"[{number}]({where})" for number, where in enumerate(sources_of.get((case_id, variable), ()), 1))
    return words, f"{text} ({links})" if links else text


headings = {case_id: plain(listing.loc[case_id, "name"]) for case_id in chosen}
for lens in (row for row in lenses() if row["lens"] in BANDS):
    st.subheader(lens["label"])
    st.caption(lens["question"])
    rows = []
    variables = codings[codings["lens"] == lens["lens"]].drop_duplicates("variable")
    for about in variables.itertuples():
        cells = {case_id: cell(case_id, about.variable) for case_id in chosen}
        differs = len({words for words, _ in cells.values()}) > 1
        if differs or not only:
            rows.append(
                {
                    "Question": f"**{named(about.variable)}**" if differs else named(about.variable),
                    "Same?": "differs" if differs else "same",
                    **{headings[case_id]: text for case_id, (_, text) in cells.items()},
                }
            )
    if rows:
        st.table(pandas.DataFrame(rows), hide_index=True, alt=f"{lens['label']} of {listed(headings.values())}")
    else:
        st.caption("No row differs.")

say_marks()
st.caption("The numbers in brackets open the sources of a value. Words in italics are kinds of not knowing.")
for case_id in chosen:
    st.page_link(page("case"), label=f"Open: {headings[case_id]}", query_params=link(id=case_id))
st.subheader("How to cite")
st.code(
    citation(f"Comparison of {listed(listing.loc[chosen, 'name'])}", "compare", {"case": chosen}),
    language=None,
    wrap_lines=True,
)
