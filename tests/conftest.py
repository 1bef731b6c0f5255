"""What several subjects share: compiled databases and the running site."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.build import compile_database
from data.freshness import DATABASE
from queries import Database
from tests.cases import FURTHER, make_case

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Four made-up cases whose every answer was worked out by hand."""
    path = tmp_path_factory.mktemp("small") / "small.duckdb"
    compile_database(
        [
            make_case(
                "ash-budget",
                name="Café budgeting in Ash",
                approach="participatory_budgeting",
                policy_domain="public_finance",
                secondary_domains=["housing"],
                final_authority="participants",
                power_commission="shared",
                power_design="absent",
                label=["co_production", "participatory"],
                definition_clarity="label_only",
                actors_mobilised=["residents_or_users", "public_officials", "ngo"],
                participants=300,
                events=[(2011, "delivered", "park"), (2014, "adopted", "park", "defunded")],
                backlash=["protest"],
            ),
            make_case(
                "birch-panel",
                place={"country": "BRA", "locality": "Recife", "latitude": -8.05, "longitude": -34.9},
                period={"start_year": 2005, "end_year": 2006, "status": "ended"},
                final_authority="elected_body",
                power_design="input_used",
                events=[(2007, "sustained")],
                settlement="urban",
            ),
            make_case(
                "cedar-clinic",
                place={"country": "KEN", "locality": None, "latitude": None, "longitude": None, "precision": "country"},
                period={"start_year": None},
                approach="service_co_design",
                scale="organisation",
                label=["co_design"],
                definition_clarity="states_definition",
                power_design="input_used",
                power_deliver="absent",
                settlement="urban",
            ),
            make_case(
                "dogwood-forum",
                approach="dialogue_forum",
                policy_domain="housing",
                final_authority="elected_body",
                selection_route="failure_search",
                events=[(2012, "no_action")],
                reversal="not_applicable",
                who_lost="Tenants",
            ),
        ],
        path,
        FURTHER,
    )
    database = Database(path)
    yield database
    database.close()


def wait_for(address: str, seconds: float = 60) -> None:
    """Wait until an address answers; raises `TimeoutError` when it does not in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310, an address of this machine
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(address)


def serve(script: Path, port: int, folder: Path = ROOT) -> subprocess.Popen:
    """Start a Streamlit script on a port of this machine and wait until it is up."""
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "streamlit",
            "run",
            str(script),
            "--server.port",
            str(port),
            "--server.address=127.0.0.1",
        ],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    wait_for(f"http://127.0.0.1:{port}/_stcore/health")
    return process


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of the real site, running on the real data."""
    port = 8700 + os.getpid() % 200
    process = serve(ROOT / "app.py", port)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(10)


@pytest.fixture(scope="session")
def real() -> Iterator[Database]:
    """The real data."""
    database = Database(DATABASE)
    yield database
    database.close()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    """Use Debian's Chromium; the switches keep it from asking outside hosts, and let root run it."""
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    return {**browser_type_launch_args, "executable_path": "/usr/bin/chromium", "args": quiet}
