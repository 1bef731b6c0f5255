"""The whole dataset as one file: every released table as CSV, Parquet and JSON, described by `datapackage.json`."""

import csv
import io
import json
import zipfile
from typing import Any

import pyarrow
import pyarrow.parquet
import streamlit as st

from pages.parts.share import safe_cell
from pages.parts.store import ask, database

_TYPES = {
    "VARCHAR": "string",
    "VARCHAR[]": "string",
    "INTEGER": "integer",
    "DOUBLE": "number",
    "BOOLEAN": "boolean",
    "DATE": "date",
}


def table_names() -> dict[str, str]:
    """Return the description of every released table by name, in the order of the codebook."""
    return {row.name_: row.description for row in ask("package_tables").rename(columns={"name": "name_"}).itertuples()}


def table_csv(name: str) -> bytes:
    """Return one released table as CSV (UTF-8 with mark); a list is joined by semicolons, no cell runs as a formula."""
    table = _table(name)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(table.column_names)
    writer.writerows([_cell(value) for value in row.values()] for row in table.to_pylist())
    return text.getvalue().encode("utf-8-sig")


def _table(name: str) -> pyarrow.Table:
    if name not in table_names():
        raise KeyError(name)
    return database().ask_exactly("table", name=name)


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return safe_cell("; ".join(value) if isinstance(value, list) else value)


def _parquet(table: pyarrow.Table) -> bytes:
    buffer = io.BytesIO()
    pyarrow.parquet.write_table(table, buffer)
    return buffer.getvalue()


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, default=str) + "\n").encode()


def descriptor() -> dict[str, Any]:
    """Return `datapackage.json` (Data Package v1, https://specs.frictionlessdata.io): tables, columns, keys, licence."""
    about = ask("package").iloc[0]
    columns = ask("package_columns").groupby("name")
    references = dict(list(ask("package_references").groupby("name")))

    def field(row: Any) -> dict[str, Any]:
        listed = " (several, separated by semicolons)" if row.data_type == "VARCHAR[]" else ""
        return {
            "name": row.column_name,
            "type": _TYPES[row.data_type],
            "description": row.description + listed,
            **({"constraints": {"required": True}} if row.required else {}),
        }

    def schema(name: str, key: list[str]) -> dict[str, Any]:
        foreign = [
            {"fields": list(row.columns), "reference": {"resource": row.target, "fields": list(row.target_columns)}}
            for row in references.get(name, ask("package_references").head(0)).itertuples(index=False)
        ]
        return {
            "fields": [field(row) for row in columns.get_group(name).itertuples()],
            "missingValues": [""],
            **({"primaryKey": key} if key else {}),
            **({"foreignKeys": foreign} if foreign else {}),
        }

    return {
        "profile": "tabular-data-package",
        "name": about["name"],
        "title": about["title"],
        "description": about["description"],
        "version": about["version"],
        "created": f"{about['released']:%Y-%m-%dT00:00:00Z}",
        "licenses": [{"name": about["licence"], "title": about["licence_title"], "path": about["licence_url"]}],
        "contributors": [{"title": about["creator"], "role": "author"}],
        "resources": [
            {
                "name": row["name"],
                "path": f"csv/{row['name']}.csv",
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "description": row["description"],
                "schema": schema(row["name"], list(row["primary_key"])),
            }
            for row in ask("package_tables").to_dict("records")
        ],
    }


def citation_of_data() -> str:
    """Return how to cite the dataset."""
    about = ask("package").iloc[0]
    return (
        f"{about['creator']} ({about['released']:%Y}). {about['title']}, release {about['version']} [data set]. "
        f"{about['licence_title']}."
    )


def _readme() -> str:
    about = ask("package").iloc[0]
    notes = ask("release_notes")
    return "\n".join(
        [
            f"# {about['title']}, release {about['version']}",
            "",
            about["description"],
            "",
            "- `csv/`, `parquet/` and `json/` hold the same tables. In CSV a list is one cell, separated by semicolons;",
            "  and a cell that a spreadsheet program could run as a formula (it begins with =, +, - or @ and is no",
            "  number) has a quote (') before it. Parquet and JSON hold every text as it is.",
            "- `datapackage.json` describes every table and column, their keys, and how they refer to each other.",
            "- `codebook.yaml` holds the questions, rules, values and definitions. What changed in it, and why, is in",
            "  `codebook_log.md`; how the cases and values for checking were drawn, in `draws.md`.",
            "",
            "Before you count: leave out cases whose selection_route is failure_search from every proportion; missing codes",
            "are four different things; and the cases are documented cases, not a sample. The page “Methods and data” of the",
            "site says what else to distrust.",
            "",
            "## Tables",
            "",
            *(f"- `{name}`: {description}" for name, description in table_names().items()),
            "",
            "## Releases",
            "",
            *(f"- {row.version} ({row.released:%Y-%m-%d}): {row.note}" for row in notes.itertuples()),
            "",
            "## Licence and citation",
            "",
            f"{about['licence_title']} ({about['licence_url']}). The sources that the data cites keep their own terms.",
            "",
            citation_of_data(),
            "",
        ]
    )


@st.cache_resource(show_spinner=False)
def package() -> bytes:
    """Return the dataset as a zip; the same release gives the same bytes."""
    made = ask("package").loc[0, "released"]
    files = {"datapackage.json": _json(descriptor()), "README.md": _readme().encode()}
    for document, path in (("codebook", "codebook.yaml"), ("codebook_log", "codebook_log.md"), ("draws", "draws.md")):
        for body in ask("document", name=document)["body"]:
            files[path] = body.encode()
    for name in table_names():
        table = _table(name)
        files[f"csv/{name}.csv"] = table_csv(name)
        files[f"parquet/{name}.parquet"] = _parquet(table)
        files[f"json/{name}.json"] = _json(table.to_pylist())
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            entry = zipfile.ZipInfo(path, (made.year, made.month, made.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return buffer.getvalue()
