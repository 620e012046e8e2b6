"""The second tab and the page of a comparison in a real browser."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from summarizer.render.html import report_to_html
from tests.browser.pages import LOCAL, MARKS, analysed, comparing, lit
from tests.comparison_factories import make_comparison_report

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = MARKS

LONG_ENOUGH = "The harbour was closed at noon, and nobody on the quay could say when it would open."


# The second tab ----------------------------------------------------------------------------


def test_pasted_articles_are_compared_and_the_tables_downloaded(
    page: Page, address: str, tmp_path: Path, requests: list[str]
) -> None:
    comparing(page, address)
    page.get_by_label("Text of article 1", exact=True).fill(LONG_ENOUGH)
    page.get_by_role("button", name="Add an article").click()
    page.get_by_label("Text of article 3", exact=True).fill(f"Then again: {LONG_ENOUGH}")
    page.get_by_role("button", name="Compare", exact=True).click()
    page.locator("#compare-report .fr-facts").wait_for()
    with page.expect_download() as download:
        page.get_by_text("Download the tables (CSV)").click()
    saved = tmp_path / download.value.suggested_filename
    download.value.save_as(saved)

    assert page.locator("#compare-report .fr-side h3").all_text_contents() == [
        "Kellan Mail",
        "Strait Observer",
    ]
    with zipfile.ZipFile(saved) as archive:
        assert "facts.csv" in archive.namelist()
    assert {urlsplit(url).hostname for url in requests if url.startswith(("http", "ws"))} <= LOCAL


def test_one_article_is_not_enough_and_what_was_typed_stays(page: Page, address: str) -> None:
    comparing(page, address)
    page.get_by_label("Outlet of article 2").fill("The Post")
    page.get_by_label("Text of article 2", exact=True).fill("Only this text.")
    page.get_by_role("button", name="Compare", exact=True).click()
    alert = page.get_by_role("alert")
    alert.wait_for()

    assert alert.inner_text() == "Only one article is given; a comparison needs 2 to 12."
    assert page.get_by_label("Text of article 2", exact=True).input_value() == "Only this text."
    assert page.get_by_label("Outlet of article 2").input_value() == "The Post"


def test_both_tabs_lead_to_their_own_articles(page: Page, address: str) -> None:
    """The example is one click away, and a fact of it leads into the comparison."""
    analysed(page, address)
    page.get_by_role("tab", name="Compare").click()
    page.get_by_role("button", name="Try an example").click()
    fact = page.locator("#compare-report .fr-fact a", has_text="rusted valve")
    fact.click()

    lit = page.locator(".fr-lit").all_text_contents()
    assert "".join(lit).startswith("Strand Ferries let the ageing death trap sail")
    assert page.locator("#article .fr-lit").count() == 0
    page.get_by_role("tab", name="One article").click()
    page.locator(".fr-columns a").first.click()
    assert page.locator("#compare-report .fr-lit").count() == 0


# A page of a comparison --------------------------------------------------------------------


@pytest.fixture
def comparison(page: Page, tmp_path: Path) -> Page:
    """The report on twelve articles as a page of its own."""
    path = tmp_path / "comparison.html"
    path.write_text(report_to_html(make_comparison_report(12)), encoding="utf-8")
    page.goto(path.as_uri())
    return page


def test_a_cell_opens_its_article_at_the_sentence(comparison: Page, requests: list[str]) -> None:
    cell = comparison.locator(".fr-facts td[data-column='Strait Observer'] a").nth(2)
    cell.focus()
    comparison.keyboard.press("Enter")

    assert lit(comparison) == "Inspectors had noted a rusted valve in March, a report shows."
    assert comparison.locator(".fr-panel:not([hidden]) .fr-lit").first.is_visible()
    assert comparison.get_by_role("tab", selected=True).inner_text() == (
        "Strait Observer highlighted"
    )
    comparison.keyboard.press("Escape")
    assert comparison.evaluate("document.activeElement.closest('td').dataset.column") == (
        "Strait Observer"
    )
    assert len(requests) == 1


def test_the_keyboard_goes_through_the_articles(comparison: Page) -> None:
    comparison.get_by_role("tab", selected=True).focus()
    comparison.keyboard.press("ArrowLeft")

    assert comparison.get_by_role("tab", selected=True).inner_text() == "Daily Signal"
    comparison.keyboard.press("ArrowRight")
    assert comparison.locator(".fr-panel:not([hidden])").count() == 1
    assert comparison.evaluate("document.activeElement.textContent").startswith("Kellan Mail")


def test_a_reader_chooses_which_facts_and_how_much_of_them_to_see(comparison: Page) -> None:
    words = comparison.locator(".fr-facts .fr-cell-words").first
    assert not words.is_visible()
    comparison.get_by_label("Matrix without the sentences").uncheck()
    assert words.is_visible()

    one = comparison.locator(".fr-facts tbody.c-one")
    assert one.is_visible()
    comparison.get_by_label("Stated by one").uncheck()
    assert not one.is_visible()


@pytest.mark.parametrize("width", [1400, 800, 400])
def test_a_comparison_of_twelve_fits_its_screen(comparison: Page, width: int) -> None:
    comparison.set_viewport_size({"width": width, "height": 800})

    assert comparison.evaluate("document.documentElement.scrollWidth") <= width


def test_the_first_column_stays_when_a_table_is_scrolled(comparison: Page) -> None:
    comparison.evaluate("document.querySelector('.fr-facts .fr-wide').scrollLeft = 600")
    box = comparison.locator(".fr-facts tbody th[scope=row]").first.bounding_box()
    table = comparison.locator(".fr-facts .fr-wide").bounding_box()

    assert box is not None
    assert table is not None
    assert box["x"] == pytest.approx(table["x"], abs=1)
