"""The Co-production Explorer: `streamlit run app.py`. The pages, the shared filters and the link."""

import duckdb
import streamlit as st
from streamlit.navigation.page import Page
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.parts.rooms import ROOMS
from pages.parts.selection import filter_bar, link, picked, read_link, write_link
from pages.parts.store import database
from pages.parts.text import listed, plain


@st.cache_resource(show_spinner=False)
def prepare() -> str:
    """Make sure, once a server start, that there is a database as new as the data; returns what is wrong, if anything."""
    # The build and its libraries are only loaded when there is something to build.
    from data.freshness import is_stale

    if not is_stale():
        try:
            database()
            return ""
        except duckdb.Error:
            database.clear()
    from data.build import BrokenData, build

    bar = st.progress(0.0, "Preparing the data ...")
    try:
        build(progress=lambda share, text: bar.progress(share, f"Preparing the data: {text} ..."))
    except BrokenData as failures:
        return str(failures)
    finally:
        bar.empty()
    return ""


def explorer(page: Page) -> None:
    """Run one page: the link, the way around, the shared filters, the page itself."""
    room = ROOMS[page.url_path or "start"]
    st.set_page_config(page_title=f"{room.title} · Co-production Explorer", layout="wide")
    if wrong := prepare():
        st.error("The case files do not pass the checks, so nothing can be shown. Mend these, then restart:")
        st.code(wrong, language=None, wrap_lines=True)
        prepare.clear()
        st.stop()

    # Page links cut off long names; nothing native lets them wrap.
    st.html("<style>[data-testid='stPageLink-NavLink'] * { white-space: normal; }</style>")
    lost = read_link()
    with st.sidebar:
        st.markdown("### Co-production Explorer")
        for each in ROOMS.values():
            if not each.hidden:
                number = f" ({len(picked())})" if each.file == "compare" and picked() else ""
                st.page_link(each.page(), label=each.title + number, query_params=link())

    if room.question:
        st.title(room.title)
        st.markdown(room.question)
    if lost:
        st.warning(
            f"The link asked for {listed(plain(text) for text in lost)}, which this release does not have. "
            "The rest of the link is shown; it may hold more cases than the sender saw."
        )
    if room.filtered:
        filter_bar()
    # Every change is made by a callback, before this line: the link is complete, and a page may stop early.
    write_link(room.controls, keep_case=room.file == "case")
    page.run()


# The server imports this file once before any visit. Naming the pages then keeps it from taking the folder `pages/`
# for pages of the old kind when the first visitor arrives by a deep link.
current = st.navigation([room.page() for room in ROOMS.values()], position="hidden")
if get_script_run_ctx(suppress_warning=True) is None:
    app = st.App(__file__)
else:
    explorer(current)
