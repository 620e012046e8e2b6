"""Facts and texts of the corpora, made into analyses the way the tool makes its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from eval.adapters import Tool, parser
from eval.corpus import Record
from summarizer.stages.parse import parse_text
from summarizer.stages.sentences import split_article
from summarizer.story.claims import sentence_claim
from summarizer.story.matching import Claim
from summarizer.training.tokenised import joined, joined_sentences
from summarizer.types import Analysis, Article, Sentence, Span


@dataclass(frozen=True, slots=True)
class Omission:
    """An annotated event of one text, and whether another text reports it.

    `trigger` is its words and `sentence` the sentence around them; `span` and `place` are
    where they are in the joined text; `looked` the sentences of `other` that are annotated.
    """

    trigger: str
    sentence: str
    span: Span
    place: Span
    other: int
    looked: tuple[int, ...]
    present: bool


def analysed(tool: Tool, id: str, text: str, spans: Sequence[Span] | None = None) -> Analysis:
    """Return `text` parsed and encoded; `spans` are its sentences, by default as the tool cuts."""
    from summarizer.read import read_text

    if spans is None:
        article = read_text(text, id=id)
        sentences = split_article(article)
    else:
        article = Article(id, text)
        sentences = tuple(Sentence(span, "body") for span in spans)
    parse = parse_text(parser(tool), article.text, sentences)
    encoding = tool.encoder.encode([article.text])[0]
    return Analysis(article, sentences=sentences, parse=parse, encoding=encoding)


def facts_as_claims(
    tool: Tool, id: str, facts: Sequence[str]
) -> tuple[Analysis, tuple[Claim, ...]]:
    """Return a text of the `facts`, one a line, and the claims that are these lines."""
    lines = [joined(fact.split())[0] for fact in facts]
    spans: list[Span] = []
    for line in lines:
        start = spans[-1].end + 1 if spans else 0
        spans.append(Span(start, start + len(line)))
    analysis = analysed(tool, id, "\n".join(lines), spans)
    doc: Any = analysis.parse
    return analysis, tuple(sentence_claim(doc, span) for span in spans)


def omissions(records: Sequence[Record]) -> list[list[Omission]]:
    """Return the events of each text of ECB+ with each other text on the same event.

    An event counts with its first mention in an annotated sentence; it is present in another
    text when one of that text's annotated sentences mentions it too.
    """
    return [_of_text(record, records) for record in records]


def _of_text(record: Record, records: Sequence[Record]) -> list[Omission]:
    _, places, words = joined_sentences(record["sentences"])
    first: dict[str, dict[str, Any]] = {}
    for mention in sorted(record["mentions"], key=lambda m: (m["sentence"], m["start"])):
        if mention["event"] and mention["validated"] and mention["cluster"]:
            first.setdefault(mention["cluster"], mention)
    found = []
    for i, other in enumerate(records):
        if other["subtopic"] != record["subtopic"] or other["id"] == record["id"]:
            continue
        known = {m["cluster"] for m in other["mentions"] if m["event"] and m["validated"]}
        looked = tuple(other["validated_sentences"])
        if not looked:
            continue  # nothing is known to be absent from it
        for cluster, m in first.items():
            own = words[m["sentence"]]
            span = Span(own[m["start"]].start, own[m["end"] - 1].end)
            sentence = record["sentences"][m["sentence"]]
            place = places[m["sentence"]]
            found.append(Omission(m["text"], sentence, span, place, i, looked, cluster in known))
    return found
