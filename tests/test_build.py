"""Derived fields, computed at build by SQL: each rule on hand-made cases, reversals and strands included."""

from pathlib import Path
from typing import Any

import duckdb
import pytest

from data.build import BrokenData, build, compile_database
from data.freshness import is_stale
from queries import Database
from tests.cases import make_case

CO = {"label": ["co_production"], "definition_clarity": "label_only"}

# name: (what the case holds, what must be derived from it)
DERIVED: dict[str, tuple[dict[str, Any], dict[str, str]]] = {
    "silent": ({}, {"action_peak": "not_reported", "action_now": "not_reported", "outcome_independence": "no_event"}),
    "too early": (
        {"action_record": "too_early", "reversal": "too_early"},
        {"action_peak": "too_early", "action_now": "too_early"},
    ),
    "highest rung counts": (
        {"events": [(2010, "delivered"), (2012, "adopted")]},
        {"action_peak": "delivered", "action_now": "delivered"},
    ),
    "begins at delivered": ({"events": [(2010, "delivered")]}, {"action_peak": "delivered", "action_now": "delivered"}),
    "no action": (
        {"events": [(2010, "no_action")], "reversal": "not_applicable"},
        {"action_peak": "no_action", "action_now": "no_action"},
    ),
    "reversal lowers to what it left": (
        {"events": [(2010, "delivered"), (2012, "adopted", "", "defunded")]},
        {"action_peak": "delivered", "action_now": "adopted"},
    ),
    "dilution does not lower": (
        {"events": [(2010, "sustained"), (2012, "adopted", "", "diluted")]},
        {"action_peak": "sustained", "action_now": "sustained"},
    ),
    "reversal of one strand leaves the other": (
        {"events": [(2010, "delivered", "park"), (2010, "adopted", "plan"), (2012, "no_action", "park", "dismantled")]},
        {"action_peak": "delivered", "action_now": "adopted"},
    ),
    "won again after a reversal": (
        {"events": [(2010, "delivered"), (2012, "no_action", "", "repealed"), (2015, "resourced")]},
        {"action_peak": "delivered", "action_now": "resourced"},
    ),
    "last of two reversals counts": (
        {"events": [(2010, "sustained"), (2012, "resourced", "", "paused"), (2015, "no_action", "", "repealed")]},
        {"action_peak": "sustained", "action_now": "no_action"},
    ),
    "file order does not matter among dated events": (
        {"events": [(2012, "no_action", "", "repealed"), (2010, "delivered")]},
        {"action_peak": "delivered", "action_now": "no_action"},
    ),
    "an undated event stands where the file puts it": (
        {"events": [(2010, "delivered"), (None, "no_action", "", "lapsed")]},
        {"action_peak": "delivered", "action_now": "no_action"},
    ),
    "an undated event before a dated reversal is lowered by it": (
        {"events": [(None, "delivered"), (2012, "commitment", "", "overturned")]},
        {"action_peak": "delivered", "action_now": "commitment"},
    ),
    "breadth counts kinds, not actors": (
        {"actors_mobilised": ["residents_or_users", "marginalised_group", "ngo", "media"]},
        {"coalition_breadth": "2"},
    ),
    "breadth of all five": (
        {"actors_mobilised": ["residents_or_users", "public_officials", "researchers", "ngo", "business"]},
        {"coalition_breadth": "5"},
    ),
    "breadth unknown": ({"actors_mobilised": "unclear"}, {"coalition_breadth": "unclear"}),
    "label without co- cannot be told": ({"power_design": "shared"}, {"label_practice_fit": "indeterminate"}),
    "label and shared power": ({**CO, "power_deliver": "shared"}, {"label_practice_fit": "consistent"}),
    "label and lay lead, rest unknown": ({**CO, "power_deliver": "lay_led"}, {"label_practice_fit": "consistent"}),
    "label above practice": (
        {**CO, "power_design": "input_used", "power_deliver": "absent"},
        {"label_practice_fit": "label_exceeds_practice"},
    ),
    "label with one stage cannot be told": (
        {**CO, "power_design": "input_used"},
        {"label_practice_fit": "indeterminate"},
    ),
    "stages that do not apply are not reported ones": (
        {**CO, "power_design": "input_used", "power_deliver": "not_applicable", "power_assess": "not_applicable"},
        {"label_practice_fit": "indeterminate"},
    ),
    "independent word": ({"events": [(2010, "delivered")]}, {"outcome_independence": "independent"}),
}


def compiled(folder: Path, *cases: dict[str, Any]) -> Database:
    path = folder / "test.duckdb"
    compile_database(list(cases), path)
    return Database(path)


@pytest.mark.parametrize("kind", DERIVED)
def test_derived(kind: str, tmp_path: Path) -> None:
    holds, expected = DERIVED[kind]
    database = compiled(tmp_path, make_case("one", **holds), make_case("another", events=[(2001, "sustained")]))
    row = database.ask("case_identity", case_id="one").iloc[0]
    assert {name: row[name] for name in expected} == expected


@pytest.mark.parametrize("relation", ["organiser", "funder", "unknown", "author_participant"])
def test_an_event_of_a_source_that_is_not_independent(relation: str, tmp_path: Path) -> None:
    case = make_case("one", events=[(2010, "delivered")])
    case["sources"]["report"]["independence"] = relation
    row = compiled(tmp_path, case).ask("case_identity", case_id="one").iloc[0]
    assert row["outcome_independence"] == "not_independent"


def test_domain_and_shared_stages_are_facets(tmp_path: Path) -> None:
    case = make_case("one", secondary_domains=["housing"], power_commission="lay_led", power_assess="input_used")
    codings = compiled(tmp_path, case).ask("case_codings", case_ids=["one"])
    found = codings.groupby("variable")["value"].apply(list)
    assert found["domain"] == ["health", "housing"]
    assert found["shared_in"] == ["power_commission"]


def test_a_failed_compilation_leaves_the_database_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "test.duckdb"
    compile_database([make_case("one")], path)
    before = path.read_bytes()
    with pytest.raises((duckdb.Error, KeyError)):
        compile_database([make_case("two"), make_case("two")], path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_the_real_data_builds_and_tells_its_progress(tmp_path: Path) -> None:
    told: list[float] = []
    path = tmp_path / "real.duckdb"
    build(path, progress=lambda share, text: told.append(share))
    assert told == sorted(told)
    assert told[-1] == 1
    assert not is_stale(path)
    assert is_stale(tmp_path / "none.duckdb")


def test_broken_data_is_an_error_that_names_the_file() -> None:
    assert issubclass(BrokenData, Exception)
