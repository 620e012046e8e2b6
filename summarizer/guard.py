"""The guard between any summary and the report: what has no evidence is not said.

It trusts no producer. Whatever wrote a sentence, each number, name, quotation and hedge
in it must stand in the evidence, and no hedge, quotation mark or source of the evidence
may be lost. Words in [brackets] are ours; they may only name the actor who is meant.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol, TypeAlias

from summarizer.fidelity import hedges, holds, numbers, plain, unknown_names, words
from summarizer.meaning import find_changes, names_near, of_evidence, of_sentence
from summarizer.meaning.amounts import find_unknown, is_number
from summarizer.meaning.names import apart, is_known
from summarizer.meaning.said import can_mean
from summarizer.quotations import (
    Quotation,
    find_overlapping,
    find_quotations,
    find_speakers,
    quoted_stretches,
)
from summarizer.types import Actor, Analysis, Span, Summary, SummarySentence

if TYPE_CHECKING:
    from spacy.tokens import Doc

Read: TypeAlias = "Callable[[str], Doc]"


class Supports(Protocol):
    """Judges how likely evidence bears a sentence out; below `least` that is not enough."""

    @property
    def least(self) -> float:
        """A probability."""

    def __call__(self, text: str, evidence: Sequence[str], /) -> float:
        """Return the probability that the sentences `evidence` bear out `text`."""


PRONOUNS = frozenset(
    {"he", "she", "they", "it", "him", "her", "them", "his", "hers", "their", "theirs", "its"}
)
_INSERTION = re.compile(r"\[([^\[\]]+)\]")


@dataclass(frozen=True, slots=True)
class Source:
    """An article made ready for grounding: its quotations and, aligned, their speakers."""

    analysis: Analysis
    quotations: tuple[Quotation, ...]
    speakers: tuple[str | None, ...]
    pronouns: tuple[tuple[Span, str], ...]

    @property
    def text(self) -> str:
        """Return the text of the article."""
        return self.analysis.article.text


@dataclass(frozen=True, slots=True)
class _Case:
    """A sentence beside its evidence, both in one form of quotation marks and spaces.

    `bare` is the output with a bar in place of each insertion; `parts` are the ranges of
    evidence with the articles they stand in.
    """

    output: str
    bare: str
    evidence: str
    inserted: tuple[str, ...]
    parts: tuple[tuple[Source, Span], ...]


def prepare(analysis: Analysis) -> Source:
    """Return `analysis` with quotations and pronouns found, to ground many sentences on."""
    quotations = find_quotations(analysis.article.text)
    speakers = find_speakers(analysis, quotations)
    return Source(analysis, quotations, speakers, _find_pronouns(analysis))


def check(summary: Summary, articles: Sequence[Analysis], *, read: Read | None = None) -> Summary:
    """Return `summary` without the sentences that its evidence does not bear out.

    What is left out is added to `dropped`. A second check changes nothing.

    Args:
        summary: of any origin.
        articles: those that its evidence lies in.
        read: as in `find_problems`.
    """
    sources = {analysis.article.id: prepare(analysis) for analysis in articles}
    kept = tuple(s for s in summary.sentences if not find_problems(s, sources, read=read))
    dropped = summary.dropped + len(summary.sentences) - len(kept)
    return replace(summary, sentences=kept, dropped=dropped)


def find_problems(
    sentence: SummarySentence,
    sources: Mapping[str, Source],
    *,
    read: Read | None = None,
    supports: Supports | None = None,
) -> list[str]:
    """Return why `sentence` must not be said; empty if its evidence bears it out.

    Args:
        sentence: any output sentence, from whatever producer.
        sources: prepared articles by id.
        read: parses a sentence. With it, one in other words than the evidence is compared
            by what it says: who does what to whom, how sure that is, who says so, what a
            number counts. Without it, each hedge must stand in it as in the evidence.
        supports: is asked last, and only about a sentence in other words than the evidence.
    """
    if misplaced := _misplaced(sentence, sources):
        return misplaced
    parts = tuple((sources[e.article], e.span) for e in sentence.evidence)
    case = _open_case(sentence.text, parts)
    actors = {name: _inserted_actor(name, parts) for name in case.inserted}
    named = [actor for actor in actors.values() if actor is not None]
    wrong = [f"[{name}] is not who is meant" for name, actor in actors.items() if actor is None]
    if read is not None and not _is_copied(case):
        wrong += _reworded(case, read)
        return wrong or _unsupported(case, supports)
    return [
        *wrong,
        *(
            f"number {number} is not in the evidence"
            for number in sorted(numbers(case.bare) - numbers(case.evidence))
        ),
        *(
            f"name {name!r} is not in the evidence"
            for name in unknown_names(case.bare, case.evidence)
        ),
        *_changed_hedges(case, named),
        *_misquoted(case),
        *_lost_sources(case, {actor.id for actor in named}),
    ]


def _unsupported(case: _Case, supports: Supports | None) -> list[str]:
    if supports is None:
        return []
    text = case.bare.replace(" | ", " ")
    support = supports(text, [span.of(source.text) for source, span in case.parts])
    return (
        [] if support >= supports.least else [f"its evidence hardly bears it out ({support:.2f})"]
    )


def _is_copied(case: _Case) -> bool:
    """Return whether the words of the first evidence stand there as they are, all of them."""
    source, span = case.parts[0]
    pieces = [words(piece) for piece in case.bare.split(" | ")]
    if len(pieces) == 1:
        return pieces[0] == words(span.of(source.text))
    return all(holds(case.evidence, piece) for piece in case.bare.split(" | ") if words(piece))


def _reworded(case: _Case, read: Read) -> list[str]:
    """Return what a sentence in its own words says otherwise than its evidence."""
    doc = read(case.bare.replace(" | ", " "))
    parts = [(source.analysis, span, source.pronouns) for source, span in case.parts]
    evidence = of_evidence(parts)
    near = [name for part in parts for name in names_near(part)]
    known = "\n".join([case.evidence, *_names_meant(case.parts), *near])
    # A capital at the start of a sentence names nobody by itself.
    common = {t.text.casefold() for t in doc if t.is_sent_start and t.pos_ != "PROPN"}
    return [
        *(f"number {n} is not in the evidence" for n in find_unknown(case.bare, case.evidence)),
        *(
            f"name {name!r} is not in the evidence"
            for name in unknown_names(apart(doc), known)
            if name not in common and not is_number(name) and not is_known(name, known)
        ),
        *_misquoted(case),
        *_misquoted_in_single_marks(case),
        *([] if evidence is None else find_changes(of_sentence(doc, parts), evidence)),
    ]


def _misquoted_in_single_marks(case: _Case) -> list[str]:
    """Return words between single marks that are not in the evidence."""
    double = {quotation.span for quotation in find_quotations(case.output)}
    inner = [
        span.of(case.output)[1:-1] for span in quoted_stretches(case.output) if span not in double
    ]
    return [
        f"{piece!r} is not quoted so in the evidence"
        for piece in inner
        if words(piece) and not holds(case.evidence, piece)
    ]


def _names_meant(parts: Sequence[tuple[Source, Span]]) -> list[str]:
    """Return the names of those whom the evidence means by a pronoun, a noun or half a name."""
    names: list[str] = []
    for source, span in parts:
        meant = {actor for place, actor in source.pronouns if span.contains(place)}
        for actor in source.analysis.actors or ():
            inside = any(span.contains(m.span) for m in actor.mentions)
            if inside or actor.id in meant:
                spans = [m.span for m in actor.mentions if m.kind == "name"]
                names += [plain(actor.name), *(plain(s.of(source.text)) for s in spans)]
    return list(dict.fromkeys(names))


def _misplaced(sentence: SummarySentence, sources: Mapping[str, Source]) -> list[str]:
    """Return what is wrong with the evidence itself: none, outside, or not body text."""
    if not sentence.evidence or not any(ch.isalnum() for ch in sentence.text):
        return ["nothing is said, or there is no evidence"]
    wrong: list[str] = []
    for evidence in sentence.evidence:
        source = sources.get(evidence.article)
        if source is None or evidence.span.end > len(source.text):
            wrong.append(f"{evidence} lies outside the articles")
            continue
        kinds = {s.kind for s in source.analysis.sentences or () if s.span.overlaps(evidence.span)}
        wrong += [f"{evidence} lies in a {kind}" for kind in sorted(kinds - {"body"})]
    return wrong


def _open_case(text: str, parts: tuple[tuple[Source, Span], ...]) -> _Case:
    evidence = plain("\n".join(span.of(source.text) for source, span in parts))
    output = bare = plain(text)
    # Brackets of the article itself are its own words.
    inserted = [m.group(1) for m in _INSERTION.finditer(output) if m.group() not in evidence]
    for name in inserted:
        bare = bare.replace(f"[{name}]", " | ")
    return _Case(output, bare, evidence, tuple(inserted), parts)


def _inserted_actor(name: str, parts: Sequence[tuple[Source, Span]]) -> Actor | None:
    """Return the actor that `[name]`, `[name's]` or `[name:]` rightly stands for, if any.

    Before a colon it must speak in a quotation of the evidence; elsewhere a pronoun of the
    evidence must refer to it.
    """
    is_speaker = name.endswith(":")
    called = {name.casefold(), re.sub(r"(?:'s?|:)$", "", name).casefold()}
    called |= {each.removeprefix("the ") for each in called}
    for source, span in parts:
        if is_speaker:
            meant = _speakers_in(source, span)
        else:
            meant = {actor for pronoun, actor in source.pronouns if span.contains(pronoun)}
        for actor in source.analysis.actors or ():
            if actor.id in meant and plain(actor.name).casefold() in called:
                return actor
    return None


def _speakers_in(source: Source, span: Span) -> set[str]:
    """Return the ids of the actors whose words in quotation marks overlap `span`."""
    found = {source.speakers[at] for at in find_overlapping(source.quotations, span)}
    return {speaker for speaker in found if speaker is not None}


def _find_pronouns(analysis: Analysis) -> tuple[tuple[Span, str], ...]:
    """Return the third-person pronouns that refer to an actor, with its id, in text order.

    A pronoun that is the source of a quote refers to the quote's speaker even where the
    actor layer left it open.
    """
    found = {
        m.span: m.actor for a in analysis.actors or () for m in a.mentions if m.kind == "pronoun"
    }
    for quote in analysis.quotes or ():
        if quote.source is not None and quote.speaker is not None:
            found.setdefault(quote.source, quote.speaker)
    text, actors = analysis.article.text, {a.id: a for a in analysis.actors or ()}
    return tuple(
        sorted(
            (span, id)
            for span, id in found.items()
            if span.of(text).casefold() in PRONOUNS
            and (id not in actors or can_mean(span.of(text), actors[id]))
        )
    )


def _changed_hedges(case: _Case, named: Sequence[Actor]) -> list[str]:
    """Return the hedges that the output has more or less often than the evidence."""
    # A mention that only shows who is meant is represented by the insertion.
    shown = {m.span for actor in named for m in actor.mentions}
    told: dict[str, list[str]] = {}
    for source, span in case.parts:
        if span not in shown:
            told.setdefault(source.analysis.article.id, []).append(span.of(source.text))
    ours, theirs = hedges(case.bare), Counter[str]()
    for lines in told.values():  # what two articles say alike is not said twice
        theirs |= hedges("\n".join(lines))
    return [
        *(f"{word!r} is added" for word in sorted(ours - theirs)),
        *(f"{word!r} is lost" for word in sorted(theirs - ours)),
    ]


def _misquoted(case: _Case) -> list[str]:
    """Return quotations that nobody made, and quoted words that lost their marks."""
    quoted = [
        (source, source.quotations[at])
        for source, span in case.parts
        for at in find_overlapping(source.quotations, span)
    ]
    wrong: list[str] = []
    outside = case.output
    for ours in find_quotations(case.output):
        whole = ours.span.of(case.output)
        outside = outside.replace(whole, " | ")
        pieces = [] if whole in case.evidence else _INSERTION.split(whole.strip('"'))[::2]
        wrong += [
            f"{piece!r} is not quoted so in the evidence"
            for piece in filter(words, pieces)
            if not any(_holds_quoted(q.inner.of(s.text), piece) for s, q in quoted)
        ]
    return wrong + _lost_marks(case, outside, quoted)


def _holds_quoted(text: str, piece: str) -> bool:
    """Return whether `piece` stands in `text`; its first letter may be small or a capital."""
    first = piece.lstrip()[:1]
    return holds(text, piece) or holds(text, piece.replace(first, first.swapcase(), 1))


def _lost_marks(case: _Case, outside: str, quoted: Sequence[tuple[Source, Quotation]]) -> list[str]:
    """Return words that are quoted in the evidence and stand in `outside`, unmarked."""
    unquoted = " | ".join(_outside_marks(source, span) for source, span in case.parts)
    wrong: list[str] = []
    for source, quotation in quoted:
        for start, end in _overlaps(quotation.inner, source, case.parts):
            phrase = source.text[start:end]
            if words(phrase) and holds(outside, phrase) and not holds(unquoted, phrase):
                wrong.append(f"{phrase!r} has lost its quotation marks")
    return wrong


def _outside_marks(source: Source, span: Span) -> str:
    """Return the words of `span` that the article does not put in quotation marks."""
    kept, at = [], span.start
    for index in find_overlapping(source.quotations, span):
        quoted = source.quotations[index].span
        kept.append(source.text[at : max(at, quoted.start)])
        at = quoted.end
    return " | ".join([*kept, source.text[at : span.end]])


def _overlaps(
    inner: Span, source: Source, parts: Sequence[tuple[Source, Span]]
) -> list[tuple[int, int]]:
    spans = [span for other, span in parts if other is source and span.overlaps(inner)]
    return [(max(inner.start, s.start), min(inner.end, s.end)) for s in spans]


def _lost_sources(case: _Case, inserted: Collection[str]) -> list[str]:
    """Return sources of the evidence whose words are repeated without naming them."""
    said = set(words(case.output))
    wrong: list[str] = []
    for source, span in case.parts:
        for quote in source.analysis.quotes or ():
            if quote.source is None or not span.contains(quote.source):
                continue
            if quote.speaker in inserted:
                continue
            contents = [piece.of(source.text) for piece in quote.content if span.contains(piece)]
            name = quote.source.of(source.text)
            needed = set(words(name)) - PRONOUNS or set(words(name))
            if needed - said and any(holds(case.output, content) for content in contents):
                wrong.append(f"{name!r} is no longer named as the source")
    return wrong
