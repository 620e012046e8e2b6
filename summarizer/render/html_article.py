"""The article with its framing phrases marked, a legend that filters them, and their list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from summarizer.render.escape import escape, percent, plural
from summarizer.render.labels import (
    FAMILIES,
    family_of,
    is_unclear,
    label_definition,
    label_title,
    shown_label,
)
from summarizer.render.marks import Block, Piece, blocks_of, cut, layers
from summarizer.render.places import compared_places, key_of, mark_id, part_id
from summarizer.render.suggested import suggestion
from summarizer.types import Analysis, FrameScore, FramingSpan, Report

LOADED_FROM = 0.5
_TAGS = {"caption": "Caption", "credit": "Credit", "boilerplate": "Not part of the article"}
TONES = {"positive": "+ positive", "negative": "\u2212 negative", "mixed": "\u00b1 mixed"}


def article_html(report: Report, index: int = 0) -> str:
    """Return the marked article number `index` of the report, as a fragment of HTML.

    It needs report.css to look right, and report.js for tooltips, filters and jumps.
    """
    analysis, key = report.articles[index], key_of(report, index)
    framing = _inside_text(analysis)
    names = {actor.id: actor.name for actor in analysis.actors or ()}
    return (
        f'<section class="fr fr-article" data-article="{key}" aria-label="Marked article">'
        f'<div class="fr-text" dir="auto">{_text(report, index, framing)}</div>'
        f'<aside class="fr-rail" aria-label="Legend">{_legend(framing, analysis.framing is None)}'
        f"{_measures(analysis, key)}</aside>"
        f"{_phrases(analysis, key, framing, names)}</section>"
    )


def description(mark: FramingSpan, text: str, names: Mapping[str, str]) -> str:
    """Return what the tool says about one mark, as phrasing content.

    Args:
        mark: the mark.
        text: the article.
        names: names of actors by id, for its target and its speaker.
    """
    definition = label_definition(mark.codebook, shown_label(mark))
    rows = [f"Tone: {TONES[mark.valence]}"] if mark.valence else []
    if mark.label_score is not None and not is_unclear(mark):
        rows.append(f"This label rather than another, {percent(mark.label_score)}")
    if mark.target is not None:
        rows.append(f"Toward: {escape(names.get(mark.target, mark.target))}")
    rows.append(f"Voice: {voice(mark, names)}")
    if mark.alternative is not None:
        rows.append(f"Suggestion: {escape(suggestion(mark.alternative, text))}")
    return (
        f"<strong>{escape(_heading(mark))}</strong> "
        f'<span class="fr-prob">{percent(mark.score)} probability</span>'
        + "".join(f'<span class="fr-row"> {row}</span>' for row in rows)
        + (f'<span class="fr-def"> {escape(definition)}</span>' if definition else "")
    )


def _heading(mark: FramingSpan) -> str:
    title = label_title(mark.codebook, shown_label(mark))
    return title if is_unclear(mark) else "Perhaps " * mark.is_guess + title


def voice(mark: FramingSpan, names: Mapping[str, str]) -> str:
    """Return whose words a mark is in, escaped."""
    if mark.voice == "outlet":
        return "outlet\u2019s own words"
    if mark.speaker is None:
        return "quoted: source not named"
    return f"quoted: {escape(names.get(mark.speaker, mark.speaker))}"


@dataclass(frozen=True, slots=True)
class _Marked:
    """What the writing of a piece needs to know; `framing` and `layers` are aligned."""

    key: str
    text: str
    framing: tuple[FramingSpan, ...]
    layers: tuple[int, ...]


def _inside_text(analysis: Analysis) -> list[FramingSpan]:
    length = len(analysis.article.text)
    marks = [m for m in analysis.framing or () if m.span.end <= length]
    return sorted(marks, key=lambda m: (m.span, m.codebook, m.label))


def _text(report: Report, index: int, framing: Sequence[FramingSpan]) -> str:
    analysis = report.articles[index]
    if not analysis.article.text.strip():
        return '<p class="fr-empty">The article is empty.</p>'
    blocks = blocks_of(analysis)
    spans = [mark.span for mark in framing]
    pieces = cut([block.span for block in blocks], spans, _stops(report, analysis))
    marked = _Marked(
        key_of(report, index), analysis.article.text, tuple(framing), tuple(layers(spans))
    )
    return "".join(_block(b, p, marked) for b, p in zip(blocks, pieces, strict=True))


def _stops(report: Report, analysis: Analysis) -> set[int]:
    """Return where evidence begins and ends in the article, so that it can be lit exactly."""
    told = [e for s in report.summaries for sentence in s.sentences for e in sentence.evidence]
    told += [e for s in report.summaries if s.drift for e in s.drift.places]
    if report.comparison is not None:
        told += compared_places(report.comparison)
    spans = {evidence.span for evidence in told if evidence.article == analysis.article.id}
    spans |= {span for portrayal in analysis.portrayals or () for span in portrayal.evidence}
    spans |= {span for frame in analysis.frames or () for span in frame.evidence}
    spans |= {span for relation in analysis.relations or () for span in relation.evidence}
    spans |= {span for quote in analysis.quotes or () for span in quote.content}
    spans |= {actor.mentions[0].span for actor in analysis.actors or () if actor.mentions}
    return {offset for span in spans for offset in (span.start, span.end)}


def _block(block: Block, pieces: Sequence[Piece], marked: _Marked) -> str:
    inner = "".join(_piece(piece, marked) for piece in pieces)
    if block.kind == "headline":
        return f'<h3 class="fr-headline" dir="auto">{inner}</h3>'
    if block.kind == "body":
        return f'<p dir="auto">{inner}</p>'
    tag = f'<span class="fr-tag">{_TAGS[block.kind]}</span> '
    return f'<p class="fr-aside fr-{block.kind}" dir="auto">{tag}{inner}</p>'


def _piece(piece: Piece, marked: _Marked) -> str:
    inner = "".join(
        f'<span class="fr-part" id="{part_id(marked.key, part.start)}" '
        f'data-at="{marked.key}:{part.start}-{part.end}">{escape(part.of(marked.text))}</span>'
        for part in piece.parts
    )
    if not piece.marks:
        return inner
    for i in sorted(piece.marks, key=lambda i: (marked.layers[i], i)):
        look = _look(marked.framing[i], "fr-line", f"n{marked.layers[i]}")
        inner = f"<span {look}>{inner}</span>"
    ids = " ".join(mark_id(marked.key, i) for i in piece.marks)
    letters = "".join(_letter(marked.framing[i]) for i in piece.ends)
    return f'<mark class="fr-mark" tabindex="0" aria-describedby="{ids}">{inner}</mark>{letters}'


def _letter(mark: FramingSpan) -> str:
    letter = family_of(shown_label(mark)).letter
    return f'<i {_look(mark, "fr-letter")} data-letter="{letter}" aria-hidden="true"></i>'


def _look(mark: FramingSpan, *classes: str) -> str:
    """Return attributes: the colour of the mark's family, the line of its voice, its filters."""
    names = " ".join([*classes, f"f-{family_of(shown_label(mark)).name}", f"v-{mark.voice}"])
    key = escape(f"{mark.codebook}:{shown_label(mark)}")
    return f'class="{names}" data-voice="{mark.voice}" data-label="{key}"'


def _legend(framing: Sequence[FramingSpan], is_missing: bool) -> str:
    if is_missing:
        return '<p class="fr-empty">Framing phrases were not looked for.</p>'
    if not framing:
        return '<p class="fr-empty">No framing phrase was found in this article.</p>'
    voices = Counter(mark.voice for mark in framing)
    labels = Counter((mark.codebook, shown_label(mark)) for mark in framing)
    groups = []
    for family in FAMILIES:
        found = sorted(
            (label_title(*key), key, n) for key, n in labels.items() if family_of(key[1]) == family
        )
        boxes = "".join(
            _box("label", f"{key[0]}:{key[1]}", escape(title), n, tip=label_definition(*key))
            for title, key, n in found
        )
        if boxes:
            sign = f'<span class="fr-sign" aria-hidden="true">{family.letter}</span>'
            groups.append(
                f'<fieldset class="f-{family.name}"><legend>{sign}{escape(family.title)}</legend>'
                f"{boxes}</fieldset>"
            )
    return (
        '<div class="fr-legend"><fieldset><legend>Whose words</legend>'
        + _box("voice", "outlet", _sample("outlet") + "The outlet\u2019s own", voices["outlet"])
        + _box("voice", "quoted", _sample("quoted") + "A quoted source\u2019s", voices["quoted"])
        + f"</fieldset>{''.join(groups)}</div>"
    )


def _sample(voice: str) -> str:
    return f'<span class="fr-sample v-{voice}" aria-hidden="true"></span>'


def _box(group: str, value: str, inner: str, n: int, *, tip: str = "") -> str:
    """Return a checkbox that shows or hides `n` marks; `inner` is HTML."""
    return (
        f'<label class="fr-filter" title="{escape(tip)}"><input type="checkbox" '
        f'data-filter="{group}" value="{escape(value)}" checked> <span>{inner}</span>'
        f'<span class="fr-n">{n}</span></label>'
    )


def _frame(frame: FrameScore, analysis: Analysis, key: str) -> str:
    sentences = [s.span for s in analysis.sentences or ()]
    links = " ".join(
        f'<a href="#{part_id(key, span.start)}" data-evidence="{key}:{span.start}-{span.end}" '
        f'aria-label="sentence {sentences.index(span) + 1}">{sentences.index(span) + 1}</a>'
        for span in frame.evidence
        if span in sentences
    )
    definition = escape(label_definition("frames", frame.label))
    return (
        f'<li><span title="{definition}">{escape(label_title("frames", frame.label))}</span>'
        f"<span>{percent(frame.score)}</span><span>{links}</span></li>"
    )


def _measures(analysis: Analysis, key: str) -> str:
    rows = []
    scores = analysis.sentence_scores or ()
    if scores:
        n_loaded = sum(score.loaded >= LOADED_FROM for score in scores)
        rows.append(
            f"<div><h4>Loaded sentences</h4><p>{n_loaded} of {plural(len(scores), 'sentence')} "
            "more likely loaded than not.</p></div>"
        )
    if analysis.frames:
        items = "".join(
            _frame(f, analysis, key)
            for f in sorted(analysis.frames, key=lambda f: (-f.score, f.label))
        )
        rows.append(
            f'<div><h4>Sides of the issue told</h4><ul class="fr-frames">{items}</ul>'
            "<p>Generic frames; the numbers lead to sentences that show them.</p></div>"
        )
    return f'<div class="fr-measures">{"".join(rows)}</div>' if rows else ""


def _phrases(
    analysis: Analysis, key: str, framing: Sequence[FramingSpan], names: Mapping[str, str]
) -> str:
    if not framing:
        return ""
    items = "".join(
        f'<li><a class="fr-words" href="#{part_id(key, mark.span.start)}" '
        f'data-evidence="{key}:{mark.span.start}-{mark.span.end}">'
        f"{escape(mark.span.of(analysis.article.text))}</a>"
        f'<span {_look(mark, "fr-description")} id="{mark_id(key, i)}">'
        f"{description(mark, analysis.article.text, names)}</span></li>"
        for i, mark in enumerate(framing)
    )
    title = f"List of {plural(len(framing), 'marked phrase')}"
    return f'<details class="fr-phrases"><summary>{title}</summary><ol>{items}</ol></details>'
