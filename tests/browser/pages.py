"""What the browser tests share: a fake tool behind the app, and what a reader does first."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import pytest

from summarizer.errors import InputError
from summarizer.types import Article, Report
from tests.comparison_factories import make_comparison_report
from tests.factories import make_report

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
MARKS = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on the PATH; install it to run these"),
]
TIMEOUT_MS = 60_000
LOCAL = {"127.0.0.1", "localhost"}


class FakeTool:
    """A tool that knows one article, and refuses texts that begin with "Odd"."""

    def analyze(self, article: Article, /, **_: Any) -> Report:
        if article.text.startswith("Odd"):
            raise InputError("This text cannot be analysed.")
        return make_report()

    def compare(
        self,
        articles: Sequence[Article],
        /,
        *,
        progress: Callable[[str], None],
        **_: Any,
    ) -> Report:
        progress("compare")
        return make_comparison_report(len(articles))


def lit(page: Page) -> str:
    """Return the words that are lit in the article."""
    return "".join(page.locator(".fr-part.fr-lit").all_text_contents())


def analysed(page: Page, address: str) -> Page:
    """Open the app, press an example, and wait for its marks."""
    page.goto(address)
    page.get_by_role("button", name="A port strike").click()
    page.locator(".fr-mark").first.wait_for()
    return page


def comparing(page: Page, address: str) -> Page:
    """Open the app at its second tab."""
    page.goto(address)
    page.get_by_role("tab", name="Compare").click()
    page.get_by_label("Text of article 1", exact=True).wait_for()
    return page
