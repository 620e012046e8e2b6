"""Loaded words as a reader of single sentences sees them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch

from summarizer.neural.encoder import Encoding
from summarizer.neural.heads.marks import MarksHead
from summarizer.neural.judges import LONGEST, chunks_of
from summarizer.types import Span

Floats = npt.NDArray[np.float64]
UNREAD = -8.0  # the logit of what is not read: no mark
_AT_ONCE = 16


@dataclass(frozen=True, slots=True, eq=False)
class MarksReader:
    """Says of each token how likely it belongs to a loaded phrase."""

    head: MarksHead

    def logits(self, encoding: Encoding, sentences: Sequence[Span]) -> Floats:
        """Return `[tokens]`; `UNREAD` outside `sentences`.

        A sentence of more than `LONGEST` tokens is read in such pieces.
        """
        found = np.full(len(encoding.offsets), UNREAD)
        if encoding.lower is None or not sentences or not len(found):
            return found
        pieces = torch.tensor(
            [
                (start, min(start + LONGEST, end))
                for low, end in encoding.ranges(sentences).tolist()
                for start in range(low, end, LONGEST)
            ]
        )
        # Like lengths together: little is padded.
        pieces = pieces[(pieces[:, 1] - pieces[:, 0]).argsort(stable=True)]
        with torch.inference_mode():
            for chunk in chunks_of(pieces):
                for part in torch.split(pieces[chunk], _AT_ONCE):
                    logits, mask = self.head(encoding.lower, part)
                    rows = logits.double().numpy()
                    for (start, end), row, real in zip(
                        part.tolist(), rows, mask.numpy(), strict=True
                    ):
                        found[start:end] = row[real]
        return found
