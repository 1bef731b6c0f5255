"""Errand ten, take it away, and the page “Methods and data” in a real browser."""

import itertools
import re
import zipfile

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.test_errands import opened, settled

expect.set_options(timeout=20_000)  # patience for a busy machine


def test_errand_10_take_it_away(page: Page, site: str) -> None:
    opened(page, site)
    page.get_by_role("link", name="Methods and data").click()
    page.wait_for_url("**/methods")
    settled(page)
    expect(page.get_by_text("not a sample")).to_be_visible()
    page.get_by_test_id("stMain").get_by_role("link", name="downloads").click()
    expect(page.get_by_role("heading", name="Downloads")).to_be_in_viewport()
    with page.expect_download() as download:
        page.get_by_role("button", name="Whole dataset").click()
    with zipfile.ZipFile(download.value.path()) as archive:
        assert {"datapackage.json", "codebook.yaml", "README.md", "csv/coding.csv"} <= set(archive.namelist())
    with page.expect_download() as download:
        page.get_by_role("button", name="initiative.csv").click()
    assert download.value.suggested_filename == "initiative.csv"


def test_errand_10_look_up_a_variable(page: Page, site: str) -> None:
    opened(page, f"{site}/methods")
    page.get_by_label("Search the codebook").fill("who formally proposed")
    page.get_by_label("Search the codebook").press("Enter")
    expect(page.get_by_text(re.compile(r"^1 of \d+ variables"))).to_be_visible()
    entry = page.get_by_test_id("stExpander").filter(has_text="Initiator").first
    entry.locator("summary").click()
    expect(entry.get_by_text("Commissioning outranks designing")).to_be_visible()


def test_headings_are_in_order(page: Page, site: str) -> None:
    opened(page, f"{site}/methods")
    levels = (
        page.get_by_test_id("stMain").locator("h1,h2,h3,h4,h5,h6").evaluate_all("all => all.map(h => +h.tagName[1])")
    )
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_nothing_is_cut_off_on_a_phone(site: str, browser: Browser) -> None:
    with browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True) as context:
        page = opened(context.new_page(), f"{site}/methods")
        for title in ("Policy domain", "Agreement in the pilot", "What changed in the codebook", "Columns"):
            page.get_by_test_id("stExpander").filter(has_text=title).first.locator("summary").click()
        settled(page)
        assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 360


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessibility(scheme: str, site: str, browser: Browser) -> None:
    with browser.new_context(color_scheme=scheme) as context:
        page = opened(context.new_page(), f"{site}/methods")
        result = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
        wrong = [(rule["id"], node["html"][:160]) for rule in result.response["violations"] for node in rule["nodes"]]
        assert wrong == []
