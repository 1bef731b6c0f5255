"""The released dataset: it describes itself, validates, agrees with the database, and runs nothing in a spreadsheet."""

import csv
import io
import json
import shutil
import zipfile
from pathlib import Path

import pyarrow.parquet
import pytest
from frictionless import validate

from data.codebook import codebook
from pages.parts.package import _cell, descriptor, package, table_csv, table_names
from queries import Database


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("package")
    zipfile.ZipFile(io.BytesIO(package())).extractall(path)
    return path


def test_frictionless_accepts_it(folder: Path, real: Database) -> None:
    report = validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "type", "note"])[:10]
    sizes = real.ask("package_tables").set_index("name")["rows_in_it"].to_dict()
    assert {task.name: task.stats.get("rows", 0) for task in report.tasks} == sizes


def test_frictionless_would_see_a_broken_key(folder: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(folder, broken)
    path = broken / "csv" / "event.csv"
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    path.write_text("\n".join([*lines, lines[1].replace(lines[1].split(",")[0], "no-such-case", 1)]))
    report = validate(str(broken / "datapackage.json"))
    assert "foreign-key" in {kind for (kind,) in report.flatten(["type"])}


def test_every_released_column_is_described_and_every_description_is_of_a_column(real: Database) -> None:
    columns = real.ask("package_columns")
    found = {name: list(rows["column_name"]) for name, rows in columns.groupby("name")}
    described = {name: list(table["columns"]) for name, table in codebook()["tables"].items()}
    assert found == described, "tables: in codebook.yaml"
    assert columns["description"].notna().all()


def test_what_is_not_released_is_scaffolding(real: Database) -> None:
    held_back = {
        "release", "colour", "outline", "facet", "word", "posting", "coding_limit", "release_note",
        "package", "package_table", "package_column", "package_reference", "document",
    }  # fmt: skip
    with real._connection.cursor() as cursor:
        everything = {name for (name,) in cursor.execute("select table_name from duckdb_tables()").fetchall()}
    assert everything - held_back == set(table_names())


def test_the_three_forms_agree_with_the_database(folder: Path, real: Database) -> None:
    for name in table_names():
        rows = real.ask_exactly("table", name=name).to_pylist()
        assert pyarrow.parquet.read_table(folder / "parquet" / f"{name}.parquet").to_pylist() == rows
        kept = json.loads((folder / "json" / f"{name}.json").read_text())
        assert kept == json.loads(json.dumps(rows, default=str))
        with (folder / "csv" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            table = list(csv.DictReader(file))
        assert len(table) == len(rows)
        for cells, row in zip(table, rows, strict=True):
            assert list(cells.values()) == [
                "" if (cell := _cell(value)) is None else str(cell) for value in row.values()
            ]


def test_no_cell_runs_as_a_formula(folder: Path) -> None:
    for path in (folder / "csv").glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.reader(file):
                for cell in row:
                    if cell.lstrip()[:1] in ("=", "+", "@", "-"):
                        float(cell)  # a number, else this fails


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "-2+3"])
def test_a_formula_is_disarmed(text: str) -> None:
    assert _cell(text) == f"'{text}"
    assert _cell([text, "b"]) == f"'{text}; b"
    assert (_cell(True), _cell(None), _cell(-3.5)) == ("true", None, -3.5)


def test_licence_version_and_documents(folder: Path) -> None:
    about = json.loads((folder / "datapackage.json").read_text())
    assert about["licenses"][0]["name"] == "CC-BY-4.0"
    assert about["version"] == codebook()["version"] == codebook()["releases"][0]["version"]
    assert codebook()["released"] == codebook()["releases"][0]["released"]
    assert (folder / "codebook.yaml").read_text().startswith("# The codebook")
    assert all((folder / name).read_text().startswith("# ") for name in ("codebook_log.md", "draws.md"))
    readme = (folder / "README.md").read_text()
    assert all(f"`{name}`" in readme for name in table_names())
    assert "failure_search" in readme
    assert descriptor() == about


def test_the_same_release_gives_the_same_bytes() -> None:
    first = package()
    package.clear()
    assert package() == first


def test_an_unknown_table_is_refused() -> None:
    with pytest.raises(KeyError):
        table_csv("posting")
