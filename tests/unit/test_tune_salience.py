from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from eval.salience_texts import Row, Told, cnn, measured, news
from eval.tune_salience import Sets, compare_ways, table
from summarizer.types import Span

LINES = (
    "The bridge at Orm was closed on Monday .",
    "A crack had been found in its oldest arch .",
    "Buses now go round by Tarn .",
    "The repairs will take six weeks .",
)


def told(*references: str) -> Told:
    text, spans = "", []
    for line in LINES:
        spans.append(Span(len(text), len(text) + len(line)))
        text += line + " "
    return Told(text, tuple(spans), references)


def row(seed: int) -> Row:
    rng = np.random.default_rng(seed)
    gains = np.array([0.4, 0.3, 0.1, 0.2], "float32")
    vectors = rng.normal(size=(4, 6)).astype("float32")
    features = rng.uniform(size=(4, 4)).astype("float32")
    own = told("The bridge at Orm is closed for repairs .")
    return Row(own, vectors, features, (gains > 0.25).astype("float32"), gains)


def write(folder: Path, name: str, records: list[dict[str, Any]]) -> None:
    (folder / name).mkdir()
    lines = [json.dumps(record) for record in records]
    (folder / name / "dev.jsonl").write_text("\n".join(lines), encoding="utf-8")


def test_every_way_gets_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eval.tune_salience.WAYS", (compare_ways.__globals__["BOTH"],))
    rows = [row(seed) for seed in range(3)]
    lines: list[str] = []

    table(compare_ways(Sets(rows, rows, rows), 1, 1), lines.append)

    assert len(lines) == 3
    assert lines[2].startswith("| oracle and listwise |")
    cells = [float(cell) for cell in lines[2].split("|")[2:-1]]
    assert len(cells) == 7
    assert all(0 < cell <= 1 for cell in cells)


def test_articles_of_summeval_are_not_learned_from(tmp_path: Path) -> None:
    text = " ".join(LINES)
    other = text.replace("Orm", "Lund").replace("bridge", "tunnel")
    write(tmp_path, "summeval", [{"document": text, "references": ["Closed ."]}])
    write(tmp_path, "realsumm_scu", [{"document": text, "reference": "Shut ."}])
    write(tmp_path, "qags", [{"document": other, "source": "cnndm", "summary": "One ."}])
    claims = [{"document": other, "origin": "cnndm", "claim": "Two ."}]
    write(tmp_path, "cliff_goyal", claims)
    write(tmp_path, "summac_partial", [{"document": other, "origin": "xsum", "claim": "Three ."}])

    (kept,) = cnn(tmp_path)

    assert kept.text == other
    assert kept.references == ("One .", "Two .")
    assert [t.references for t in measured(tmp_path)] == [("Closed .",)]


def test_neus_articles_are_cut_by_the_tool(tmp_path: Path) -> None:
    text = "\n\n".join(line.replace(" .", ".") for line in LINES)
    record = {"articles": [{"text": text}, {"text": "Too short."}], "neutral_summary": "Closed."}
    write(tmp_path, "neus_fulltext", [record])

    (only,) = news(tmp_path, "dev", 5)

    assert only.lines()[0] == "The bridge at Orm was closed on Monday."
