"""How much of an article's loaded words, frames and voices a summary keeps, loses and adds.

Words that a summary takes from an article are judged where they stand there, with all that is
around them. Only words that no passage in evidence has are read anew.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from summarizer.comparison import Comparison, StoryActor
from summarizer.drift import ActorDrift, Drift, FrameDrift, SummaryRange
from summarizer.fidelity import plain
from summarizer.phrases import count_words
from summarizer.quotations import quoted_stretches
from summarizer.summaries.covered import Covered, Reader, Reading
from summarizer.types import Evidence, Span, Summary, SummarySentence

# So many of the phrases that a summary leaves out are named.
_LOST_SHOWN = 5
_MOST_ACTORS = 5
_INSERTION = re.compile(r"\[[^\[\]]+\]")
_WORD = re.compile(r"\w+")


def with_drift(
    summaries: Sequence[Summary], covered: Covered | None, read: Reader
) -> tuple[Summary, ...]:
    """Return the summaries, each with how far its framing is from that of its article.

    Args:
        summaries: all of them are of one article.
        covered: the article; nothing is told where it is `None`.
        read: reads sentences that are not an article's own words.
    """
    if covered is None:
        return tuple(summaries)
    return tuple(replace(s, drift=drift_of(s, [covered], read)) for s in summaries)


def with_drift_over_all(
    summaries: Sequence[Summary],
    comparison: Comparison,
    covered: Mapping[str, Covered | None],
    read: Reader,
) -> tuple[Summary, ...]:
    """Return summaries of several articles, each compared with all that it is of.

    A common ground is of the articles on its event, an actor's summary of those that mention
    the actor.

    Args:
        summaries: the common ground and those of story actors.
        comparison: of the articles.
        covered: the articles by their ids, in an order that does not hang on how they came.
        read: reads sentences that are not an article's own words.
    """
    members = {a.id: {m.article for m in a.members} for a in comparison.actors}
    event = set(next((group for group in comparison.events if len(group) > 1), covered))
    found = []
    for summary in summaries:
        ids = members.get(summary.perspective.about or "", event)
        articles = [article for id, article in covered.items() if id in ids]
        known = [article for article in articles if article is not None]
        if known and len(known) == len(articles):
            drift = drift_of(summary, known, read, comparison.actors)
            summary = replace(summary, drift=drift)
        found.append(summary)
    return tuple(found)


def drift_of(
    summary: Summary,
    covered: Sequence[Covered],
    read: Reader,
    actors: Sequence[StoryActor] = (),
) -> Drift | None:
    """Return how far the framing of a summary is from that of its articles, 1 or more.

    `None` if it has sentences that are not an article's own words and cannot be read.
    """
    by_id = {article.id: article for article in covered}
    told = [_said(sentence, by_id) for sentence in summary.sentences]
    readings: Sequence[Reading] = [Reading((), frozenset())] * len(told)
    if any(not each.is_theirs for each in told):
        found = read([sentence.text for sentence in summary.sentences])
        if found is None:
            return None
        readings = found
    kept = [_kept(each) for each in told]
    added = [
        [] if each.is_theirs else _added(each, reading, covered, places)
        for each, reading, (places, _) in zip(told, readings, kept, strict=True)
    ]
    n_lost, lost = _lost(covered, told, [e for _, found in kept for e in found])
    n_words = sum(count_words(each.own) for each in told)
    n_loaded = sum(
        count_words(each.own[place.start : place.end])
        for each, (places, _), more in zip(told, kept, added, strict=True)
        for place in (*places, *(place for place, _ in more))
    )
    voices, source_voices = _summary_voices(told), _voices(covered)
    n_source = sum(article.n_words for article in covered)
    return Drift(
        articles=tuple(article.id for article in covered),
        loaded=_per(100 * n_loaded, n_words),
        source_loaded=_per(100 * sum(a.n_loaded for a in covered), n_source),
        quoted=min(1.0, _per(voices.total(), n_words)),
        source_quoted=min(1.0, _per(source_voices.total(), n_source)),
        kept=tuple(e for _, found in kept for e in found),
        n_lost=n_lost,
        lost=lost,
        added=tuple(SummaryRange(at, span) for at, more in enumerate(added) for _, span in more),
        frames=_frames(covered, told, readings),
        actors=_actors(covered, told, actors, (voices, source_voices)),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Said:
    """A sentence of a summary beside its evidence.

    `own` is its text without our insertions and `whole` with them, both in small letters and
    one form of marks and spaces; `is_theirs` tells that an article's words are all it says.
    """

    sentence: SummarySentence
    own: str
    whole: str
    parts: tuple[tuple[Covered, Span], ...]
    is_theirs: bool


def _said(sentence: SummarySentence, by_id: Mapping[str, Covered]) -> _Said:
    parts = tuple((by_id[e.article], e.span) for e in sentence.evidence if e.article in by_id)
    texts = [_flat(span.of(article.text)) for article, span in parts]
    whole = _flat(sentence.text)
    own = _INSERTION.sub(lambda m: m.group() if m.group() in "\n".join(texts) else "", whole)
    words = _WORD.findall(own)
    sources = [*texts, "\n".join(texts)]
    is_theirs = any(_is_part(words, _WORD.findall(text)) for text in sources)
    return _Said(sentence, own, whole, parts, is_theirs)


def _flat(text: str) -> str:
    return plain(text).casefold()


def _is_part(words: Sequence[str], source: Sequence[str]) -> bool:
    rest = iter(source)
    return all(word in rest for word in words)


def _places(text: str, phrase: str) -> list[Span]:
    """Return where `phrase` stands in `text` in whole words; both are flat."""
    if not phrase or phrase not in text:
        return []
    pattern = rf"(?<!\w){re.escape(phrase)}(?!\w)"
    return [Span(*match.span()) for match in re.finditer(pattern, text)]


def _kept(said: _Said) -> tuple[list[Span], list[Evidence]]:
    """Return where loaded phrases of the evidence stand in a sentence, and where in articles.

    What several articles say in the same words stands there once.
    """
    taken: list[Span] = []
    found: list[Evidence] = []
    used = Counter[tuple[str, str]]()
    seen: set[tuple[str, Span]] = set()
    for article, span in said.parts:
        for mark in article.loaded:
            if not span.contains(mark.span) or (article.id, mark.span) in seen:
                continue
            seen.add((article.id, mark.span))
            phrase = _flat(mark.span.of(article.text))
            places = _places(said.own, phrase)[used[article.id, phrase] :][:1]
            used[article.id, phrase] += 1
            if places and not any(places[0].overlaps(other) for other in taken):
                taken += places
                found.append(Evidence(article.id, mark.span))
    return taken, found


def _added(
    said: _Said, reading: Reading, covered: Sequence[Covered], kept: Sequence[Span]
) -> list[tuple[Span, Span]]:
    """Return loaded phrases that no article says in its own voice: in `own`, in the text."""
    line = " ".join(said.sentence.text.split())
    found: list[tuple[Span, Span]] = []
    for span in reading.loaded:
        phrase = _flat(span.of(line))
        places = [p for p in _places(said.own, phrase) if not any(map(p.overlaps, kept))]
        if not places or any(_places(_own_voice(article), phrase) for article in covered):
            continue
        at = said.sentence.text.find(span.of(line))
        if at >= 0:
            found.append((places[0], Span(at, at + span.end - span.start)))
    return found


def _own_voice(article: Covered) -> str:
    """Return the flat text of an article without what stands in quotation marks."""
    kept, at = [], 0
    for quoted in quoted_stretches(article.text):
        kept.append(article.text[at : quoted.start])
        at = quoted.end
    return _flat(" | ".join([*kept, article.text[at:]]))


def _lost(
    covered: Sequence[Covered], told: Sequence[_Said], kept: Sequence[Evidence]
) -> tuple[int, tuple[Evidence, ...]]:
    """Return how many loaded phrases the summary does not say, and the surest of them."""
    by_id = {article.id: article for article in covered}
    said = {_flat(e.span.of(by_id[e.article].text)) for e in kept}
    whole = "\n".join(each.own for each in told)
    best: dict[str, tuple[float, int, Span]] = {}
    for at, article in enumerate(covered):
        for mark in article.loaded:
            phrase = _flat(mark.span.of(article.text))
            if phrase in said or _places(whole, phrase):
                continue
            rank = (-round(mark.score, 9), at, mark.span)
            best[phrase] = min(best.get(phrase, rank), rank)
    first = sorted(best.values())[:_LOST_SHOWN]
    return len(best), tuple(Evidence(covered[at].id, span) for _, at, span in first)


def _frames(
    covered: Sequence[Covered], told: Sequence[_Said], readings: Sequence[Reading]
) -> tuple[FrameDrift, ...]:
    """Return the frames of the articles, those that the summary keeps first, then the likeliest."""
    best: dict[str, tuple[float, int, tuple[Evidence, ...]]] = {}
    for at, article in enumerate(covered):
        for frame in article.analysis.frames or ():
            evidence = tuple(Evidence(article.id, span) for span in frame.evidence)
            row = (-round(frame.score, 9), at, evidence)
            best[frame.label] = min(best.get(frame.label, row), row, key=lambda r: r[:2])
    shown: dict[str, dict[Evidence, None]] = defaultdict(dict)
    for each, reading in zip(told, readings, strict=True):
        for article, span in each.parts:
            sentence = article.sentence(span)
            if sentence is not None:
                labels = article.frames.get(sentence, ()) if each.is_theirs else reading.frames
                for label in labels:
                    shown[label][Evidence(article.id, sentence)] = None
    rows = [
        FrameDrift(label, label in shown, tuple(shown.get(label, evidence)))
        for label, (_, _, evidence) in sorted(best.items(), key=lambda i: (*i[1][:2], i[0]))
    ]
    return tuple(sorted(rows, key=lambda row: not row.is_kept))


_Voices = Counter[tuple[str, str | None]]


def _voices(covered: Sequence[Covered]) -> _Voices:
    """Return how many words are attributed to each actor, by article and actor."""
    voices: _Voices = Counter()
    for article in covered:
        for quote in article.analysis.quotes or ():
            for piece in quote.content:
                voices[article.id, quote.speaker] += count_words(piece.of(article.text))
    return voices


def _summary_voices(told: Sequence[_Said]) -> _Voices:
    """Return the same for the attributed words of the evidence that a summary repeats.

    Those of the first article of a sentence count: the others only say the same.
    """
    voices: _Voices = Counter()
    for each in told:
        first = each.parts[0][0] if each.parts else None
        seen: set[Span] = set()
        for article, span in each.parts:
            if article is not first:
                continue
            for quote in article.analysis.quotes or ():
                for piece in quote.content:
                    if piece.overlaps(span):
                        part = Span(max(piece.start, span.start), min(piece.end, span.end))
                        wanted = _WORD.findall(_flat(part.of(article.text)))
                        if part not in seen and _is_part(wanted, _WORD.findall(each.own)):
                            voices[article.id, quote.speaker] += count_words(part.of(article.text))
                        seen.add(part)
    return voices


def _actors(
    covered: Sequence[Covered],
    told: Sequence[_Said],
    actors: Sequence[StoryActor],
    voices: tuple[_Voices, _Voices],
) -> tuple[ActorDrift, ...]:
    """Return the main actors, those that are named in the summary first."""
    same = {(m.article, m.actor): actor.id for actor in actors for m in actor.members}
    ranks: dict[str, float] = defaultdict(float)
    members: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for article in covered:
        for place, actor in enumerate(article.actors, 1):
            ranks[same.get((article.id, actor.id), actor.id)] += 1 / place
        for actor in article.analysis.actors or ():
            members[same.get((article.id, actor.id), actor.id)].add((article.id, actor.id))
    main = sorted(ranks, key=lambda name: (-round(ranks[name], 9), name))[:_MOST_ACTORS]
    rows = []
    for name in main:
        own = members[name]
        here, there = (
            _per(sum(n for key, n in counts.items() if key in own), counts.total())
            for counts in voices
        )
        named = tuple(dict.fromkeys(_named(own, told)))
        evidence = named or tuple(_first(own, covered))[:1]
        rows.append(ActorDrift(name, bool(named), here, there, evidence))
    return tuple(sorted(rows, key=lambda row: not row.is_kept))


def _first(members: set[tuple[str, str]], covered: Sequence[Covered]) -> Iterator[Evidence]:
    """Yield where each article first names one of `members`."""
    for article in covered:
        for actor in article.analysis.actors or ():
            if (article.id, actor.id) in members and actor.mentions:
                first = min(
                    actor.mentions, key=lambda m: (m.kind != "name", m.kind != "nominal", m.span)
                )
                yield Evidence(article.id, first.span)


def _named(members: set[tuple[str, str]], told: Sequence[_Said]) -> Iterator[Evidence]:
    """Yield where the evidence of each sentence that names one of `members` does so."""
    for each in told:
        for article, span in each.parts:
            for actor in article.analysis.actors or ():
                if (article.id, actor.id) not in members:
                    continue
                inside = [m.span for m in actor.mentions if span.contains(m.span)]
                said = [s for s in inside if _places(each.whole, _flat(s.of(article.text)))]
                if not said and inside and _places(each.whole, _flat(actor.name)):
                    said = inside
                yield from (Evidence(article.id, s) for s in said[:1])


def _per(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
