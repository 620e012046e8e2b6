"""Loaded words as a reader of single sentences sees them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from summarizer.neural.encoder import Encoder, Encoding, pad_windows
from summarizer.neural.heads.marks import MarksHead
from summarizer.neural.judges import LONGEST
from summarizer.neural.tokens import Ints
from summarizer.types import Span

Floats = npt.NDArray[np.float64]
UNREAD = -8.0  # the logit of what is not read: no mark
_AT_ONCE = 16


@dataclass(frozen=True, slots=True, eq=False)
class MarksReader:
    """Says of each token how likely it belongs to a loaded phrase."""

    encoder: Encoder
    head: MarksHead

    def logits(self, encoding: Encoding, sentences: Sequence[Span]) -> Floats:
        """Return `[tokens]`; `UNREAD` outside `sentences`.

        A sentence of more than `LONGEST` tokens is read in such pieces.
        """
        found = np.full(len(encoding.offsets), UNREAD)
        if encoding.ids is None or not sentences or not len(found):
            return found
        pieces = [
            (start, min(start + LONGEST, end))
            for low, end in encoding.ranges(sentences).tolist()
            for start in range(low, end, LONGEST)
        ]
        # Like lengths together: little is padded.
        pieces.sort(key=lambda piece: piece[1] - piece[0])
        with torch.inference_mode():
            for i in range(0, len(pieces), _AT_ONCE):
                part = pieces[i : i + _AT_ONCE]
                read = read_sentences(self.encoder, self.head, [encoding.ids[a:b] for a, b in part])
                for (start, end), logits in zip(part, read, strict=True):
                    found[start:end] = logits.double().numpy()
        return found


def read_sentences(encoder: Encoder, head: MarksHead, sentences: Sequence[Ints]) -> list[Tensor]:
    """Return for each sentence, given by its word pieces, the logits `[tokens]`."""
    ids, mask = pad_windows(encoder.tokenizer, sentences)
    with torch.no_grad():
        embedded = encoder.model.embeddings(input_ids=ids)
    logits = head(embedded, mask.bool())
    return [own[1 : len(s) + 1] for own, s in zip(logits, sentences, strict=True)]
