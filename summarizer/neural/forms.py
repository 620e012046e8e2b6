"""What the parse and the quotation marks say of each token, and how to read whole paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor

from summarizer.neural.heads.attribution import FormSizes
from summarizer.neural.tokens import Ints, ranges_of
from summarizer.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

# Labels of the parser's English models, in an order that never changes; 0 stands for others.
TAGS = (
    "$ '' , -LRB- -RRB- . : ADD AFX CC CD DT EX FW HYPH IN JJ JJR JJS LS MD NFP NN NNP NNPS NNS "
    "PDT POS PRP PRP$ RB RBR RBS RP SYM TO UH VB VBD VBG VBN VBP VBZ WDT WP WP$ WRB XX _SP ``"
).split()
RELATIONS = (
    "ROOT acl acomp advcl advmod agent amod appos attr aux auxpass case cc ccomp compound conj "
    "csubj csubjpass dative dep det dobj expl intj mark meta neg nmod npadvmod nsubj nsubjpass "
    "nummod oprd parataxis pcomp pobj poss preconj predet prep prt punct quantmod relcl xcomp"
).split()
_TAG = {name: i for i, name in enumerate(TAGS, start=1)}
_RELATION = {name: i for i, name in enumerate(RELATIONS, start=1)}
# Outside quotation marks, between them, and where a quoted stretch begins or ends.
_OUTSIDE, _BETWEEN, _EDGE = range(3)
FORMS = FormSizes(len(TAGS) + 1, len(RELATIONS) + 1, 3)
_LINE = re.compile(r"[^\n]+")


def forms_of(offsets: Ints, doc: Doc, stretches: Sequence[Span]) -> Ints:
    """Return `[tokens, (tag, relation, mark, governor)]`; a governor is a token's place.

    Args:
        offsets: `[tokens, 2]`, half-open character range of each token.
        doc: the parse of the same text.
        stretches: its ranges in quotation marks, in order and disjoint.
    """
    forms = np.zeros((len(offsets), 4), dtype=np.int64)
    forms[:, 3] = np.arange(len(offsets))
    if len(doc):
        starts = np.array([token.idx for token in doc])
        word = np.searchsorted(starts, offsets[:, 0], side="right").clip(1) - 1
        forms[:, 0] = np.array([_TAG.get(token.tag_, 0) for token in doc])[word]
        forms[:, 1] = np.array([_RELATION.get(token.dep_, 0) for token in doc])[word]
        # The first token at or after a word's start; a word without a token leaves no trace.
        first = np.searchsorted(offsets[:, 0], starts).clip(max=max(len(offsets) - 1, 0))
        forms[:, 3] = first[np.array([token.head.i for token in doc])][word]
    for start, end in ranges_of(offsets, stretches):
        forms[start:end, 2] = _BETWEEN
        forms[[start, end - 1], 2] = _EDGE
    return forms


def lines_of(offsets: Ints, text: str, longest: int) -> list[tuple[int, int]]:
    """Return the token range of each line of `text`, those above `longest` tokens cut up."""
    found: list[tuple[int, int]] = []
    after = 0
    for start, end in ranges_of(offsets, [Span(*m.span()) for m in _LINE.finditer(text)]):
        first = max(start, after)  # a line of white space gets a token of its neighbour's
        found += [(i, min(i + longest, end)) for i in range(first, end, longest)]
        after = max(after, end)
    return found


def windows_of(lines: Sequence[tuple[int, int]], size: int) -> list[tuple[int, int]]:
    """Return token ranges of at most `size` tokens, made of whole lines that follow."""
    windows: list[tuple[int, int]] = []
    for start, end in lines:
        if windows and end - windows[-1][0] <= size:
            windows[-1] = (windows[-1][0], end)
        else:
            windows.append((start, end))
    return windows


def local_forms(forms: Tensor, window: tuple[int, int]) -> Tensor:
    """Return the rows of a window, with governors as places in it."""
    start, end = window
    own = forms[start:end].clone()
    place = own[:, 3] - start
    own[:, 3] = torch.where((place >= 0) & (place < end - start), place, torch.arange(end - start))
    return own


def pad_rows(rows: Sequence[Tensor]) -> tuple[Tensor, Tensor]:
    """Return rows of different lengths as one tensor, zeros at the ends, and which are real."""
    padded = torch.nn.utils.rnn.pad_sequence(list(rows), batch_first=True)
    lengths = torch.tensor([len(row) for row in rows])
    return padded, torch.arange(padded.shape[1]) < lengths.unsqueeze(1)
