"""What visitors take away: spreadsheets that run nothing, and words that Markdown leaves alone."""

import csv
import io

import pytest

from pages.parts.share import safe_cell
from pages.parts.text import cases, listed, plain, years


@pytest.mark.parametrize("cell", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", " =1"])
def test_a_cell_that_looks_like_a_formula_is_quoted(cell: str) -> None:
    assert safe_cell(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["-34.881", "12", "plain words", "a=b", "", None, 3])
def test_other_cells_stay_as_they_are(cell: object) -> None:
    assert safe_cell(cell) == cell


def test_plain_disarms_markdown() -> None:
    text = "[click](http://x) $a$ **b** <b>c</b> :red[d] `e`"
    shown = plain(text)
    assert shown.replace("\\", "") == text
    for mark in "[]()$*<>:`":
        assert f"\\{mark}" in shown or mark not in text


def test_words() -> None:
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"], "or") == "a, b or c"
    assert listed([]) == ""
    assert (cases(1), cases(1200)) == ("1 case", "1,200 cases")
    assert years(2004, 2009, "ended") == "2004 to 2009"
    assert years(2004, 2004, "ended") == "2004"
    assert years(2004, None, "ongoing") == "since 2004"
    assert years(2004, None, "unknown") == "from 2004"
    assert years(None, 2009, "ended") == "until 2009"
    assert years(None, None, "unknown") == "years not reported"


def test_spreadsheet_holds_codes_and_labels_of_every_case() -> None:
    from pages.parts.share import spreadsheet
    from pages.parts.store import case_names, variables

    ids = list(case_names())[:5]
    rows = list(csv.DictReader(io.StringIO(spreadsheet(ids).decode("utf-8-sig"))))
    assert [row["case_id"] for row in rows] == ids
    shown = {"status", "selection_route"} | {name for name, v in variables().items() if v["made"] != "identity"}
    for name in shown:
        assert name in rows[0], name
        assert f"{name}_label" in rows[0], name
    assert not [cell for row in rows for cell in row.values() if cell and cell[0] in "=@+"]
