"""The app's choice of who writes the summaries: only those that were named at its start.

A visitor's words never become the address of a server or the name of a model: otherwise
anyone who sees the page could send this machine anywhere, or fill its disk.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from summarizer.errors import InputError, SettingsError
from summarizer.generators.names import EXTRACT, parse_generator
from summarizer.render.app_parts import html_part
from summarizer.render.escape import escape

if TYPE_CHECKING:
    import gradio as gr

_EXTRACT_TITLE = "Sentences of the article itself"
_FORMS = (
    (
        "extract",
        "selects sentences of the article; nothing is written, nothing leaves this machine.",
    ),
    ("hf:NAME_OR_PATH", "a Hugging Face model that runs on the machine that serves this page."),
    (
        "openai:MODEL@BASE_URL",
        "a model on a server; the article is sent to its address.",
    ),
)
_CHECKED = (
    "Whoever writes, each sentence is checked against the article: one that it does not bear out "
    "is replaced by the article's own, or left out, and counted."
)
_START = (
    "This page offers the generators that it was started with: python app.py --generator "
    "hf:NAME_OR_PATH."
)


def offered(names: Sequence[str]) -> dict[str, str]:
    """Return the generators that readers can choose, by what the page calls them.

    Raises:
        SettingsError: a name has no known form, or two would be called the same.
    """
    found = {EXTRACT: EXTRACT}
    for name in names:
        shown = parse_generator(name).shown
        if found.setdefault(shown, name) != name:
            raise SettingsError(f"two generators would both be called {shown}; rename a folder")
    return found


def generator_of(shown: object, choices: Mapping[str, str]) -> str:
    """Return the generator that a reader chose.

    Raises:
        InputError: it is none of those that the page offers.
    """
    name = choices.get(shown) if isinstance(shown, str) else None
    if name is None:
        raise InputError("Choose one of the generators that this page offers.")
    return name


def add_generator(choices: Mapping[str, str], elem_id: str) -> gr.Dropdown:
    """Return a choice among `choices`, laid out with an explanation inside an accordion."""
    import gradio as gr

    with gr.Accordion("Advanced", open=False, elem_id=f"{elem_id}-advanced"):
        titles = [(_EXTRACT_TITLE if shown == EXTRACT else shown, shown) for shown in choices]
        picked = gr.Dropdown(
            titles, value=EXTRACT, label="Who writes the summaries", elem_id=elem_id
        )
        forms = "".join(f"<li><code>{escape(f)}</code>: {escape(w)}</li>" for f, w in _FORMS)
        html_part(
            f'<div class="fr fr-hint"><ul>{forms}</ul><p>{escape(_CHECKED)}</p>'
            f"<p>{escape(_START)}</p></div>"
        )
    return picked
