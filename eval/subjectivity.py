"""A list of strongly subjective words, to measure loaded wording without our own heads.

The list of MPQA is under the GNU GPL: it is read from the data folder and never shipped.
Source: Wilson, Wiebe and Hoffmann (2005), Recognizing Contextual Polarity in Phrase-Level Sentiment
Analysis, HLT-EMNLP, section 4.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from nltk.stem.porter import PorterStemmer

from eval.metrics import words

_LIST = "mpqa_subjclues"
_STRONG = "strongsubj"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Strongly subjective words: as they stand, and stems that stand for all forms."""

    words: frozenset[str]
    stems: frozenset[str]


def read_lexicon(path: Path) -> Lexicon | None:
    """Return the strongly subjective words of the file `path`; `None` if it is not there."""
    if not path.is_file():
        return None
    plain, stems = set(), set()
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["lexicon"] != _LIST or row["attrs"]["strength"] != _STRONG:
            continue
        term = row["term"].lower()
        plain.add(term)
        if row["attrs"]["stemmed"] == "y":
            stems.add(_stem(term))
    return Lexicon(frozenset(plain), frozenset(stems))


def subjective_words(text: str, lexicon: Lexicon) -> int:
    """Return how many words of `text` are strongly subjective."""
    said = [span.of(text).lower() for span in words(text)]
    return sum(word in lexicon.words or _stem(word) in lexicon.stems for word in said)


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    stem: str = PorterStemmer().stem(word)
    return stem
