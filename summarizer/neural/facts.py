"""Finds claims of one article in another: words and sentences in, probabilities out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F

from summarizer.neural.encoder import Encoding
from summarizer.neural.heads.facts import FactHead, FactRows, FactWords
from summarizer.neural.heads.pooling import mean_of
from summarizer.neural.judges import SentenceSpace
from summarizer.story.matching import Claim, Matches
from summarizer.types import Analysis, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

TAGS = ("NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV", "PRON")
_TAG = {tag: i for i, tag in enumerate(TAGS)}
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent", "csubj", "poss"})
_OBJECTS = frozenset({"dobj", "obj", "dative", "attr", "acomp"})
_OBLIQUE = frozenset({"prep", "npadvmod", "pobj", "compound", "amod", "nmod", "appos"})
_OTHER = 4
_STEM = 5
_PADDED = 2_000_000  # numbers in the largest table of word pairs


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One article as the head reads it.

    `index` is where each token of the parse stands in `words`; `sentences` are the words of
    each span it was read for, `vectors` `[spans, width]` their sentence vectors.
    """

    words: FactWords
    index: Mapping[int, int]
    sentences: tuple[tuple[int, ...], ...]
    vectors: Tensor


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """Claims as words of their article: indices, what each is to the head, and the head."""

    words: tuple[tuple[int, ...], ...]
    roles: tuple[tuple[int, ...], ...]
    heads: tuple[int, ...]
    whole: tuple[bool, ...]


class Words:
    """Ids of lemmas and stems, the same for all articles that are read with it."""

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}

    def of(self, word: str) -> int:
        """Return the id of `word`."""
        return self._ids.setdefault(word, len(self._ids))


@dataclass(frozen=True, slots=True, eq=False)
class FactReader:
    """Turns articles and claims into what the head reads."""

    tokenizer: Tokenizer
    embeddings: Tensor
    space: SentenceSpace

    def side(self, analysis: Analysis, spans: Sequence[Span], words: Words) -> Side:
        """Return the content words of an article; `spans` are its sentences."""
        doc, encoding = analysis.parse, analysis.encoding
        if doc is None or encoding is None:
            return _nothing(self.embeddings.shape[1], len(spans))
        tokens = [token for token in doc if token.pos_ in _TAG]
        places = [Span(t.idx, t.idx + len(t.text)) for t in tokens]
        index = {token.i: i for i, token in enumerate(tokens)}
        starts = np.array([place.start for place in places], dtype=np.int64)
        found = [tuple(range(*np.searchsorted(starts, [s.start, s.end]).tolist())) for s in spans]
        return Side(
            FactWords(
                states=_unit_states(encoding, places),
                plain=plain_of(self.tokenizer, self.embeddings, [t.lower_ for t in tokens]),
                lemmas=_ints(words.of(_lemma(t)) for t in tokens),
                stems=_ints(words.of(f"{_lemma(t)[:_STEM]}-") for t in tokens),
                tags=_ints(_TAG[t.pos_] for t in tokens),
                governors=_ints(index.get(t.head.i, -1) for t in tokens),
                negated=_ints(any(c.dep_ == "neg" for c in t.children) for t in tokens).bool(),
            ),
            index,
            tuple(found),
            torch.from_numpy(self.space.vectors(encoding, spans)),
        )


def plain_of(tokenizer: Tokenizer, embeddings: Tensor, words: Sequence[str]) -> Tensor:
    """Return the unit mean of the embeddings of each word's pieces, `[words, width]`."""
    if not words:
        return torch.zeros(0, embeddings.shape[1])
    distinct = list(dict.fromkeys(words))
    rows = tokenizer.encode_batch(distinct, add_special_tokens=False)
    pieces = [torch.tensor(row.ids or [0], dtype=torch.long) for row in rows]
    means = torch.stack([embeddings[ids].mean(0) for ids in pieces])
    place = {word: i for i, word in enumerate(distinct)}
    return F.normalize(means, dim=-1)[[place[word] for word in words]]


@dataclass(frozen=True, slots=True, eq=False)
class FactJudge:
    """How likely sentences, and an article as a whole, state given claims.

    The logits are Platt-scaled: claims that span a sentence, which are asked for in full,
    apart from those of a clause. At or above `stated` an article states a claim, at or below
    `omitted` it does not; in between nothing should be said.
    """

    head: FactHead
    reader: FactReader
    slope: float = 1.0
    bias: float = 0.0
    whole_slope: float = 1.0
    whole_bias: float = 0.0
    sentence_slope: float = 1.0
    sentence_bias: float = 0.0
    stated: float = 0.75
    omitted: float = 0.25

    def matches(self, source: Analysis, claims: Sequence[Claim], article: Analysis) -> Matches:
        """Return how the `claims` of `source` stand in `article`; both are encoded, parsed."""
        spans = [sentence.span for sentence in article.sentences or ()]
        table = np.zeros((len(claims), len(spans)), dtype=np.float32)
        total = np.zeros(len(claims), dtype=np.float32)
        ids = Words()
        own = self.reader.side(source, [c.sentence for c in claims], ids)
        other = self.reader.side(article, spans, ids)
        asked = asked_of(source, claims, own)
        rows = [i for i, words in enumerate(asked.words) if words]
        columns = [j for j, words in enumerate(other.sentences) if words]
        for some in _batches(asked, rows, other, columns):
            sentence, whole = self._scores(own, asked, other, (some, columns))
            table[np.ix_(some, columns)] = sentence
            total[some] = whole
        return Matches(table, total)

    def _scores(
        self, own: Side, asked: Asked, other: Side, chosen: tuple[Sequence[int], Sequence[int]]
    ) -> tuple[Tensor, Tensor]:
        claims, columns = chosen
        pairs = [(i, j) for i in range(len(claims)) for j in range(len(columns))]
        offset = len(own.words.tags)
        sentences = [[w + offset for w in other.sentences[j]] for j in columns]
        likeness = (own.vectors[list(claims)] @ other.vectors[list(columns)].T).flatten()
        rows = make_rows(_part(asked, claims), sentences, pairs, likeness)
        words = joined_words([own.words, other.words])[0]
        with torch.inference_mode():
            logits, article = self.head(words, rows)
        slope = torch.where(rows.whole, self.whole_slope, self.slope)
        bias = torch.where(rows.whole, self.whole_bias, self.bias)
        each = torch.sigmoid(self.sentence_slope * logits + self.sentence_bias)
        return each.view(len(claims), -1), torch.sigmoid(slope * article + bias)


def asked_of(analysis: Analysis, claims: Sequence[Claim], side: Side) -> Asked:
    """Return the content words of `claims` and what each is to its claim's head.

    A claim in which no word says anything has none.
    """
    doc = analysis.parse
    found = [_asked(doc, claim, side.index) for claim in claims] if doc is not None else []
    found = found or [((), (), 0) for _ in claims]
    return Asked(
        tuple(words for words, _, _ in found),
        tuple(roles for _, roles, _ in found),
        tuple(head for _, _, head in found),
        tuple(claim.span == claim.sentence for claim in claims),
    )


def make_rows(
    asked: Asked,
    sentences: Sequence[Sequence[int]],
    pairs: Sequence[tuple[int, int]],
    likeness: Tensor,
) -> FactRows:
    """Return what the head reads for `pairs` of a claim and a sentence; none may be empty."""
    table = torch.tensor(pairs, dtype=torch.long).reshape(-1, 2)
    return FactRows(
        claims=_padded(asked.words, -1),
        roles=_padded(asked.roles, _OTHER),
        heads=_ints(asked.heads),
        whole=_ints(asked.whole).bool(),
        sentences=_padded(sentences, -1),
        claim=table[:, 0],
        sentence=table[:, 1],
        likeness=likeness,
    )


def _asked(
    doc: Doc, claim: Claim, index: Mapping[int, int]
) -> tuple[tuple[int, ...], tuple[int, ...], int]:
    named = doc.char_span(claim.head.start, claim.head.end, alignment_mode="expand")
    around = doc.char_span(claim.span.start, claim.span.end, alignment_mode="expand")
    if named is None or around is None:
        return (), (), 0
    heads = [t for t in (named.root, *named, *named.root.subtree) if t.i in index]
    inside = [t for t in around if t.i in index and (t.pos_ != "PRON" or t in named)]
    if not heads and not inside:
        return (), (), 0
    head = (heads or inside)[0]
    tokens = {t.i: t for t in (head, *inside)}
    own = {head.i, *(t.i for t in named)}
    words = tuple(index[i] for i in sorted(tokens))
    roles = tuple(0 if i in own else _role(tokens[i], named.root) for i in sorted(tokens))
    return words, roles, index[head.i]


def _role(token: Token, head: Token) -> int:
    """Return what `token` is to `head`: 1 subject, 2 object, 3 oblique or modifier, 4 other."""
    while token.head.i not in {token.i, head.i}:
        token = token.head
    if token.head.i != head.i or token.head.i == token.i:
        return _OTHER
    kinds = (_SUBJECTS, _OBJECTS, _OBLIQUE)
    return next((i for i, kind in enumerate(kinds, 1) if token.dep_ in kind), _OTHER)


def _batches(
    asked: Asked, rows: Sequence[int], other: Side, columns: Sequence[int]
) -> Iterator[list[int]]:
    """Yield claims in parts whose tables of word pairs stay small; short claims first."""
    if not columns:
        return
    longest = max(len(other.sentences[j]) for j in columns)
    part: list[int] = []
    for i in sorted(rows, key=lambda i: (len(asked.words[i]), i)):
        if part and (len(part) + 1) * len(asked.words[i]) * longest * len(columns) > _PADDED:
            yield part
            part = []
        part.append(i)
    if part:
        yield part


def _part(asked: Asked, chosen: Sequence[int]) -> Asked:
    return replace(
        asked,
        words=tuple(asked.words[i] for i in chosen),
        roles=tuple(asked.roles[i] for i in chosen),
        heads=tuple(asked.heads[i] for i in chosen),
        whole=tuple(asked.whole[i] for i in chosen),
    )


def joined_words(parts: Sequence[FactWords]) -> tuple[FactWords, list[int]]:
    """Return the words of several articles as one table, and where each article starts."""
    starts = np.cumsum([0, *(len(part.tags) for part in parts)]).tolist()
    governors = [
        torch.where(part.governors >= 0, part.governors + start, -1)
        for part, start in zip(parts, starts, strict=False)
    ]
    return FactWords(
        torch.cat([part.states for part in parts]),
        torch.cat([part.plain for part in parts]),
        torch.cat([part.lemmas for part in parts]),
        torch.cat([part.stems for part in parts]),
        torch.cat([part.tags for part in parts]),
        torch.cat(governors),
        torch.cat([part.negated for part in parts]),
    ), starts[:-1]


def _nothing(width: int, n: int) -> Side:
    none, vectors = _ints(()), torch.zeros(0, width)
    words = FactWords(vectors, vectors, none, none, none, none, none.bool())
    return Side(words, {}, ((),) * n, torch.zeros(n, width))


def _unit_states(encoding: Encoding, places: Sequence[Span]) -> Tensor:
    with torch.inference_mode():
        return F.normalize(mean_of(encoding.states, encoding.ranges(places)), dim=-1)


def _lemma(token: Token) -> str:
    return token.lemma_.lower()


def _ints(values: Iterable[int]) -> Tensor:
    return torch.tensor([int(v) for v in values], dtype=torch.long)


def _padded(rows: Sequence[Sequence[int]], filler: int) -> Tensor:
    longest = max(map(len, rows), default=0)
    table = [[*row, *[filler] * (longest - len(row))] for row in rows]
    return torch.tensor(table, dtype=torch.long).reshape(len(rows), longest)
