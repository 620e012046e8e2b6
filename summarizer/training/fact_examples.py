"""ECB+ as claims of one text that another states or leaves out.

Two kinds of claims are made of it. One is an annotated event, which another text states when a
mention of the same event stands there. The other is a whole sentence, of which another text
states as much as it has of the events, people, places and times that are mentioned in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.neural.encoder import Encoder
from summarizer.stages.parse import parse_text
from summarizer.story.claims import claim_at, sentence_claim
from summarizer.story.matching import Claim
from summarizer.training.data import read_records
from summarizer.training.recipe import Progress
from summarizer.training.tokenised import joined_sentences
from summarizer.types import Analysis, Article, Sentence, Span

if TYPE_CHECKING:
    from spacy.language import Language

_UNKNOWN = -1.0
_FEWEST_MENTIONS = 2


@dataclass(frozen=True, slots=True)
class FactExample:
    """A claim, and what is known of it in the text `other`.

    `sentence` is where the claim stands, `sentences` where it is looked for; `states` says
    for each of these whether it states the claim, -1 where that is not known.
    """

    claim: Claim
    sentence: int
    other: str
    sentences: tuple[int, ...]
    states: tuple[float, ...]
    stated: float


@dataclass(frozen=True, slots=True, eq=False)
class FactText:
    """A text with its sentences and the examples whose claims are taken from it."""

    id: str
    topic: str
    analysis: Analysis
    sentences: tuple[Span, ...]
    examples: tuple[FactExample, ...]


def read_fact_texts(
    data: Path, split: str, readers: tuple[Encoder, Language], progress: Progress
) -> list[list[FactText]]:
    """Return the texts of ECB+ with their examples, one list for each event.

    Raises:
        DataError: a file is missing or broken.
    """
    omissions: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for record in read_records(data, "ecbplus", f"{split}_omission"):
        omissions[record["doc_a"]].append(record)
    events: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for record in read_records(data, "ecbplus", split):
        events[record["subtopic"]].append(record)
    found = []
    for name, records in events.items():
        found.append([_text(r, records, omissions[r["id"]], readers) for r in records])
        progress(f"facts: {name} read")
    return found


def _text(
    record: Mapping[str, Any],
    others: Sequence[Mapping[str, Any]],
    omissions: Sequence[Mapping[str, Any]],
    readers: tuple[Encoder, Language],
) -> FactText:
    encoder, nlp = readers
    text, places, words = joined_sentences(record["sentences"])
    sentences = tuple(Sentence(place, "body") for place in places)
    doc = parse_text(nlp, text, sentences)
    analysis = Analysis(
        article=Article(record["id"], text),
        sentences=sentences,
        parse=doc,
        encoding=encoder.encode([text])[0],
    )
    examples = [_event(o, claim_at(doc, *_where(o, words, places))) for o in omissions]
    for sentence in record["validated_sentences"]:
        claim = sentence_claim(doc, places[sentence])
        examples += _wholes(record, sentence, claim, others)
    return FactText(record["id"], str(record["topic"]), analysis, places, tuple(examples))


def _where(
    omission: Mapping[str, Any], words: Sequence[Sequence[Span]], places: Sequence[Span]
) -> tuple[Span, Span]:
    """Return the trigger of `omission` and its sentence."""
    own = words[omission["sentence_number"]]
    first, last = own[omission["trigger_start"]], own[omission["trigger_end"] - 1]
    return Span(first.start, last.end), places[omission["sentence_number"]]


def _event(omission: Mapping[str, Any], claim: Claim) -> FactExample:
    stating = {evidence[0] for evidence in omission["evidence_in_b"]}
    looked = tuple(omission["doc_b_sentences"])
    return FactExample(
        claim,
        omission["sentence_number"],
        omission["doc_b"],
        looked,
        tuple(float(s in stating) for s in looked),
        float(omission["present"]),
    )


def _wholes(
    record: Mapping[str, Any], sentence: int, claim: Claim, others: Sequence[Mapping[str, Any]]
) -> Iterator[FactExample]:
    """Yield the sentence as a claim for each other text, stated as far as its mentions are."""
    mentions = [m for m in record["mentions"] if m["sentence"] == sentence and m["validated"]]
    if len(mentions) < _FEWEST_MENTIONS:
        return
    for other in others:
        looked = tuple(other["validated_sentences"])
        if other["id"] == record["id"] or not looked:
            continue
        known = {m["cluster"] for m in other["mentions"] if m["validated"] and m["cluster"]}
        share = sum(m["cluster"] in known for m in mentions) / len(mentions)
        states = (_UNKNOWN,) * len(looked)
        yield FactExample(claim, sentence, other["id"], looked, states, share)
