"""Case: one initiative, with every value one click from its rule, note and source."""

import pandas
import streamlit as st

from pages.parts.cards import pick_button, where_and_when
from pages.parts.charts import power_stages, timeline
from pages.parts.rooms import page
from pages.parts.selection import link
from pages.parts.share import citation, copy_link, download
from pages.parts.store import ask, lenses, named, values, variables
from pages.parts.text import is_given, listed, plain

case_id = st.session_state["case"]
found = ask("case_identity", case_id=case_id or "")
if found.empty:
    st.title("Case")
    if case_id:
        st.warning(f"There is no case “{plain(case_id)}” in this release. It may have been renamed or merged.")
    else:
        st.info("This page shows one case. Pick one from the list.")
    st.page_link(page("find"), label="Find cases", query_params=link(q=(case_id or "").replace("-", " ")[:60]))
    st.stop()

case = found.iloc[0].to_dict() | {"country": found.loc[0, "country_label"]}
codings = ask("case_codings", case_ids=[case_id])
supports = ask("case_supports", case_ids=[case_id])
sources = ask("case_sources", case_ids=[case_id])
events = ask("case_events", case_id=case_id)
numbers = {source: number for number, source in enumerate(sources["source"], start=1)}


notes_of = {variable: rows.to_dict("records") for variable, rows in supports.groupby("variable")}
rows_of: dict[str, dict[str, list[dict]]] = {lens["lens"]: {} for lens in lenses()}
words_of: dict[str, list[str]] = {}
for coding in codings.to_dict("records"):
    rows_of.setdefault(coding["lens"], {}).setdefault(coding["variable"], []).append(coding)
    words_of.setdefault(coding["variable"], []).append(coding["label"])


def said(variable: str) -> str:
    """Say the value or values of a variable of this case."""
    return listed(plain(text) for text in words_of[variable])


def facts(*names: str) -> None:
    """Draw some variables as label and value."""
    st.markdown("  \n".join(f"{variables()[name]['label']}: **{said(name)}**" for name in names))


st.title(plain(case["name"]))
st.caption(f"{where_and_when(case)} · {said('policy_domain')} · {said('approach')} · {said('scale')}")
st.markdown(plain(case["summary"]))
if is_given(case["programme"]):
    st.caption(f"Part of: {plain(case['programme'])}")
if case["selection_route"] == "failure_search":
    st.info("Found by a search for stalls, reversals and harms. It is shown in lists and never enters a proportion.")
with st.container(horizontal=True, gap="small"):
    pick_button(case_id)
    copy_link("case", {"id": case_id}, key="case")
    download([case_id], key="case")

for column, (lens, names) in zip(
    st.columns(3),
    (
        ("clarification", ("label", "definition_clarity", "label_practice_fit")),
        ("elucidation", ("initiator", "final_authority", "shared_in", "space")),
        ("provocation", ("action_peak", "action_now", "reversal", "coalition_breadth")),
    ),
    strict=True,
):
    about = next(row for row in lenses() if row["lens"] == lens)
    with column, st.container(border=True, height="stretch"):
        st.markdown(f"**{about['label']}**")
        st.caption(about["question"])
        facts(*names)

power, action = st.columns(2, gap="medium")
with power:
    st.subheader("Who held power at each stage")
    power_stages(codings)
    with st.expander("As a table"):
        stages = codings[codings["stage"]]
        st.table(
            pandas.DataFrame({"Stage": stages["variable_label"], "Lay people": stages["label"]}),
            hide_index=True,
            alt="Power of lay people at four stages",
        )
with action:
    st.subheader("What happened on the ground")
    if events.empty:
        st.markdown(
            f"No event is recorded: **{said('action_record').lower()}**. {values()['action_record'][case['action_peak']]['definition']}"
        )
    else:
        timeline(events, case["action_peak"], case["action_now"])

if not events.empty:
    shown = pandas.DataFrame(
        {
            "Year": [str(int(year)) if is_given(year) else "not dated" for year in events["year"]],
            "Rung": [
                row.rung_label
                if not is_given(row.reversal_label)
                else f"{row.reversal_label}; left: {row.rung_label.lower()}"
                for row in events.itertuples()
            ],
            "What happened": [
                (f"**{plain(row.strand)}**: " if is_given(row.strand) else "") + plain(row.what)
                for row in events.itertuples()
            ],
            "Who": [plain(who) for who in events["actor"]],
            "Source": [f"[{numbers[row.source]}]({row.address}), {plain(row.locator)}" for row in events.itertuples()],
        }
    )
    with st.expander(
        "Events as a table, with their sources", expanded=len(shown) <= 3 or bool(events["year"].isna().any())
    ):
        st.table(shown, hide_index=True, alt="Events on the action ladder")

st.subheader("Every value and what it rests on")
coded = codings[codings["made"] == "coded"]
gone = coded[coded["is_missing"] & ~coded["value"].eq("not_applicable")]
silent = gone.loc[gone["value"] == "not_reported", "variable_label"]
for tab, lens in zip(st.tabs([lens["label"] for lens in lenses()]), lenses(), strict=True):
    with tab:
        st.caption(lens["question"])
        for variable, rows in rows_of[lens["lens"]].items():
            first = rows[0]
            if variable in ("domain", "shared_in"):
                continue
            with st.expander(f"{named(variable)}: **{said(variable)}**"):
                notes = [
                    f"- {plain(row['note'])} ([{numbers[row['source']]}]({row['address']}), {plain(row['locator'])})"
                    for row in notes_of.get(variable, ())
                ]
                st.markdown("\n".join([first["question"], "", *notes]))
                about = [f"{row['label']}: {row['definition']}." for row in rows if is_given(row["definition"])]
                if first["made"] == "derived":
                    about.insert(0, "Computed from the coded values and events.")
                elif not first["is_missing"]:
                    basis = values()["basis"][first["basis"]]
                    about.insert(0, f"Basis: {basis['label'].lower()} ({basis['definition'].lower()}).")
                # One caption for all: a page of forty panels is slow when each holds many elements.
                st.caption("\n\n".join(map(plain, [*about, f"Rule: {first['rule']}"])))

st.subheader("What is not known")
known = coded["variable"].nunique() - gone["variable"].nunique()
st.markdown(
    f"Of {coded['variable'].nunique()} coded variables, {known} have a value or do not apply here. "
    + (f"The sources are silent on: {listed(text.lower() for text in silent)}." if len(silent) else "")
)
other = gone[gone["value"] != "not_reported"]
if len(other):
    st.markdown("; ".join(f"{row.variable_label}: {row.label.lower()}" for row in other.itertuples()) + ".")

st.subheader("Evidence")
st.markdown(
    f"Confidence that the action happened: **{said('occurrence_confidence').lower()}**. "
    f"Evidence that co-production contributed: **{said('attribution').lower()}**. "
    f"Evidence on the outcome: **{said('outcome_independence').lower()}**."
)
st.table(
    pandas.DataFrame(
        {
            "No.": [str(numbers[source]) for source in sources["source"]],
            "Source": [
                f"[{plain(row.title)}]({row.address}), {plain(row.publisher)}"
                + (f", {int(row.year)}" if is_given(row.year) else "")
                for row in sources.itertuples()
            ],
            "Kind": sources["type"],
            "Author": sources["independence"],
            "Language": sources["language"],
            "Read": [f"{row.read}, {row.retrieved:%d %B %Y}" for row in sources.itertuples()],
        }
    ),
    hide_index=True,
    alt="Sources of this case",
)

related = ask("related", case_id=case_id)
st.subheader("Three related cases")
st.caption(
    "By context only: the most shared values of domain, approach, scale, settlement, region, groups and trigger."
)
for row in related.itertuples():
    st.page_link(page("case"), label=f"{plain(row.name)} ({plain(row.country)})", query_params=link(id=row.case_id))
    st.caption(f"Shares: {listed(plain(text) for text in row.shared)}")

st.subheader("How to cite")
st.code(citation(case["name"], "case", {"id": case_id}), language=None, wrap_lines=True)
