"""The screening log: every kind of broken row is caught, and log and case files hold together in both directions."""

import csv
from pathlib import Path

import pytest

from data.codebook import codebook
from data.freshness import CASES
from data.screening import COLUMNS, SEARCHES, read_screening, read_searches
from tests.cases import make_case

SOUND = [
    {"candidate": "participedia:1", "decision": "included", "rule": "all_met", "case_id": "ash"},
    {"candidate": "lead:ash", "decision": "duplicate_of", "rule": "one_initiative_one_case", "duplicate_of": "participedia:1"},
    {"candidate": "lead:strike", "decision": "excluded", "rule": "no_authority"},
    {"candidate": "lead:later", "decision": "awaiting_source", "rule": "not_yet_coded"},
]  # fmt: skip


def log(folder: Path, rows: list[dict[str, str]]) -> Path:
    path = folder / "screening.csv"
    usual = {"title": "A title", "reason": "It does so", "decided": "2026-01-31"}
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(usual | row for row in rows)
    return path


def test_a_sound_log_passes(tmp_path: Path) -> None:
    rows, failures = read_screening({"ash"}, log(tmp_path, SOUND))
    assert failures == []
    assert [row["origin"] for row in rows] == ["participedia", "lead", "lead", "lead"]
    assert rows[0]["duplicate_of"] is None


# name: (row, what to change in it, field, what is told of the value, what was expected)
BROKEN = {
    "unknown decision": (2, {"decision": "perhaps"}, "decision", "perhaps", "one of included"),
    "unknown rule": (2, {"rule": "dislike"}, "rule", "dislike", "one of all_met"),
    "rule of another decision": (2, {"rule": "all_met"}, "rule", "all_met", "for excluded, one of no_authority"),
    "candidate twice": (2, {"candidate": "participedia:1"}, "candidate", "participedia:1", "not in the log yet"),
    "unknown origin": (2, {"candidate": "rumour:1"}, "candidate", "rumour:1", "an origin before the colon"),
    "included without a case": (0, {"case_id": ""}, "case_id", "nothing", "because it is included"),
    "included without a case file": (0, {"case_id": "oak"}, "case_id", "oak", "a file of data/cases"),
    "excluded with a case": (2, {"case_id": "ash"}, "case_id", "ash", "nothing unless included"),
    "duplicate of nothing": (1, {"duplicate_of": ""}, "duplicate_of", "nothing", "the candidate it repeats"),
    "duplicate of a stranger": (1, {"duplicate_of": "lead:x"}, "duplicate_of", "lead:x", "another candidate"),
    "duplicate of a duplicate": (1, {"duplicate_of": "lead:ash"}, "duplicate_of", "lead:ash", "not itself"),
    "excluded but a duplicate": (2, {"duplicate_of": "lead:ash"}, "duplicate_of", "lead:ash", "nothing unless"),
    "no reason": (2, {"reason": ""}, "reason", "nothing", "something in every row"),
    "no date": (2, {"decided": "soon"}, "decided", "soon", "a date such as"),
    "a date to come": (2, {"decided": "2999-01-01"}, "decided", "2999-01-01", "not in the future"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_broken(kind: str, tmp_path: Path) -> None:
    position, change, field, value, expected = BROKEN[kind]
    rows = [row | change if i == position else row for i, row in enumerate(SOUND)]
    _, failures = read_screening({"ash"}, log(tmp_path, rows))
    told = [f for f in failures if f.field == f"line {position + 2}, {field}"]
    assert told, failures
    assert told[0].file == "screening.csv"
    assert value in told[0].value
    assert expected in told[0].expected


def test_a_case_file_that_no_candidate_led_to(tmp_path: Path) -> None:
    _, (failure,) = read_screening({"ash", "oak"}, log(tmp_path, SOUND))
    assert (failure.file, failure.field) == ("oak.yaml", "id")
    assert "an included candidate" in failure.expected


def test_a_missing_or_misshapen_log_is_told(tmp_path: Path) -> None:
    path = tmp_path / "screening.csv"
    assert read_screening({"ash"}, path)[1][0].value == "missing"
    path.write_text("candidate,decision\na,b\n")
    assert read_screening({"ash"}, path)[1][0].field == "line 1"
    log(tmp_path, SOUND).write_text(path.read_text() + "lead:x,t,excluded,no_authority,,,a, b,2026-01-31\n")
    assert any("more cells" in failure.value for failure in read_screening({"ash"}, path)[1])


def test_the_real_log_and_the_real_cases() -> None:
    rows, failures = read_screening({path.stem for path in CASES.glob("*.yaml")})
    assert failures == []
    assert {row["decision"] for row in rows} <= set(codebook()["scales"]["screening_decision"]["values"])
    assert sum(row["decision"] == "included" for row in rows) >= len(list(CASES.glob("*.yaml")))


def test_every_rule_of_the_codebook_names_decisions_it_may_rest_on() -> None:
    scales = codebook()["scales"]
    named = [code for rule in scales["screening_rule"]["values"].values() for code in rule["decisions"]]
    assert set(named) == set(scales["screening_decision"]["values"])


# ── searches ─────────────────────────────────────────────────────────────────

FOUND = {
    "case_id": "ash",
    "query": "Ash park results",
    "result": "found",
    "sources": "report",
    "searched": "2026-01-31",
}


def searches(folder: Path, *rows: dict[str, str]) -> Path:
    path = folder / "searches.csv"
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, SEARCHES)
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_a_sound_search_log(tmp_path: Path) -> None:
    rows, failures = read_searches({"ash": make_case("ash")}, searches(tmp_path, FOUND))
    assert failures == []
    assert rows == [{**FOUND, "position": 0}]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"case_id": "elm"}, "line 2, case_id"),
        ({"result": "maybe"}, "line 2, result"),
        ({"sources": "gone"}, "line 2, sources"),
        ({"query": ""}, "line 2, query"),
        ({"searched": "2199-01-01"}, "line 2, searched"),
    ],
)
def test_a_broken_search_is_told(change: dict[str, str], field: str, tmp_path: Path) -> None:
    _, failures = read_searches({"ash": make_case("ash")}, searches(tmp_path, {**FOUND, **change}))
    assert field in [failure.field for failure in failures]


def test_a_case_that_nobody_searched_for_is_told(tmp_path: Path) -> None:
    both = {"ash": make_case("ash"), "oak": make_case("oak")}
    _, failures = read_searches(both, searches(tmp_path, FOUND))
    assert [failure.file for failure in failures] == ["oak.yaml"]
