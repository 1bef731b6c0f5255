"""Every kind of broken case file is caught, with file, field, value and what was expected."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from data.check import check_files
from tests.cases import make_case
from tests.conftest import ROOT

Change = Callable[[dict[str, Any]], None]


def written(folder: Path, *cases: dict[str, Any]) -> list[Path]:
    for case in cases:
        text = yaml.safe_dump(case, allow_unicode=True, sort_keys=False)
        (folder / f"{case.get('id', 'nameless')}.yaml").write_text(text)
    return sorted(folder.glob("*.yaml"))


def put(*path: str | int, value: Any) -> Change:
    def change(case: dict[str, Any]) -> None:
        for part in path[:-1]:
            case = case[part]
        case[path[-1]] = value

    return change


def drop(*path: str | int) -> Change:
    def change(case: dict[str, Any]) -> None:
        for part in path[:-1]:
            case = case[part]
        del case[path[-1]]

    return change


def test_a_sound_case_passes(tmp_path: Path) -> None:
    case = make_case("sound", events=[(2011, "delivered"), (2012, "adopted", "", "defunded")], participants=12)
    cases, failures = check_files(written(tmp_path, case))
    assert failures == []
    assert set(cases) == {"sound"}


BROKEN = {
    "unknown field": (put("colour", value="red"), "file", "unknown field colour", "only id, name"),
    "missing field": (drop("summary"), "file", "missing field", "summary"),
    "missing variable": (drop("codings", "space"), "codings", "missing field", "space"),
    "unknown value": (put("codings", "scale", "value", value="galaxy"), "codings.scale.value", "galaxy", "one of organisation"),
    "unknown value in a list": (put("codings", "label", "value", value=["nope"]), "codings.label.value.0", "nope", "one of co_production"),
    "a word for a list": (put("codings", "label", "value", value="participatory"), "codings.label.value", "participatory", "a list of codes"),
    "too many values": (
        put("codings", "trigger", value={"value": ["crisis", "legal_duty", "other", "protest_or_claim"], "basis": "stated", "support": []}),
        "codings.trigger.value",
        "crisis",
        "too long",
    ),
    "missing code of another variable": (put("codings", "scale", "value", value="too_early"), "codings.scale.value", "too_early", "one of"),
    "value without source": (put("codings", "scale", "support", value=[]), "codings.scale.support", "without a source", "at least one"),
    "value without basis": (drop("codings", "scale", "basis"), "codings.scale.basis", "missing field", "stated or inferred"),
    "unclear without accounts": (put("codings", "space", value={"value": "unclear"}), "codings.space.support", "nothing", "conflict"),
    "source that does not exist": (put("codings", "scale", "support", 0, "source", value="gone"), "codings.scale.support.0.source", "gone", "report"),
    "unused source": (lambda case: case["sources"].update(spare={**case["sources"]["report"], "url": "https://example.org/spare"}), "sources.spare", "unused", "cites it"),
    "source without address": (drop("sources", "report", "url"), "sources.report", "no address", "url or a doi"),
    "long note": (put("codings", "scale", "support", 0, "note", value="word " * 26), "codings.scale.support.0.note", "26 words", "at most 25"),
    "long summary": (put("summary", value="word " * 81), "summary", "81 words", "at most 80"),
    "long text": (put("codings", "who_gained", value={"value": "word " * 21, "basis": "stated", "support": []}), "codings.who_gained.value", "21 words", "at most 20"),
    "impossible year": (put("period", "start_year", value=2099), "period.start_year", "2099", "no later than"),
    "year that is no number": (put("period", "start_year", value="soon"), "period.start_year", "soon", "integer"),
    "end before start": (put("period", "end_year", value=2001), "period.end_year", "2001", "no earlier than the start"),
    "unknown country": (put("place", "country", value="ZZZ"), "place.country", "ZZZ", "ISO 3166"),
    "coordinates elsewhere": (put("place", "latitude", value=-33.0), "place.latitude", "-33.0", "United Kingdom"),
    "coordinates at country precision": (put("place", "precision", value="country"), "place.latitude", "53.8", "null"),
    "no coordinates": (put("place", "latitude", value=None), "place.latitude", "None", "coordinates"),
    "reprisals with a place": (put("codings", "backlash", value={"value": ["reprisals"], "basis": "stated", "support": [{"source": "report", "locator": "p", "note": "n"}]}), "place.precision", "locality", "country"),
    "event against silence": (put("codings", "action_record", value={"value": "not_reported"}), "codings.action_record.value", "not_reported", "delivered"),
    "record without event": (put("events", value=[]), "events", "none", "at least one event"),
    "reversal without event": (put("codings", "reversal", value={"value": ["repealed"], "basis": "stated", "support": [{"source": "report", "locator": "p", "note": "n"}]}), "codings.reversal.value", "repealed", "an event with reversal"),
    "event without reversal": (put("events", 0, "reversal", value="paused"), "codings.reversal.value", "not_reported", "paused too"),
    "attribution without event": (put("codings", "attribution", value={"value": "not_applicable"}), "codings.attribution.value", "not_applicable", "a grade"),
    "definition without label": (put("codings", "definition_clarity", value={"value": "label_only", "basis": "stated", "support": [{"source": "report", "locator": "p", "note": "n"}]}), "codings.definition_clarity.value", "label_only", "not_applicable"),
    "main domain repeated": (put("codings", "secondary_domains", value={"value": ["health"], "basis": "stated", "support": [{"source": "report", "locator": "p", "note": "n"}]}), "codings.secondary_domains.value", "health", "other than the main"),
    "none among others": (put("codings", "harms", value={"value": ["none_found", "trust_lost"], "basis": "stated", "support": [{"source": "report", "locator": "p", "note": "n"}]}), "codings.harms.value", "trust_lost", "none_found on its own"),
    "final say without decision": (put("codings", "final_authority", value={"value": "not_applicable"}), "codings.final_authority.value", "not_applicable", "no_decision_sought"),
    "another id": (put("id", value="other"), "id", "other", "the name of the file"),
    "unknown rung": (put("events", 0, "rung", value="flying"), "events.0.rung", "flying", "one of no_action"),
}  # fmt: skip


@pytest.mark.parametrize("kind", BROKEN)
def test_broken(kind: str, tmp_path: Path) -> None:
    change, field, value, expected = BROKEN[kind]
    case = make_case("broken", events=[(2011, "delivered")])
    change(case)
    path = tmp_path / "broken.yaml"
    path.write_text(yaml.safe_dump(case, sort_keys=False))
    _, failures = check_files([path])
    told = [failure for failure in failures if failure.field == field]
    assert told, failures
    assert told[0].file == "broken.yaml"
    assert value in told[0].value
    assert expected in told[0].expected


def test_yaml_that_does_not_parse_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "torn.yaml"
    path.write_text("id: torn\nname: [open\nsummary: x\n")
    _, (failure,) = check_files([path])
    assert (failure.file, failure.field) == ("torn.yaml", "line 3")


def test_a_repeated_key_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "twice.yaml"
    path.write_text("id: twice\nname: a\nname: b\n")
    _, (failure,) = check_files([path])
    assert (failure.field, failure.value) == ("line 3", "the key 'name' appears twice")


def test_one_address_in_two_cases_must_be_declared_by_both(tmp_path: Path) -> None:
    one, two = make_case("one"), make_case("two")
    two["sources"]["report"]["url"] = "http://www.example.org/one/"
    one["sources"]["report"]["shared"] = True
    _, failures = check_files(written(tmp_path, one, two))
    assert [(failure.file, failure.value) for failure in failures] == [("two.yaml", "address used by two cases")]
    two["sources"]["report"]["shared"] = True
    assert check_files(written(tmp_path, one, two))[1] == []


def test_one_id_in_two_files(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    first.mkdir()
    second.mkdir()
    paths = written(first, make_case("same")) + written(second, make_case("same"))
    (second / "same.yaml").rename(second / "same2.yaml")
    _, failures = check_files([paths[0], second / "same2.yaml"])
    assert any("an id of its own" in failure.expected for failure in failures)


def test_the_command_lists_all_failures_at_once_and_exits_1(tmp_path: Path) -> None:
    one, two = make_case("one", summary="word " * 90), make_case("two", summary="word " * 90)
    paths = written(tmp_path, one, two)
    done = subprocess.run(
        [sys.executable, "-m", "data.build", "--check", *map(str, paths)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "one.yaml: summary: 90 words" in done.stderr
    assert "two.yaml: summary: 90 words" in done.stderr
