"""How each sentence reads on its own: verbatim, with what it needs added in brackets."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from summarizer.guard import Source, find_problems
from summarizer.phrases import lies_in
from summarizer.quotations import Quotation, find_overlapping, is_only_quotation
from summarizer.summaries.openings import LEAD, beginning, points_back, standing, statements
from summarizer.summaries.trim import find_cuts, find_plain_cuts, left_over
from summarizer.types import Actor, Evidence, Mention, Sentence, Span, SummarySentence

_PLURAL = frozenset({"they", "them", "their", "theirs"})
_SOME = re.compile(r"\b(?:many|some|most|several|few|others|both|those)\b", re.IGNORECASE)
_POSSESSIVE = frozenset({"his", "hers", "their", "theirs", "its"})
# Before these "her" is the one meant; before any other word it owns something.
_AFTER_OBJECT = frozenset(
    {"to", "in", "on", "at", "for", "from", "with", "as", "of", "and", "or", "but", "that", "by"}
    | {"when", "while", "after", "before", "because", "if", "off", "out", "up", "down", "into"}
    | {"about", "over", "a", "an", "the", "was", "is", "had", "has", "could", "would", "not"}
)


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence as a summary may say it.

    `evidence` holds the sentence first, or the pieces of it that are said, then the words
    that show who is meant. `standing` is 1 if it stands alone, less if it leans on what came
    before, and 0 if it cannot be understood without it. `sentence` is the range of all of it,
    and `whole` the full wording of one that is trimmed. `speaker` is who says all of
    it, if it is a quotation. What is no statement is a heading, a score or a label.
    """

    text: str
    evidence: tuple[Span, ...]
    standing: float
    sentence: Span
    is_quotation: bool = False
    speaker: str | None = None
    is_trimmed: bool = False
    whole: Wording | None = None
    is_statement: bool = True

    def says(self, span: Span) -> bool:
        """Return whether the words at `span` are among those said."""
        return any(piece.contains(span) for piece in self.evidence)


@dataclass(frozen=True, slots=True)
class _Edit:
    span: Span
    text: str
    shown_by: Span | None


def word_sentences(
    source: Source, *, trim: bool = False, clauses: bool = False
) -> dict[int, Wording]:
    """Return how each body sentence reads on its own, by its index in the sentence layer.

    Args:
        source: an article with sentences; without a parse nothing is trimmed.
        trim: whether to leave out clauses that a sentence can do without.
        clauses: whether then also those at its end that say something of their own.
    """
    stating = statements(source.analysis.sentences or (), source)
    found: dict[int, Wording] = {}
    for at, span, around in _body(source):
        found[at] = _word(source, span, around)
        if trim and not found[at].is_quotation:
            cuts = find_cuts(source, span, clauses=clauses)
            found[at] = _trimmed(source, found[at], around, cuts)
        if span not in stating:
            found[at] = replace(found[at], standing=0.0, is_statement=False)
    return found


def word_plainly(
    source: Source, wordings: Mapping[int, Wording], phrases: Mapping[int, Sequence[Span]]
) -> dict[int, Wording]:
    """Return how those of `wordings` read that can do without the remarks that hold `phrases`.

    Args:
        source: an article with sentences.
        wordings: of its body sentences, as `word_sentences` returns them.
        phrases: ranges of loaded words by the sentence that they stand in.
    """
    found: dict[int, Wording] = {}
    for at, span, around in _body(source) if phrases else ():
        wording = wordings[at]
        said = [s for s in phrases.get(at, ()) if wording.says(s)]
        if not said or wording.is_quotation or not wording.is_statement:
            continue
        whole = wording.whole or wording
        cuts = find_cuts(source, span) if wording.whole is not None else ()
        more = [c for c in find_plain_cuts(source, span, said) if not any(map(c.overlaps, cuts))]
        short = _trimmed(source, whole, around, sorted([*cuts, *more]))
        if more and short is not whole:
            found[at] = short
    return found


def _body(source: Source) -> Iterator[tuple[int, Span, _Around]]:
    """Yield index and range of each body sentence, and who is referred to in it."""
    actors = {actor.id: actor for actor in source.analysis.actors or ()}
    sentences = source.analysis.sentences or ()
    body = [s.span for s in sentences if s.kind == "body"]
    mentions = _by_sentence([m for a in actors.values() for m in a.mentions], sentences)
    pronouns = _by_sentence(
        [Mention(span, actor, "pronoun") for span, actor in source.pronouns], sentences
    )
    for at, sentence in enumerate(sentences):
        if sentence.kind == "body":
            yield at, sentence.span, _Around(actors, body, mentions[at], pronouns[at])


def _trimmed(source: Source, whole: Wording, around: _Around, cuts: Sequence[Span]) -> Wording:
    """Return the sentence without `cuts`, or whole where that reads worse."""
    span = whole.sentence
    start, _ = beginning(span, source.text)
    cuts = tuple(cut for cut in cuts if cut.start >= start)
    if not cuts:
        return whole
    pieces = left_over(Span(start, span.end), cuts, source.text)
    left = replace(
        around,
        mentions=[m for m in around.mentions if lies_in(m.span, pieces)],
        pronouns=[m for m in around.pronouns if lies_in(m.span, pieces)],
    )
    short = replace(_word(source, span, left, pieces), is_trimmed=True, whole=whole)
    if pieces[0].start > start:
        short = replace(short, text=_capital(short.text))
    article = source.analysis.article.id
    said = SummarySentence(short.text, tuple(Evidence(article, s) for s in short.evidence), 1.0)
    is_fit = short.standing >= whole.standing and not find_problems(said, {article: source})
    return short if is_fit else whole


@dataclass(frozen=True, slots=True)
class _Around:
    """Who is referred to in one sentence, and where the body text is."""

    actors: Mapping[str, Actor]
    body: Sequence[Span]
    mentions: Sequence[Mention]
    pronouns: Sequence[Mention]


def _by_sentence(mentions: Sequence[Mention], sentences: Sequence[Sentence]) -> list[list[Mention]]:
    """Return the mentions of each sentence, in text order."""
    starts = [sentence.span.start for sentence in sentences]
    found: list[list[Mention]] = [[] for _ in sentences]
    for mention in sorted(mentions, key=lambda m: (m.span, m.actor)):
        at = bisect_right(starts, mention.span.start) - 1
        if at >= 0 and sentences[at].span.contains(mention.span):
            found[at].append(mention)
    return found


def _word(source: Source, span: Span, around: _Around, pieces: Sequence[Span] = ()) -> Wording:
    """Return the sentence at `span` as a summary may say it, or only the `pieces` of it."""
    text = source.text
    start, at_best = beginning(span, text)
    pieces = pieces or (Span(start, span.end),)
    quoted = [source.quotations[at] for at in find_overlapping(source.quotations, span)]
    edits = _resolve(Span(pieces[0].start, span.end), text, around)
    worded = _close_marks(_edited(text, pieces, edits), span, quoted)
    is_linked = at_best < 1
    worded = _capital(worded) if is_linked else worded
    evidence = [
        *(p for p in pieces if p == span or any(ch.isalnum() for ch in p.of(text))),
        *(e.shown_by for e in edits if e.shown_by is not None),
    ]
    alone = 0.0 if points_back(span, source, quoted) else min(at_best, standing(worded))
    if not is_only_quotation(span, text, quoted):
        told = tuple(dict.fromkeys(evidence))
        return Wording(worded, told, alone, span, is_trimmed=is_linked)
    speaker = _one_speaker(source, span)
    if speaker is None:
        return Wording(worded, tuple(dict.fromkeys(evidence)), 0.0, span, is_quotation=True)
    actor = around.actors[speaker]
    if (shown := _shown_by(actor, span, around.body)) is not None:
        evidence.append(shown)
    worded = f"[{_capital(name_in_prose(actor, text))}:] {worded}"
    return Wording(worded, tuple(dict.fromkeys(evidence)), alone, span, True, speaker)


def _edited(text: str, pieces: Sequence[Span], edits: Sequence[_Edit]) -> str:
    """Return the pieces with the edits made, and one space where words were left out."""
    worded = ""
    for piece in pieces:
        told, at = "", piece.start
        for edit in (e for e in edits if piece.contains(e.span)):
            told += text[at : edit.span.start] + edit.text
            at = edit.span.end
        told += text[at : piece.end]
        worded += (" " if worded and told[0] not in ".,;:!?" else "") + told
    return worded


def _one_speaker(source: Source, span: Span) -> str | None:
    """Return the actor who speaks every quotation that `span` touches, if there is one."""
    known = {actor.id for actor in source.analysis.actors or ()}
    speakers = {source.speakers[at] for at in find_overlapping(source.quotations, span)}
    speaker = speakers.pop() if len(speakers) == 1 else None
    return speaker if speaker in known else None


def _resolve(span: Span, text: str, around: _Around) -> list[_Edit]:
    """Return an edit for the first pronoun of each actor that the sentence does not name."""
    edits: list[_Edit] = []
    for actor in sorted({m.actor for m in around.pronouns}):
        pronoun = next(m.span for m in around.pronouns if m.actor == actor)
        if actor not in around.actors or _is_named(actor, pronoun, around.mentions):
            continue
        word = pronoun.of(text).casefold()
        if word in _PLURAL and _SOME.search(text[span.start : pronoun.start]):
            continue  # "Many say they left": "they" are the many
        is_opening = not text[span.start : pronoun.start].strip(LEAD)
        owns = word in _POSSESSIVE or (word == "her" and (is_opening or _owns(pronoun, text)))
        name = _bracketed(around.actors[actor], text, is_possessive=owns)
        if is_opening:
            name = "[" + _capital(name[1:])
        edits.append(_Edit(pronoun, name, _shown_by(around.actors[actor], span, around.body)))
    return sorted(edits, key=lambda edit: edit.span)


def _is_named(actor: str, pronoun: Span, mentions: Sequence[Mention]) -> bool:
    """Return whether the sentence names `actor`, or describes it ahead of the pronoun."""
    return any(
        m.actor == actor and (m.kind == "name" or (m.kind == "nominal" and m.span < pronoun))
        for m in mentions
    )


def _owns(pronoun: Span, text: str) -> bool:
    """Return whether "her" stands before the thing owned, rather than alone."""
    after = re.match(r"\s+([^\W\d_]+)", text[pronoun.end : pronoun.end + 40])
    return after is not None and after.group(1).casefold() not in _AFTER_OBJECT


def name_in_prose(actor: Actor, text: str) -> str:
    """Return the actor's name, with "the" in front if that is how `text` mostly says it."""
    name = " ".join(actor.name.split())
    is_one_name = " " not in name and name[:1].isupper()  # "the Tessal dam" is not the Tessal
    if actor.kind == "person" or is_one_name or name.casefold().startswith("the "):
        return name
    bare = [m.span for m in actor.mentions if m.span.of(text).casefold() == name.casefold()]
    n_the = sum(text[max(0, s.start - 4) : s.start].casefold() == "the " for s in bare)
    n_whole = sum(m.span.of(text).casefold() == f"the {name}".casefold() for m in actor.mentions)
    return f"the {name}" if 2 * (n_the + n_whole) > len(bare) + n_whole else name


def _bracketed(actor: Actor, text: str, *, is_possessive: bool) -> str:
    name = name_in_prose(actor, text)
    if not is_possessive:
        return f"[{name}]"
    is_plural = actor.kind != "person" and actor.name.endswith("s")
    return f"[{name}']" if is_plural else f"[{name}'s]"


def _shown_by(actor: Actor, span: Span, body: Sequence[Span]) -> Span | None:
    """Return the body mention that best shows who is meant: a name, the nearest before."""
    named = [
        m.span
        for m in actor.mentions
        if m.kind != "pronoun" and not span.contains(m.span) and lies_in(m.span, body)
    ]
    full = {m.span for m in actor.mentions if m.kind == "name"}
    before = [s for s in named if s.end <= span.start]
    return max(before or named, key=lambda s: (s in full, s), default=None)


def _close_marks(worded: str, span: Span, quoted: Sequence[Quotation]) -> str:
    """Return `worded` with the quotation marks that its neighbours hold.

    A sentence from the middle of a longer quotation has none of its own and would read as
    if the outlet said it.
    """
    worded = worded.strip()
    for quotation in quoted:
        if quotation.span.start < span.start:
            worded = quotation.opening + worded
        if quotation.span.end + (not quotation.is_closed) > span.end:
            worded += quotation.closing
    return worded


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
