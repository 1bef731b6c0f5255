"""Speed: `python -m tests.benchmarks.run`. Prints ratios of medians against a bare Streamlit app, and query times.

Both servers run side by side and are visited in turn, so that whatever else the machine does falls on both. Queries run
on the real cases and on synthetic ones made by repeating them.
"""

import argparse
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from data.build import compile_database
from data.check import check_files
from data.freshness import CASES, DATABASE
from queries import Database
from tests.conftest import ROOT, serve

NOTHING: dict[str, Any] = {"variables": [], "codes": [], "search": "", "year_from": None, "year_to": None}
FILTERED = {**NOTHING, "variables": ["region", "domain"], "codes": ["Europe", "health"]}
SHOWN = ["domain", "approach", "scale", "region", "country", "initiator", "final_authority", "action_peak", "reversal"]


PAGES = {
    "start": "",
    "find": "find",
    "case": "case?id={case}",
    "compare": "compare?case={case}&case={other}",
    "power": "power",
    "groups": "groups?region=Europe&b_region=Northern+America",
    "meaning": "meaning",
    "wrong": "wrong",
    "duration": "duration",
    "gaps": "gaps",
    "mine": "mine?my_policy_domain=health&my_scale=city",
}
FLOOR, SITE = "http://127.0.0.1:8961", "http://127.0.0.1:8962"
LAST = "[data-testid=stApp][data-test-script-state=notRunning] [data-testid=stMain] h1"


def settled(page: Page) -> None:
    """Wait until the script has run and every chart is drawn."""
    page.wait_for_selector(LAST)
    page.wait_for_function(
        "[...document.querySelectorAll('[data-testid=stVegaLiteChart]')].every(e => e.querySelector('canvas, svg'))"
    )


def visit(browser: Browser, address: str) -> float:
    """Return the seconds from a new visitor's request to the whole page on the screen."""
    with browser.new_context() as context:
        page = context.new_page()
        start = time.perf_counter()
        page.goto(address)
        settled(page)
        return time.perf_counter() - start


def counterpart(browser: Browser, address: str) -> str:
    """Return the address of the floor with as many filters, charts, tables, cards and panels as a page."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(address)
        settled(page)
        main = page.get_by_test_id("stMain")
        tables = main.get_by_role("row").count() // 11 + (1 if main.get_by_test_id("stTable").count() else 0)
        counts = {
            "filters": 15 if main.get_by_label("Search", exact=True).count() else 0,
            "charts": main.get_by_test_id("stVegaLiteChart").count(),
            "tables": tables,
            "cards": main.locator("a[href^='case?']").count(),
            "links": main.get_by_test_id("stPageLink-NavLink").count() - main.locator("a[href^='case?']").count(),
            "panels": main.get_by_test_id("stExpander").count(),
        }
        return f"{FLOOR}?" + "&".join(f"{name}={number}" for name, number in counts.items())


def filter_clicks(browser: Browser, address: str, group: str, times: int) -> list[float]:
    """Return the seconds from each click on a value of a filter to the updated number of cases."""
    seconds = []
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(address)
        settled(page)
        page.get_by_role("button", name=group).first.click()
        box = page.get_by_test_id("stMultiSelect").first
        for _ in range(times):
            box.get_by_role("combobox").click()
            option = page.get_by_role("option").nth(1)
            option.wait_for()
            before = page.get_by_test_id("stMain").locator("strong").first.inner_text()
            start = time.perf_counter()
            option.click()
            page.wait_for_function(
                "before => document.querySelector('[data-testid=stMain] strong').innerText !== before", arg=before
            )
            seconds.append(time.perf_counter() - start)
            page.keyboard.press("Escape")
    return seconds


def tell(what: str, floor: list[float], ours: list[float]) -> None:
    """Print two medians and their ratio."""
    low, high = statistics.median(floor), statistics.median(ours)
    print(f"{what}: explorer {high * 1000:.0f} ms, floor {low * 1000:.0f} ms, ratio {high / low:.2f}")


def pages(rounds: int) -> None:
    """Measure first visits of every page and filter clicks on Find against the floor, in turn, and print the ratios."""
    servers = [serve(ROOT / "tests/benchmarks/floor.py", 8961), serve(ROOT / "app.py", 8962)]
    case, other = list(Database(DATABASE).ask("case_names")["case_id"])[:2]
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path="/usr/bin/chromium",
                args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
            )
            for name, path in PAGES.items():
                address = f"{SITE}/{path.format(case=case, other=other)}"
                floor = counterpart(browser, address)
                visit(browser, floor)
                measured = [(visit(browser, floor), visit(browser, address)) for _ in range(rounds)]
                tell(f"first visit, {name}", [low for low, _ in measured], [high for _, high in measured])
            floor = counterpart(browser, f"{SITE}/find")
            clicks: dict[str, list[float]] = {"floor": [], "explorer": []}
            for _ in range(rounds):
                clicks["floor"] += filter_clicks(browser, floor, "Group 0", 3)
                clicks["explorer"] += filter_clicks(browser, f"{SITE}/find", "Topic", 3)
            tell("filter click, find", clicks["floor"][3:], clicks["explorer"][3:])
    finally:
        for server in servers:
            server.terminate()


def questions(database: Database) -> dict[str, float]:
    """Return the 95th percentile of each question's time, in milliseconds, on one database."""
    ids = list(database.ask("selection", **NOTHING)["case_id"])
    asked = {
        "selection": FILTERED,
        "selection by search": {**NOTHING, "search": "budget council"},
        "facet_counts": {**FILTERED, "shown": SHOWN},
        "loosen": {**FILTERED, "search": "xylophone"},
        "listing": {"case_ids": ids, "sort": "action", "skip": 0, "take": 10},
        "totals": {"case_ids": ids},
        "distribution": {"case_ids": ids, "shown": SHOWN},
        "case_identity": {"case_id": ids[0]},
        "case_codings": {"case_ids": ids[:4]},
        "case_supports": {"case_ids": ids[:4]},
        "case_sources": {"case_ids": ids[:4]},
        "case_events": {"case_id": ids[0]},
        "related": {"case_id": ids[0]},
        "crosstab": {"case_ids": ids, "row_variable": "final_authority", "column_variable": "action_peak"},
        "eligible": {"case_ids": ids, "independent_only": True, "one_per_programme": True},
        "setbacks": {"case_ids": ids},
        "waiting": {"case_ids": ids, "rung": "delivered"},
        "evidence_map": {"case_ids": ids, "row_variable": "space"},
        "by_decade": {"case_ids": ids, "row_variable": "label"},
        "nearest": {
            "case_ids": ids,
            "variables": ["policy_domain", "scale", "groups"],
            "codes": ["health", "city", "women"],
            "weighted": ["policy_domain", "scale", "groups"],
            "weights": [1.0, 1.0, 1.0],
        },
        "case_names": {},
        "release": {},
    }
    times = {}
    for name, parameters in asked.items():
        measured = []
        for _ in range(22):
            start = time.perf_counter()
            database.ask(name.split(" ", maxsplit=1)[0], **parameters)
            measured.append((time.perf_counter() - start) * 1000)
        times[name] = sorted(measured[2:])[18]
    return times


def queries(count: int) -> None:
    """Measure every question on the real cases and on `count` synthetic ones, and print both."""
    cases = list(check_files(sorted(CASES.glob("*.yaml")))[0].values())
    copies = [{**cases[number % len(cases)], "id": f"copy-{number}"} for number in range(count)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "many.duckdb"
        compile_database(copies, path)
        few, many = questions(Database(DATABASE)), questions(Database(path))
    print(f"question, 95th percentile in ms on {len(cases)} cases and on {count}:")
    for name in few:
        print(f"  {name}: {few[name]:.1f}, {many[name]:.1f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--synthetic", type=int, default=50_000)
    options = parser.parse_args()
    pages(options.rounds)
    queries(options.synthetic)
