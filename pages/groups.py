"""Compare groups: two selections, A and B, on any variable."""

import pandas
import streamlit as st

from pages.parts.controls import CONTROLS, choose, choose_radio, chosen, switch
from pages.parts.counted import how_it_was_counted
from pages.parts.groups import (
    LEFT_OUT,
    behind,
    counted_link,
    eligible,
    hit_codes,
    percent,
    said,
    say_difference,
    say_marks,
    share_chart,
)
from pages.parts.selection import A, B, Selection, filter_bar, link, selection
from pages.parts.share import copy_link
from pages.parts.statistics import FEWEST, Share
from pages.parts.store import ask, comparable, label, named, values, variables
from pages.parts.text import cases, listed, plain

st.caption("The filters above make group A. Those below make group B.")
with st.container(border=True):
    st.markdown("**Group B**")
    filter_bar(B)

facets = set(ask("facet_names")["variable"])
countable = comparable(name for name in CONTROLS["on"].choices() if name in facets)
left, right = st.columns(2)
with left:
    on = choose("on", countable, named)
with right:
    rungs = {code: label("rung", code) for code in list(values()["rung"])[1:]}
    rung = choose_radio("rung", rungs) if on in ("action_peak", "action_now") else chosen("rung")
with st.container(horizontal=True, gap="medium"):
    independent = switch("independent")
    once = switch("once")
copy_link(
    "groups",
    link(on=on, rung=rung, independent="yes" if independent else None, once="yes" if once else None, case=None),
    key="groups",
)

sides: dict[str, tuple[Selection, list[str], dict[str, int]]] = {}
for name, side in (("A", A), ("B", B)):
    wanted = selection(side)
    sides[name] = (wanted, *eligible(wanted.case_ids(), independent=independent, once=once))
both = set(sides["A"][1]) & set(sides["B"][1])
for name, (_, ids, left_out) in sides.items():
    why = listed(f"{number} {LEFT_OUT[reason]}" for reason, number in left_out.items())
    st.markdown(f"**{name}**: {cases(len(ids))} that may be counted" + (f"; left out: {why}" if why else "") + ".")
if both:
    st.warning(
        f"{cases(len(both))} stand in both groups, so the groups are not apart: differences are muted, and intervals do not hold."
    )
if not sides["A"][1] or not sides["B"][1]:
    st.info("One of the groups holds no case that may be counted. Loosen its filters.")
    st.stop()

counts = {name: ask("distribution", case_ids=ids, shown=[on]).set_index("code") for name, (_, ids, _) in sides.items()}
known = [
    code
    for code, value in values()[on].items()
    if not value["is_missing"] and (counts["A"].loc[code, "cases"] or counts["B"].loc[code, "cases"])
]
gone = [
    code
    for code, value in values()[on].items()
    if value["is_missing"] and (counts["A"].loc[code, "cases"] or counts["B"].loc[code, "cases"])
]
many = variables()[on]["kind"] == "many"
unknown = {name: int(counts[name].loc[gone, "cases"].sum()) for name in sides}
total = {name: len(ids) - unknown[name] for name, (_, ids, _) in sides.items()}

shares = {
    (name, code): Share(int(counts[name].loc[code, "cases"]), total[name], unknown[name])
    for name in sides
    for code in known
}

say_marks(on)

st.subheader("In one sentence")
if on in ("action_peak", "action_now"):
    _, hits, _ = hit_codes("reached", rung)
    words = f"{variables()[on]['label'].lower()} is “{label('rung', rung).lower()}” or above"
    reached = {
        name: Share(
            int(counts[name].loc[[code for code in known if code in hits], "cases"].sum()), total[name], unknown[name]
        )
        for name in sides
    }
else:
    code = max(known, key=lambda code: sum(shares[name, code].hits for name in sides), default="")
    words = f"{variables()[on]['label'].lower()} is “{label(on, code).lower()}”"
    reached = {name: shares[name, code] for name in sides} if code else {}
if not reached:
    st.markdown("Nothing is known of this in either group.")
    st.stop()
st.markdown(f"Among coded cases, {words} in {said(reached['A'])} in A, and in {said(reached['B'])} in B.")
say_difference(("A", reached["A"]), ("B", reached["B"]))

st.subheader("The picture")
share_chart(pandas.DataFrame([{"group": name, "share": share} for name, share in reached.items()]), words)


st.subheader("The table")
rows = []
for code in [*known, *gone]:
    row = {variables()[on]["label"]: f"*{plain(label(on, code))}*" if code in gone else plain(label(on, code))}
    for name in sides:
        number = int(counts[name].loc[code, "cases"])
        target = behind(sides[name][0], {on: [code]}, in_proportions=True, independent=independent)
        row[name] = counted_link(number, target)
        if code in known:
            share = shares[name, code]
            row[f"{name}, share of {total[name]} known"] = (
                f"{percent(share.value)} ({percent(share.interval[0])} to {percent(share.interval[1])}; {percent(share.bounds[0])} to {percent(share.bounds[1])})"
                if share.known >= FEWEST
                else f"fewer than {FEWEST}"
            )
        else:
            row[f"{name}, share of {total[name]} known"] = "unknown"
    rows.append(row)
st.table(pandas.DataFrame(rows), hide_index=True, alt=f"{variables()[on]['label']} in groups A and B")
st.caption(
    "In brackets: Wilson's 95 % interval, then the bounds if all unknown cases were no, or yes. Each count opens its cases."
)
if many:
    st.caption("A case may hold several of these values, so the shares do not add up to 100 %.")
how_it_was_counted(
    *[
        (question, parameters)
        for name, (wanted, ids, _) in sides.items()
        for question, parameters in (
            ("selection", wanted.parameters()),
            ("distribution", {"case_ids": ids, "shown": [on]}),
        )
    ]
)
