"""The released tool, loaded once, and the rates that its tests saw, shown at the end."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from summarizer.errors import ModelMissing

if TYPE_CHECKING:
    from summarizer.api import Tool

_RATES = pytest.StashKey[list[str]]()


@pytest.fixture(scope="session")
def released_tool() -> Tool:
    """The tool with the released weights; without any, the test is skipped.

    Only a manifest that is missing or empty skips: one that names files which are not there
    is a broken release, and loading it fails.
    """
    import summarizer
    from summarizer.neural.weights import load_manifest, models_folder

    try:
        manifest = load_manifest()
    except ModelMissing as exc:
        pytest.skip(f"no released weights: {exc}")
    if not manifest.models:
        pytest.skip(f"no released weights: the manifest in {models_folder()} names none")
    return summarizer.load()


@pytest.fixture
def report_rate(request: pytest.FixtureRequest) -> Callable[[str, int, int], float]:
    """Return a function that notes "what: hits of n" for the end of the run, and the share."""

    def report(what: str, hits: int, n: int) -> float:
        rates = request.config.stash.setdefault(_RATES, [])
        rates.append(f"{what}: {hits} of {n} ({hits / n:.0%})")
        return hits / n

    return report


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Show the rates, so that a pass with little to spare is seen too."""
    if rates := config.stash.get(_RATES, []):
        terminalreporter.section("released weights")
        for rate in rates:
            terminalreporter.write_line(rate)
