"""The web page: layout and callbacks, no analysis.

`python app.py` serves it on this machine only. Nothing leaves the machine but the request
for a link that the reader gives: no analytics, no fonts or scripts from elsewhere.
"""

from __future__ import annotations

import argparse
import logging
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

# subtle: read when Gradio is imported; without them it would report each start.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ.setdefault("HF_HUB_OFFLINE", "1")
# It also keeps statistics in a table, rebuilt at every event, for a monitor that is not shown.
os.environ.setdefault("GRADIO_ANALYTICS_CACHE_FREQUENCY", str(10**9))

import gradio as gr

from summarizer.errors import InputError, SummarizerError
from summarizer.read import read_path, read_text, read_url
from summarizer.render import html as render
from summarizer.render.app_look import launch_options
from summarizer.render.escape import escape
from summarizer.types import Article, Report

_LOG = logging.getLogger(__name__)

TEXT, FILE, LINK = "Paste text", "Upload a file", "From a link"
FILE_TYPES = [".txt", ".md", ".html", ".json"]
DEFAULT_COLUMNS = 3
STATE_SECONDS = 4 * 3600
_EXAMPLES = Path(__file__).parent / "examples"


class Analyser(Protocol):
    """What the page needs of a tool."""

    def analyze(self, article: Article, /, *, sentences: int) -> Report:
        """Return the report on an article, with summaries of `sentences` sentences."""
        ...


@dataclass(frozen=True, slots=True)
class Example:
    """An article that comes with the app."""

    title: str
    file: str
    outlet: str

    def text(self) -> str:
        """Return the article, its headline first."""
        return (_EXAMPLES / self.file).read_text(encoding="utf-8")


EXAMPLES = (
    Example("A port strike", "port-strike.txt", "The Maren Courier"),
    Example("A dam and its villages", "dam-villages.txt", "Keleni Daily"),
    Example("A captured town", "captured-town.txt", "Northern Herald"),
)


@dataclass(frozen=True, slots=True)
class Request:
    """What a reader filled in; `source` says which of the three inputs counts."""

    source: str
    text: str
    file: str | None
    url: str
    title: str
    outlet: str

    def article(self) -> Article:
        """Return the article that was asked for.

        Raises:
            InputError: nothing was given, or it cannot be read.
        """
        title, outlet = self.title.strip() or None, self.outlet.strip() or None
        if self.source == FILE:
            if self.file is None:
                raise InputError(f"Choose a file first; it can be {', '.join(FILE_TYPES)}.")
            return read_upload(Path(self.file), title=title, outlet=outlet)
        if self.source == LINK:
            if not self.url.strip():
                raise InputError("Give the link of an article first; it starts with https://.")
            return read_url(self.url.strip(), title=title, outlet=outlet)
        if not self.text.strip():
            raise InputError("Paste the text of an article first, or choose an example.")
        return read_text(self.text, title=title, outlet=outlet)


def read_upload(path: Path, *, title: str | None, outlet: str | None) -> Article:
    """Return the article in a file that a reader sent.

    Raises:
        InputError: it cannot be read; the message names the file as the reader knows it.
    """
    try:
        return read_path(path, title=title, outlet=outlet)
    except InputError as exc:
        raise InputError(str(exc).replace(str(path), path.name)) from exc


def load_tool() -> Analyser:
    """Return the tool with the bundled weights; takes seconds, hence only when needed."""
    from summarizer import load

    return load()


def once(load: Callable[[], Analyser]) -> Callable[[], Analyser]:
    """Return a function that loads at its first call and gives the same tool ever after.

    Calls from several threads wait for the first; a load that failed is tried again.
    """
    lock, loaded = Lock(), list[Analyser]()

    def tool() -> Analyser:
        with lock:
            if not loaded:
                loaded.append(load())
            return loaded[0]

    return tool


@dataclass(frozen=True, slots=True)
class Inputs:
    """The components that a reader fills in."""

    source: gr.Radio
    text: gr.Textbox
    file: gr.File
    url: gr.Textbox
    title: gr.Textbox
    outlet: gr.Textbox
    sentences: gr.Slider
    analyse: gr.Button
    examples: tuple[gr.Button, ...]

    def asked(self) -> list[gr.components.Component]:
        """Return what the analysis reads, in the order of its parameters."""
        return [
            self.source,
            self.text,
            self.file,
            self.url,
            self.title,
            self.outlet,
            self.sentences,
        ]


@dataclass(frozen=True, slots=True)
class Outputs:
    """The components that show a report."""

    report: gr.State
    message: gr.HTML
    results: gr.Column
    notices: gr.HTML
    chosen: gr.CheckboxGroup
    summaries: gr.HTML
    article: gr.HTML
    actors: gr.HTML
    provenance: gr.HTML
    as_json: gr.DownloadButton
    as_html: gr.DownloadButton

    def all(self) -> list[gr.components.Component | gr.Column]:
        """Return the components, in the order of the fields."""
        return [getattr(self, name) for name in self.__slots__]


def build_app(tool_loader: Callable[[], Analyser] = load_tool) -> gr.Blocks:
    """Return the page; `tool_loader` is called once, at the first analysis."""
    tool = once(tool_loader)
    with gr.Blocks(
        title="How the story is told", analytics_enabled=False, delete_cache=(3600, 3600)
    ) as page:
        _html(_MASTHEAD)
        inputs = _lay_out_inputs()
        outputs = _lay_out_outputs()
        _connect(inputs, outputs, tool)
    return page


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve the page until it is interrupted."""
    parser = argparse.ArgumentParser(prog="app.py", description="Serve the web page.")
    parser.add_argument("--host", default="127.0.0.1", help="address to serve on")
    parser.add_argument("--port", type=int, default=None, help="default: the first free from 7860")
    parser.add_argument("--open", action="store_true", help="open the page in the browser")
    asked = parser.parse_args(arguments)
    build_app().launch(
        server_name=asked.host, server_port=asked.port, inbrowser=asked.open, **launch_options()
    )


_MASTHEAD = (
    '<header class="fr app-masthead"><h1>How the story is told</h1>'
    "<p>Paste a news article and see it summarised from every side, with the words that frame "
    f"it marked. {escape(render.PRINCIPLE)}</p></header>"
)

_BUSY = (
    '<p class="fr app-busy" role="status">Reading the article. The first time takes a few '
    "seconds longer.</p>"
)

# Brings the result, or the error, into view and to the attention of screen readers.
_TO_RESULT = """() => {
  const error = document.querySelector("#message .app-error");
  const target = error || document.querySelector("#results");
  if (target) target.scrollIntoView({ behavior: "smooth", block: "start" });
}"""


def _lay_out_inputs() -> Inputs:
    with gr.Row(elem_id="inputs", equal_height=False):
        with gr.Column(scale=3, min_width=300):
            source = gr.Radio(
                [TEXT, FILE, LINK], value=TEXT, label="Article", elem_id="source", container=False
            )
            text = gr.Textbox(
                label="Text of the article",
                placeholder="Headline first, then the article.",
                lines=11,
                max_lines=11,
                elem_id="text",
            )
            file = gr.File(
                label="File of at most 5 MB",
                file_types=FILE_TYPES,
                visible=False,
                elem_id="file",
            )
            url = gr.Textbox(
                label="Link",
                placeholder="https://",
                visible=False,
                elem_id="url",
                max_length=2000,
            )
        with gr.Column(scale=1, min_width=240):
            title = gr.Textbox(
                label="Title", placeholder="Optional", elem_id="title", max_length=500
            )
            outlet = gr.Textbox(
                label="Outlet", placeholder="Optional", elem_id="outlet", max_length=200
            )
            sentences = gr.Slider(
                1, 10, value=3, step=1, label="Sentences in a summary", elem_id="sentences"
            )
            analyse = gr.Button("Analyse", variant="primary", elem_id="analyse")
    with gr.Row(elem_id="examples"):
        _html('<p class="fr app-label">Or try an example:</p>')
        examples = tuple(
            gr.Button(example.title, size="sm", variant="secondary")
            for example in EXAMPLES
            if (_EXAMPLES / example.file).is_file()
        )
    return Inputs(source, text, file, url, title, outlet, sentences, analyse, examples)


def _lay_out_outputs() -> Outputs:
    report = gr.State(None, time_to_live=STATE_SECONDS)
    message = _html(elem_id="message")
    with gr.Column(visible=False, elem_id="results") as results:
        notices = _html(elem_id="notices")
        _heading("Summaries")
        chosen = gr.CheckboxGroup(
            label="Perspectives to show beside the neutral one", elem_id="chosen"
        )
        summaries = _html(elem_id="summaries")
        _heading("The article")
        article = _html(elem_id="article")
        _heading("Actors")
        actors = _html(elem_id="actors")
        with gr.Row(elem_id="downloads"):
            as_html = gr.DownloadButton("Download the report as a page", size="md")
            as_json = gr.DownloadButton("Download as JSON", size="md")
        provenance = _html()
    return Outputs(
        report, message, results, notices, chosen, summaries, article, actors, provenance,
        as_json, as_html,
    )  # fmt: skip


def _html(value: str = "", elem_id: str | None = None) -> gr.HTML:
    """Return a component for a fragment, which brings its own style."""
    return gr.HTML(value, elem_id=elem_id, apply_default_css=False, padding=False)


def _heading(words: str) -> gr.HTML:
    return _html(f'<h2 class="fr fr-heading">{words}</h2>')


def _connect(inputs: Inputs, outputs: Outputs, tool: Callable[[], Analyser]) -> None:
    def analyse(*asked: Any) -> dict[Any, Any]:
        *fields, sentences = asked
        try:
            article = Request(*fields).article()
            report = tool().analyze(article, sentences=int(sentences))
        except SummarizerError as exc:
            return _failed(outputs, str(exc))
        except Exception:  # noqa: BLE001 - a reader gets a sentence, whatever went wrong
            _LOG.exception("the analysis failed")
            return _failed(outputs, "The analysis failed unexpectedly; the server's log says why.")
        return _shown(outputs, report)

    def show_columns(report: Report | None, chosen: list[str]) -> str:
        if report is None:
            return '<p class="fr fr-empty">This result has expired; analyse the article again.</p>'
        return render.summaries_html(report, chosen)

    private: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    busy = [outputs.message, inputs.analyse]

    def run(begin: Callable[..., Any]) -> None:
        """Analyse when the event `begin` comes; until then say so, and take no other click."""
        begin(lambda: (_BUSY, gr.update(interactive=False)), outputs=busy, **private).then(
            analyse, inputs.asked(), outputs.all(), concurrency_id="analysis", **private
        ).then(lambda: gr.update(interactive=True), outputs=inputs.analyse, **private).then(
            None, js=_TO_RESULT, **private
        )

    run(inputs.analyse.click)
    run(inputs.url.submit)
    for button, example in zip(inputs.examples, EXAMPLES, strict=False):
        fill = button.click(
            lambda example=example: (TEXT, example.text(), "", example.outlet),
            outputs=[inputs.source, inputs.text, inputs.title, inputs.outlet],
            **private,
        )
        run(fill.then)
    inputs.source.change(
        lambda source: [gr.update(visible=source == kind) for kind in (TEXT, FILE, LINK)],
        inputs.source,
        [inputs.text, inputs.file, inputs.url],
        **private,
    )
    outputs.chosen.input(
        show_columns, [outputs.report, outputs.chosen], outputs.summaries, **private
    )


def _failed(outputs: Outputs, sentence: str) -> dict[Any, Any]:
    """Return updates that show one sentence and no earlier result; inputs stay as they are."""
    return {
        outputs.message: f'<p class="fr app-error" role="alert">{escape(sentence)}</p>',
        outputs.results: gr.update(visible=False),
        outputs.report: None,
    }


def _shown(outputs: Outputs, report: Report) -> dict[Any, Any]:
    choices = render.column_choices(report)
    chosen = [about for _, about in choices[:DEFAULT_COLUMNS]]
    as_json, as_html = _files(report, Path(outputs.as_html.GRADIO_CACHE))
    return {
        outputs.report: report,
        outputs.message: "",
        outputs.results: gr.update(visible=True),
        outputs.notices: render.notices_html(report),
        outputs.chosen: gr.update(choices=choices, value=chosen, visible=bool(choices)),
        outputs.summaries: render.summaries_html(report, chosen),
        outputs.article: render.article_html(report),
        outputs.actors: render.actors_html(report),
        outputs.provenance: render.provenance_html(report.provenance),
        outputs.as_json: str(as_json),
        outputs.as_html: str(as_html),
    }


def _files(report: Report, cache: Path) -> tuple[Path, Path]:
    """Return the report as files in Gradio's cache, which it empties by itself."""
    json, page = report.to_json(), render.report_to_html(report)
    folder = cache / sha256(json.encode()).hexdigest()
    folder.mkdir(parents=True, exist_ok=True)
    paths = folder / "framing-report.json", folder / "framing-report.html"
    for path, content in zip(paths, (json, page), strict=True):
        path.write_text(content, encoding="utf-8", newline="\n")
    return paths


if __name__ == "__main__":
    main()
