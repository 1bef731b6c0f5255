"""Start: what this is, today's numbers, and five ways in."""

import streamlit as st

from pages.parts.reading import three_questions
from pages.parts.rooms import page
from pages.parts.selection import SHOWN, Selection, link
from pages.parts.store import ask, release, values
from pages.parts.text import cases, plain

everything = Selection().case_ids()
totals = ask("totals", case_ids=everything).iloc[0]
number = int(totals["cases"])

st.title("What happened when people were given a say?")
st.markdown(
    f"The Co-production Explorer holds {cases(number)} of public bodies, professionals or researchers working with lay "
    "people on decisions and services. It shows the setting of each, who held power at which stage, and what happened on "
    "the ground afterwards. Every value names the source and the place in it that it rests on."
)
st.markdown(
    "**These cases are documented cases, not a sample: their shares say nothing about co-production at large.**"
)


def search() -> None:
    """Open Find with the words typed here."""
    st.session_state["search_from_start"] = st.session_state["start_search"].strip()


st.text_input(
    "Search the cases",
    key="start_search",
    placeholder="Try: budgeting, housing Brazil, peer support",
    icon=":material/search:",
    on_change=search,
)
if words := st.session_state.pop("search_from_start", ""):
    st.switch_page(page("find"), query_params={**link(), "q": words})

st.subheader("Five ways in")
counts = {}
for row in ask("facet_counts", **Selection().parameters(), shown=list(SHOWN)).itertuples(index=False):
    counts[row.variable, row.code] = row.cases


def ways(variable: str) -> None:
    """Draw a link to Find for each value of a variable that has cases."""
    with st.container(horizontal=True, gap="small"):
        for code, value in values()[variable].items():
            if counts.get((variable, code)) and not value["is_missing"]:
                st.page_link(
                    page("find"),
                    label=f"{plain(value['label'])} ({counts[variable, code]})",
                    query_params={variable: [code]},
                    width="content",
                )


topic, place, approach, wrong, question = st.tabs(
    ["A topic", "A place", "An approach", "What went wrong", "A question"]
)
with topic:
    ways("domain")
with place:
    ways("region")
    # One control instead of a link for each of some ninety countries keeps the first page light.
    countries = [code for code in values()["country"] if counts.get(("country", code))]
    st.selectbox(
        "Or a country",
        countries,
        index=None,
        format_func=lambda code: f"{values()['country'][code]['label']} ({counts['country', code]})",
        key="start_country",
        placeholder="Type or choose",
    )
    if country := st.session_state["start_country"]:
        st.switch_page(page("find"), query_params={"country": [country]})
with approach:
    ways("approach")
with wrong:
    st.markdown("A list to learn from, never a rate: silent sources are not good news.")
    for text, query in (
        ("Nothing followed", {"action_peak": ["no_action"]}),
        ("A promise and nothing more on record", {"action_peak": ["commitment"]}),
        (
            "Something was won and then taken back",
            {
                "reversal": [
                    code
                    for code, value in values()["reversal"].items()
                    if not value["is_missing"] and code != "none_found"
                ]
            },
        ),
    ):
        found = Selection(query).case_ids()
        st.page_link(page("find"), label=f"{text} ({len(found)})", query_params=query)
with question:
    for text, query in (
        (
            "What followed where lay people held the final say?",
            {"final_authority": ["participants", "community_organisation", "electorate"]},
        ),
        (
            "What followed where lay people shared power in deciding priorities and money?",
            {"shared_in": ["power_commission"]},
        ),
        ("What came of spaces that people claimed themselves?", {"space": ["claimed", "claimed_then_invited"]}),
        ("Where does an independent source report what followed?", {"outcome_independence": ["independent"]}),
        ("What is still standing years later?", {"action_now": ["sustained"]}),
    ):
        found = Selection(query).case_ids()
        st.page_link(page("find"), label=f"{text} ({len(found)})", query_params={**query, "sort": "action"})

st.subheader("What is in it today")
silent = number - int(totals["with_record"])
for column, (title, value, text) in zip(
    st.columns(4),
    (
        ("Cases", number, f"from {totals['countries']} countries, resting on {totals['sources']} sources"),
        (
            "Record of what followed",
            f"{totals['with_record']} of {number}",
            f"for {silent} the sources are silent or unclear, or it is too early",
        ),
        (
            "Reversals on record",
            f"{totals['reversed']} of {number}",
            f"for {totals['reversal_unknown']} nobody says whether there was one",
        ),
        (
            "Independent evidence",
            f"{totals['independent']} of {number}",
            "have an event from an author with no part in the initiative",
        ),
    ),
    strict=True,
):
    with column:
        st.metric(title, value)
        st.caption(text)
if totals["failure_search"]:
    st.caption(
        f"{cases(int(totals['failure_search']))} of these were found by searching for failures, to learn from; they never enter a proportion."
    )

st.subheader("The three questions")
st.markdown(
    "A [policy briefing](https://doi.org/10.17638/03172461) by Durose, Richardson and Perry says that the usefulness of "
    "co-production can be judged in three ways. They are answered side by side and never added into one score."
)
three_questions(everything)
st.caption(f"Release {release()['version']}, {release()['released']:%d %B %Y}.")
