"""What several articles together tell about one actor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from summarizer.comparison import Duplicate, Fact, StoryActor
from summarizer.errors import SettingsError
from summarizer.guard import find_problems
from summarizer.length import Words, count_words
from summarizer.summaries.select import check_length
from summarizer.summaries.told import (
    Told,
    alike,
    originals,
    sources_of,
    tell,
    with_evidence,
)
from summarizer.summaries.voices import Voices, hear
from summarizer.types import (
    Analysis,
    Evidence,
    Perspective,
    Span,
    Summary,
    SummarySentence,
)

# Two sentences that share this part of their words (Jaccard) say much the same.
_ALIKE = 0.45
# How much a sentence gains if another article says the same.
_SHARED_GAIN = 0.5
# How much it loses for each sentence that its article has given already.
_TURN_COST = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class _Telling:
    """A sentence of an article about the actor, or several that say the same.

    `members` holds them, the least loaded first.
    """

    members: tuple[tuple[str, SummarySentence], ...]
    worth: float
    place: float

    @property
    def length(self) -> int:
        """Return the words of what is said."""
        return count_words(self.members[0][1].text)


def story_actor_summaries(
    analyses: Sequence[Analysis],
    summaries_by_article: Mapping[str, Sequence[Summary]],
    actors: Sequence[StoryActor],
    facts: Sequence[Fact],
    *,
    n: int,
    n_actors: int,
    duplicates: Sequence[Duplicate] = (),
    words: Words | None = None,
) -> tuple[Summary, ...]:
    """Return what the articles together tell about each of the main story actors.

    Each summary is composed of the actor's summaries in the single articles: what several
    of them say is said once, in the least loaded words and with the evidence of all, and
    the articles take turns. Actors that only one article has a summary of come last.

    Args:
        analyses: articles on one event; the order does not matter.
        summaries_by_article: the summaries of each article, by the id of the article.
        actors: who is who across the articles.
        facts: tell which sentences state the same.
        n: number of sentences, 1 or more.
        n_actors: the most actors to summarise for, 0 or more.
        duplicates: articles that are the same text; of these, only one counts.
        words: the most words of each summary, if these are limited.

    Raises:
        SettingsError: `n` is below 1 or `n_actors` below 0.
    """
    check_length(n)
    if n_actors < 0:
        raise SettingsError(f"{n_actors} actors cannot be chosen; ask for 0 or more")
    told = tell(originals(analyses, duplicates))
    voices = {article: hear(each.source) for article, each in told.items()}
    stated = _facts_of(facts)
    found: list[tuple[tuple[int, float, str], Summary]] = []
    for actor in actors:
        sentences = _sentences(actor, summaries_by_article, told)
        if not sentences:
            continue
        tellings = [_telling(group, told) for group in _grouped(sentences, stated)]
        said = _compose(tellings, told, n, words.most if words else None)
        if not said and words is not None and not words.is_strict:
            said = _compose(tellings, told, n, None)
        summary = Summary(Perspective("actor", actor.id), said, note=_note(actor, voices))
        n_articles = len({article for article, _ in sentences})
        found.append(((-n_articles, -_weight(actor, told), actor.name), summary))
    found.sort(key=lambda item: item[0])
    return tuple(summary for _, summary in found if summary.sentences)[:n_actors]


def _note(actor: StoryActor, voices: Mapping[str, Voices]) -> str | None:
    """Return that no article quotes the actor, if that is so and attribution ran on all."""
    heard = [(voices[m.article], m.actor) for m in actor.members if m.article in voices]
    is_known = all(v.source.analysis.quotes is not None for v, _ in heard)
    if not is_known or any(v.is_quoted(member) for v, member in heard):
        return None
    return f"None of the articles quotes {actor.name}."


def _weight(actor: StoryActor, told: Mapping[str, Told]) -> float:
    """Return the mean over all articles of the actor's share of the mentions."""
    total = 0.0
    for source in told.values():
        own = {m.actor for m in actor.members if m.article == source.analysis.article.id}
        counts = {a.id: len(a.mentions) for a in source.analysis.actors or ()}
        every = sum(counts.values())
        total += sum(counts.get(id, 0) for id in own) / every if every else 0.0
    return round(total / len(told), 9) if told else 0.0


def _sentences(
    actor: StoryActor,
    summaries_by_article: Mapping[str, Sequence[Summary]],
    told: Mapping[str, Told],
) -> list[tuple[str, SummarySentence]]:
    """Return the sentences of the actor's summaries, with their articles, that pass the guard."""
    sources = sources_of(told)
    found: list[tuple[str, SummarySentence]] = []
    for article in told:
        own = {m.actor for m in actor.members if m.article == article}
        for summary in summaries_by_article.get(article, ()):
            if summary.perspective.kind == "actor" and summary.perspective.about in own:
                found += [(article, s) for s in summary.sentences if not find_problems(s, sources)]
    return found


def _facts_of(facts: Sequence[Fact]) -> dict[str, list[tuple[Span, str]]]:
    """Return the ranges that state facts, with the ids of the facts, by article."""
    found: dict[str, list[tuple[Span, str]]] = defaultdict(list)
    for fact in facts:
        for statement in fact.evidence:
            found[statement.article].append((statement.span, fact.id))
    return found


def _compose(
    tellings: Sequence[_Telling],
    told: Mapping[str, Told],
    n: int,
    room: int | None,
) -> tuple[SummarySentence, ...]:
    """Return up to `n` sentences of up to `room` words together, in the order of the articles."""
    chosen: list[_Telling] = []
    turns: dict[str, int] = defaultdict(int)
    left = sorted(tellings, key=lambda t: (t.place, t.members[0][1].text))
    while len(chosen) < n and (fitting := [t for t in left if room is None or t.length <= room]):
        best = max(fitting, key=lambda t: round(t.worth - _TURN_COST * turns[t.members[0][0]], 9))
        left.remove(best)
        chosen.append(best)
        room = None if room is None else room - best.length
        for article in {article for article, _ in best.members}:
            turns[article] += 1
    ordered = sorted(chosen, key=lambda t: (t.place, t.members[0][1].text))
    return tuple(_say(telling, told) for telling in ordered)


def _grouped(
    sentences: Sequence[tuple[str, SummarySentence]],
    stated: Mapping[str, Sequence[tuple[Span, str]]],
) -> list[list[tuple[str, SummarySentence]]]:
    """Return the sentences in groups that say the same: one fact, or much the same words."""
    groups: list[list[tuple[str, SummarySentence]]] = []
    for one in sentences:
        same = next((g for g in groups if any(_is_same(one, other, stated) for other in g)), None)
        if same is None:
            groups.append([one])
        else:
            same.append(one)
    return groups


def _is_same(
    one: tuple[str, SummarySentence],
    other: tuple[str, SummarySentence],
    stated: Mapping[str, Sequence[tuple[Span, str]]],
) -> bool:
    if alike(one[1].text, other[1].text) >= _ALIKE:
        return True
    if one[0] == other[0]:
        return False
    facts, others = _facts_in(one, stated), _facts_in(other, stated)
    return bool(facts & others) and 2 * len(facts & others) >= min(len(facts), len(others))


def _facts_in(
    one: tuple[str, SummarySentence], stated: Mapping[str, Sequence[tuple[Span, str]]]
) -> set[str]:
    span = one[1].evidence[0].span
    return {fact for each, fact in stated.get(one[0], ()) if span.overlaps(each)}


def _telling(group: Sequence[tuple[str, SummarySentence]], told: Mapping[str, Told]) -> _Telling:
    def plainness(one: tuple[str, SummarySentence]) -> float:
        at = told[one[0]].at(one[1].evidence[0].span)
        return 0.0 if at is None else round(told[one[0]].plainness(at), 6)

    def salience(one: tuple[str, SummarySentence]) -> float:
        at = told[one[0]].at(one[1].evidence[0].span)
        return 0.0 if at is None else told[one[0]].salience[at]

    members = tuple(sorted(group, key=lambda one: (-plainness(one), one[1].text)))
    n_articles = len({article for article, _ in group})
    worth = max(map(salience, group)) + _SHARED_GAIN * (n_articles - 1) / len(told)
    places = [told[article].place(s.evidence[0].span) for article, s in group]
    return _Telling(members, worth, round(sum(places) / len(places), 6))


def _say(telling: _Telling, told: Mapping[str, Told]) -> SummarySentence:
    """Return the least loaded of the sentences, with the evidence of the others."""
    said = telling.members[0][1]
    for article, other in telling.members[1:]:
        if article != said.evidence[0].article:
            said = with_evidence(said, Evidence(article, other.evidence[0].span), told)
    return said
