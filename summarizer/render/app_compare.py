"""The app's second tab: several articles on one event, their comparison."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.errors import SummarizerError
from summarizer.export.csv import tables
from summarizer.render import html as render
from summarizer.render.app_generator import add_generator, generator_of
from summarizer.render.app_input import (
    FILE_TYPES,
    MAX_ARTICLES,
    STORY,
    Analyser,
    CompareRequest,
)
from summarizer.render.app_length import add_length, length_of
from summarizer.render.app_parts import (
    PRIVATE,
    UNEXPECTED,
    busy_html,
    error_html,
    html_part,
    saved,
    steps_of,
    to_result,
    zipped,
)
from summarizer.render.escape import plural
from summarizer.types import Report

if TYPE_CHECKING:
    import gradio as gr

_LOG = logging.getLogger(__name__)

BOXES_AT_FIRST = 2
_BUSY = busy_html("Reading the articles. The first time takes a few seconds longer.")
_HINT = (
    '<p class="fr fr-hint">Give two to twelve articles on one event: paste them, upload files, '
    "or add links. Boxes without a text are passed over.</p>"
)


@dataclass(frozen=True, slots=True)
class Inputs:
    """The components that a reader fills in; `groups` hold an outlet and a text each."""

    groups: tuple[gr.Column, ...]
    outlets: tuple[gr.Textbox, ...]
    texts: tuple[gr.Textbox, ...]
    shown: gr.State
    add: gr.Button
    files: gr.File
    links: gr.Textbox
    sentences: gr.Slider
    length: gr.Dropdown
    trim: gr.Checkbox
    generator: gr.Dropdown
    compare: gr.Button
    example: gr.Button

    def asked(self) -> list[gr.components.Component]:
        """Return what the comparison reads, in the order of its parameters."""
        return [*self.choices(), self.files, self.links, *self.outlets, *self.texts]

    def choices(self) -> list[gr.components.Component]:
        """Return what says how long summaries are, and who writes them."""
        return [self.sentences, self.length, self.trim, self.generator]


@dataclass(frozen=True, slots=True)
class Outputs:
    """The components that show a comparison."""

    message: gr.HTML
    results: gr.Column
    report: gr.HTML
    as_html: gr.DownloadButton
    as_json: gr.DownloadButton
    as_csv: gr.DownloadButton

    def all(self) -> list[gr.components.Component | gr.Column]:
        """Return the components, in the order of the fields."""
        return [getattr(self, name) for name in self.__slots__]


def add_compare_tab(tool: Callable[[], Analyser], choices: Mapping[str, str]) -> None:
    """Lay out the tab inside the open block, and connect it to the tool.

    Args:
        tool: gives the tool.
        choices: generators by what the page calls them.
    """
    inputs = _lay_out_inputs(choices)
    outputs = _lay_out_outputs()
    _connect_boxes(inputs)
    _connect(inputs, outputs, tool, choices)


def _lay_out_inputs(choices: Mapping[str, str]) -> Inputs:
    import gradio as gr

    html_part(_HINT)
    with gr.Row(elem_id="compare-boxes", equal_height=False):
        boxes = [_lay_out_box(number) for number in range(1, MAX_ARTICLES + 1)]
    shown = gr.State(BOXES_AT_FIRST)
    with gr.Row(elem_id="compare-more"):
        add = gr.Button("Add an article", size="sm", elem_id="compare-add")
        example = gr.Button(
            "Try an example",
            size="sm",
            elem_id="compare-example",
            visible=all(article.is_there() for article in STORY),
        )
    with gr.Row(elem_id="compare-inputs", equal_height=False):
        files = gr.File(
            label="Files of at most 5 MB each",
            file_count="multiple",
            file_types=FILE_TYPES,
            min_width=260,
            elem_id="compare-files",
        )
        links = gr.Textbox(
            label="Links",
            placeholder="https://  (one a line)",
            lines=4,
            max_lines=4,
            max_length=24_000,
            min_width=260,
            elem_id="compare-links",
        )
        with gr.Column(scale=1, min_width=240):
            sentences = gr.Slider(
                1, 10, value=3, step=1, label="Sentences in a summary", elem_id="compare-sentences"
            )
            length, trim = add_length("compare")
            generator = add_generator(choices, "compare-generator")
            compare = gr.Button("Compare", variant="primary", elem_id="compare-run")
    groups, outlets, texts = zip(*boxes, strict=True)
    return Inputs(
        groups, outlets, texts, shown, add, files, links, sentences, length, trim, generator,
        compare, example
    )  # fmt: skip


def _lay_out_box(number: int) -> tuple[gr.Column, gr.Textbox, gr.Textbox]:
    import gradio as gr

    with gr.Column(
        min_width=300, visible=number <= BOXES_AT_FIRST, elem_classes="compare-box"
    ) as group:
        outlet = gr.Textbox(
            label=f"Outlet of article {number}", placeholder="Optional", max_length=200
        )
        text = gr.Textbox(
            label=f"Text of article {number}",
            placeholder="Headline first, then the article.",
            lines=8,
            max_lines=8,
        )
    return group, outlet, text


def _lay_out_outputs() -> Outputs:
    import gradio as gr

    message = html_part(elem_id="compare-message")
    with gr.Column(visible=False, elem_id="compare-results") as results:
        with gr.Row(elem_id="compare-downloads"):
            as_html = gr.DownloadButton("Download the report as a page", size="md")
            as_csv = gr.DownloadButton("Download the tables (CSV)", size="md")
            as_json = gr.DownloadButton("Download as JSON", size="md")
        report = html_part(elem_id="compare-report")
    return Outputs(message, results, report, as_html, as_json, as_csv)


def _connect_boxes(inputs: Inputs) -> None:
    """Let a reader have more boxes."""
    import gradio as gr

    def add_box(shown: int) -> list[Any]:
        more = min(shown + 1, MAX_ARTICLES)
        return [more, gr.update(visible=more < MAX_ARTICLES), *_visible(more)]

    inputs.add.click(add_box, inputs.shown, [inputs.shown, inputs.add, *inputs.groups], **PRIVATE)


def _connect(
    inputs: Inputs,
    outputs: Outputs,
    tool: Callable[[], Analyser],
    choices: Mapping[str, str],
) -> None:
    import gradio as gr

    def compare(*asked: Any) -> Iterator[dict[Any, Any]]:
        yield from _compared(outputs, tool, choices, asked)

    def fill(shown: int) -> list[Any]:
        more = max(shown, len(STORY))
        rest = [""] * (MAX_ARTICLES - len(STORY))
        outlets = [*(article.outlet for article in STORY), *rest]
        texts = [*(article.text() for article in STORY), *rest]
        return [None, "", *outlets, *texts, more, *_visible(more)]

    def run(begin: Callable[..., Any]) -> None:
        """Compare when the event `begin` comes; until then say so, and take no other click."""
        begin(
            lambda: (_BUSY, gr.update(interactive=False)),
            outputs=[outputs.message, inputs.compare],
            **PRIVATE,
        ).then(compare, inputs.asked(), outputs.all(), concurrency_id="analysis", **PRIVATE).then(
            lambda: gr.update(interactive=True), outputs=inputs.compare, **PRIVATE
        ).then(None, js=to_result("compare-message", "compare-results"), **PRIVATE)

    run(inputs.compare.click)
    filled = inputs.example.click(
        fill,
        inputs.shown,
        [*inputs.asked()[len(inputs.choices()) :], inputs.shown, *inputs.groups],
        **PRIVATE,
    )
    run(filled.then)


def _compared(
    outputs: Outputs,
    tool: Callable[[], Analyser],
    choices: Mapping[str, str],
    asked: tuple[Any, ...],
) -> Iterator[dict[Any, Any]]:
    """Yield updates that tell each step, then show the comparison or why there is none."""
    try:
        lengths, shown, request = _request(asked)
        generator = generator_of(shown, choices)
        articles = request.articles()

        def work(tell: Callable[[str], None]) -> Report:
            return tool().compare(articles, generator=generator, progress=tell, **lengths)

        steps = steps_of(work)
        while True:
            try:
                words = _step(next(steps), len(articles))
            except StopIteration as done:
                yield _shown(outputs, done.value)
                return
            yield {outputs.message: busy_html(words)}
    except SummarizerError as exc:
        yield _failed(outputs, str(exc))
    except Exception:  # noqa: BLE001 - a reader gets a sentence, whatever went wrong
        _LOG.exception("the comparison failed")
        yield _failed(outputs, UNEXPECTED)


def _visible(shown: int) -> list[Any]:
    """Return updates of all boxes that show so many of them."""
    import gradio as gr

    return [gr.update(visible=number < shown) for number in range(MAX_ARTICLES)]


def _request(asked: tuple[Any, ...]) -> tuple[dict[str, Any], object, CompareRequest]:
    """Return length and writer of the summaries and the request, from the inputs' values."""
    sentences, length, trim, generator, files, links, *boxes = asked
    outlets, texts = boxes[:MAX_ARTICLES], boxes[MAX_ARTICLES:]
    pasted = tuple((o or "", t or "") for o, t in zip(outlets, texts, strict=True))
    request = CompareRequest(pasted, tuple(files or ()), links or "")
    return length_of(sentences, length, trim), generator, request


def _step(name: str, n: int) -> str:
    return f"Comparing {plural(n, 'article')}: {name.replace('_', ' ')}"


def _failed(outputs: Outputs, sentence: str) -> dict[Any, Any]:
    """Return updates that show one sentence and no earlier result; inputs stay as they are."""
    import gradio as gr

    return {
        outputs.message: error_html(sentence),
        outputs.results: gr.update(visible=False),
        outputs.report: "",
    }


def _shown(outputs: Outputs, report: Report) -> dict[Any, Any]:
    import gradio as gr

    contents: dict[str, str | bytes] = {
        "comparison.json": report.to_json(),
        "comparison.html": render.report_to_html(report),
        "comparison-tables.zip": zipped(tables(report)),
    }
    as_json, as_html, as_csv = saved(contents, Path(outputs.as_html.GRADIO_CACHE))
    fragments = (
        render.notices_html(report),
        render.comparison_html(report),
        render.provenance_html(report.provenance),
    )
    return {
        outputs.message: "",
        outputs.results: gr.update(visible=True),
        outputs.report: "\n".join(fragments),
        outputs.as_json: str(as_json),
        outputs.as_html: str(as_html),
        outputs.as_csv: str(as_csv),
    }
