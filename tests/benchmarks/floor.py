"""The floor: a bare Streamlit app with as many controls and elements as the list of cases, and nothing of this project."""

import streamlit as st

st.set_page_config(layout="wide")
NAMES = [f"Value {number}" for number in range(20)]
with st.sidebar:
    st.markdown("### Floor")
    for number in range(3):
        st.markdown(f"Page {number}")
st.title("Floor")
st.text_input("Search")
with st.container(horizontal=True):
    for group, count in enumerate((3, 2, 4, 4)):
        with st.popover(f"Group {group}"):
            for number in range(count):
                st.multiselect(f"Filter {group} {number}", NAMES, key=f"filter_{group}_{number}")
    with st.popover("Years"):
        st.slider("Years", 1990, 2025, (1990, 2025))
chosen = st.session_state.get("filter_0_0", [])
st.markdown(f"**{20 - len(chosen)} cases.**")
st.segmented_control("View", ["Cards", "Table", "Map"], default="Cards")
st.segmented_control("Sort", ["Relevance", "Name", "Newest", "Action"], default="Relevance")
with st.popover("Copy link"):
    st.code("http://localhost")
st.download_button("Spreadsheet", b"")
for number in range(10):
    with st.container(border=True):
        st.markdown(f"**Case {number}**")
        st.caption("Place · years · domain · approach")
        st.markdown("A summary of some length. " * 12)
        st.markdown("Action: delivered · final say: elected body")
        st.button("Add", key=f"add_{number}")
