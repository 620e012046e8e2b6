"""Light modules that read the shared token states; each is a few hundred kilobytes.

All of them take `states` `[tokens, width]` and half-open token ranges `[items, 2]`, so
that training on a padded batch (flattened) and inference on one article run the same code.
"""

from summarizer.neural.heads.links import LinkHead
from summarizer.neural.heads.phrase import PhraseHead
from summarizer.neural.heads.salience import SalienceHead
from summarizer.neural.heads.sentence import SentenceHead
from summarizer.neural.heads.tags import TagHead
from summarizer.neural.heads.target import TargetHead
from summarizer.neural.heads.words import WordsHead

__all__ = [
    "LinkHead",
    "PhraseHead",
    "SalienceHead",
    "SentenceHead",
    "TagHead",
    "TargetHead",
    "WordsHead",
]
