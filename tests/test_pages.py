"""Each page on the real data, as a script: ordinary, with an empty selection, and with broken links."""

import re
import shutil
from pathlib import Path
from urllib.parse import parse_qs

import duckdb
import pandas
import pytest
from streamlit.testing.v1 import AppTest

from data.freshness import DATABASE
from pages.parts.controls import OUTCOMES, POWER
from pages.parts.counted import runnable
from pages.parts.selection import Selection
from queries import Database
from tests.conftest import ROOT


def opened(page: str = "", **link: str | list[str]) -> AppTest:
    """Open a page with a link, as a new visitor.

    The site runs through a script elsewhere: beside a folder `pages/`, AppTest forgets between runs that the entry
    script names its pages.
    """
    entry = f"import runpy; runpy.run_path({str(ROOT / 'app.py')!r}, run_name='__main__')"
    test = AppTest.from_string(entry, default_timeout=30).run()
    if not page and not link:
        return test
    for name, value in link.items():
        test.query_params[name] = value
    pages = {about["url_pathname"]: hash_ for hash_, about in test._registered_pages.items()}
    test._page_hash = pages[page]
    return test.run()


def words(test: AppTest) -> str:
    kinds = (test.title, test.markdown, test.caption, test.info, test.warning, test.subheader)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


@pytest.fixture(scope="module")
def ids(real: Database) -> list[str]:
    return list(real.ask("case_names")["case_id"])


ANALYSIS = ["power", "groups", "meaning", "wrong", "duration", "gaps", "mine"]


@pytest.mark.parametrize("room", ["", "find", "case", "compare", *ANALYSIS])
def test_every_page_runs(room: str) -> None:
    test = opened(room)
    assert not test.exception
    assert test.title


def test_start_says_what_the_cases_are_not(ids: list[str]) -> None:
    test = opened()
    assert "not a sample" in words(test)
    assert test.metric[0].value == str(len(ids))
    assert all("of" in metric.value for metric in test.metric[1:])


def test_find_shows_all_and_narrows(ids: list[str]) -> None:
    test = opened("find")
    assert f"All {len(ids)} cases" in words(test)
    test.multiselect(key="filter_region").select("Europe").run()
    assert not test.exception
    left = int(re.search(r"\*\*(\d+) cases?\*\* of", words(test)).group(1))
    assert 0 < left < len(ids)
    test.button(key="clear_all").click().run()
    assert f"All {len(ids)} cases" in words(test)


def test_a_link_fills_the_filters() -> None:
    test = opened("find", region="Europe", q="council", **{"from": "2001"})
    assert test.multiselect(key="filter_region").value == ["Europe"]
    assert test.text_input(key="filter_search").value == "council"
    assert test.slider(key="filter_years").value[0] == 2001
    assert not test.warning


def test_one_click_clears_one_filter() -> None:
    test = opened("find", region=["Europe", "Oceania"])
    test.button(key="chip_region_Oceania").click().run()
    assert test.multiselect(key="filter_region").value == ["Europe"]


def test_an_empty_selection_says_what_to_loosen() -> None:
    test = opened("find", q="xylophone", region="Europe")
    assert not test.exception
    assert "No coded case matches" in words(test)
    test.button(key="loosen_search").click().run()
    assert test.text_input(key="filter_search").value == ""
    assert test.multiselect(key="filter_region").value == ["Europe"]


@pytest.mark.parametrize(
    ("link", "told"),
    [
        ({"country": "ZZZ"}, "“ZZZ” under Country"),
        ({"scale": "galaxy"}, "“galaxy” under Scale"),
        ({"from": "soon"}, "the year “soon”"),
        ({"case": "no-such-case"}, "the case “no\\-such\\-case”"),
        ({"view": "hologram"}, "“hologram” under View"),
        ({"contry": "GBR"}, "the filter “contry”"),
    ],
)
def test_a_broken_link_says_what_it_could_not_find(link: dict[str, str], told: str) -> None:
    test = opened("find", **link)
    assert not test.exception
    assert told in words(test)


def test_a_usual_link_says_nothing() -> None:
    assert not opened("find", utm_source="letter", view="table").warning


@pytest.mark.parametrize("view", ["cards", "table", "map"])
@pytest.mark.parametrize("sort", ["relevance", "name", "year", "action"])
def test_every_view_of_find(view: str, sort: str) -> None:
    assert not opened("find", view=view, sort=sort).exception


def test_an_unknown_case_leads_back_to_the_list() -> None:
    test = opened("case", id="no-such-case")
    assert not test.exception
    assert "There is no case" in test.warning[0].value


def test_every_case_page_runs_and_shows_every_variable(ids: list[str], real: Database) -> None:
    coded = real.ask("variables")
    coded = set(coded.loc[coded["made"] != "identity", "label"]) - {"Power shared in"}
    for case_id in ids[:: max(1, len(ids) // 12)]:
        test = opened("case", id=case_id)
        assert not test.exception, case_id
        shown = {expander.label.split(":")[0].split(" (")[0] for expander in test.expander}
        assert coded <= shown, coded - shown


def test_compare_takes_two_to_four_cases(ids: list[str]) -> None:
    test = opened("compare", case=ids[:3])
    assert not test.exception
    assert len(test.table) == 5
    assert len(test.table[0].value.columns) == 5
    rows = sum(len(table.value) for table in test.table)
    test.toggle(key="only_differences").set_value(True).run()
    assert sum(len(table.value) for table in test.table) < rows
    assert all(value == "differs" for table in test.table for value in table.value["Same?"])


def test_compare_with_five_cases_says_that_four_are_shown(ids: list[str]) -> None:
    test = opened("compare", case=ids[:5])
    assert "more than 4 cases" in test.warning[0].value


def test_compare_with_nothing_or_one(ids: list[str]) -> None:
    assert "No case is picked" in opened("compare").info[0].value
    assert "One more case" in opened("compare", case=ids[0]).info[0].value


# ── analysis ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("room", ANALYSIS)
@pytest.mark.parametrize(
    "link",
    [
        {"q": "xylophone"},
        {"country": "NER"},
        {"action_peak": "not_reported", "final_authority": "not_reported", "reversal": "not_reported"},
        {"selection_route": "failure_search"},
    ],
    ids=["empty", "one case", "all unknown", "failures only"],
)
def test_analysis_answers_sensibly(room: str, link: dict[str, str]) -> None:
    test = opened(room, **link)
    assert not test.exception
    text = words(test)
    assert "nan" not in text.lower().split()
    assert len(text) > 100


@pytest.mark.parametrize("power", POWER)
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_power_takes_every_pair(power: str, outcome: str) -> None:
    test = opened("power", power=power, outcome=outcome)
    assert not test.exception
    assert "found by a search for failures" in words(test)


def test_power_switches_say_what_they_change() -> None:
    assert "What the switches change" in words(opened("power", independent="yes", once="yes"))


def test_groups_warns_when_they_overlap() -> None:
    assert "stand in both groups" in opened("groups").warning[0].value


def test_cases_whose_label_exceeds_practice_are_of_the_selection() -> None:
    assert "Where the label exceeds practice: 0 cases" in words(opened("meaning", label_practice_fit="consistent"))


def test_mine_says_when_nothing_is_near() -> None:
    setting = {"my_policy_domain": "digital_and_data", "my_approach": "mini_public", "my_scale": "transnational"}
    assert "Nothing is near" in words(opened("mine", country="NER", **setting))


def test_gap_map_says_what_it_is() -> None:
    assert "what evidence there is, not what it says" in words(opened("gaps"))


NUMBER_LINK = re.compile(r"\[(?:\d+ of )?(\d+)[^\]]*\]\([^?)]*/find\?([^)]*)\)")


def asked_by(query: str) -> Selection:
    """Return the selection that a link to Find asks for."""
    link = parse_qs(query)
    years = {name: int(link.pop(key)[0]) for name, key in (("year_from", "from"), ("year_to", "to")) if key in link}
    search = link.pop("q", [""])[0]
    return Selection(link, search, **years)


@pytest.mark.parametrize("room", ["power", "groups", "meaning", "wrong", "gaps"])
@pytest.mark.parametrize(
    "link",
    [
        {},
        {"region": "Europe"},
        {"label": ["co_design", "participatory"], "from": "1995", "to": "2014"},
        {"approach": "mini_public", "selection_route": ["failure_search", "case_database"]},
        {"reversal": "not_reported", "source_type": "evaluation", "q": "water"},
    ],
    ids=str,
)
def test_a_number_opens_as_many_cases_as_it_says(room: str, link: dict[str, str | list[str]], real: Database) -> None:
    second = {"b_region": "Northern America"} if room == "groups" else {}
    test = opened(room, **link, **second)
    cells = [str(cell) for table in test.table for cell in table.value.to_numpy().flat]
    links = [found for cell in cells for found in NUMBER_LINK.findall(cell)]
    assert links or link
    for number, query in links:
        assert len(real.ask("selection", **asked_by(query).parameters())) == int(number), query


@pytest.mark.parametrize(
    "question",
    [
        ("crosstab", {"case_ids": ["a'b"], "row_variable": "space", "column_variable": "action_peak"}),
        ("selection", Selection({"country": ["GBR"]}, "council's", 2001, None).parameters()),
        ("eligible", {"case_ids": [], "independent_only": True, "one_per_programme": False}),
        ("release", {}),
    ],
    ids=lambda question: question[0],
)
def test_how_it_was_counted_runs_as_printed(question: tuple, real: Database, tmp_path: Path) -> None:
    copy = shutil.copy(DATABASE, tmp_path / "copy.duckdb")
    printed = duckdb.connect(copy, read_only=True).execute(runnable(*question)).df()
    pandas.testing.assert_frame_equal(printed, real.ask(question[0], **question[1]))


@pytest.mark.parametrize("room", ["", "find", *ANALYSIS])
def test_no_analysis_claims_more_than_the_data(room: str) -> None:
    text = words(opened(room)).lower()
    for claim in ("leads to", "success rate", "best practice", "proves", "effective"):
        assert claim not in text


# ── agreement of two readers ─────────────────────────────────────────────────


def test_a_variable_that_readers_disagree_on_is_kept_out_of_comparisons(real: Database, ids: list[str]) -> None:
    status = real.ask("variables").set_index("variable")["status"]
    withheld = set(status.index[status == "withheld"])
    assert not withheld & set(opened("power").selectbox(key="control_power").options)
    labels = real.ask("variables").set_index("variable")["label"]
    rows = {row for table in opened("compare", case=ids[:2]).table for row in table.value["Question"]}
    for name in withheld:
        assert labels[name] not in {row.strip("*").split(" (")[0] for row in rows}
        assert labels[name].lower() in words(opened("compare", case=ids[:2]))


def test_a_tentative_variable_is_marked_where_it_is_shown(real: Database) -> None:
    about = real.ask("variables").set_index("variable")
    options = opened("power").selectbox(key="control_power").options
    for name in POWER:
        if about.loc[name, "status"] == "tentative":
            assert f"{about.loc[name, 'label']} (tentative)" in options
            assert "Tentative, as two blind readers agreed only fairly" in words(opened("power", power=name))
