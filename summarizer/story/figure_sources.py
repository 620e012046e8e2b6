"""Who gave a figure: the source of the quote it stands in, or the words after "according to"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.story.figure_words import REPORT_VERBS
from summarizer.types import Analysis, Quote, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_NAMELESS = frozenset(
    "he she they it we i you his her their its who one officials this that".split()
) - {"officials"}
_ACCORDING = re.compile(r"\baccording to\s", re.IGNORECASE)
# A clause after its source says nothing more of who that is.
_CLAUSES = frozenset({"relcl", "acl", "appos", "punct", "advcl", "cc", "conj", "ccomp"})


def source_of(analysis: Analysis, figure: Span, sentence: Span) -> Span | None:
    """Return the words that name who gave `figure`, which stands in `sentence`; `None` for nobody.

    A pronoun is replaced by the first name that the article gives its speaker.
    """
    found = None if _is_aside(analysis, figure) else _quoted(analysis, figure)
    found = found or _according_to(analysis, sentence) or _reporter(analysis, figure, sentence)
    text = analysis.article.text
    return None if found is None or _is_place_line(text, found) else _trimmed(text, found)


def _trimmed(text: str, source: Span) -> Span | None:
    """Return a source without punctuation marks at its edges."""
    words = re.search(
        r"[^\W_](?:.*?[\w.])??(?=\W*(?:\s(?:have|has|had|also))?\W*$)", source.of(text)
    )
    return Span(source.start + words.start(), source.start + words.end()) if words else None


def _is_aside(analysis: Analysis, figure: Span) -> bool:
    """Return whether a figure stands in a relative clause of indirect speech.

    What "videos of a rampage that killed 50" says of the rampage is not what its source said.
    """
    direct = [c for q in analysis.quotes or () if q.kind == "direct" for c in q.content]
    doc = analysis.parse
    core = doc.char_span(figure.start, figure.end, alignment_mode="expand") if doc else None
    if core is None or any(content.contains(figure) for content in direct):
        return False
    return any(token.dep_ in ("relcl", "acl") for token in [core.root, *core.root.ancestors])


def _quoted(analysis: Analysis, figure: Span) -> Span | None:
    holding = [
        quote
        for quote in analysis.quotes or ()
        if quote.source and any(content.contains(figure) for content in quote.content)
    ]
    if not holding:
        return None
    inner = min(holding, key=lambda q: (sum(c.end - c.start for c in q.content), q.content[0]))
    return _named(analysis, inner)


def _reporter(analysis: Analysis, figure: Span, sentence: Span) -> Span | None:
    """Return the subject of the nearest verb of saying or estimating that a figure is under."""
    doc = analysis.parse
    core = doc.char_span(figure.start, figure.end, alignment_mode="expand") if doc else None
    if core is None:
        return None
    below = core.root
    for verb in core.root.ancestors:
        is_told = below.dep_ in ("ccomp", "dobj", "prep", "parataxis", "attr", "npadvmod")
        if verb.lemma_.lower() in REPORT_VERBS and verb.pos_ == "VERB" and is_told:
            told_by = [t for t in verb.children if t.dep_ == "nsubj" and t.pos_ != "PRON"]
            return _phrase(told_by[0], sentence) if told_by else None
        below = verb
    return None


def _is_place_line(text: str, source: Span) -> bool:
    """Return whether a "source" is the place that a report of an agency begins with."""
    return bool(re.match(r"\s*\([A-Z]\w+\)\s*[-–—]", text[source.end : source.end + 24]))


def _named(analysis: Analysis, quote: Quote) -> Span | None:
    source = quote.source
    if source is None or source.of(analysis.article.text).lower() not in _NAMELESS:
        return source
    speaker = next((a for a in analysis.actors or () if a.id == quote.speaker), None)
    mentions = speaker.mentions if speaker else ()
    named = [m for m in mentions if m.kind == "name"] or [
        m for m in mentions if m.kind == "nominal"
    ]
    return named[0].span if named else source


def _according_to(analysis: Analysis, sentence: Span) -> Span | None:
    found = _ACCORDING.search(analysis.article.text, sentence.start, sentence.end)
    if not found or analysis.parse is None:
        return None
    phrase = analysis.parse.char_span(found.start(), found.end() - 1, alignment_mode="expand")
    if phrase is None:
        return None
    nouns = [t for t in phrase[-1].children if t.dep_ == "pobj" and t.i >= phrase.end]
    return _phrase(nouns[0], sentence) if nouns else None


def _phrase(noun: Token, sentence: Span) -> Span | None:
    """Return the words of a noun phrase, without clauses that hang on it."""
    words = [noun]
    for child in noun.children:
        if child.dep_ not in _CLAUSES:
            words += list(child.subtree)
    words.sort(key=lambda t: t.i)
    end = min(words[-1].idx + len(words[-1]), sentence.end)
    return Span(words[0].idx, end) if words[0].idx < end else None
