"""What the articles call the same referent, the most telling rows first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summarizer.compare.wording_things import things
from summarizer.comparison import ReferentKind, StoryActor, Wording, WordingPhrase
from summarizer.stages.actor_lexicon import (
    BODIES,
    NOUN_CLASS,
    PLACE_NOUNS,
    TITLE_PREFIXES,
    TITLES,
    VAGUE,
)
from summarizer.types import Analysis, Evidence, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from summarizer.neural.framing import PhraseJudgement

Judge = Callable[[Analysis, Sequence[Span], Sequence[Span]], Sequence["PhraseJudgement"]]
# From here a phrase is more likely than not to carry framing, and gets its label.
LOADED = 0.5
# Phrases that differ in a word before the noun only are told if one is at least so loaded.
TELLING = 0.2
# The same for a thing, where words before the noun more often just say what happened to it.
CLEARLY_TELLING = 0.6
# Descriptions of someone without a name are told if one is so loaded or many articles have them:
# that two articles mean the same people is less sure than with a name.
FAINT = 0.05
_MANY = 3
_MAX_ROWS = 40
_MAX_PHRASES = 8
_MAX_WORDS = 8
_PLAIN = frozenset(
    {"DET", "PRON", "PUNCT", "SPACE", "ADP", "PART", "CCONJ", "AUX", "NUM", "ADV", "SYM"}
)
_DESCRIBING = frozenset({"NOUN", "ADJ"})
# Nouns that say of what sort somebody is, as a mere way to refer back to a name.
_PLAIN_NOUNS = TITLES | TITLE_PREFIXES | BODIES | PLACE_NOUNS | VAGUE


@dataclass(frozen=True, slots=True)
class _Use:
    """A phrase in one article, and what it is compared by: its telling words as lemmas.

    `head` is its main noun, or one that stands for it and its synonyms.
    """

    article: str
    span: Span
    sentence: Span
    key: tuple[str, ...]
    head: str
    is_name: bool


@dataclass(frozen=True, slots=True)
class _Row:
    """A referent, and per article and phrase all uses of it."""

    referent: str
    kind: ReferentKind
    uses: tuple[tuple[_Use, ...], ...]
    actor: str | None = None


def wordings(
    analyses: Sequence[Analysis],
    actors: Sequence[StoryActor],
    heads: Mapping[str, Sequence[Evidence]],
    judge: Judge,
) -> tuple[Wording, ...]:
    """Return one row per referent that the articles call by different words.

    A referent is a story actor, the event of a fact, or a thing that the articles speak of.
    Names that differ in a title or a first name are one phrase. Rows with loaded phrases come
    first, then those with more articles and more different words.

    Args:
        analyses: parsed, in canonical order.
        actors: the story actors.
        heads: per fact, the words that name its event in each article.
        judge: says of phrases, each with its sentence, what framing they are likely to carry.
    """
    by_id = {a.article.id: a for a in analyses}
    rows = [_of_actor(actor, by_id) for actor in actors]
    rows += [_of_words(heads[name], by_id, kind="event") for name in heads]
    rows += [
        _of_words(each.places, by_id, kind="event" if each.is_event else "object")
        for each in things(analyses)
    ]
    told = [row for row in rows if len({u.article for g in row.uses for u in g}) > 1]
    found = _judged(by_id, [g[0] for row in told for g in row.uses], judge)
    shown = [w for row in told if (w := _wording(row, found)) is not None]
    return tuple(
        replace(w, id=f"wording-{at}")
        for at, w in enumerate(_distinct(sorted(shown, key=_rank))[:_MAX_ROWS], 1)
    )


def _judged(
    analyses: Mapping[str, Analysis], uses: Sequence[_Use], judge: Judge
) -> dict[tuple[str, Span], PhraseJudgement]:
    """Return a judgement of each phrase, those of one article judged together."""
    found = {}
    for name, analysis in analyses.items():
        sentences = {u.span: u.sentence for u in uses if u.article == name}
        for each in judge(analysis, list(sentences), list(sentences.values())):
            found[name, each.span] = each
    return found


def _of_actor(actor: StoryActor, analyses: Mapping[str, Analysis]) -> _Row:
    uses = []
    for member in actor.members:
        analysis = analyses.get(member.article)
        found = next(
            (a for a in (analysis and analysis.actors) or () if a.id == member.actor), None
        )
        if analysis is None or analysis.parse is None or found is None:
            continue
        for mention in found.mentions:
            if mention.kind != "pronoun":
                is_name = mention.kind == "name"
                use = _use(analysis, analysis.parse, mention.span, is_name=is_name)
                uses += [] if use is None else [use]
                before = _before_name(analysis.parse, mention.span) if is_name else None
                extra = before and _use(analysis, analysis.parse, before, is_name=False)
                uses += [extra] if extra else []
    names = {use.key[-1] for use in uses if use.is_name}
    if names:
        # Roe's son is not Roe, and the servers of a bank are not the bank.
        uses = [
            use
            for use in uses
            if use.is_name or (not names & {*use.key} and _says_more(use, analyses[use.article]))
        ]
    return _Row(actor.name, actor.kind, _grouped(uses), actor.id)


def _before_name(doc: Doc, name: Span) -> Span | None:
    """Return the description right before a name ("hardline minister" Oleg Roe), if any."""
    words = doc.char_span(name.start, name.end, alignment_mode="expand")
    if words is None:
        return None
    first = next((t for t in words if not t.is_lower), words.root)
    inner = {t.i for t in words.root.subtree}
    start = first.i
    while start - 1 in inner and doc[start - 1].is_lower and doc[start - 1].pos_ in _DESCRIBING:
        start -= 1
    last = doc[first.i - 1] if start < first.i else None
    is_cut = start > 0 and not doc[start - 1].whitespace_ and doc[start - 1].text == "-"
    if last is None or last.pos_ != "NOUN" or is_cut:
        return None
    return Span(doc[start].idx, last.idx + len(last))


def _says_more(use: _Use, analysis: Analysis) -> bool:
    """Return whether a noun for someone with a name is more than a way to refer back.

    "The director" and "the company" say what the name said, and "officials" are people of a
    country or a body rather than another word for it.
    """
    doc = analysis.parse
    words = doc and doc.char_span(use.span.start, use.span.end, alignment_mode="expand")
    if not words or words.root.tag_ in ("NNS", "NNPS"):
        return False
    return len(use.key) > 1 or use.key[0] not in _PLAIN_NOUNS


def _of_words(
    places: Sequence[Evidence], analyses: Mapping[str, Analysis], *, kind: ReferentKind
) -> _Row:
    """Return the row of what is called by the words at `places`."""
    uses = []
    for head in places:
        analysis = analyses.get(head.article)
        if analysis is not None and analysis.parse is not None:
            use = _use(analysis, analysis.parse, head.span, is_name=False)
            uses += [] if use is None else [use]
    first = min(uses, key=lambda u: (len(u.key), u.key), default=None)
    name = "" if first is None else first.span.of(analyses[first.article].article.text)
    return _Row(name, kind, _grouped(uses))


def _use(analysis: Analysis, doc: Doc, span: Span, *, is_name: bool) -> _Use | None:
    """Return the phrase at `span`, or `None` if it is no phrase of a sentence."""
    sentence = next(
        (s.span for s in analysis.sentences or () if s.span.contains(span) and s.kind != "credit"),
        None,
    )
    words = doc.char_span(span.start, span.end, alignment_mode="expand")
    if sentence is None or words is None or len(words) > _MAX_WORDS:
        return None
    telling = tuple(t.lemma_.lower() for t in words if t.pos_ not in _PLAIN)
    if not telling:
        return None
    noun = words.root.lemma_.lower()
    head = NOUN_CLASS.get(noun, noun)
    return _Use(analysis.article.id, _bare(words, span), sentence, telling, head, is_name)


def _bare(words: Iterable[Token], span: Span) -> Span:
    """Return the phrase without an article before it."""
    first = next((t for t in words if t.pos_ not in ("DET", "PRON", "PUNCT", "SPACE")), None)
    start = span.start if first is None else max(span.start, first.idx)
    return Span(start, span.end) if start < span.end else span


def _grouped(uses: Sequence[_Use]) -> tuple[tuple[_Use, ...], ...]:
    """Return the uses of each different phrase of each article, all names of it as one."""
    groups: dict[tuple[str, ...], list[_Use]] = {}
    for use in sorted(uses, key=lambda u: (u.article, u.span)):
        key = (use.article, "", "name") if use.is_name else (use.article, *use.key)
        groups.setdefault(key, []).append(use)
    by_article: dict[str, list[list[_Use]]] = {}
    for group in sorted(groups.values(), key=lambda g: (-len(g), g[0].article, g[0].span)):
        by_article.setdefault(group[0].article, []).append(group)
    return tuple(tuple(g) for n in sorted(by_article) for g in by_article[n][:_MAX_PHRASES])


def _wording(row: _Row, judged: Mapping[tuple[str, Span], PhraseJudgement]) -> Wording | None:
    """Return the row, or `None` if the articles use the same words and none is loaded."""
    phrases = []
    for group in row.uses:
        found = judged[group[0].article, group[0].span]
        is_loaded = found.score >= LOADED
        phrases.append(
            WordingPhrase(
                article=group[0].article,
                span=group[0].span,
                count=len(group),
                loaded=found.score,
                valence=found.valence if is_loaded else None,
                label=found.label if is_loaded else None,
            )
        )
    scores = [_score(group[0], judged) for group in row.uses]
    if not _differ(row) and max(scores) < _least(row):
        return None
    if row.kind == "event" and max(scores) < TELLING:
        return None  # that two verbs stand for one event is too unsure
    if not _heads_differ(row) and not _told_apart(row, scores):
        return None
    is_named = any(u.is_name for group in row.uses for u in group)
    if row.actor and not is_named and max(scores) < FAINT and len(_articles(row)) < _MANY:
        return None
    ordered = sorted(phrases, key=lambda p: (-round(p.loaded, 6), -p.count, p.article, p.span))
    return Wording("", row.referent, row.kind, tuple(ordered), row.actor)


def _least(row: _Row) -> float:
    """Return how loaded a phrase has to be to count where the nouns are the same."""
    return TELLING if row.actor else CLEARLY_TELLING


def _differ(row: _Row) -> bool:
    """Return whether two articles or more have words other than the name, and not the same."""
    words: dict[str, set[tuple[str, ...]]] = {}
    for use in (u for group in row.uses for u in group):
        words.setdefault(use.article, set()).update(() if use.is_name else (use.key,))
    shared = set.intersection(*words.values())
    # Where one article alone has other words than the name, nothing is called differently.
    with_own = sum(bool(keys) for keys in words.values())
    return with_own > 1 and any(keys - shared for keys in words.values())


def _heads_differ(row: _Row) -> bool:
    """Return whether the nouns themselves differ, not only the words before them."""
    return len({u.head for group in row.uses for u in group if not u.is_name}) > 1


def _score(use: _Use, judged: Mapping[tuple[str, Span], PhraseJudgement]) -> float:
    """Return how loaded a phrase is; a name that is not clearly so is not at all."""
    score = judged[use.article, use.span].score
    return 0.0 if use.is_name and score < LOADED else score


def _told_apart(row: _Row, scores: Sequence[float]) -> bool:
    """Return whether the articles differ in the loaded phrases that they have."""
    least = _least(row)
    loaded: dict[str, set[tuple[str, ...]]] = {name: set() for name in _articles(row)}
    for group, score in zip(row.uses, scores, strict=True):
        if score >= least:
            loaded[group[0].article].add(group[0].key)
    return len({frozenset(keys) for keys in loaded.values()}) > 1


def _articles(row: _Row) -> list[str]:
    return sorted({group[0].article for group in row.uses})


def _rank(row: Wording) -> tuple[int, int, float, int, str]:
    """Return the place of a row: loaded first, then more articles, then more words."""
    loaded = max((p.loaded for p in row.phrases), default=0.0)
    n_articles = len({p.article for p in row.phrases})
    n_loaded = sum(p.loaded >= LOADED for p in row.phrases)
    return (-n_loaded, -n_articles, -round(loaded, 6), -len(row.phrases), row.referent)


def _distinct(rows: Sequence[Wording]) -> list[Wording]:
    """Return the rows of which some phrase stands in no row before."""
    told: set[tuple[str, Span]] = set()
    kept = []
    for row in rows:
        places = {(p.article, p.span) for p in row.phrases}
        if len(places - told) > len(places) / 2:
            told |= places
            kept.append(row)
    return kept
