"""Sentences with evidence that bears them out or does not, as people judged them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from summarizer.read import read_text
from summarizer.stages.sentences import split_article
from summarizer.training.data import read_records

# PolyTope marks what is left out or needless too; only these say what the article does not.
_UNTRUE = frozenset({"Inaccuracy_internal", "Inaccuracy_external", "Positive_Negative_Aspect"})


@dataclass(frozen=True, slots=True)
class SupportExample:
    """Sentences that together are borne out by `evidence`, or not: `label` 1 or 0.

    `group` is the same for all examples of one text.
    """

    source: str
    group: str
    sentences: tuple[str, ...]
    evidence: tuple[str, ...]
    label: int


def sentences_of(text: str) -> tuple[str, ...]:
    """Return the sentences of a text as the tool cuts it."""
    article = read_text(text)
    return tuple(s.span.of(article.text) for s in split_article(article))


def _rte(data: Path) -> Iterator[SupportExample]:
    for r in read_records(data, "glue_rte", "train"):
        claim = sentences_of(r["hypothesis"])
        yield SupportExample("glue_rte", r["id"], claim, sentences_of(r["premise"]), r["label"])


def _qags(data: Path) -> Iterator[SupportExample]:
    for r in read_records(data, "qags", "dev"):
        evidence = sentences_of(r["document"])
        for s in r["sentences"]:
            yield SupportExample("qags", r["id"], (s["sentence"],), evidence, int(s["label"]))


def _summac(data: Path) -> Iterator[SupportExample]:
    """Yield the parts of FactCC and PolyTope; that of SummEval is kept to be measured on."""
    for r in read_records(data, "summac_partial", "dev"):
        if r["dataset"] == "factcc":
            label = int(r["label"])
        elif r["dataset"] == "polytope":
            label = int(not _UNTRUE & set(r["errors"] or ()))
        else:
            continue
        claim, evidence = sentences_of(r["claim"]), sentences_of(r["document"])
        yield SupportExample(r["dataset"], r["document"][:80], claim, evidence, label)


LABELLED: Mapping[str, Callable[[Path], Iterator[SupportExample]]] = {
    "glue_rte": _rte,
    "qags": _qags,
    "summac_partial": _summac,
}
