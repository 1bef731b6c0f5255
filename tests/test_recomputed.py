"""The numbers on the pages agree with what anyone can recompute from the spreadsheet, without the project's queries."""

import io
import math
import re
from collections import Counter

import pandas
import pytest

from pages.parts.share import spreadsheet
from pages.parts.store import case_names
from tests.test_pages import opened, words

RUNGS = ["no_action", "commitment", "adopted", "resourced", "delivered", "sustained"]


@pytest.fixture(scope="module")
def table() -> pandas.DataFrame:
    """The released spreadsheet, as a researcher would read it."""
    return pandas.read_csv(
        io.BytesIO(spreadsheet(list(case_names()))), encoding="utf-8-sig", dtype=str, keep_default_na=False
    )


def countable(table: pandas.DataFrame) -> pandas.DataFrame:
    return table[table["selection_route"] != "failure_search"]


def wilson(hits: int, known: int) -> tuple[float, float]:
    z = 1.959963984540054
    middle = (hits + z * z / 2) / (known + z * z)
    half = z / (known + z * z) * math.sqrt(hits * (known - hits) / known + z * z / 4)
    return middle - half, middle + half


SELECTIONS = [
    {},
    {"region": "Europe"},
    {"approach": "participatory_budgeting"},
    {"scale": "national"},
    {"domain": "health"},
]


def chosen(table: pandas.DataFrame, link: dict[str, str]) -> pandas.DataFrame:
    for variable, code in link.items():
        table = table[[code in cell.split("; ") for cell in table[variable]]]
    return table


@pytest.mark.parametrize("link", SELECTIONS, ids=str)
def test_find_and_start(table: pandas.DataFrame, link: dict[str, str]) -> None:
    rows = chosen(table, link)
    shown = words(opened("find", **link))
    number = re.search(r"\*\*(?:All )?([\d,]+) cases?\.?\*\*", shown).group(1)
    assert int(number.replace(",", "")) == len(rows)

    rows = countable(rows)
    known = rows[rows["action_peak"].isin(RUNGS)]
    delivered = int(known["action_peak"].isin(RUNGS[4:]).sum())
    assert f"delivered or above in {delivered} of {len(known)} with a record; for {len(rows) - len(known)} " in shown
    co_words = rows[rows["definition_clarity"] != "not_applicable"]
    assert f"{len(co_words)} of " in shown


@pytest.mark.parametrize("link", SELECTIONS, ids=str)
@pytest.mark.parametrize("power", ["final_authority", "space", "power_design"])
def test_power_and_action(table: pandas.DataFrame, link: dict[str, str], power: str) -> None:
    rows = countable(chosen(table, link))
    test = opened("power", power=power, rung="adopted", **link)
    shares = next(t.value for t in test.table if "Share of known" in t.value.columns)
    for row in shares.to_dict("records"):
        group = rows[rows[f"{power}_label"] == row["Group"].replace("\\", "")]
        known = group[group["action_peak"].isin(RUNGS)]
        hits = int(known["action_peak"].isin(RUNGS[2:]).sum())
        assert int(re.sub(r"\[(\d+)\].*", r"\1", row["Yes"])) == hits
        assert (int(row["Known"]), int(row["Unknown"])) == (len(known), len(group) - len(known))
        if len(known) >= 10:
            low, high = wilson(hits, len(known))
            assert row["Share of known"] == f"{round(100 * hits / len(known))} %"
            assert row["95 % interval (Wilson)"] == f"{round(100 * low)} % to {round(100 * high)} %"
            bounds = hits / len(group), (hits + len(group) - len(known)) / len(group)
            assert row["If all unknown were no, or yes"] == f"{round(100 * bounds[0])} % to {round(100 * bounds[1])} %"
        else:
            assert "%" not in row["Share of known"] + row["95 % interval (Wilson)"]


def test_compare_groups(table: pandas.DataFrame) -> None:
    shown = words(opened("groups", region="Europe", b_region="Northern America", rung="resourced"))
    for name, region in (("A", "Europe"), ("B", "Northern America")):
        rows = countable(table[table["region"] == region])
        known = rows[rows["action_peak"].isin(RUNGS)]
        hits = int(known["action_peak"].isin(RUNGS[3:]).sum())
        assert f"**{name}**: {len(rows)} cases that may be counted" in shown
        assert f"{hits} of {len(known)}" in shown


@pytest.mark.parametrize("link", SELECTIONS, ids=str)
def test_meaning(table: pandas.DataFrame, link: dict[str, str]) -> None:
    table = chosen(table, link)
    shown = words(opened("meaning", **link))
    co_words = table[table["definition_clarity"] != "not_applicable"]
    defined = int(co_words["definition_clarity"].isin(["states_definition", "full_definition"]).sum())
    fit = Counter(co_words["label_practice_fit"])
    assert f"{len(co_words)} use a word with co-" in shown
    assert f"{defined} of these state what it means" in shown
    assert f"In {fit['consistent']} of these" in shown
    assert f"in {fit['label_exceeds_practice']} every" in shown


def test_label_against_practice_by_the_rule(table: pandas.DataFrame) -> None:
    stages = ["power_commission", "power_design", "power_deliver", "power_assess"]
    scale = ["absent", "informed_or_consulted", "input_used", "shared", "lay_led"]
    for row in table.to_dict("records"):
        levels = [scale.index(row[stage]) for stage in stages if row[stage] in scale]
        has_label = bool(set(row["label"].split("; ")) & {"co_production", "co_creation", "co_design", "co_governance"})
        expected = "indeterminate"
        if has_label and max(levels, default=0) >= 3:
            expected = "consistent"
        elif has_label and len(levels) >= 2:
            expected = "label_exceeds_practice"
        assert row["label_practice_fit"] == expected, row["case_id"]


@pytest.mark.parametrize("link", SELECTIONS, ids=str)
def test_what_went_wrong(table: pandas.DataFrame, link: dict[str, str]) -> None:
    table = chosen(table, link)
    shown = words(opened("wrong", **link))
    kinds = {"paused", "diluted", "defunded", "repealed", "dismantled", "lapsed", "overturned"}
    reversed_ = sum(bool(kinds & set(cell.split("; "))) for cell in table["reversal"])
    silent = {"not_reported", "unclear", "none_found"}
    backlash = sum(not silent & set(cell.split("; ")) for cell in table["backlash"])
    harms = sum(not silent & set(cell.split("; ")) for cell in table["harms"])
    assert (
        f"something won was taken back in {reversed_}, somebody pushed back in {backlash} and harm was reported in {harms}"
        in shown
    )


@pytest.mark.parametrize("link", SELECTIONS, ids=str)
def test_how_long_did_it_take(table: pandas.DataFrame, link: dict[str, str]) -> None:
    rows = countable(chosen(table, link))
    rows = rows[rows["start_year"] != ""]
    silent = int((rows["action_record"] != "events_recorded").sum())
    shown = words(opened("duration", **link))
    if silent:
        assert f"{silent} have no record of what followed" in shown
    # Nobody who can be timed is counted twice or lost: timed and dropped make up all that may be counted.
    for rung in ("commitment", "delivered"):
        timed = re.search(rf"\*\*To {rung} or above\*\*: (?:among|only|seen in \d+ of) (\d+) cases?", shown)
        dropped = re.search(rf"To {rung} or above, (\d+) cases? dropped", shown)
        total = int(timed.group(1)) + int(dropped.group(1) if dropped else 0)
        assert total == len(countable(chosen(table, link)))


def test_evidence_gaps(table: pandas.DataFrame) -> None:
    test = opened("gaps", rows="region")
    grid = next(t.value for t in test.table if "World region" in t.value.columns)
    sizes = dict(re.match(r"(.+) \((\d+)\)", cell.replace("\\", "")).groups() for cell in grid["World region"])
    assert {name: int(size) for name, size in sizes.items() if int(size)} == table["region"].value_counts().to_dict()
    europe = table[
        (table["region"] == "Europe") & table["source_type"].str.split("; ").map(lambda kinds: "news" in kinds)
    ]
    cell = grid.loc[[c.startswith("Europe") for c in grid["World region"]], "News"].iloc[0]
    speaking = int(europe["action_record"].eq("events_recorded").sum())
    assert cell.startswith(f"[{speaking} of {len(europe)}")


def test_cases_like_mine_ignores_outcomes(table: pandas.DataFrame) -> None:
    test = opened("mine", my_policy_domain="health", my_scale="city")
    near = next(t.value for t in test.table if "Likeness" in t.value.columns)
    rows = table.set_index("name")
    scale = ["organisation", "neighbourhood", "city", "region", "national", "transnational"]
    for name, likeness in zip(near["Case"], near["Likeness"], strict=True):
        row = rows.loc[name.replace("\\", "")]
        parts = [float(row["policy_domain"] == "health")]
        if row["scale"] in scale:
            parts.append(1 - abs(scale.index(row["scale"]) - 2) / 5)
        assert likeness == f"{round(100 * sum(parts) / len(parts))} %"
