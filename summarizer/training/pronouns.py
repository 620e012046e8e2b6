"""Train the head that tells whom "he" and "she" mean, on chains that people marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from summarizer.errors import DataError
from summarizer.stages.actor_drafts import Draft, drafts_of_names
from summarizer.stages.actor_groups import add_nominals
from summarizer.stages.actor_names import find_names
from summarizer.stages.actor_pronoun_facts import Pronouns
from summarizer.stages.actor_pronouns import gendered
from summarizer.stages.actor_text import lay_out
from summarizer.stages.parse import load_parser
from summarizer.training.data import read_records
from summarizer.training.recipe import Progress, Recipe
from summarizer.training.references import (
    CHAINS,
    Case,
    Marked,
    chain_of,
    chains_at,
    fit_head,
    read_marked,
)
from summarizer.training.release import release_head
from summarizer.types import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Doc


def train_pronouns(recipe: Recipe, data: Path, output: Path, progress: Progress) -> Path:
    """Run a recipe of kind `pronouns`; the weights go to `output/<id>`.

    Raises:
        DataError: the set is missing, or no pronoun in it is marked.
    """
    values = recipe.values["pronouns"]
    nlp = load_parser()
    cases: list[Case] = []
    for n, record in enumerate(read_records(data, CHAINS, "train"), 1):
        cases += pronoun_cases(*read_marked(record, nlp))
        if n % 100 == 0:
            progress(f"pronouns: {n} texts read")
    if not any(case.right.any() for case in cases):
        raise DataError(f"{data}: no pronoun for somebody in the text is marked")
    head = fit_head(cases, values["strength"])
    progress(f"pronouns: {len(cases)}, of them {sum(c.right.any() for c in cases)} of somebody")
    return release_head(recipe, output, head, ("pronouns", {"threshold": values["threshold"]}))


def pronoun_cases(doc: Doc, sentences: Sequence[Sentence], marked: Iterable[Marked]) -> list[Case]:
    """Return the cases of the marked pronouns for one person, outside quotations.

    Pronouns before count as mentions of whom they are marked to mean.
    """
    layout = lay_out(doc, sentences)
    drafts = add_nominals(layout, drafts_of_names(layout, find_names(layout)))
    chains = chains_at(layout, marked)
    pronouns = Pronouns(layout, [d for d in drafts if d.sort == "person"])
    cases = []
    for token, gender in gendered(layout):
        own = chains.get(token.i)
        fitting, rows = pronouns.case(token, gender)
        if not own or not fitting:
            continue
        right = np.array([float(chain_of(_heads(draft), chains) in own) for draft in fitting])
        cases.append(Case(rows, right))
        if right.any():
            meant = fitting[int(right.argmax())]
            meant.genders.add(gender)
            pronouns.note(token.i, meant)
    return cases


def _heads(draft: Draft) -> list[int]:
    """Return the head tokens of the words for an actor that are no pronouns."""
    return [f.head for f in draft.found if f.kind != "pronoun"]
