"""What can be counted of a sentence beside its evidence: how far its words stand there, and how."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from summarizer.fidelity import hedges, numbers, unknown_names, words
from summarizer.neural.facts import TAGS
from summarizer.neural.support_words import DOER, DONE_TO, SupportWords, same

FACTS = (
    "recall",
    "recall_in_best",
    "unknown_numbers",
    "unknown_names",
    "hedges_added",
    "hedges_lost",
    "lemmas",
    "stems",
    "lemmas_in_best",
    "names",
    "verbs",
    "nouns",
    "figures",
    "near",
    "least_near",
    "near_in_best",
    "tied",
    "tied_in_role",
    "parties_tied",
    "parties_displaced",
    "negated_otherwise",
    "in_one_sentence",
)
_STEM = 5
_NAME, _VERB, _NUMBER = TAGS.index("PROPN"), TAGS.index("VERB"), TAGS.index("NUM")
_NOUN = TAGS.index("NOUN")
_UNLIKE = 0.3  # embeddings of words that have nothing to do with each other are this near
# Words that stand in most texts bear nothing out.
_EMPTY = frozenset(
    words("""a an the of to in on at by for from with as and or but that this these those it its he
    she they his her their him them we our you i is are was were be been being has have had do does
    did will would which who whom whose what when where there than then so if not no""")
)


def facts_of(text: str, own: SupportWords, lines: Sequence[str], theirs: SupportWords) -> Tensor:
    """Return the `FACTS` about the sentence `text`, whose evidence is `lines`: `[facts]`.

    What a sentence has none of (names, verbs, ties) counts as borne out.
    """
    return torch.tensor([*_in_text(text, lines), *_in_words(own, theirs)], dtype=torch.float32)


def _in_text(text: str, lines: Sequence[str]) -> list[float]:
    said = words(text)
    content = [w for w in said if w not in _EMPTY] or said
    known = [set(words(line)) for line in lines]
    shares = [sum(w in line for w in content) / max(len(content), 1) for line in known]
    joined = "\n".join(lines)
    everything = set().union(*known)
    nearest = lines[max(range(len(lines)), key=lambda i: (shares[i], -i))] if lines else ""
    ours, theirs = hedges(text), hedges(nearest)
    return [
        sum(w in everything for w in content) / max(len(content), 1),
        max(shares, default=0.0),
        float(min(len(numbers(text) - numbers(joined)), 3)),
        float(min(len(unknown_names(text, joined)), 3)),
        float(min(sum((ours - theirs).values()), 3)),
        float(min(sum((theirs - ours).values()), 3)),
    ]


def _in_words(own: SupportWords, theirs: SupportWords) -> list[float]:
    n = len(FACTS) - 6
    if not len(own.tags):
        return [1.0] * (n - 3) + [0.0, 0.0, 1.0]
    if not len(theirs.tags):
        return [0.0] * n
    table = _Table.of(own, theirs)
    lemma, stem = table.lemma.amax(1), table.stem.amax(1)
    near = table.near.amax(1)
    best = theirs.sentences == table.best_sentence(theirs.sentences)
    tags = own.tags
    least = torch.sort(near).values[:2]
    return [
        float(lemma.mean()),
        float(stem.mean()),
        float(table.lemma[:, best].amax(1).mean()),
        *(_mean(lemma, tags == tag) for tag in (_NAME, _VERB, _NOUN, _NUMBER)),
        float(near.mean()),
        float(least.mean()),
        float(table.near[:, best].amax(1).mean()),
        *table.ties(own, theirs),
    ]


def _mean(values: Tensor, where: Tensor) -> float:
    return float(values[where].mean()) if bool(where.any()) else 1.0


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """How alike words are, `[words of the sentence, words of the evidence]`, 0–1."""

    lemma: Tensor
    stem: Tensor
    near: Tensor

    @classmethod
    def of(cls, own: SupportWords, theirs: SupportWords) -> _Table:
        lemma = same(own.lemmas, theirs.lemmas)
        plain = ((own.plain @ theirs.plain.T - _UNLIKE) / (1 - _UNLIKE)).clamp(0, 1)
        return cls(lemma, same(own.lemmas, theirs.lemmas, _STEM), torch.maximum(lemma, plain))

    def best_sentence(self, sentences: Tensor) -> int:
        """Return the sentence of the evidence that says most of ours."""
        return int(self._inside(sentences).mean(0).argmax())

    def _inside(self, sentences: Tensor) -> Tensor:
        n = int(sentences.max()) + 1
        index = sentences.expand_as(self.near)
        return torch.zeros(len(self.near), n).scatter_reduce(1, index, self.near, "amax")

    def ties(self, own: SupportWords, theirs: SupportWords) -> list[float]:
        """Return how the ties between our words stand in the evidence, as the last `FACTS`."""
        has, above = own.governors >= 0, own.governors.clamp(min=0)
        linked, up = theirs.governors >= 0, theirs.governors.clamp(min=0)
        alike = own.roles[:, None] == theirs.roles
        edge = torch.minimum(self.near, self.near[above][:, up]) * linked
        # Who stands in which relation to the word that is likest to our governor?
        placed = (up == self.near[above].argmax(1)[:, None]) & linked
        party = has & ((own.roles == DOER) | (own.roles == DONE_TO))
        here = (self.near * (placed & alike)).amax(1)
        there = (self.near * (placed & ~alike)).amax(1)
        displaced = ((there - here).clamp(min=0) * party).amax()
        inside = self._inside(theirs.sentences)
        together = torch.minimum(inside, inside[above]).amax(1)
        verbs = own.tags == _VERB
        otherwise = own.negated != theirs.negated[self.near.argmax(1)]
        return [
            _mean(edge.amax(1), has),
            _mean((edge * alike).amax(1), has),
            _mean((edge * alike).amax(1), party),
            float(displaced),
            float((otherwise & verbs).any()),
            _mean(together, has),
        ]
