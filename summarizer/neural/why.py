"""How likely a label is for words in a sentence, and how that changes without single words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.neural.blind import BlindReader
from summarizer.neural.encoder import Encoding
from summarizer.neural.framing import FramingJudge
from summarizer.neural.techniques import TechniqueJudge
from summarizer.read import read_text
from summarizer.stages.framing import TECHNIQUES
from summarizer.stages.sentences import split_article
from summarizer.types import Span

_WORD = re.compile(r"\w+(?:['’.-]\w+)*")


@dataclass(frozen=True, slots=True)
class Weight:
    """A word and how much the label's probability falls without it; below 0 if it rises."""

    span: Span
    fall: float


@dataclass(frozen=True, slots=True, eq=False)
class LabelScorer:
    """Scores the labels of the built-in codebooks, each text read by itself."""

    reader: BlindReader
    framing: FramingJudge
    techniques: TechniqueJudge

    def knows(self, codebook: str, label: str) -> bool:
        """Return whether `label` has a probability: the unclear technique has none."""
        own = self.techniques.labels if codebook == TECHNIQUES else self.framing.labels
        return label in own

    def score(
        self,
        texts: Sequence[str],
        places: Sequence[tuple[Span, Span]],
        *,
        codebook: str,
        label: str,
    ) -> list[float]:
        """Return how likely `label` is for one phrase of each text, if it is marked at all.

        Args:
            texts: what is read.
            places: the phrase in each, none empty, and the sentence around it.
            codebook: one of those built in.
            label: one that `knows` knows.
        """
        found = []
        is_technique = codebook == TECHNIQUES
        labels = self.techniques.labels if is_technique else self.framing.labels
        at = labels.index(label)
        judge = self.techniques.probabilities if is_technique else self.framing.probabilities
        encodings = self._encoded(texts, is_technique=is_technique)
        for encoding, text, (span, sentence) in zip(encodings, texts, places, strict=True):
            found.append(float(judge(encoding, text, [span], [sentence])[0, at]))
        return found

    def _encoded(self, texts: Sequence[str], *, is_technique: bool) -> Sequence[Encoding]:
        """Return `texts` as the judge of either reads them."""
        if is_technique:
            return self.reader.encoder.encode(texts)
        return self.reader.encode(texts, [split_article(read_text(text)) for text in texts])

    def weights(self, sentence: str, phrase: Span, *, codebook: str, label: str) -> list[Weight]:
        """Return for each word how much the probability falls without it, the most first.

        Each word is taken away alone. The only word of a phrase cannot be: nothing would be left
        to judge.
        """
        words = [
            span
            for span in (Span(*m.span()) for m in _WORD.finditer(sentence))
            if without(sentence, phrase, span) is not None
        ]
        shorter = [cut for w in words if (cut := without(sentence, phrase, w)) is not None]
        texts = [sentence, *(text for text, _ in shorter)]
        phrases = [phrase, *(span for _, span in shorter)]
        places = [(p, Span(0, len(t))) for p, t in zip(phrases, texts, strict=True)]
        whole, *rest = self.score(texts, places, codebook=codebook, label=label)
        falls = [Weight(w, whole - score) for w, score in zip(words, rest, strict=True)]
        return sorted(falls, key=lambda each: (-round(each.fall, 9), each.span))


def without(text: str, phrase: Span, word: Span) -> tuple[str, Span] | None:
    """Return `text` without `word` and the space beside it, and where `phrase` is then.

    `None` if no word of the phrase would be left.
    """
    start, end = word.start, word.end
    if text[end : end + 1] == " ":
        end += 1
    elif text[start - 1 : start] == " " and start > 0:
        start -= 1

    def moved(at: int) -> int:
        return at - max(0, min(at, end) - start)

    left = text[:start] + text[end:]
    first, last = moved(phrase.start), moved(phrase.end)
    # A space that went with the word may have been the phrase's last character.
    if first >= last or not _WORD.search(left, first, last):
        return None
    return left, Span(first, last)
