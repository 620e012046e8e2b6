"""Train the head that tells which named actor a noun phrase means, on chains that people marked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from summarizer.errors import DataError
from summarizer.neural.references import ReferenceHead
from summarizer.read import read_text
from summarizer.stages import require
from summarizer.stages.actor_drafts import Draft, drafts_of_names
from summarizer.stages.actor_groups import add_nominals
from summarizer.stages.actor_names import find_names
from summarizer.stages.actor_nominals import Nominal
from summarizer.stages.actor_references import FloatArray, References
from summarizer.stages.actor_text import Layout, lay_out
from summarizer.stages.parse import load_parser, parse_text
from summarizer.stages.sentences import Sentences
from summarizer.training.data import read_records
from summarizer.training.recipe import Progress, Recipe
from summarizer.training.release import release_head
from summarizer.training.tokenised import joined_sentences
from summarizer.types import Analysis, Sentence, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

CHAINS = "ecbplus"
STORIES = "newswcl50"
_STEPS = 200
_KINDS = frozenset({"ACTOR", "GROUP"})
_SOMEBODY = "HUMAN"


@dataclass(frozen=True, slots=True)
class Marked:
    """Words that people marked, and the chain that they put them in."""

    span: Span
    chain: Hashable


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """A phrase with the facts of whom it can mean, and which of them it does: `rows`, `right`."""

    rows: FloatArray
    right: FloatArray


@dataclass
class _Asked:
    """Notes the case of each phrase whose chain is known; joins none."""

    references: References
    chains: Mapping[int, set[Hashable]]
    cases: list[Case] = field(default_factory=list)

    def meant(self, nominal: Nominal) -> Draft | None:
        """Return nothing."""
        known, rows = self.references.case(nominal)
        own = self.chains.get(nominal.found.head)
        if own and known:
            right = [float(chain_of(k.heads, self.chains) in own) for k in known]
            self.cases.append(Case(rows, np.array(right)))
        return None


def train_references(recipe: Recipe, data: Path, output: Path, progress: Progress) -> Path:
    """Run a recipe of kind `references`; the weights go to `output/<id>`.

    Raises:
        DataError: a set is missing, or they mark nobody whom a phrase can mean.
    """
    values = recipe.values["references"]
    nlp = load_parser()
    cases = [*read_chains(data, nlp, progress)]
    cases += [case for event in read_stories(data, nlp).values() for case in event]
    if not any(case.right.any() for case in cases):
        raise DataError(f"{data}: nothing that is marked is a phrase for somebody named")
    head = fit_head(cases, values["strength"])
    progress(f"references: {len(cases)} phrases, {sum(c.right.any() for c in cases)} of somebody")
    fitted = {"threshold": values["threshold"]}
    return release_head(recipe, output, head, ("references", fitted))


def read_chains(data: Path, nlp: Language, progress: Progress) -> list[Case]:
    """Return the cases of ECB+, train."""
    cases: list[Case] = []
    for n, record in enumerate(read_records(data, CHAINS, "train"), 1):
        cases += cases_of(*read_marked(record, nlp))
        if n % 100 == 0:
            progress(f"references: {n} texts read")
    return cases


def read_stories(data: Path, nlp: Language) -> dict[str, list[Case]]:
    """Return the cases of each event of NewsWCL50, by the event's name.

    Only actors and groups: chains of countries hold officials beside the country itself.
    """
    events: dict[str, list[Case]] = defaultdict(list)
    for record in read_records(data, STORIES, "dev"):
        [analysis] = Sentences()([Analysis(read_text(record["text"], id=record["id"]))])
        sentences = require(analysis.sentences, "sentences")
        marked = [
            Marked(Span(m["start"], m["end"]), m["chain"])
            for m in record["mentions"]
            if m["kind"] in _KINDS
        ]
        doc = parse_text(nlp, analysis.article.text, sentences)
        events[str(record["event"])] += cases_of(doc, sentences, marked)
    return dict(events)


def read_marked(
    record: Mapping[str, Any], nlp: Language
) -> tuple[Doc, tuple[Sentence, ...], list[Marked]]:
    """Return a text of ECB+, and who is marked in it.

    People and bodies in a chain, and those that nobody else is put with in sentences that were
    checked; in others such a mark may only be unfinished.
    """
    text, places, words = joined_sentences(record["sentences"])
    sentences = tuple(Sentence(place, "body") for place in places)
    marked = []
    for n, mention in enumerate(record["mentions"]):
        if not mention["type"].startswith(_SOMEBODY):
            continue
        if mention["cluster"] or mention["validated"]:
            own = words[mention["sentence"]]
            span = Span(own[mention["start"]].start, own[mention["end"] - 1].end)
            marked.append(Marked(span, mention["cluster"] or (record["id"], n)))
    return parse_text(nlp, text, sentences), sentences, marked


def cases_of(doc: Doc, sentences: Sequence[Sentence], marked: Iterable[Marked]) -> list[Case]:
    """Return the cases of the marked phrases that no rule already gives to somebody."""
    layout = lay_out(doc, sentences)
    drafts = drafts_of_names(layout, find_names(layout))
    asked = _Asked(References(layout, drafts), chains_at(layout, marked))
    add_nominals(layout, drafts, asked)
    return asked.cases


def chains_at(layout: Layout, marked: Iterable[Marked]) -> dict[int, set[Hashable]]:
    """Return the chains of the words that are marked, by the number of their head token."""
    chains: dict[int, set[Hashable]] = defaultdict(set)
    for each in marked:
        words = layout.doc.char_span(each.span.start, each.span.end, alignment_mode="expand")
        if words is not None:
            chains[words.root.i].add(each.chain)
    return chains


def chain_of(heads: Iterable[int], chains: Mapping[int, set[Hashable]]) -> Hashable:
    """Return the chain in which most words with these head tokens are; `None` if in none."""
    votes = Counter(c for head in heads for c in chains.get(head, ()))
    return min(votes, key=lambda c: (-votes[c], str(c)), default=None)


def fit_head(cases: Sequence[Case], strength: float) -> ReferenceHead:
    """Return a head that learned from `cases`, not none; larger `strength` follows them closer.

    The loss is `strength` times the log loss of a softmax over the candidates of each phrase and
    nobody, plus half the squared length of the weights.
    """
    rows = torch.from_numpy(np.concatenate([case.rows for case in cases]).astype(np.float32))
    right = torch.from_numpy(np.concatenate([case.right for case in cases]).astype(np.float32))
    number = torch.repeat_interleave(
        torch.arange(len(cases)), torch.tensor([len(case.rows) for case in cases])
    )
    nobody = torch.tensor([float(not case.right.any()) for case in cases])
    head = ReferenceHead(rows.shape[1])
    with torch.no_grad():
        for values in head.parameters():
            values.zero_()
    optimiser = torch.optim.LBFGS(head.parameters(), max_iter=_STEPS, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        odds = head(rows).exp()
        every = torch.ones(len(cases)).index_add(0, number, odds)
        misfit = (every / nobody.index_add(0, number, odds * right)).log().sum()
        total: torch.Tensor = strength * misfit + 0.5 * head.out.weight.square().sum()
        total.backward()  # type: ignore[no-untyped-call]
        return total

    optimiser.step(loss)  # type: ignore[no-untyped-call]
    return head.eval()
