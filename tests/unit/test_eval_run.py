"""A task from file to table, with a tool that answers by rule."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from eval.__main__ import main
from eval.corpus import read_corpus
from eval.gate import check, set_floor
from eval.hub import records_from_hub
from eval.report import read_results, write_result
from eval.run import KINDS, Request, run_task
from eval.spec import TASKS, SplitSpec, TaskSpec, read_task, read_tasks
from summarizer.errors import DataError
from summarizer.types import Span

SENTENCES = [
    ("The vile scheme collapsed.", 1),
    ("The council met on Monday.", 0),
    ("A vile, shameful day.", 1),
    ("Rain is expected.", 0),
]


class RuleTool:
    """Calls a sentence loaded when "vile" stands in it."""

    def __init__(self) -> None:
        self.built = SimpleNamespace()
        self.encoder = SimpleNamespace(encode=list)
        self.heads = SimpleNamespace(loaded=SimpleNamespace(score=self._score, threshold=0.5))
        self.pipeline = SimpleNamespace(stages=())

    def _score(self, encoding: str, spans: Sequence[Span]) -> list[float]:
        return [0.9 if "vile" in span.of(encoding) else 0.2 for span in spans]

    def analyze(self, text: object, *, sentences: int = 3, actors: int | None = None) -> Any:
        raise NotImplementedError

    def compare(self, articles: object, *, sentences: int = 3) -> Any:
        raise NotImplementedError


@pytest.fixture
def babe(tmp_path: Path) -> Request:
    """BABE's task on four sentences of our own."""
    folder = tmp_path / "data" / "babe"
    folder.mkdir(parents=True)
    rows = [
        json.dumps({"id": str(i), "text": text, "label": label})
        for i, (text, label) in enumerate(SENTENCES)
    ]
    raw = ("\n".join(rows) + "\n").encode()
    (folder / "dev.jsonl").write_bytes(raw)
    spec = replace(
        read_task(TASKS / "babe.toml"),
        splits={"dev": SplitSpec("babe/dev.jsonl", sha256(raw).hexdigest())},
    )
    return Request(spec, data=tmp_path / "data")


def _run(request: Request) -> dict[str, Any]:
    return run_task(request, RuleTool, "0+test", lambda _: None)


def test_a_task_gives_scores_beside_baselines_and_published_ones(babe: Request) -> None:
    result = _run(babe)

    macro, accuracy, calibration = result["measures"]
    assert macro["score"] == 1
    assert macro["baselines"] == {"majority": 0.3333, "always loaded": 0.3333}
    assert macro["over_best_baseline"]["difference"] == pytest.approx(0.6667)
    assert [p["score"] for p in macro["published"]] == [0.804, 0.814]
    assert (accuracy["score"], accuracy["n"]) == (1, 4)
    assert calibration["score"] == pytest.approx(0.15)
    assert result["data"]["as_expected"]


def test_the_same_run_gives_the_same_bytes_and_one_row_a_measure(
    babe: Request, tmp_path: Path
) -> None:
    first = write_result(_run(babe), tmp_path / "one").read_bytes()
    second = write_result(_run(babe), tmp_path / "two").read_bytes()

    table = (tmp_path / "one" / "README.md").read_text(encoding="utf-8")
    assert first == second
    assert sum(line.startswith("| babe |") for line in table.splitlines()) == 3
    assert "majority 0.333" in table


def test_a_limited_run_stays_out_of_the_table(babe: Request, tmp_path: Path) -> None:
    path = write_result(_run(replace(babe, limit=2)), tmp_path / "out")

    assert path.name == "babe-first2.json"
    assert "| babe |" not in (tmp_path / "out" / "README.md").read_text(encoding="utf-8")


def test_the_gate_passes_then_fails_on_a_low_score_and_on_other_data(
    babe: Request, tmp_path: Path
) -> None:
    specs = {"babe": babe.spec}
    result = _run(babe)
    write_result(result, tmp_path)

    assert all(v.passed for v in check(specs, read_results(tmp_path)))

    low = json.loads(json.dumps(result))
    low["measures"][0]["score"] = 0.5
    assert [v.place for v in check(specs, [low]) if not v.passed] == ["babe macro_f1"]

    low["measures"][0]["score"], low["data"]["sha256"] = 0.9, "0" * 64
    assert [v.place for v in check(specs, [low]) if not v.passed] == ["babe data"]


def test_the_gate_fails_without_a_result(babe: Request) -> None:
    assert [v.passed for v in check({"babe": babe.spec}, [])] == [False]


def test_a_measure_that_must_beat_its_baseline() -> None:
    spec = read_task(TASKS / "summeval.toml")
    row = {"score": 0.33, "baselines": {"lead-3": 0.34}}
    result = {
        "task": "summeval",
        "split": "dev",
        "limit": None,
        "version": spec.version,
        "data": {"sha256": spec.split("dev").sha256},
        "measures": [{"name": m.name, **row} for m in spec.measures],
    }

    failed = [v.place for v in check({"summeval": spec}, [result]) if not v.passed]

    assert failed == [
        *(f"summeval rouge{x}" for x in ("1", "2", "L")),
        *(f"summeval fitting_rouge{x}" for x in ("1", "2", "Lsum")),
    ]


def test_lowering_a_floor_needs_a_reason(tmp_path: Path) -> None:
    path = tmp_path / "babe.toml"
    path.write_bytes((TASKS / "babe.toml").read_bytes())

    with pytest.raises(DataError, match="reason"):
        set_floor("babe.macro_f1", 0.1, folder=tmp_path)
    set_floor("babe.macro_f1", 0.1, reason="labels were corrected", folder=tmp_path)
    set_floor("babe.accuracy", 0.7, folder=tmp_path)

    spec = read_task(path)
    assert [m.floor for m in spec.measures] == [0.1, 0.7, None]
    assert "labels were corrected" in (tmp_path / "CHANGES.md").read_text(encoding="utf-8")


def test_a_missing_field_is_named_with_its_line(babe: Request) -> None:
    assert babe.data is not None
    (babe.data / "babe" / "dev.jsonl").write_text('{"id": "1", "text": "a"}\n', encoding="utf-8")

    with pytest.raises(DataError, match=r"dev\.jsonl:1: no label"):
        read_corpus(babe.spec, "dev", babe.data)


def test_a_missing_file_and_split_say_what_to_do(babe: Request) -> None:
    assert babe.data is not None
    with pytest.raises(DataError, match="no split 'test'; it has dev"):
        read_corpus(babe.spec, "test", babe.data)
    with pytest.raises(DataError, match="--data names the folder"):
        read_corpus(babe.spec, "dev", babe.data / "elsewhere")


def test_a_corpus_that_is_not_on_the_hub_says_so() -> None:
    with pytest.raises(DataError, match="not on the Hugging Face hub; pass --data"):
        read_corpus(read_task(TASKS / "polnear.toml"), "dev", None)


def test_rows_of_the_hub_become_records() -> None:
    rows = [
        {"sentence": "Ada met Bo.", "mention": "Ada", "from": 0, "to": 3, "polarity": 1},
        {"sentence": "Ada met Bo.", "mention": "Bo", "from": 8, "to": 10, "polarity": -1.0},
    ]
    asked: dict[str, object] = {}

    def load(path: str, **options: object) -> list[dict[str, object]]:
        asked.update(options, path=path)
        return rows

    (record,) = records_from_hub("some/corpus:rw", "sentiment", "dev", load)

    assert asked == {"path": "some/corpus", "name": "rw", "split": "validation"}
    assert [t["sentiment"] for t in record["targets"]] == ["positive", "negative"]
    assert [record["text"][t["start"] : t["end"]] for t in record["targets"]] == ["Ada", "Bo"]


def test_a_hub_out_of_reach_is_one_clear_error() -> None:
    def load(path: str, **_: object) -> list[dict[str, object]]:
        raise ConnectionError(f"no route to {path}")

    with pytest.raises(DataError, match="could not be loaded from the Hugging Face hub"):
        records_from_hub("some/corpus", "loaded", "dev", load)


@pytest.mark.parametrize("spec", read_tasks().values(), ids=lambda spec: spec.id)
def test_every_task_file_has_code_digests_and_distinct_measures(spec: TaskSpec) -> None:
    assert spec.kind in KINDS
    assert all(len(split.sha256) == 64 for split in spec.splits.values())
    names = [measure.name for measure in spec.measures]
    assert len(names) == len(set(names))


def test_the_bundled_framing_articles_are_the_pinned_ones_and_their_spans_hold() -> None:
    spec = read_task(TASKS / "framing.toml")

    corpus = read_corpus(spec, "dev", None)

    assert corpus.sha256 == spec.split("dev").sha256
    for record in corpus.records:
        for span in record["spans"]:
            words = record["text"][span["start"] : span["end"]]
            assert words == words.strip()
            assert 1 <= len(words.split()) <= 8


def test_the_command_lists_tasks_and_refuses_unknown_ones(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["list"]) == 0
    assert "macro-F1" in capsys.readouterr().out
    assert main(["nonsense"]) == 2
    assert "there are babe" in capsys.readouterr().err
    assert main(["babe", "--data", "/nowhere"]) == 1
    assert "is not there" in capsys.readouterr().err
