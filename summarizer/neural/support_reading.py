"""Sentences and their evidence, read with the parser and the encoder's embeddings."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from tokenizers import Tokenizer
from torch import Tensor

from summarizer.fidelity import words
from summarizer.neural.support_facts import facts_of
from summarizer.neural.support_words import SupportWords, words_of
from summarizer.stages.parse import parse_text
from summarizer.types import Sentence, Span

if TYPE_CHECKING:
    from spacy.language import Language

# Sentences that are judged by the same evidence, and its sentences.
Case = tuple[Sequence[str], Sequence[str]]
MOST = 16  # sentences of evidence that count; of more, those nearest in words
_WHOLE_TO = 60  # longer evidence is not parsed as a whole
_STEM = 5
_UNUSED = ("ner",)
_AT_ONCE = 64


@dataclass(frozen=True, slots=True, eq=False)
class SupportReader:
    """Turns sentences and their evidence into what the support head reads."""

    nlp: Language
    tokenizer: Tokenizer
    embeddings: Tensor

    def read(self, cases: Sequence[Case]) -> Iterator[Tensor]:
        """Yield the facts about the sentences of each case, `[sentences, facts]`.

        Evidence that comes again among neighbouring cases is parsed once.
        """
        for start in range(0, len(cases), _AT_ONCE):
            known: dict[tuple[str, ...], SupportWords] = {}
            for said, evidence in cases[start : start + _AT_ONCE]:
                lines = _tidy(said, evidence)
                if lines not in known:
                    known[lines] = self._words(lines)
                at = likeliest(" ".join(said), lines)
                theirs = known[lines] if len(at) == len(lines) else known[lines].of(at)
                picked = [lines[i] for i in at]
                yield torch.stack(
                    [facts_of(text, self._words((text,)), picked, theirs) for text in said]
                )

    def _words(self, lines: Sequence[str]) -> SupportWords:
        text = "\n".join(lines)
        spans, at = [], 0
        for line in lines:
            spans.append(Span(at, at + len(line)))
            at += len(line) + 1
        sentences = [Sentence(span, "body") for span in spans]
        doc = parse_text(self.nlp, text, sentences, without=_UNUSED)
        starts = [span.start for span in spans]
        return words_of(doc, starts or [0], (self.tokenizer, self.embeddings))


def _tidy(said: Sequence[str], evidence: Sequence[str]) -> tuple[str, ...]:
    """Return the lines of `evidence` that are parsed; of very many, the likeliest."""
    lines = [" ".join(line.split()) for line in evidence]
    lines = [line for line in lines if line]
    if len(lines) > _WHOLE_TO:
        lines = [lines[i] for i in likeliest(" ".join(said), lines)]
    return tuple(lines)


def likeliest(text: str, lines: Sequence[str]) -> list[int]:
    """Return which of `lines` share most with `text`, at most `MOST`, in order."""
    if len(lines) <= MOST:
        return list(range(len(lines)))
    ours = {word[:_STEM] for word in words(text)}
    stems = [{word[:_STEM] for word in words(line)} for line in lines]
    # Words that stand in many lines say little about which one is meant.
    counts = {w: sum(w in own for own in stems) for w in sorted(ours)}
    rarity = {w: math.log(len(lines) / n) for w, n in counts.items() if n}
    worth = [sum(rarity[w] for w in sorted(own & ours)) / (len(own) + 3) ** 0.5 for own in stems]
    return sorted(sorted(range(len(lines)), key=lambda i: (-worth[i], i))[:MOST])
