"""What an article states, in its own words and short enough to stand inside a sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.guard import PRONOUNS, Source, prepare
from summarizer.stages.voice import voice_of
from summarizer.summaries.standalone import Wording, word_sentences
from summarizer.types import Analysis, Quote, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_MIN_WORDS, _MAX_WORDS = 4, 32
# A clause that is less of its sentence than this is not what the sentence says.
_MOST_OF_SENTENCE = 0.6
_MARKS = frozenset('"“”«»')
_MAX_SOURCE_WORDS = 8
# Unlike "deny", "doubt" or "ask", these leave what is said as it stands.
_ASSERTIVE = frozenset(
    "accord add announce claim confirm declare estimate explain note report say state tell "
    "warn write".split()
)
_CHOICES = frozenset({"or", "nor"})
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD", ""})  # a parse may come without tags
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_LOOSE = " \t\n,;:.–—-"
_OPENS_LOOSELY = re.compile(
    r"(?:and|but|or|so|yet|that|which|who|whom|whose|where|when|while|as|if|because|although|"
    r"though|unless|until|than|what|how|why|to|of|with|by|this|these|those|there)\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(r"(?:the\s+)?(?:others?|another|both|latter|former)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False)
class Telling:
    """An article ready to be cited: its name, and how each body sentence reads alone.

    `salience` is that of each sentence, divided by the highest.
    """

    name: str
    source: Source
    wordings: Mapping[int, Wording]
    salience: Sequence[float]

    @property
    def analysis(self) -> Analysis:
        """Return the analysis."""
        return self.source.analysis

    @property
    def text(self) -> str:
        """Return the text of the article."""
        return self.source.text


@dataclass(frozen=True, slots=True)
class Stated:
    """What an article states: words to be quoted, where they stand, and by whom if not by it."""

    words: str
    span: Span
    source: str | None = None


def prepare_telling(analysis: Analysis, name: str) -> Telling:
    """Return `analysis` ready to be cited under `name`."""
    source = prepare(analysis)
    n = len(analysis.sentences or ())
    salience = analysis.salience if len(analysis.salience or ()) == n else None
    top = max(salience or (), default=0.0)
    scaled = [s / top for s in salience or ()] if top > 0 else [0.0] * n
    return Telling(name, source, word_sentences(source), scaled)


def names_of(analyses: Sequence[Analysis]) -> dict[str, str]:
    """Return by id what to call each article: its outlet, else its title, else its id.

    An outlet with several articles does not tell them apart.
    """
    outlets = [a.article.outlet for a in analyses]
    titles = [a.article.title for a in analyses]
    names = {}
    for article in (a.article for a in analyses):
        if article.outlet and outlets.count(article.outlet) == 1:
            names[article.id] = article.outlet
        elif article.title and titles.count(article.title) == 1:
            names[article.id] = quoted(article.title)
        else:
            names[article.id] = article.id
    return names


def quoted(words: str) -> str:
    """Return `words` in quotation marks, on one line, without marks of their own around them."""
    return f"“{' '.join(words.split()).strip(''.join(_MARKS))}”"


def can_be_quoted(words: str) -> bool:
    """Return whether no quotation mark inside `words` would be lost between ours."""
    return bool(words.strip()) and _MARKS.isdisjoint(" ".join(words.split())[1:-1])


def sentence_at(telling: Telling, span: Span) -> int | None:
    """Return the index of the sentence that `span` starts in."""
    sentences = telling.analysis.sentences or ()
    at = bisect_right(sentences, span.start, key=lambda s: s.span.start) - 1
    return at if at >= 0 and span.start < sentences[at].span.end else None


def importance(telling: Telling, span: Span) -> float:
    """Return how much the sentence around `span` matters in its article, 0–1."""
    at = sentence_at(telling, span)
    return 0.0 if at is None else telling.salience[at]


def is_outlets_own(telling: Telling, span: Span) -> bool:
    """Return whether the words at `span` are the outlet's, as far as can be told."""
    analysis = telling.analysis
    if any(f.span.overlaps(span) and f.voice == "quoted" for f in analysis.framing or ()):
        return False
    if any(q.span.contains(span) for q in telling.source.quotations):
        return False
    if analysis.parse is None:
        return not any(p.overlaps(span) for q in analysis.quotes or () for p in q.content)
    return voice_of(span, analysis.quotes or (), analysis.parse, telling.text)[0] == "outlet"


def plainness(telling: Telling, span: Span) -> float:
    """Return 1 for words in a sentence that is not loaded, 0 for surely loaded ones."""
    loaded = (s.loaded for s in telling.analysis.sentence_scores or () if s.span.overlaps(span))
    return 1.0 - next(loaded, 0.0)


def claim_in_words(telling: Telling, span: Span) -> Stated | None:
    """Return what the article states at `span`; `None` if it does not stand alone.

    The words are those at `span`, if they are a main clause or all that a source says, or
    the sentence around them, if they are most of it.
    """
    at = sentence_at(telling, span)
    if at is None or at not in telling.wordings:
        return None
    wording = telling.wordings[at]
    sentence = wording.sentence
    clause = span.of(telling.text).strip(_LOOSE + "".join(_MARKS))
    if len(clause.split()) >= _MOST_OF_SENTENCE * len(sentence.of(telling.text).split()):
        whole = wording.text.strip().rstrip(".")
        is_alone = wording.standing == 1 and not wording.is_quotation
        is_alone = is_alone and not _POINTS_BACK.match(whole)
        if is_alone and _is_brief(whole) and _is_sentence(telling, sentence):
            return Stated(whole, sentence)
    if not _is_brief(clause) or _leans(clause):
        return None
    return _main_clause(telling, span, clause)


def source_in_words(words: str) -> str | None:
    """Return who is named as a source as it reads inside a sentence; `None` if unclear."""
    source = " ".join(words.split()).strip(_LOOSE)
    is_clear = source.casefold() not in PRONOUNS and can_be_quoted(source)
    used = {word.casefold() for word in source.split()}
    if not is_clear or len(source.split()) > _MAX_SOURCE_WORDS or not used.isdisjoint(PRONOUNS):
        return None
    first, _, rest = source.partition(" ")
    return f"{first.lower()} {rest}" if first in {"The", "A", "An"} else source


def _is_brief(words: str) -> bool:
    return _MIN_WORDS <= len(words.split()) <= _MAX_WORDS and can_be_quoted(words)


def _leans(clause: str) -> bool:
    """Return whether a clause needs the words around it."""
    used = {word.casefold().strip(_LOOSE) for word in clause.split()}
    opens_loosely = _OPENS_LOOSELY.match(clause) or _POINTS_BACK.match(clause)
    return bool(opens_loosely) or not used.isdisjoint(PRONOUNS)


def _is_sentence(telling: Telling, span: Span) -> bool:
    """Return whether the words have a subject and a finite verb: no caption, no imperative."""
    doc = telling.analysis.parse
    words = doc.char_span(span.start, span.end, alignment_mode="contract") if doc else None
    if doc is None or words is None:
        return doc is None
    verb = words.root
    is_finite = verb.tag_ in _FINITE or any(t.dep_ in {"aux", "auxpass"} for t in verb.children)
    return is_finite and any(t.dep_ in _SUBJECTS for t in verb.children)


def _main_clause(telling: Telling, span: Span, clause: str) -> Stated | None:
    """Return the clause if nothing above it may deny, doubt or suppose what it says."""
    doc = telling.analysis.parse
    words = doc.char_span(span.start, span.end, alignment_mode="contract") if doc else None
    if words is None or not len(words):
        return None
    verb = words.root
    if not any(t.dep_ in _SUBJECTS and t in words for t in verb.children):
        return None
    over = [q for q in telling.analysis.quotes or () if any(p.overlaps(span) for p in q.content)]
    if not over or all(q.source is not None and span.contains(q.source) for q in over):
        return Stated(clause, span) if _is_main(verb) else None
    quote = over[0]
    source = quote.source.of(telling.text) if quote.source is not None else ""
    named = source_in_words(source) if source else None
    asserts = quote.cue is not None and _asserts(doc, quote.cue)
    is_all = len(over) == 1 and asserts and (_is_main(verb) or _is_said(verb, quote))
    return Stated(clause, span, named) if named and is_all else None


def _is_main(verb: Token) -> bool:
    """Return whether `verb` heads a sentence, or a clause beside its main one."""
    if verb.dep_ == "ROOT":
        return True
    above = verb.head
    is_choice = any(t.dep_ == "cc" and t.lower_ in _CHOICES for t in above.children)
    return verb.dep_ == "conj" and above.dep_ == "ROOT" and not is_choice


def _asserts(doc: Doc | None, cue: Span) -> bool:
    """Return whether who is introduced by `cue` holds what follows to be true."""
    words = doc.char_span(cue.start, cue.end, alignment_mode="expand") if doc else None
    return words is not None and any(t.lemma_.lower() in _ASSERTIVE for t in words)


def _is_said(verb: Token, quote: Quote) -> bool:
    """Return whether the cue of `quote` heads its sentence and says just what `verb` heads."""
    cue, above = quote.cue, verb.head
    is_cue = cue is not None and cue.start <= above.idx < cue.end
    is_denied = any(t.dep_ == "neg" for t in above.children)
    return is_cue and verb.dep_ == "ccomp" and above.dep_ == "ROOT" and not is_denied
