"""The app's choice of how long summaries are, beside the number of sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summarizer.length import parse_length

if TYPE_CHECKING:
    import gradio as gr

BY_SENTENCES = "That many sentences"
_CHOICES = (BY_SENTENCES, "Headline", "50 words", "100 words", "200 words", "10%", "25%")


def add_length(elem_id: str) -> tuple[gr.Dropdown, gr.Checkbox]:
    """Return a choice of the length, in which readers may write one, and one of trimming."""
    import gradio as gr

    length = gr.Dropdown(
        list(_CHOICES),
        value=BY_SENTENCES,
        allow_custom_value=True,
        label="Or another length, such as 80 words",
        elem_id=f"{elem_id}-length",
    )
    trim = gr.Checkbox(False, label="Shorten long sentences", elem_id=f"{elem_id}-trim")
    return length, trim


def length_of(sentences: float, length: object, trim: object) -> dict[str, Any]:
    """Return the settings for what a reader chose: a length in words goes before the slider.

    Raises:
        SettingsError: what the reader wrote is no length.
    """
    written = length.strip() if isinstance(length, str) else ""
    chosen: dict[str, Any] = {"sentences": int(sentences), "length": None, "trim": bool(trim)}
    if written and written != BY_SENTENCES:
        chosen |= {"sentences": None, "length": str(parse_length(written))}
    return chosen
