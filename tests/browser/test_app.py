"""The app and the report page in a real browser: what a reader does, and what leaves the machine.

Everything waits for what it needs to see; nothing sleeps.
"""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from summarizer.errors import InputError
from summarizer.render.html import report_to_html
from summarizer.types import Article, Report
from tests.comparison_factories import make_comparison_report
from tests.factories import make_analysis, make_article, make_report

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on the PATH; install it to run these"),
]
TIMEOUT_MS = 60_000
LOCAL = {"127.0.0.1", "localhost"}


class FakeTool:
    """A tool that knows one article, and refuses texts that begin with "Odd"."""

    def analyze(self, article: Article, /, *, sentences: int) -> Report:  # noqa: ARG002
        if article.text.startswith("Odd"):
            raise InputError("This text cannot be analysed.")
        return make_report()

    def compare(
        self,
        articles: Sequence[Article],
        /,
        *,
        sentences: int,  # noqa: ARG002
        progress: Callable[[str], None],
    ) -> Report:
        progress("compare")
        return make_comparison_report(len(articles))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless browser."""
    sync = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync.sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield found
        found.close()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where the app is served, with a fake tool behind it."""
    pytest.importorskip("gradio", reason="gradio is not installed")
    import app
    from summarizer.render.app_look import launch_options

    page = app.build_app(FakeTool)
    _, url, _ = page.launch(
        server_name="127.0.0.1", prevent_thread_lock=True, quiet=True, **launch_options()
    )
    yield url
    page.close(verbose=False)


@pytest.fixture
def requests() -> list[str]:
    """What the page asked for."""
    return []


@pytest.fixture
def page(browser: Browser, requests: list[str]) -> Iterator[Page]:
    """An empty page of its own; an error in a script fails the test."""
    errors: list[Any] = []
    context = browser.new_context(viewport={"width": 1400, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(TIMEOUT_MS)
    context.on("request", lambda request: requests.append(request.url))
    found = context.new_page()
    found.on("pageerror", lambda error: errors.append(error))  # noqa: PLW0108 - a built-in cannot be wrapped
    yield found
    context.close()
    assert errors == []


@pytest.fixture
def report(page: Page, tmp_path: Path) -> Page:
    """The report as a page of its own."""
    path = tmp_path / "report.html"
    path.write_text(report_to_html(make_report()), encoding="utf-8")
    page.goto(path.as_uri())
    return page


def lit(page: Page) -> str:
    """Return the words that are lit in the article."""
    return "".join(page.locator(".fr-part.fr-lit").all_text_contents())


def analysed(page: Page, address: str) -> Page:
    """Open the app, press an example, and wait for its marks."""
    page.goto(address)
    page.get_by_role("button", name="A port strike").click()
    page.locator(".fr-mark").first.wait_for()
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
    page.get_by_label("Harbour Lines").uncheck()
    page.locator(".fr-column h3", has_text="Harbour Lines").wait_for(state="detached")
    left = page.locator(".fr-column h3").all_text_contents()

    assert left == ["Neutral", "Dockers’ Union of Veldhaven", "Dockworkers"]


def test_a_mark_tells_its_label_on_focus_in_the_app(page: Page, address: str) -> None:
    analysed(page, address)
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


# The second tab ----------------------------------------------------------------------------


def comparing(page: Page, address: str) -> Page:
    """Open the app at its second tab."""
    page.goto(address)
    page.get_by_role("tab", name="Compare").click()
    page.get_by_label("Text of article 1", exact=True).wait_for()
    return page


def test_pasted_articles_are_compared_and_the_tables_downloaded(
    page: Page, address: str, tmp_path: Path, requests: list[str]
) -> None:
    comparing(page, address)
    page.get_by_label("Text of article 1", exact=True).fill("One text.")
    page.get_by_role("button", name="Add an article").click()
    page.get_by_label("Text of article 4", exact=True).fill("Another text.")
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
    analysis = make_analysis(make_article(text), sentences=(), actors=(), framing=(), portrayals=())
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
