"""What an actor is called and where it is mentioned, in words."""

from __future__ import annotations

from summarizer.portrait import Called, Places

MOST_TOLD = 6


def where_told(places: Places) -> str:
    """Return "headline 1, lead 2, further 5"; "" if the actor stands nowhere."""
    counts = (
        ("headline", places.headline),
        ("lead", places.lead),
        ("further", places.body),
        ("captions", places.caption),
    )
    return ", ".join(f"{name} {n}" for name, n in counts if n)


def called_line(called: tuple[Called, ...], text: str) -> str:
    """Return the words that an actor is called by, in order; a source's words are quoted."""
    told = []
    for each in called[:MOST_TOLD]:
        words = " ".join(each.span.of(text).split())
        words = f"“{words}” (a source)" if each.voice == "quoted" else words
        told.append(f"{words} ×{each.count}" if each.count > 1 else words)
    more = len(called) - MOST_TOLD
    return ", ".join(told) + (f" and {more} more" if more > 0 else "")
