"""Texts with chains: analysed as far as their actors, and ECB+ in the form of NewsWCL50."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from eval.adapters import Tool
from eval.corpus import Record
from summarizer.read import read_text
from summarizer.training.tokenised import joined_sentences
from summarizer.types import Analysis, Article, Sentence, Span


def analysis_up_to_actors(tool: Tool, record: Record) -> Analysis:
    """Return the analysis of an article without what comes after its actors.

    Args:
        tool: whose stages to run.
        record: `id` and `text`; the sentences are at `places`, if it has these.
    """
    places = record.get("places")
    if places:
        sentences = tuple(Sentence(place, "body") for place in places)
        analysis = Analysis(Article(record["id"], record["text"]), sentences=sentences)
    else:
        analysis = Analysis(read_text(record["text"], id=record["id"]))
    for stage in tool.pipeline.stages:
        if places and stage.adds == {"sentences"}:
            continue
        analysis = stage([analysis])[0]
        if "actors" in stage.adds:
            break
    return analysis


def as_articles(records: Sequence[Record]) -> list[Record]:
    """Return texts of ECB+ with the people and bodies marked in the sentences that were checked.

    A topic is an event, so that its two affairs have to be told apart; whoever no other mention
    names is a chain of one.
    """
    found: list[Record] = []
    for record in records:
        text, places, words = joined_sentences(record["sentences"])
        mentions = [
            _mention(m, words[m["sentence"]], f"{record['id']}:{n}")
            for n, m in enumerate(record["mentions"])
            if m["type"].startswith("HUMAN") and m["validated"]
        ]
        found.append(
            {
                "id": record["id"],
                "event": record["topic"],
                "text": text,
                "places": places,
                "mentions": [m | {"text": text[m["start"] : m["end"]]} for m in mentions],
            }
        )
    return found


def _mention(mention: Record, words: Sequence[Span], alone: str) -> dict[str, Any]:
    start, end = words[mention["start"]].start, words[mention["end"] - 1].end
    return {"start": start, "end": end, "chain": mention["cluster"] or alone, "kind": "ACTOR"}
