"""The errands of a visitor, from the front page, in a real browser."""

import re
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.conftest import ROOT, serve

expect.set_options(timeout=20_000)  # patience for a busy machine


def settled(page: Page) -> None:
    """Wait until the app has stopped running."""
    page.wait_for_selector("[data-testid=stMain] h1", timeout=20_000)
    page.wait_for_timeout(500)  # a click takes a moment to reach the server on a busy machine
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning", timeout=20_000)
    page.wait_for_timeout(300)


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    settled(page)
    return page


def found(page: Page) -> int:
    """The number of cases that Find says it found."""
    text = page.get_by_text(re.compile(r"^(All )?[\d,]+ cases?( of [\d,]+ match)?\.$")).first.inner_text()
    return int(re.search(r"[\d,]+", text).group().replace(",", ""))


def choose(page: Page, group: str, filter_label: str, option: str) -> None:
    """Choose a value of a filter, as a visitor does."""
    page.get_by_role("button", name=re.compile(f"^{group}")).first.click()
    box = page.get_by_test_id("stMultiSelect").filter(has_text=filter_label)
    box.get_by_role("combobox").click()
    page.get_by_role("option", name=re.compile(f"^{re.escape(option)} \\(")).click()
    settled(page)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    settled(page)


def cards(page: Page) -> list[str]:
    """The names of the cases shown as cards, in their order."""
    links = page.get_by_test_id("stMain").locator("a[href^='case?'][data-testid='stPageLink-NavLink']")
    return links.all_inner_texts()


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict) -> dict:
    return {**browser_context_args, "viewport": {"width": 1280, "height": 900}}


def test_errand_1_find_filter_read_and_share(page: Page, site: str, browser: Browser) -> None:
    opened(page, site)
    expect(page.get_by_text("not a sample")).to_be_visible()
    page.get_by_test_id("stMain").get_by_role("link", name=re.compile(r"^Health \(")).click()
    settled(page)
    some = found(page)
    assert "/find?domain=health" in page.url

    choose(page, "Place", "World region", "Europe")
    fewer = found(page)
    assert 0 < fewer < some
    choose(page, "Power", "Final say", "Not reported")
    shown = cards(page)

    # The link in the panel opens the same view for somebody else.
    page.get_by_role("button", name="Copy link").click()
    link = page.get_by_test_id("stCode").inner_text().strip()
    assert link == page.url
    with browser.new_context() as context:
        other = opened(context.new_page(), link)
        assert cards(other) == shown
        assert found(other) == found(page)
    page.keyboard.press("Escape")

    # Back undoes one filter at a time, Forward redoes it, reload keeps it.
    page.go_back()
    settled(page)
    assert found(page) == fewer
    page.go_back()
    settled(page)
    assert found(page) == some
    page.go_forward()
    settled(page)
    page.reload()
    settled(page)
    assert found(page) == fewer

    with page.expect_download() as download:
        page.get_by_role("button", name="Spreadsheet").click()
    lines = Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("case_id,name,summary")
    page.get_by_role("button", name="Clear all").click()
    settled(page)
    assert found(page) > some
    assert page.url.endswith("/find")


def test_errand_1_search_from_the_front_page(page: Page, site: str) -> None:
    opened(page, site)
    page.get_by_label("Search the cases").fill("budgets")
    page.get_by_label("Search the cases").press("Enter")
    page.wait_for_url("**/find?q=budgets")
    settled(page)
    assert found(page) > 0
    expect(page.get_by_text(re.compile("budget", re.IGNORECASE)).first).to_be_visible()


def test_errand_1_an_empty_selection_offers_a_way_out(page: Page, site: str) -> None:
    opened(page, f"{site}/find?q=xylophone&region=Europe")
    expect(page.get_by_text("No coded case matches")).to_be_visible()
    page.get_by_role("button", name=re.compile("Without the search")).click()
    settled(page)
    assert found(page) > 0
    assert page.url.endswith("find?region=Europe")


def test_errand_2_read_one_case_and_check_a_value(page: Page, site: str) -> None:
    opened(page, f"{site}/find?action_peak=delivered&action_peak=sustained")
    name = cards(page)[0]
    page.get_by_test_id("stMain").get_by_role("link", name=name, exact=True).click()
    page.wait_for_url("**/case?**")
    settled(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    for heading in ("Who held power at each stage", "What happened on the ground", "What is not known", "Evidence"):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
    # One click shows the rule, the note, the locator and a link to the source.
    value = page.get_by_test_id("stExpander").filter(has_text="Policy domain:").first
    value.locator("summary").click()
    expect(value.get_by_text(re.compile("^Rule: "))).to_be_visible()
    expect(value.get_by_role("link").first).to_have_attribute("href", re.compile("^https?://"))
    # The filters are still there on the way back.
    page.get_by_role("link", name="Find cases").click()
    settled(page)
    assert "action_peak=delivered&action_peak=sustained" in page.url


def test_errand_3_compare_and_send(page: Page, site: str, browser: Browser) -> None:
    opened(page, f"{site}/find")
    names = cards(page)[:3]
    for number in range(1, len(names) + 1):
        page.get_by_role("button", name="Add to comparison").first.click()
        expect(page.get_by_role("link", name=f"Compare cases ({number})")).to_be_visible(timeout=20_000)
        settled(page)
    page.get_by_role("link", name="Compare cases (3)").click()
    page.wait_for_url("**/compare?**")
    settled(page)
    tables = page.get_by_test_id("stTable")
    expect(tables).to_have_count(5)
    for name in names:
        expect(tables.first.get_by_role("columnheader", name=name)).to_be_visible()
    rows = page.get_by_role("row").count()
    page.get_by_text("Only rows that differ").click()
    settled(page)
    assert page.get_by_role("row").count() < rows
    expect(page.get_by_role("cell", name="same", exact=True)).to_have_count(0)
    assert tables.get_by_role("link").count() > 10
    with browser.new_context() as context:
        other = opened(context.new_page(), page.url)
        for name in names:
            expect(other.get_by_role("columnheader", name=name).first).to_be_visible()


def pick(page: Page, label: str, option: str) -> None:
    """Choose in a list to pick from."""
    page.get_by_role("combobox", name=re.compile(label)).click()
    page.get_by_role("option", name=option, exact=True).click()
    settled(page)


def reached_by_the_menu(page: Page, site: str, name: str) -> None:
    """Go from the front page to a page, as a visitor does."""
    opened(page, site)
    page.get_by_test_id("stSidebar").get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name, timeout=20_000)
    settled(page)


def opens_the_same(page: Page, browser: Browser, marker: str) -> None:
    """The address of the page shows the same text to somebody else."""
    text = page.get_by_text(re.compile(marker)).first.inner_text()
    with browser.new_context() as context:
        other = opened(context.new_page(), page.url)
        expect(other.get_by_text(text, exact=True).first).to_be_visible()


def test_errand_4_compare_groups(page: Page, site: str, browser: Browser) -> None:
    reached_by_the_menu(page, site, "Compare groups")
    choose(page, "Place", "World region", "Europe")
    bars = page.get_by_role("button", name=re.compile("^Place"))
    bars.nth(1).click()
    box = page.get_by_test_id("stMultiSelect").filter(has_text="World region")
    box.get_by_role("combobox").click()
    page.get_by_role("option", name=re.compile("^Latin America and the Caribbean \\(")).click()
    settled(page)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    settled(page)
    assert "region=Europe" in page.url
    assert "b_region=Latin+America" in page.url
    expect(page.get_by_text("stand in both groups")).to_have_count(0)
    opens_the_same(page, browser, "^Among coded cases, action peak")
    # A count opens its cases, and there are as many.
    link = page.get_by_test_id("stTable").get_by_role("link").first
    number = int(link.inner_text())
    opened(page, link.get_attribute("href"))
    assert found(page) == number


def test_errand_5_power_and_action(page: Page, site: str, browser: Browser) -> None:
    reached_by_the_menu(page, site, "Power and action")
    pick(page, "Power", "Power in design")
    page.get_by_test_id("stRadio").get_by_text("Adopted", exact=True).click()
    settled(page)
    before = page.get_by_text(re.compile("^Among .* that may be counted")).first.inner_text()
    page.get_by_text("Only independent evidence on the outcome").click()
    settled(page)
    expect(page.get_by_text(before, exact=True)).to_have_count(0)
    expect(page.get_by_role("heading", name="What the switches change")).to_be_visible()
    assert "power=power_design" in page.url
    assert "rung=adopted" in page.url
    assert "independent=yes" in page.url
    opens_the_same(page, browser, "^Among .* that may be counted")
    link = page.get_by_test_id("stTable").first.get_by_role("link").first
    number = int(link.inner_text())
    opened(page, link.get_attribute("href"))
    assert found(page) == number


def test_errand_6_what_does_it_mean(page: Page, site: str, browser: Browser) -> None:
    reached_by_the_menu(page, site, "What does it mean?")
    opens_the_same(page, browser, "use a word with co-")
    heading = page.get_by_role("heading", name=re.compile("^Where the label exceeds practice"))
    number = int(re.search(r"\d+", heading.inner_text()).group())
    assert len(cards(page)) == number


def test_errand_7_what_went_wrong(page: Page, site: str, browser: Browser) -> None:
    reached_by_the_menu(page, site, "What went wrong?")
    expect(page.get_by_text("not rates")).to_be_visible()
    expect(page.get_by_role("heading", name="Looked for and not found, or never looked for")).to_be_visible()
    assert "%" not in page.get_by_test_id("stMain").inner_text()
    opens_the_same(page, browser, "have something of the kind on record")


def test_errand_8_cases_like_mine(page: Page, site: str, browser: Browser) -> None:
    reached_by_the_menu(page, site, "Cases like mine")
    for label, option in (("Policy domain", "Health"), ("Scale", "City or municipality")):
        box = page.get_by_test_id("stMain").get_by_test_id("stMultiSelect").filter(has_text=label)
        box.get_by_role("combobox").click()
        page.get_by_role("option", name=option, exact=True).click()
        settled(page)
        page.keyboard.press("Escape")
    assert "my_policy_domain=health" in page.url
    expect(page.get_by_text("no outcome is predicted")).to_be_visible()
    expect(page.get_by_role("heading", name=re.compile("nearest stalls and reversals"))).to_be_visible()
    expect(page.get_by_text(re.compile("^Matches:")).first).to_be_visible()
    opens_the_same(page, browser, "match at least half")


def test_errand_9_evidence_gaps(page: Page, site: str, browser: Browser) -> None:
    reached_by_the_menu(page, site, "Evidence gaps")
    pick(page, "Rows", "World region")
    expect(page.get_by_text("what evidence there is, not what it says")).to_be_visible()
    opens_the_same(page, browser, "^Of the .* fields of this map")
    link = page.get_by_test_id("stTable").first.get_by_role("link").first
    held = int(re.search(r"of (\d+)", link.inner_text()).group(1))
    opened(page, link.get_attribute("href"))
    assert found(page) == held


ROOMS = (
    "",
    "find",
    "compare",
    "power",
    "groups",
    "meaning",
    "wrong",
    "duration",
    "gaps",
    "mine?my_policy_domain=health",
)


@pytest.mark.parametrize("path", [*ROOMS, "find?view=table", "find?view=map"])
def test_nothing_is_cut_off_on_a_phone(path: str, site: str, browser: Browser) -> None:
    with browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True) as context:
        page = opened(context.new_page(), f"{site}/{path}")
        width = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
        assert width <= 360


def test_find_works_on_a_phone(site: str, browser: Browser) -> None:
    with browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True) as context:
        page = opened(context.new_page(), f"{site}/find")
        before = found(page)
        choose(page, "Place", "World region", "Europe")
        assert 0 < found(page) < before


def test_a_wrong_address_says_so(page: Page, site: str) -> None:
    page.goto(f"{site}/no-such-page")
    expect(page.get_by_text("Page not found")).to_be_visible(timeout=20_000)


def test_nothing_is_asked_of_outside_hosts(page: Page, site: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("", "find?view=map", "find?view=table", "compare"):
        opened(page, f"{site}/{path}")
    outside = [url for url in asked if not url.startswith((site, site.replace("http", "ws"), "data:", "blob:"))]
    assert outside == []


UNDATED = "case?id=walsall-everyone-counts"  # a case whose events have no year, so its timeline has no point
CHOSEN = ("find?policy_domain=health&view=table", "groups?region=Europe&b_region=Oceania", UNDATED)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (360, "light")])
@pytest.mark.parametrize("path", [*ROOMS, *CHOSEN])
def test_accessibility(path: str, width: int, scheme: str, site: str, browser: Browser) -> None:
    with browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 740}) as context:
        page = opened(context.new_page(), f"{site}/{path}")
        result = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
        wrong = [(rule["id"], node["html"][:160]) for rule in result.response["violations"] for node in rule["nodes"]]
        assert wrong == []


def test_the_first_visit_may_be_a_deep_link_and_broken_data_is_named(page: Page, tmp_path: Path) -> None:
    """A fresh server without a database, first with a broken case file, then with it mended."""
    copy = tmp_path / "site"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".git", ".venv", "*.duckdb", "__pycache__"))
    broken = next((copy / "data" / "cases").glob("*.yaml"))
    sound = broken.read_text()
    broken.write_text(sound.replace("summary:", "sumary:", 1))
    process = serve(copy / "app.py", 8950, copy)
    try:
        page.goto("http://127.0.0.1:8950/find?region=Europe")
        expect(page.get_by_text("The case files do not pass the checks")).to_be_visible(timeout=60_000)
        expect(page.get_by_text(f"{broken.name}: file: unknown field sumary")).to_be_visible()
        broken.write_text(sound)
        page.reload()
        settled(page)
        assert found(page) > 0
        expect(page.get_by_role("heading", level=1)).to_have_text("Find cases")
    finally:
        process.terminate()
        process.wait(10)
