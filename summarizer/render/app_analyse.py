"""The app's first tab: one article, its report."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.errors import SummarizerError
from summarizer.render import html as render
from summarizer.render.app_generator import add_generator, generator_of
from summarizer.render.app_input import EXAMPLES, FILE, FILE_TYPES, LINK, TEXT, Analyser, Request
from summarizer.render.app_length import add_length, length_of
from summarizer.render.app_parts import (
    PRIVATE,
    STATE_SECONDS,
    UNEXPECTED,
    busy_html,
    error_html,
    heading_part,
    html_part,
    saved,
    to_result,
)
from summarizer.types import Report

if TYPE_CHECKING:
    import gradio as gr

_LOG = logging.getLogger(__name__)

DEFAULT_COLUMNS = 3
_BUSY = busy_html("Reading the article. The first time takes a few seconds longer.")


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
    length: gr.Dropdown
    trim: gr.Checkbox
    generator: gr.Dropdown
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
            self.length,
            self.trim,
            self.generator,
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
    relations: gr.HTML
    provenance: gr.HTML
    as_json: gr.DownloadButton
    as_html: gr.DownloadButton

    def all(self) -> list[gr.components.Component | gr.Column]:
        """Return the components, in the order of the fields."""
        return [getattr(self, name) for name in self.__slots__]


def add_analyse_tab(tool: Callable[[], Analyser], choices: Mapping[str, str]) -> None:
    """Lay out the tab inside the open block, and connect it to the tool.

    Args:
        tool: gives the tool.
        choices: generators by what the page calls them.
    """
    inputs = _lay_out_inputs(choices)
    outputs = _lay_out_outputs()
    _connect(inputs, outputs, tool, choices)


def _lay_out_inputs(choices: Mapping[str, str]) -> Inputs:
    import gradio as gr

    with gr.Row(elem_id="inputs", equal_height=False):
        with gr.Column(scale=3, min_width=300):
            source = gr.Radio(
                [TEXT, FILE, LINK], value=TEXT, label="Article", elem_id="source", container=False
            )
            text = gr.Textbox(
                label="Text of the article",
                placeholder="Headline first, then the article.",
                lines=11, max_lines=11, elem_id="text",
            )  # fmt: skip
            file = gr.File(
                label="File of at most 5 MB",
                file_types=FILE_TYPES,
                visible=False,
                elem_id="file",
            )
            url = gr.Textbox(
                label="Link", placeholder="https://", visible=False, elem_id="url", max_length=2000
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
            length, trim = add_length("analyse")
            generator = add_generator(choices, "generator")
            analyse = gr.Button("Analyse", variant="primary", elem_id="analyse")
    with gr.Row(elem_id="examples"):
        html_part('<p class="fr app-label">Or try an example:</p>')
        examples = tuple(
            gr.Button(example.title, size="sm", variant="secondary")
            for example in EXAMPLES
            if example.is_there()
        )
    return Inputs(
        source, text, file, url, title, outlet, sentences, length, trim, generator, analyse,
        examples
    )  # fmt: skip


def _lay_out_outputs() -> Outputs:
    import gradio as gr

    report = gr.State(None, time_to_live=STATE_SECONDS)
    message = html_part(elem_id="message")
    with gr.Column(visible=False, elem_id="results") as results:
        notices = html_part(elem_id="notices")
        heading_part("Summaries")
        chosen = gr.CheckboxGroup(
            label="Perspectives to show beside the neutral one", elem_id="chosen"
        )
        summaries = html_part(elem_id="summaries")
        heading_part("The article")
        article = html_part(elem_id="article")
        heading_part("Actors")
        actors = html_part(elem_id="actors")
        heading_part("Relations")
        relations = html_part(elem_id="relations")
        with gr.Row(elem_id="downloads"):
            as_html = gr.DownloadButton("Download the report as a page", size="md")
            as_json = gr.DownloadButton("Download as JSON", size="md")
        provenance = html_part()
    return Outputs(
        report, message, results, notices, chosen, summaries, article, actors, relations,
        provenance, as_json, as_html,
    )  # fmt: skip


def _connect(
    inputs: Inputs,
    outputs: Outputs,
    tool: Callable[[], Analyser],
    choices: Mapping[str, str],
) -> None:
    import gradio as gr

    def analyse(*asked: Any) -> dict[Any, Any]:
        return _analysed(outputs, tool, choices, asked)

    def show_columns(report: Report | None, chosen: list[str]) -> str:
        if report is None:
            return '<p class="fr fr-empty">This result has expired; analyse the article again.</p>'
        return render.summaries_html(report, chosen)

    busy = [outputs.message, inputs.analyse]

    def run(begin: Callable[..., Any]) -> None:
        """Analyse when the event `begin` comes; until then say so, and take no other click."""
        begin(lambda: (_BUSY, gr.update(interactive=False)), outputs=busy, **PRIVATE).then(
            analyse, inputs.asked(), outputs.all(), concurrency_id="analysis", **PRIVATE
        ).then(lambda: gr.update(interactive=True), outputs=inputs.analyse, **PRIVATE).then(
            None, js=to_result("message", "results"), **PRIVATE
        )

    run(inputs.analyse.click)
    run(inputs.url.submit)
    for button, example in zip(inputs.examples, EXAMPLES, strict=False):
        fill = button.click(
            lambda example=example: (TEXT, example.text(), "", example.outlet),
            outputs=[inputs.source, inputs.text, inputs.title, inputs.outlet],
            **PRIVATE,
        )
        run(fill.then)
    inputs.source.change(
        lambda source: [gr.update(visible=source == kind) for kind in (TEXT, FILE, LINK)],
        inputs.source,
        [inputs.text, inputs.file, inputs.url],
        **PRIVATE,
    )
    outputs.chosen.input(
        show_columns, [outputs.report, outputs.chosen], outputs.summaries, **PRIVATE
    )


def _analysed(
    outputs: Outputs,
    tool: Callable[[], Analyser],
    choices: Mapping[str, str],
    asked: tuple[Any, ...],
) -> dict[Any, Any]:
    """Return updates that show a report on what was asked, or the sentence why there is none."""
    *fields, sentences, length, trim, shown = asked
    try:
        generator = generator_of(shown, choices)
        article = Request(*fields).article()
        report = tool().analyze(article, generator=generator, **length_of(sentences, length, trim))
    except SummarizerError as exc:
        return _failed(outputs, str(exc))
    except Exception:  # noqa: BLE001 - a reader gets a sentence, whatever went wrong
        _LOG.exception("the analysis failed")
        return _failed(outputs, UNEXPECTED)
    return _shown(outputs, report)


def _failed(outputs: Outputs, sentence: str) -> dict[Any, Any]:
    """Return updates that show one sentence and no earlier result; inputs stay as they are."""
    import gradio as gr

    return {
        outputs.message: error_html(sentence),
        outputs.results: gr.update(visible=False),
        outputs.report: None,
    }


def _shown(outputs: Outputs, report: Report) -> dict[Any, Any]:
    import gradio as gr

    choices = render.column_choices(report)
    chosen = [about for _, about in choices[:DEFAULT_COLUMNS]]
    contents = {
        "framing-report.json": report.to_json(),
        "framing-report.html": render.report_to_html(report),
    }
    as_json, as_html = saved(contents, Path(outputs.as_html.GRADIO_CACHE))
    return {
        outputs.report: report,
        outputs.message: "",
        outputs.results: gr.update(visible=True),
        outputs.notices: render.notices_html(report),
        outputs.chosen: gr.update(choices=choices, value=chosen, visible=bool(choices)),
        outputs.summaries: render.summaries_html(report, chosen),
        outputs.article: render.article_html(report),
        outputs.actors: render.actors_html(report),
        outputs.relations: render.relations_html(report),
        outputs.provenance: render.provenance_html(report.provenance),
        outputs.as_json: str(as_json),
        outputs.as_html: str(as_html),
    }
