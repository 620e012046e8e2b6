"""The tasks on labels from few examples, with random weights and a codebook of our own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from sklearn.metrics import average_precision_score

from eval import tasks_few_shot_articles
from eval.few_shot import Found, case_of, nearest, prototype, read_examples, ridge, run_case
from eval.spec import TASKS, read_task
from eval.tasks_few_shot import precision_curve_tally, predict, share_words, tallies
from summarizer.codebook import load_codebook
from summarizer.fewshot import background
from summarizer.fewshot import judge as judges
from summarizer.fewshot.detect import Pick
from tests.codebooks import codebook_of

if TYPE_CHECKING:
    from summarizer.api import Tool

SUBJECTS = ("council", "club", "mill", "school")


def section(name: str, words: str) -> str:
    examples = [
        f'    {{ subject = "{s}", text = "The {s} met a [{words} of {n}]." }},'
        for s in SUBJECTS
        for n in ("boos", "notes")
    ]
    plain = [f'    {{ subject = "{s}", text = "The {s} met {name}." }},' for s in SUBJECTS]
    head = f'[[label]]\nname = "{name}"\ndefinition = "Told as {name}."\nvalence = "mixed"\n'
    blocks = [f"{key} = [\n" + "\n".join(each) + "\n]" for key, each in
              (("examples", examples), ("lookalikes", plain))]  # fmt: skip
    return head + "\n".join(blocks) + "\n"


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.setattr(background, "PLAIN", 2)
    monkeypatch.setattr(background, "PHRASES", 1)
    path = tmp_path / "weather.toml"
    path.write_text(codebook_of(section("storm", "gale"), section("sun", "dawn")), "utf-8")
    return {
        "id": "weather/storm/a",
        "codebook": str(path),
        "label": "storm",
        "train": ["club", "council"],
        "shots": [2],
        "few_others": True,
        "seed": 0,
    }


def test_learned_and_tested_sentences_share_no_subject(
    record: dict[str, Any], tiny_tool: Tool
) -> None:
    examples = read_examples(tiny_tool, record["codebook"])
    case = case_of(examples, record, 2)
    learned = {examples.rows[i].line for i in case.train}
    own = {r.line for r in (examples.rows[i] for i in case.train) if r.label == "storm"}

    assert learned.isdisjoint(case.lines)
    assert {examples.lines[i].subject for i in learned} == {"club", "council", None}
    assert {examples.lines[i].subject for i in case.lines} == {"mill", "school"}
    assert (len(own), len(case.holds), case.n_gold) == (2, 4, 4)
    assert len(case.lines) == 12


def test_every_measure_is_counted_and_named(record: dict[str, Any], tiny_tool: Tool) -> None:
    records = [record, {**record, "id": "weather/sun/a", "label": "sun"}]
    done: list[int] = []
    found = predict(tiny_tool, records, done.append)
    counted = tallies(records, found)

    assert done == [1, 2]
    assert set(counted) == set(tallies(records, share_words(records)))
    assert all(0 <= t.score <= 1 and len(t.counts) == 2 for t in counted.values())
    for name in ("few_shot", "few_shot_unseen"):
        spec = read_task(TASKS / f"{name}.toml")
        kinds = {measure.rsplit("_", 1)[0] for measure in counted}
        assert {m.name.rsplit("_", 1)[0] for m in spec.measures} == kinds


def test_shared_words_find_the_same_words(record: dict[str, Any]) -> None:
    [found] = share_words([record])

    assert sum(p.is_right for p in found[2].picks) == 4
    assert max(p.logit for p in found[2].picks) == 1.0


@pytest.mark.parametrize("method", [prototype, nearest(1), nearest(3), ridge(10.0)])
def test_other_methods_answer_alike(method: Any, record: dict[str, Any], tiny_tool: Tool) -> None:
    case = case_of(read_examples(tiny_tool, record["codebook"]), record, 2)
    found = run_case(case, method)

    assert found.n_gold == 4
    assert len(found.lines) == len(found.hard) == 12
    assert sum(found.hard) == 2


def test_average_precision_is_that_of_scikit_learn() -> None:
    rng = np.random.default_rng(0)
    right = rng.random(80) < 0.3
    scores = np.clip(rng.random(80) * 0.7 + right * 0.3, 0, 0.999)
    picks = tuple(Pick(0, float(s), bool(y)) for s, y in zip(scores, right, strict=True))
    tally = precision_curve_tally([Found(picks, (), (), int(right.sum()))])

    assert tally.score == pytest.approx(average_precision_score(right, scores), abs=0.01)


def test_marks_on_other_articles_are_counted(
    record: dict[str, Any], tiny_tool: Tool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks_few_shot_articles, "BOOKS", (record["codebook"],))
    monkeypatch.setattr(judges, "THRESHOLD", 0.0)
    texts = [{"id": "one", "text": "A gale of boos met the club. Rain fell."}]
    task = tasks_few_shot_articles.FEW_SHOT_ARTICLES
    found = task.predict(tiny_tool, texts, lambda _: None)

    assert [len(each["weather"]) for each in found] == [2]
    assert task.tallies(texts, found)["weather"].score > 0
    assert task.tallies(texts, task.baselines["every sentence"](texts))["weather"].score == 1


@pytest.mark.parametrize("name", ["sport_drama", "climate_talk"])
def test_the_invented_codebooks_are_as_they_should_be(name: str) -> None:
    path = Path(__file__).parents[2] / "eval" / "data" / "codebooks" / f"{name}.toml"
    book = load_codebook(path)

    assert book.name == name
    for label in book.labels:
        assert min(len(label.examples), len(label.lookalikes)) >= 25
        assert all(e.subject for e in (*label.examples, *label.lookalikes))
