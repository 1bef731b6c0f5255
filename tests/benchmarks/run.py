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

from playwright.sync_api import Browser, sync_playwright

from data.build import compile_database
from data.check import check_files
from data.freshness import CASES, DATABASE
from queries import Database
from tests.conftest import ROOT, serve

NOTHING: dict[str, Any] = {"variables": [], "codes": [], "search": "", "year_from": None, "year_to": None}
FILTERED = {**NOTHING, "variables": ["region", "domain"], "codes": ["Europe", "health"]}
SHOWN = ["domain", "approach", "scale", "region", "country", "initiator", "final_authority", "action_peak", "reversal"]


def first_visit(browser: Browser, address: str) -> float:
    """Return the seconds from a new visitor's request to the first result on the screen."""
    with browser.new_context() as context:
        page = context.new_page()
        start = time.perf_counter()
        page.goto(address)
        page.get_by_test_id("stMain").get_by_text("cases.").first.wait_for()
        return time.perf_counter() - start


def filter_clicks(browser: Browser, address: str, group: str, times: int) -> list[float]:
    """Return the seconds from each click on a value of a filter to the updated number of cases."""
    seconds = []
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(address)
        page.get_by_test_id("stMain").get_by_text("cases.").first.wait_for()
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


def pages(rounds: int) -> None:
    """Measure the pages against the floor and print the ratios."""
    servers = [serve(ROOT / "tests/benchmarks/floor.py", 8961), serve(ROOT / "app.py", 8962)]
    addresses = {"floor": "http://127.0.0.1:8961", "explorer": "http://127.0.0.1:8962/find"}
    visits: dict[str, list[float]] = {name: [] for name in addresses}
    clicks: dict[str, list[float]] = {name: [] for name in addresses}
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path="/usr/bin/chromium",
                args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
            )
            for _ in range(rounds + 1):
                for name, address in addresses.items():
                    visits[name].append(first_visit(browser, address))
                    group = "Group 0" if name == "floor" else "Topic"
                    clicks[name] += filter_clicks(browser, address, group, 3)
    finally:
        for server in servers:
            server.terminate()
    for what, measured, warm in (("first visit", visits, 1), ("filter click", clicks, 3)):
        floor, ours = (statistics.median(measured[name][warm:]) for name in addresses)
        print(f"{what}: explorer {ours * 1000:.0f} ms, floor {floor * 1000:.0f} ms, ratio {ours / floor:.2f}")


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
