"""A plainer word for a loaded one, in words."""

from __future__ import annotations

from summarizer.plainer import Alternative
from summarizer.render.text_lines import plain


def suggestion(plainer: Alternative, text: str) -> str:
    """Return what is suggested for words of the article `text`, and by whom; not escaped."""
    words = plain(plainer.span.of(text))
    if not plainer.text:
        return f"leave out \u201c{words}\u201d ({plainer.source})"
    return f"\u201c{plainer.text}\u201d for \u201c{words}\u201d ({plainer.source})"
