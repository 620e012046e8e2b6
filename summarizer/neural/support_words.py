"""The words of a text as the support head compares them: what they are and what they hang on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from tokenizers import Tokenizer
from torch import Tensor

from summarizer.neural.facts import TAGS, plain_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

ROLES = ("none", "doer", "done_to", "oblique", "modifier", "clause")
_NONE, DOER, DONE_TO, _OBLIQUE, _MODIFIER, _CLAUSE = range(len(ROLES))
# What the parser calls a relation, as a role: a passive is the active turned round.
_ROLE_OF = {
    **dict.fromkeys(("nsubj", "csubj", "agent"), DOER),
    **dict.fromkeys(
        ("nsubjpass", "csubjpass", "dobj", "obj", "dative", "attr", "acomp", "oprd"), DONE_TO
    ),
    **dict.fromkeys(("prep", "npadvmod", "pobj", "pcomp"), _OBLIQUE),
    **dict.fromkeys(("ccomp", "xcomp", "advcl", "relcl", "acl", "parataxis"), _CLAUSE),
}
_TAG = {tag: i for i, tag in enumerate(TAGS)}


@dataclass(frozen=True, slots=True, eq=False)
class SupportWords:
    """The content words of a text, one row each.

    `plain` `[words, width]` are unit embeddings; `lemmas` and `stems` the words' own; `tags`,
    `roles`, `negated` and `sentences` `[words]` what they are and where; `governors` `[words]`
    the word that each depends on, or -1.
    """

    plain: Tensor
    lemmas: tuple[str, ...]
    tags: Tensor
    roles: Tensor
    governors: Tensor
    negated: Tensor
    sentences: Tensor

    def of(self, sentences: Sequence[int]) -> SupportWords:
        """Return the words of some sentences; these are numbered anew."""
        number = {sentence: i for i, sentence in enumerate(sentences)}
        kept = [i for i, s in enumerate(self.sentences.tolist()) if s in number]
        place = {word: i for i, word in enumerate(kept)}
        index = torch.tensor(kept, dtype=torch.long)
        return SupportWords(
            self.plain[index],
            tuple(self.lemmas[i] for i in kept),
            self.tags[index],
            self.roles[index],
            _ints([place.get(g, -1) for g in self.governors[index].tolist()]),
            self.negated[index],
            _ints([number[s] for s in self.sentences[index].tolist()]),
        )


def words_of(doc: Doc, starts: Sequence[int], known: tuple[Tokenizer, Tensor]) -> SupportWords:
    """Return the content words of a parsed text.

    Args:
        doc: the parse.
        starts: the first character of each of its sentences.
        known: a tokenizer and the embeddings of its pieces.
    """
    tokens = [token for token in doc if token.pos_ in _TAG]
    index = {token.i: i for i, token in enumerate(tokens)}
    links = [_link(token, index) for token in tokens]
    at = torch.tensor([token.idx for token in tokens], dtype=torch.long)
    return SupportWords(
        plain_of(*known, [token.text.lower() for token in tokens]),
        tuple(token.lemma_.lower() for token in tokens),
        _ints([_TAG[token.pos_] for token in tokens]),
        _ints([role for role, _ in links]),
        _ints([governor for _, governor in links]),
        _ints([any(c.dep_ == "neg" for c in t.children) for t in tokens]).bool(),
        torch.searchsorted(_ints(starts), at, right=True) - 1,
    )


def _link(token: Token, index: dict[int, int]) -> tuple[int, int]:
    """Return the role of a word and its governor, past prepositions and conjunctions."""
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head  # "A and B resigned": what A is, B is
    relation, head = token.dep_, token.head
    while head.i not in index and head.head.i != head.i:
        relation = head.dep_ if head.dep_ in {"agent", "prep"} else relation
        head = head.head
    if head.i not in index or head.i == token.i:
        return _NONE, -1
    return _ROLE_OF.get(relation, _MODIFIER), index[head.i]


def same(ours: Sequence[str], theirs: Sequence[str], letters: int | None = None) -> Tensor:
    """Return `[ours, theirs]`: 1 where two words agree, in as many first `letters` if given."""
    place: dict[str, int] = {}
    ids = [
        _ints([place.setdefault(word[:letters], len(place)) for word in words])
        for words in (ours, theirs)
    ]
    return (ids[0][:, None] == ids[1]).float()


def _ints(values: Sequence[int]) -> Tensor:
    return torch.tensor([int(v) for v in values], dtype=torch.long)
