"""The app and the report page in a real browser: what a reader does, and what leaves the machine.

Everything waits for what it needs to see; nothing sleeps.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from summarizer.render.html import report_to_html
from tests.browser.pages import LOCAL, MARKS, TIMEOUT_MS, analysed, lit
from tests.factories import make_analysis, make_article, make_report

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = MARKS


@pytest.fixture
def report(page: Page, tmp_path: Path) -> Page:
    """The report as a page of its own."""
    path = tmp_path / "report.html"
    path.write_text(report_to_html(make_report()), encoding="utf-8")
    page.goto(path.as_uri())
    return page


# The app -----------------------------------------------------------------------------------


def test_an_example_is_one_click_away(page: Page, address: str, requests: list[str]) -> None:
    analysed(page, address)

    assert page.locator(".fr-column h3").all_text_contents() == [
        "Neutral",
        "Dockers’ Union of Veldhaven",
        "Harbour Lines",
        "Dockworkers",
    ]
    assert "Port Maren" in page.locator("#text textarea").input_value()
    assert "Marta Ilves" in page.locator("#actors").inner_text()
    assert page.locator("#relations svg[role=img]").is_visible()
    assert {urlsplit(url).hostname for url in requests if url.startswith(("http", "ws"))} <= LOCAL


def test_a_summary_sentence_leads_to_its_source(page: Page, address: str) -> None:
    analysed(page, address)
    sentence = page.locator(".fr-column").nth(1).locator("a").first
    sentence.click()

    assert lit(page) == sentence.inner_text()
    page.locator(".fr-part.fr-lit").first.wait_for(state="visible")
    assert page.evaluate(
        "(() => { const box = document.querySelector('.fr-lit').getBoundingClientRect();"
        "return box.top >= 0 && box.bottom <= window.innerHeight; })()"
    )


def test_a_reader_chooses_which_perspectives_to_see(page: Page, address: str) -> None:
    analysed(page, address)
    page.get_by_role("checkbox", name="Harbour Lines").uncheck()
    page.locator(".fr-column h3", has_text="Harbour Lines").wait_for(state="detached")
    left = page.locator(".fr-column h3").all_text_contents()

    assert left == ["Neutral", "Dockers’ Union of Veldhaven", "Dockworkers"]


def test_a_mark_tells_its_label_on_focus_in_the_app(page: Page, address: str) -> None:
    analysed(page, address)
    page.mouse.move(0, 0)  # where the page scrolls to, the pointer may rest on another mark
    page.locator(".fr-mark", has_text="so-called strike").focus()
    tip = page.get_by_role("tooltip")
    tip.wait_for()

    assert "Delegitimation 83\u2009% probability" in tip.inner_text()
    assert "quoted: Tomas Reiner" in tip.inner_text()


def test_an_error_is_shown_and_the_text_stays(page: Page, address: str) -> None:
    page.goto(address)
    box = page.locator("#text textarea")
    box.fill("Odd text <img src=x>")
    page.get_by_role("button", name="Analyse").click()
    alert = page.get_by_role("alert")
    alert.wait_for()

    assert alert.inner_text() == "This text cannot be analysed."
    assert box.input_value() == "Odd text <img src=x>"
    assert page.locator(".fr-mark").count() == 0


def test_an_empty_form_asks_for_a_text(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Analyse").click()
    alert = page.get_by_role("alert")
    alert.wait_for()

    assert alert.inner_text().startswith("Paste the text of an article first")


def test_a_file_is_uploaded_and_the_report_downloaded(
    page: Page, address: str, tmp_path: Path
) -> None:
    path = tmp_path / "article.md"
    path.write_text("# A headline\n\nA body of one sentence.\n", encoding="utf-8")
    page.goto(address)
    page.get_by_label("Upload a file").check()
    page.locator("#file input[type=file]").set_input_files(path)
    page.locator("#file", has_text="article").locator(".file-preview").wait_for()
    page.get_by_role("button", name="Analyse").click()
    page.locator(".fr-mark").first.wait_for()
    with page.expect_download() as download:
        page.get_by_text("Download as JSON").click()

    assert download.value.suggested_filename == "framing-report.json"
    saved = tmp_path / "saved.json"
    download.value.save_as(saved)
    assert '"summarizer.report/1"' in saved.read_text(encoding="utf-8")


def test_readers_do_not_see_each_other_s_reports(
    browser: Browser, page: Page, address: str
) -> None:
    analysed(page, address)
    context = browser.new_context()
    context.set_default_timeout(TIMEOUT_MS)
    other = context.new_page()
    other.goto(address)
    other.get_by_role("button", name="Analyse").wait_for()

    assert other.locator(".fr-mark").count() == 0
    context.close()


# The report page ---------------------------------------------------------------------------


def test_the_report_page_fetches_nothing(report: Page, requests: list[str]) -> None:
    report.locator(".fr-mark").first.wait_for()

    assert [url for url in requests if not url.startswith("file:")] == []
    assert len(requests) == 1


def test_overlapping_marks_tell_all_their_labels(report: Page) -> None:
    report.locator(".fr-mark", has_text="chaos").last.hover()
    tip = report.get_by_role("tooltip")
    tip.wait_for()

    assert "Economic harm" in tip.inner_text()
    assert "Other loaded wording" in tip.inner_text()
    report.keyboard.press("Escape")
    tip.wait_for(state="hidden")


def test_the_keyboard_goes_to_the_source_and_back(report: Page) -> None:
    link = report.locator(".fr-column").first.locator("a").first
    link.focus()
    report.keyboard.press("Enter")

    assert lit(report) == link.inner_text()
    assert report.evaluate("document.activeElement.classList.contains('fr-part')")
    report.keyboard.press("Escape")
    assert report.evaluate("document.activeElement.dataset.evidence") == link.get_attribute(
        "data-evidence"
    )


@pytest.mark.parametrize(
    ("box", "gone", "left"),
    [
        ("The outlet’s own", "heartwarming gesture of support", "brutal show of force"),
        ("A quoted source’s", "brutal show of force", "heartwarming gesture of support"),
        ("Heroism and praise", "heartwarming gesture of support", "brutal show of force"),
    ],
)
def test_the_legend_filters_marks(report: Page, box: str, gone: str, left: str) -> None:
    report.get_by_label(box).uncheck()

    assert report.locator(".fr-mark", has_text=gone).get_attribute("tabindex") == "-1"
    assert report.locator(".fr-mark", has_text=left).get_attribute("tabindex") == "0"
    report.get_by_label(box).check()
    assert report.locator(".fr-mark", has_text=gone).get_attribute("tabindex") == "0"


def test_a_filtered_label_leaves_the_tooltip_too(report: Page) -> None:
    report.get_by_label("Economic harm").uncheck()
    report.locator(".fr-mark", has_text="chaos").last.focus()

    assert "Economic harm" not in report.get_by_role("tooltip").inner_text()


def test_a_script_in_an_article_does_not_run(page: Page, tmp_path: Path) -> None:
    text = "<script>document.title='run'</script><img src=x onerror=\"document.title='run'\">"
    layers = ("sentences", "quotes", "actors", "framing", "portrayals", "relations")
    analysis = make_analysis(make_article(text), **dict.fromkeys(layers, ()))
    path = tmp_path / "report.html"
    path.write_text(report_to_html(make_report(analysis)), encoding="utf-8")
    page.goto(path.as_uri())

    assert page.locator(".fr-text").inner_text() == text
    assert page.title() != "run"


@pytest.mark.parametrize("width", [1400, 800, 390])
def test_the_page_fits_its_screen(report: Page, width: int) -> None:
    report.set_viewport_size({"width": width, "height": 800})

    assert report.evaluate("document.documentElement.scrollWidth") <= width


def test_a_tooltip_stays_on_a_small_screen(report: Page) -> None:
    report.set_viewport_size({"width": 390, "height": 800})
    report.locator(".fr-mark").nth(1).focus()
    tip = report.get_by_role("tooltip")
    tip.wait_for()
    box = tip.bounding_box()

    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert box["y"] + box["height"] <= 801
