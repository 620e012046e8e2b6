"""The web page's parts that need no browser."""

from __future__ import annotations

import asyncio
import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import gradio as gr
import pytest
from gradio.themes.utils.fonts import Font

import app
from summarizer.errors import InputError, ModelMissing
from summarizer.render import app_input
from summarizer.render.app_compare import BOXES_AT_FIRST
from summarizer.render.app_length import BY_SENTENCES
from summarizer.render.app_look import keep_local, launch_options
from summarizer.render.html import column_choices
from summarizer.types import Article, Report
from tests.comparison_factories import make_comparison_report
from tests.factories import COMPANY, make_report


class FakeTool:
    """A tool that gives the same report on everything, and notes what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[Article, int | None]] = []
        self.compared: list[tuple[tuple[Article, ...], int | None]] = []

    def analyze(self, article: Article, /, **lengths: Any) -> Report:
        self.asked.append((article, lengths["sentences"]))
        if article.text.startswith("Odd"):
            raise InputError("The <b>text</b> is odd.")
        if article.text.startswith("Broken"):
            raise RuntimeError("secret detail")
        return make_report()

    def compare(self, articles: Sequence[Article], /, **asked: Any) -> Report:
        self.compared.append((tuple(articles), asked["sentences"]))
        asked["progress"]("actors")
        if articles[0].text.startswith("Odd"):
            raise InputError("The <b>texts</b> are odd.")
        if articles[0].text.startswith("Broken"):
            raise RuntimeError("secret detail")
        return make_comparison_report(len(articles))


TOOL = FakeTool()
LENGTH = (4, BY_SENTENCES, False)


@pytest.fixture(scope="module")
def page() -> gr.Blocks:
    """The page with `TOOL` behind it; building one takes a while."""
    return app.build_app(lambda: TOOL)


def request(**changes: Any) -> app_input.Request:
    """Return what an untouched form sends, changed."""
    fields = {
        "source": app_input.TEXT,
        "text": "",
        "file": None,
        "url": "",
        "title": "",
        "outlet": "",
    }
    return app_input.Request(**{**fields, **changes})


def callback(page: gr.Blocks, name: str) -> Any:
    """Return the function called `name` that the page calls."""
    return next(f.fn for f in page.fns.values() if f.fn and f.fn.__name__ == name)


def by_id(page: gr.Blocks, updates: dict[Any, Any]) -> dict[str, Any]:
    """Return the updates of components that have an id on the page, by it."""
    return {c.elem_id: value for c, value in updates.items() if c.elem_id}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"text": " \n "}, "Paste the text"),
        ({"source": app_input.FILE, "text": "ignored"}, "Choose a file"),
        ({"source": app_input.LINK, "text": "ignored"}, "Give the link"),
        ({"source": app_input.LINK, "url": "http://127.0.0.1:7860/"}, "127.0.0.1"),
        ({"source": app_input.LINK, "url": "file:///etc/passwd"}, "http"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        request(**changes).article()
    assert "\n" not in str(caught.value)


def test_only_the_chosen_input_counts(tmp_path: Path) -> None:
    path = tmp_path / "upload.txt"
    path.write_text("From the file.", encoding="utf-8")
    both = request(text="From the text.", file=str(path), outlet=" The Post ")

    assert both.article().text.strip() == "From the text."
    assert both.article().outlet == "The Post"
    filed = request(source=app_input.FILE, text="From the text.", file=str(path))
    assert filed.article().text.strip() == "From the file."


def test_an_unreadable_upload_is_named_without_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "photo.txt"
    path.write_bytes(bytes(range(256)) * 20)

    with pytest.raises(InputError, match=r"photo\.txt") as caught:
        request(source=app_input.FILE, file=str(path)).article()
    assert str(tmp_path) not in str(caught.value)


def test_the_tool_is_loaded_once_even_by_many_at_a_time() -> None:
    start, loads = Barrier(4), []

    def load() -> FakeTool:
        loads.append(1)
        return FakeTool()

    tool = app_input.once(load)

    def get(_: int) -> app_input.Analyser:
        start.wait(timeout=5)
        return tool()

    with ThreadPoolExecutor(4) as pool:
        tools = list(pool.map(get, range(4)))
    assert len(loads) == 1
    assert len(set(map(id, tools))) == 1


def test_a_load_that_failed_is_tried_again() -> None:
    outcomes: list[Any] = [ModelMissing("the weights are not there"), FakeTool()]

    def load() -> app_input.Analyser:
        outcome = outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome  # type: ignore[no-any-return]

    tool = app_input.once(load)
    with pytest.raises(ModelMissing):
        tool()
    assert isinstance(tool(), FakeTool)


def test_building_the_page_loads_no_tool() -> None:
    def load() -> app_input.Analyser:
        raise AssertionError

    page = app.build_app(load)

    assert page.analytics_enabled is False


def test_an_analysis_fills_the_page(
    page: gr.Blocks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for component in page.blocks.values():
        monkeypatch.setattr(component, "GRADIO_CACHE", str(tmp_path), raising=False)
    updates = callback(page, "analyse")(
        app_input.TEXT, "Some text.", None, "", "A title", "", *LENGTH, "extract"
    )

    article, sentences = TOOL.asked[-1]
    assert (article.title, sentences) == ("A title", 4)
    shown = by_id(page, updates)
    assert shown["message"] == ""
    assert shown["results"]["visible"] is True
    assert "fr-mark" in shown["article"]
    assert "Marta Ilves" in shown["actors"]
    assert shown["chosen"]["value"] == [about for _, about in column_choices(make_report())][:3]
    files = [
        Path(v) for v in updates.values() if isinstance(v, str) and v.startswith(str(tmp_path))
    ]
    assert sorted(path.suffix for path in files) == [".html", ".json"]
    assert json.loads(next(f for f in files if f.suffix == ".json").read_text("utf-8"))["articles"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Odd text.", "The &lt;b&gt;text&lt;/b&gt; is odd."),
        ("Broken text.", "failed unexpectedly"),
    ],
)
def test_an_error_is_one_sentence_and_keeps_the_inputs(
    page: gr.Blocks, text: str, sentence: str
) -> None:
    given = (app_input.TEXT, text, None, "", "", "", *LENGTH, "extract")
    updates = callback(page, "analyse")(*given)
    shown = by_id(page, updates)

    assert sentence in shown["message"]
    assert "secret" not in shown["message"]
    assert 'role="alert"' in shown["message"]
    assert shown["results"]["visible"] is False
    assert not {"source", "text", "file", "url", "title", "outlet", "sentences"} & set(shown)


def test_columns_are_chosen_from_the_reader_s_own_report(page: gr.Blocks) -> None:
    show = callback(page, "show_columns")

    assert "Harbour Lines</h3>" in show(make_report(), [COMPANY])
    assert "Harbour Lines</h3>" not in show(make_report(), [])
    assert "expired" in show(None, [COMPANY])
    states = [c.value for c in page.blocks.values() if isinstance(c, gr.State)]
    assert states == [None, BOXES_AT_FIRST], "nothing that readers share"


@pytest.mark.parametrize("example", app_input.EXAMPLES, ids=lambda example: example.file)
def test_an_example_is_an_article(example: app_input.Example) -> None:
    article = request(text=example.text(), outlet=example.outlet).article()

    assert 300 <= len(example.text().split()) <= 450
    assert article.lines[0].kind == "headline"
    assert "caption" in {line.kind for line in article.lines}
    assert "“" in article.text or '"' in article.text


def test_the_look_fetches_nothing_from_elsewhere() -> None:
    options = launch_options()
    theme = options["theme"]

    assert "http" not in options["head"]
    fonts = [*theme._font, *theme._font_mono]
    assert {type(font) for font in fonts} == {Font}, "other kinds of font are fetched"
    assert options["share"] is False


def test_every_response_forbids_other_hosts() -> None:
    sent: list[dict[str, Any]] = []

    async def inner(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"a", b"b")]})

    async def send(message: Any) -> None:
        sent.append(message)

    def answer() -> None:
        asyncio.run(keep_local(inner)({"type": "http"}, None, send))  # type: ignore[arg-type]

    with ThreadPoolExecutor(1) as threads:  # another test's event loop may still be running here
        threads.submit(answer).result()

    headers = dict(sent[0]["headers"])
    assert headers[b"a"] == b"b"
    assert headers[b"content-security-policy"].startswith(b"default-src 'self' ")
    assert b"http" not in headers[b"content-security-policy"]


def test_the_page_is_served_on_this_machine_only(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, Any] = {}
    monkeypatch.setattr(gr.Blocks, "launch", lambda _, **options: seen.update(options))
    app.main(["--port", "7999"])

    assert (seen["server_name"], seen["server_port"]) == ("127.0.0.1", 7999)
    assert seen["max_file_size"] == "5mb"


REST = " The rest of it was written down by people who had been there on the day."


def with_rest(text: str) -> str:
    """Return a text that is long enough; one that is blank stays so."""
    return text + REST if text.strip() else text


def compare_request(*texts: str, **changes: Any) -> app_input.CompareRequest:
    """Return what a form with these boxes sends; outlets are "Outlet 1" and so on."""
    boxes = tuple((f"Outlet {n}", with_rest(text)) for n, text in enumerate(texts, start=1))
    return app_input.CompareRequest(boxes, **changes)


def asked(*texts: str, files: list[str] | None = None, links: str = "") -> list[Any]:
    """Return what the page gives its callback when these texts are pasted."""
    empty = [""] * (app_input.MAX_ARTICLES - len(texts))
    outlets = [f"Outlet {n}" for n, _ in enumerate(texts, start=1)]
    choices = [2, *LENGTH[1:], "extract"]
    return [*choices, files, links, *outlets, *empty, *map(with_rest, texts), *empty]


def last(updates: Iterator[dict[Any, Any]]) -> dict[Any, Any]:
    """Return the last of the updates that a callback gives."""
    return list(updates)[-1]


def test_empty_boxes_are_passed_over() -> None:
    articles = compare_request("First text.", " \n", "Third text.").articles()

    assert [a.outlet for a in articles] == ["Outlet 1", "Outlet 3"]
    assert [a.id for a in articles] == ["article-1", "article-2"]


def test_boxes_and_files_are_compared_together(tmp_path: Path) -> None:
    path = tmp_path / "upload.txt"
    path.write_text("From a file.", encoding="utf-8")
    articles = compare_request("From a box.", files=(str(path),)).articles()

    assert [a.text.strip() for a in articles] == [with_rest("From a box."), "From a file."]


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (compare_request(), "Give the articles first"),
        (compare_request("Only this."), "Only one article is given; a comparison needs 2 to 12"),
        (compare_request(*["Text."] * 12, links="https://a.example"), "13 articles are given"),
        (compare_request("Text.", links="file:///etc/passwd"), "http"),
        (compare_request("Text.", links="http://127.0.0.1:7860/"), "127.0.0.1"),
        (compare_request("Text.", "x" * 3_000_000), "^Article 2: "),
    ],
)
def test_what_cannot_be_compared_is_said_in_a_sentence(
    request_: app_input.CompareRequest, message: str
) -> None:
    with pytest.raises(InputError, match=message) as caught:
        request_.articles()
    assert "\n" not in str(caught.value)


def test_a_text_too_short_to_be_an_article_is_named() -> None:
    boxes = (("", with_rest("First text.")), ("", "Only a headline"))

    with pytest.raises(InputError, match=r"^Article 2: the text has only 3 words; paste the whole"):
        app_input.CompareRequest(boxes).articles()


def test_a_comparison_fills_the_page_and_tells_its_steps(
    page: gr.Blocks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for component in page.blocks.values():
        monkeypatch.setattr(component, "GRADIO_CACHE", str(tmp_path), raising=False)
    busy, done = list(callback(page, "compare")(*asked("One text.", "Another text.")))

    articles, sentences = TOOL.compared[-1]
    assert ([a.outlet for a in articles], sentences) == (["Outlet 1", "Outlet 2"], 2)
    assert "Comparing 2 articles: actors" in by_id(page, busy)["compare-message"]
    shown = by_id(page, done)
    assert shown["compare-message"] == ""
    assert shown["compare-results"]["visible"] is True
    assert "Kellan Mail" in shown["compare-report"]
    files = {Path(v).name: Path(v) for v in done.values() if str(v).startswith(str(tmp_path))}
    assert set(files) == {"comparison.json", "comparison.html", "comparison-tables.zip"}
    with zipfile.ZipFile(io.BytesIO(files["comparison-tables.zip"].read_bytes())) as archive:
        assert "facts.csv" in archive.namelist()
        assert archive.read("facts.csv").decode().startswith("fact,statement,")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Odd text.", "The &lt;b&gt;texts&lt;/b&gt; are odd."),
        ("Broken text.", "failed unexpectedly"),
    ],
)
def test_an_error_in_a_comparison_is_one_sentence_and_keeps_the_inputs(
    page: gr.Blocks, text: str, sentence: str
) -> None:
    updates = last(callback(page, "compare")(*asked(text, "Another text.")))
    shown = by_id(page, updates)

    assert sentence in shown["compare-message"]
    assert "secret" not in shown["compare-message"]
    assert shown["compare-results"]["visible"] is False
    assert set(shown) == {"compare-message", "compare-results", "compare-report"}


def test_a_reader_may_have_up_to_twelve_boxes(page: gr.Blocks) -> None:
    add = callback(page, "add_box")
    shown, button, *boxes = add(BOXES_AT_FIRST)

    assert (BOXES_AT_FIRST, shown, button["visible"]) == (2, 3, True)
    assert [box["visible"] for box in boxes] == [True] * 3 + [False] * 9
    assert add(11)[1]["visible"] is False
    assert add(12)[0] == 12


def test_the_example_is_several_articles_on_one_event(page: gr.Blocks) -> None:
    files, links, *boxes = callback(page, "fill")(BOXES_AT_FIRST)
    request_ = app_input.CompareRequest(tuple(zip(boxes[:12], boxes[12:24], strict=True)))
    articles = request_.articles()

    assert (files, links, boxes[24]) == (None, "", 3)
    assert [a.outlet for a in articles] == ["The Orrin Ledger", "The Citizen", "Valley Bulletin"]
    assert all(a.lines[0].kind == "headline" for a in articles)
    assert all("Castle Hill" in a.text for a in articles)
