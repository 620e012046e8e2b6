"""Small labelled sets in the form of the corpora; every sentence was written for the tests."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

QUOTED = "The mayor said on Monday that the bridge would stay closed. Nobody replied."


def mark(words: str, text: str, **more: Any) -> dict[str, Any]:
    """Return where `words` stand in `text`, as the sets write it."""
    start = text.index(words)
    return {"start": start, "end": start + len(words), **more}


def babe() -> list[dict[str, Any]]:
    loaded = "The savage cuts shocked the town."
    return [
        {"text": loaded, "label": 1, "clean_spans": [mark("savage", loaded)]},
        {"text": "The council met on Monday.", "label": 0, "clean_spans": []},
    ]


def ptc() -> list[dict[str, Any]]:
    text = "A savage attack.\n\nWho could doubt it now?"
    spans = [
        mark("savage", text, technique="Loaded_Language"),
        mark("Who could doubt it", text, technique="Doubt"),
    ]
    return [{"article_id": "7", "text": text, "spans": spans, "si_spans": spans}]


def newsmtsc() -> list[dict[str, Any]]:
    rows = [
        ("Ilves saved the port.", "Ilves", "positive"),
        ("Reiner wrecked the port.", "Reiner", "negative"),
        ("Ilves met Reiner.", "Reiner", "neutral"),
    ]
    return [{"text": t, "targets": [mark(w, t, sentiment=s)]} for t, w, s in rows]


def polnear() -> list[dict[str, Any]]:
    found = {
        "kind": "indirect",
        "content": [mark("that the bridge would stay closed", QUOTED)],
        "cue": [mark("said", QUOTED)],
        "source": [mark("The mayor", QUOTED)],
    }
    return [{"text": QUOTED, "publisher": "courier", "attributions": [found]}]


def roles() -> list[dict[str, Any]]:
    text = "Crews rescued the children. The gang robbed them twice."
    entities = [
        mark("Crews", text, main_role="Protagonist"),
        mark("gang", text, main_role="Antagonist"),
    ]
    return [{"text": text, "entities": entities}]


def narratives() -> list[dict[str, Any]]:
    text = "The flood left the farmers with nothing."
    entities = [
        {"role": "victim", "mentions": [mark("farmers", text)]},
        {"role": "other", "mentions": [mark("flood", text)]},
    ]
    return [{"text": text, "entities": entities}]


def neus() -> list[dict[str, Any]]:
    said = "The port of Veldhaven closed on Monday after dockworkers walked out over their pay."
    rest = [
        f"Reporter number {i} watched the cranes stand idle over the quiet water for hours."
        for i in range(1, 7)
    ]
    text = " ".join([rest[0], said, *rest[1:]])
    return [{"articles": [{"text": text}], "neutral_summary": said}] * 2


def bbc() -> list[dict[str, Any]]:
    sentences = [f"Choir number {n} sang in the square on Sunday evening." for n in range(5)]
    return [
        {"paragraphs": [" ".join(sentences)], "sentences": sentences, "labels": [1, 0, 0, 1, 0]}
    ]


SETS = {
    "babe": babe,
    "bbc_news_summary": bbc,
    "narrative_frames": narratives,
    "neus_fulltext": neus,
    "newsmtsc": newsmtsc,
    "polnear": polnear,
    "ptc_semeval2020_t11": ptc,
    "semeval2025_t10_entity_framing": roles,
}


def write_sets(folder: Path, splits: Sequence[str] = ("train", "dev")) -> Path:
    """Write all sets below `folder`, and return it."""
    for name, records in SETS.items():
        for split in splits:
            path = folder / name / f"{split}.jsonl"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("".join(json.dumps(r) + "\n" for r in records()), "utf-8")
    return folder
