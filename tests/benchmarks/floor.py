"""The floor: a bare Streamlit app with as many elements as a page of the explorer, and nothing of this project.

The link says how many: filters, charts, tables (of ten rows), cards, links and panels.
"""

import altair as alt
import pandas
import streamlit as st

st.set_page_config(layout="wide")
how_many = {
    name: int(st.query_params.get(name, 0)) for name in ("filters", "charts", "tables", "cards", "links", "panels")
}
NAMES = [f"Value {number}" for number in range(20)]
with st.sidebar:
    st.markdown("### Floor")
    for number in range(10):
        st.markdown(f"Page {number}")
st.title("Floor")
st.text_input("Search")
with st.container(horizontal=True):
    for group in range(6):
        with st.popover(f"Group {group}"):
            for number in range(group, how_many["filters"], 6):
                st.multiselect(f"Filter {number}", NAMES, key=f"filter_{number}")
chosen = st.session_state.get("filter_0", [])
st.markdown(f"**{20 - len(chosen)} cases.**")
st.download_button("Spreadsheet", b"")
data = pandas.DataFrame({"Group": NAMES[:8], "Cases": range(8 - len(chosen), 16 - len(chosen))})
for _ in range(how_many["charts"]):
    st.altair_chart(alt.Chart(data).mark_bar().encode(x="Cases:Q", y="Group:N").properties(height=300))
table = pandas.DataFrame({f"Column {column}": [f"Cell {row}" for row in range(10)] for column in range(6)})
for _ in range(how_many["tables"]):
    st.table(table)
for number in range(how_many["cards"]):
    with st.container(border=True):
        st.markdown(f"**Case {number}**")
        st.caption("Place · years · domain · approach")
        st.markdown("A summary of some length. " * 12)
        st.markdown("Action: delivered · final say: elected body")
        st.button("Add", key=f"add_{number}")
with st.container(horizontal=True):
    for number in range(how_many["links"]):
        st.page_link("http://127.0.0.1", label=f"Link {number}", width="content")
for number in range(how_many["panels"]):
    with st.expander(f"Panel {number}"):
        st.markdown("Text " * 30)
