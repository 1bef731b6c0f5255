"""Second codings, settled differences and the audit: none, some or all may be there; what is there must be sound."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from data.build import compile_database
from data.freshness import is_stale
from data.reliability import read_reliability
from queries import Database
from tests.cases import make_case

CASES = {"ash": make_case("ash", scale="city"), "oak": make_case("oak", scale="region")}


def put(folder: Path, name: str, **codings: Any) -> None:
    path = folder / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        yaml.safe_dump({"id": path.stem, "codings": {key: {"value": value} for key, value in codings.items()}})
    )


def test_nothing_there_is_fine(tmp_path: Path) -> None:
    tables, failures = read_reliability(CASES, tmp_path / "none")
    assert failures == []
    assert {name: len(rows) for name, rows in tables.items()} == {
        "double_coding": 0,
        "adjudication": 0,
        "audit": 0,
        "agreement": 0,
    }


def test_agreement_is_that_of_the_two_readings_whatever_is_published(tmp_path: Path) -> None:
    for case_id, first in (("ash", "city"), ("oak", "city")):
        put(tmp_path, f"first/{case_id}", scale=first)
        put(tmp_path, f"second/{case_id}", scale="city")
    tables, failures = read_reliability(CASES, tmp_path)  # oak is published as region
    assert failures == []
    (row,) = tables["agreement"]
    assert (row["stage"], row["variable"], row["n"], row["agreed"]) == ("main", "scale", 2, 2)


def test_both_stages_and_every_answer_are_kept(tmp_path: Path) -> None:
    for reader in "AB":
        put(tmp_path, f"pilot/{reader}/elm", groups=["women", "other"], participants=30)
    put(tmp_path, "first/ash", scale="city")
    put(tmp_path, "second/ash", scale="not_reported")
    tables, failures = read_reliability(CASES, tmp_path)
    assert failures == []
    assert {(row["stage"], row["variable"]) for row in tables["agreement"]} == {
        ("pilot", "groups"),
        ("pilot", "participants"),
        ("main", "scale"),
    }
    pilot = [row for row in tables["double_coding"] if row["stage"] == "pilot"]
    assert sorted((row["reader"], row["value"]) for row in pilot) == [
        *(("first", value) for value in ("30", "other", "women")),
        *(("second", value) for value in ("30", "other", "women")),
    ]


def broken_text(path: str, text: str) -> Any:
    def change(folder: Path) -> None:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)

    return change


BROKEN = {
    "unknown case": (lambda f: put(f, "second/gone", scale="city"), "reliability/second/gone.yaml", "id", "gone"),
    "first without second": (lambda f: put(f, "first/ash", scale="city"), "reliability", "ash", "once"),
    "second without first": (lambda f: put(f, "second/ash", scale="city"), "reliability", "ash", "once"),
    "unknown variable": (lambda f: put(f, "second/ash", hue="red"), "reliability/second/ash.yaml", "codings.hue", "unknown"),
    "unknown code": (lambda f: put(f, "second/ash", scale="galaxy"), "reliability/second/ash.yaml", "codings.scale.value", "galaxy"),
    "unknown code in a list": (lambda f: put(f, "second/ash", groups=["x"]), "reliability/second/ash.yaml", "codings.groups.value", "x"),
    "no number": (lambda f: put(f, "second/ash", participants="many"), "reliability/second/ash.yaml", "codings.participants.value", "many"),
    "another id": (broken_text("second/ash.yaml", "id: oak\ncodings: {}\n"), "reliability/second/ash.yaml", "id", "oak"),
    "no codings": (broken_text("second/ash.yaml", "id: ash\n"), "reliability/second/ash.yaml", "codings", "missing"),
    "torn": (broken_text("second/ash.yaml", "id: [ash\n"), "reliability/second/ash.yaml", "whole file", "expected"),
    "pilot read once": (lambda f: put(f, "pilot/A/elm", scale="city"), "reliability/pilot", "elm", "once"),
    "unknown verdict": (broken_text("audit.csv", "round,case_id,variable,value,source,verdict,comment\n1,ash,scale,city,report,fine,\n"), "audit.csv", "line 2, verdict", "fine"),
    "audit of an unknown case": (broken_text("audit.csv", "round,case_id,variable,value,source,verdict,comment\n1,gone,scale,city,report,holds,\n"), "audit.csv", "line 2, case_id", "gone"),
    "audit of an unknown source": (broken_text("audit.csv", "round,case_id,variable,value,source,verdict,comment\n1,ash,scale,city,gone,holds,\n"), "audit.csv", "line 2, source", "gone"),
    "audit of no round": (broken_text("audit.csv", "round,case_id,variable,value,source,verdict,comment\nlast,ash,scale,city,report,holds,\n"), "audit.csv", "line 2, round", "last"),
    "settled for no variable": (broken_text("adjudication.csv", "case_id,variable,first,second,settled,reason\nash,hue,a,b,a,r\n"), "adjudication.csv", "line 2, variable", "hue"),
    "settled twice": (broken_text("adjudication.csv", "case_id,variable,first,second,settled,reason\nash,scale,a,b,a,r\nash,scale,a,b,b,r\n"), "adjudication.csv", "line 3, variable", "scale"),
    "other columns": (broken_text("audit.csv", "case,verdict\n"), "audit.csv", "line 1", "case,verdict"),
}  # fmt: skip


@pytest.mark.parametrize("kind", BROKEN)
def test_broken(kind: str, tmp_path: Path) -> None:
    change, file, field, value = BROKEN[kind]
    folder = tmp_path / "reliability"
    change(folder)
    _, failures = read_reliability(CASES, folder)
    told = [failure for failure in failures if (failure.file, failure.field) == (file, field)]
    assert told, failures
    assert value in told[0].value


def test_a_sound_audit_and_settlement_are_compiled(tmp_path: Path) -> None:
    broken_text(
        "audit.csv",
        "round,case_id,variable,value,source,verdict,comment\n1,ash,scale,city,report,holds,\n1,oak,events,1,report,wrong,no\n",
    )(tmp_path)
    broken_text(
        "adjudication.csv", "case_id,variable,first,second,settled,reason\nash,scale,city,region,city,page 2\n"
    )(tmp_path)
    put(tmp_path, "first/ash", scale="city")
    put(tmp_path, "second/ash", scale="region")
    tables, failures = read_reliability(CASES, tmp_path)
    assert failures == []
    compile_database(list(CASES.values()), tmp_path / "test.duckdb", tables)
    counts = Database(tmp_path / "test.duckdb").ask("quality_counts").iloc[0].to_dict()
    assert counts == {"pilot": 0, "main": 1, "settled": 1, "audited": 2, "audited_cases": 2}


def test_a_new_second_coding_makes_the_database_stale(
    real: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    from data import freshness

    monkeypatch.setattr(freshness, "DATA", tmp_path)
    monkeypatch.setattr(freshness, "CASES", tmp_path / "cases")
    (tmp_path / "cases").mkdir()
    put(tmp_path / "reliability", "second/ash", scale="city")
    database = tmp_path / "made.duckdb"
    database.touch()
    os.utime(database, (2**31, 2**31))
    assert not is_stale(database)
    os.utime(tmp_path / "reliability" / "second" / "ash.yaml", (2**31 + 9, 2**31 + 9))
    assert is_stale(database)


def test_the_pilot_holds_twenty_cases_read_twice(real: Database) -> None:
    assert real.ask("quality_counts").loc[0, "pilot"] == 20
    rows = real.ask("agreement")
    pilot = rows[rows["stage"] == "pilot"].set_index("variable")
    assert pilot.loc["scale", "alpha"] == 1
    assert (pilot["n"] == 20).all()
    assert "who_gained" not in pilot.index
