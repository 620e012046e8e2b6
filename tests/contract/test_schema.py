"""The public JSON: its names are those that other programs rely on, and they are documented."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from summarizer.wire import report_from_json, report_schema
from tests.factories import make_report

ROOT = Path(__file__).parents[2]
SCHEMA_FILE = ROOT / "docs" / "report.schema.json"
GUIDE = ROOT / "docs" / "report.md"

SPAN = {"start", "end"}
# Written by hand: a name that changes here breaks the programs of others.
NAMES: dict[str, set[str]] = {
    "": {"schema", "articles", "summaries", "comparison", "failures", "provenance"},
    "articles": {
        *("id", "title", "outlet", "url", "published", "language", "text", "sentences"),
        *("actors", "quotes", "framing", "sentence_scores", "frames", "portrayals"),
        "relations",
    },
    "articles.sentences": {*SPAN, "kind"},
    "articles.actors": {"id", "name", "kind", "mentions"},
    "articles.actors.mentions": {*SPAN, "kind"},
    "articles.quotes": {"content", "cue", "source", "speaker", "kind", "act"},
    "articles.quotes.content": SPAN,
    "articles.quotes.cue": SPAN,
    "articles.quotes.source": SPAN,
    "articles.framing": {
        *SPAN,
        *("codebook", "label", "score", "label_score", "valence", "target", "voice", "speaker"),
        "alternative",
    },
    "articles.framing.alternative": {*SPAN, "text", "source"},
    "articles.sentence_scores": {*SPAN, "loaded", "salience", "rank"},
    "articles.frames": {"label", "score", "evidence"},
    "articles.frames.evidence": SPAN,
    "articles.portrayals": {
        *("actor", "sentiment", "role", "agency", "voice_share", "prominence", "evidence"),
        *("direct_share", "places", "called"),
    },
    "articles.portrayals.sentiment": {"label", "score"},
    "articles.portrayals.role": {"label", "score"},
    "articles.portrayals.agency": {"acts", "acted_on", "agentless", "nominalised"},
    "articles.portrayals.places": {"headline", "lead", "body", "caption", "first"},
    "articles.portrayals.called": {*SPAN, "kind", "count", "voice", "speaker"},
    "articles.portrayals.evidence": SPAN,
    "articles.relations": {
        *("kind", "actor", "target", "status", "voice", "speaker", "cue", "evidence"),
    },
    "articles.relations.cue": SPAN,
    "articles.relations.evidence": SPAN,
    "summaries": {"perspective", "sentences", "dropped", "replaced", "note", "drift"},
    "summaries.perspective": {"kind", "about"},
    "summaries.sentences": {
        *("text", "evidence", "support", "trimmed"),
        *("voice", "speaker", "source"),
    },
    "summaries.sentences.evidence": {"article", *SPAN},
    "summaries.drift": {"articles", "loaded", "quoted", "frames", "actors"},
    "summaries.drift.loaded": {"summary", "articles", "kept", "n_lost", "lost", "added"},
    "summaries.drift.loaded.lost": {"article", *SPAN},
    "summaries.drift.loaded.added": {"sentence", *SPAN},
    "summaries.drift.quoted": {"summary", "articles"},
    "summaries.drift.frames": {"label", "kept", "evidence"},
    "summaries.drift.frames.evidence": {"article", *SPAN},
    "summaries.drift.actors": {"actor", "kept", "voice", "evidence"},
    "summaries.drift.actors.voice": {"summary", "articles"},
    "summaries.drift.actors.evidence": {"article", *SPAN},
    "provenance": {
        *("version", "models", "codebooks", "generator", "settings", "counts", "warnings"),
        "not_run",
    },
    "provenance.generator": {"name", "revision", "prompts", "requests"},
    "provenance.models": {"id", "sha256"},
    "provenance.codebooks": {"name", "version"},
}


def names_in(value: Any, path: str = "") -> dict[str, set[str]]:
    """Return the keys of every object in `value`, by the path that leads to it."""
    if isinstance(value, list):
        found: dict[str, set[str]] = {}
        for item in value:
            found |= names_in(item, path)
        return found
    if not isinstance(value, dict) or path in ("provenance.settings", "provenance.counts"):
        return {}
    found = {path: set(value)}
    for key, item in value.items():
        found |= names_in(item, f"{path}.{key}" if path else key)
    return found


def test_a_report_has_exactly_the_public_names() -> None:
    assert names_in(json.loads(make_report().to_json())) == NAMES


def test_the_schema_in_the_docs_is_made_from_the_code() -> None:
    assert SCHEMA_FILE.read_text("utf-8") == report_schema()


def test_the_schema_asks_for_every_name_and_allows_no_other() -> None:
    schema = json.loads(SCHEMA_FILE.read_text("utf-8"))
    parts = [schema, *schema["$defs"].values()]

    assert schema["properties"]["schema"] == {
        "const": "summarizer.report/1",
        "title": "Schema",
        "type": "string",
    }
    for part in parts:
        assert set(part["required"]) == set(part["properties"])
        assert part["additionalProperties"] is False


def test_the_guide_explains_every_name() -> None:
    guide = set(re.findall(r"`([a-z_0-9]+)`", GUIDE.read_text("utf-8")))
    names = set().union(*NAMES.values()) | {"layer", "stage", "message"}

    assert names - guide == set()


def test_the_example_in_the_guide_is_a_report() -> None:
    example = re.search(r"```json\n(.+?)```", GUIDE.read_text("utf-8"), re.DOTALL)

    assert example is not None
    report = report_from_json(example[1], "docs/report.md")
    assert report.to_json() == report_from_json(report.to_json(), "again").to_json()
    assert report.summaries[0].sentences
