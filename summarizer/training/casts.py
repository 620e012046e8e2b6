"""Train the head that says which part someone is cast in, on the finished encoder's states."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from summarizer.errors import DataError
from summarizer.neural.encoder import Encoder
from summarizer.neural.heads import TargetHead
from summarizer.neural.heads.cast import CastHead, cast_facts
from summarizer.neural.judges import cropped
from summarizer.neural.logistic import fit_logistic
from summarizer.neural.network import ROLES
from summarizer.read import read_text
from summarizer.stages.sentences import Sentences
from summarizer.training.data import read_records
from summarizer.training.frozen import finished_encoder, finished_sentiment
from summarizer.training.recipe import Progress, Recipe
from summarizer.training.release import release_head
from summarizer.types import Analysis, Sentence, Span

SETS = ("semeval2025_t10_entity_framing", "narrative_frames")
CASTS = ROLES[:3]
ROLE_OF = {
    "Protagonist": 0,
    "Antagonist": 1,
    "Innocent": 2,
    "hero": 0,
    "villain": 1,
    "victim": 2,
}
# Annotators of the second set wrote down words, and every place where they stand was looked up:
# those of a pronoun are anybody's.
_PRONOUNS = frozenset(
    "i he she it we they you me him her us them this that who his its our their my your".split()
)

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Cast:
    """Someone with a role, an index of `CASTS`, and where they are mentioned."""

    role: int
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Casts:
    """Mentions whose role is known.

    `facts` `[mentions, facts]`; `roles`, `items` and `articles` `[mentions]`: an index of
    `CASTS`, whom it is a mention of, and the article it stands in.
    """

    facts: Floats
    roles: npt.NDArray[np.int64]
    items: npt.NDArray[np.int64]
    articles: npt.NDArray[np.int64]

    def part(self, keep: npt.NDArray[np.bool_]) -> Casts:
        """Return those where `keep` is true."""
        return Casts(self.facts[keep], self.roles[keep], self.items[keep], self.articles[keep])


def train_casts(recipe: Recipe, data: Path, output: Path, progress: Progress) -> Path:
    """Run a recipe of kind `casts`; the weights go to `output/<id>`.

    Raises:
        DataError: a set is missing, or nobody in them is cast.
    """
    values = recipe.values["casts"]
    network = output / recipe.values["network"]
    records = [r for name in SETS for r in read_records(data, name, "train")]
    reader = CastReader(finished_encoder(network), finished_sentiment(network))
    casts = reader.read(records, progress)
    if not len(casts.roles):
        raise DataError(f"{data}: nobody is cast in {' or '.join(SETS)}")
    counts = Counter(CASTS[role] for role in casts.roles.tolist())
    progress(f"casts: {dict(counts)} mentions")
    return release_head(recipe, output, fit_casts(casts, values["strength"]), ("cast", {}))


@dataclass(frozen=True, slots=True, eq=False)
class CastReader:
    """Reads what the head knows of the annotated mentions of articles."""

    encoder: Encoder
    sentiment: TargetHead

    def read(self, records: Sequence[Mapping[str, Any]], progress: Progress) -> Casts:
        """Return the mentions of everybody cast in `records`, in order."""
        facts: list[Floats] = []
        rows: list[tuple[int, int, int]] = []
        for article, record in enumerate(records):
            if own := cast_in(record):
                spans = [span for each in own for span in each.mentions]
                facts.append(self.facts_of(record["text"], spans))
            for each in own:
                # Whom a mention is of is known by the first row of theirs.
                rows += [(each.role, len(rows), article)] * len(each.mentions)
            if article % 50 == 49:
                progress(f"casts: {article + 1} of {len(records)} articles read")
        table = np.array(rows, dtype=np.int64).reshape(-1, 3)
        found = np.concatenate(facts) if facts else np.zeros((0, 1), np.float32)
        return Casts(found, table[:, 0], table[:, 1], table[:, 2])

    def facts_of(self, text: str, mentions: Sequence[Span]) -> Floats:
        """Return `[mentions, facts]` of mentions in one article."""
        encoding = self.encoder.encode([text])[0]
        sentences = Sentences()([Analysis(read_text(text))])[0].sentences or ()
        places = encoding.ranges(mentions)
        around = cropped(encoding.ranges([_around(m, sentences) for m in mentions]), places)
        with torch.inference_mode():
            feelings = self.sentiment(encoding.states, places, around).softmax(-1)
            found = cast_facts(encoding.states, places, around, feelings)
        return np.asarray(found.numpy(), dtype=np.float32)


def cast_in(record: Mapping[str, Any]) -> list[Cast]:
    """Return who is cast in an article of either set, with up to three mentions each.

    Left out are pronouns, words that stand for two roles at once, and words that are not found.
    """
    if any("main_role" in e for e in record["entities"]):
        return [
            Cast(ROLE_OF[e["main_role"]], (Span(e["start"], e["end"]),)) for e in record["entities"]
        ]
    roles: dict[str, set[str]] = {}
    for e in record["entities"]:
        roles.setdefault(e["entity"].casefold(), set()).add(e["role"])
    return [
        Cast(ROLE_OF[e["role"]], tuple(Span(m["start"], m["end"]) for m in e["mentions"][:3]))
        for e in record["entities"]
        if e["mentions"]
        and e["role"] in ROLE_OF
        and len(roles[e["entity"].casefold()]) == 1
        and e["entity"].casefold() not in _PRONOUNS
    ]


def _around(mention: Span, sentences: Sequence[Sentence]) -> Span:
    """Return the sentence that `mention` begins in, or the mention if there is none."""
    found = (s.span for s in sentences if s.span.start <= mention.start < s.span.end)
    return next(found, mention)


def fit_casts(casts: Casts, strength: float) -> CastHead:
    """Return a head that has learned from `casts`.

    Every role counts the same in all, and everybody cast the same, however often mentioned.
    The facts are scaled to one spread first, which is then put into the head's weights.
    """
    mean, spread = casts.facts.mean(0), casts.facts.std(0) + 1e-6
    rows = (casts.facts - mean) / spread
    _, item, mentions = np.unique(casts.items, return_inverse=True, return_counts=True)
    weights = 1.0 / mentions[item]
    sums = np.bincount(casts.roles, weights, minlength=len(CASTS))
    weights *= sums.sum() / (len(CASTS) * np.maximum(sums, 1e-9))[casts.roles]
    targets = np.eye(len(CASTS))[casts.roles]
    slopes, level = fit_logistic(
        rows, targets, np.repeat(weights[:, None], len(CASTS), 1), strength
    )
    head = CastHead(rows.shape[1], len(CASTS))
    own = slopes / spread
    head.out.weight.data = torch.from_numpy(own).float()
    head.out.bias.data = torch.from_numpy(level - own @ mean).float()
    return head.eval()
