"""The tasks on summaries, with articles and references of our own."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from eval import tasks_bbc, tasks_neutral
from eval.adapters_stories import event_summaries
from eval.corpus import read_corpus
from eval.extractive import RANKS, by_lot, lead, lexrank, textrank, within
from eval.run import KINDS
from eval.spec import TASKS, read_task
from eval.subjectivity import read_lexicon, subjective_words
from eval.tasks_summaries import SUMMARIES
from summarizer.api import Tool
from summarizer.errors import DataError
from summarizer.types import Evidence, FramingSpan, Perspective, Span, Summary, SummarySentence
from tests.stories import find, make_story

FLOOD = [
    "The Orle burst its banks and flooded four villages on Monday.",
    "A choir sang in the church at noon.",
    "The flood of the Orle reached the villages before the sirens did.",
]
OTHER = ["Four villages on the Orle stand under water after the flood.", "Nobody was hurt."]
# The seventh shares words with the fourth and the eighth, which share none with each other.
HUB = "The Orle burst its banks and four villages heard no sirens."
LONG = [
    *("Bread was dear.", "Peter slept badly.", "Snow lay deep.", "The Orle burst its banks."),
    *("Two dogs barked.", "Lamps went out.", HUB, "Sirens in four villages failed.", "Mary sang."),
]
ROWS: tuple[dict[str, Any], ...] = (
    {"term": "vile", "attrs": {"strength": "strongsubj", "stemmed": "n"}},
    {"term": "praise", "attrs": {"strength": "strongsubj", "stemmed": "y"}},
    {"term": "large", "attrs": {"strength": "weaksubj", "stemmed": "n"}},
)


@pytest.mark.parametrize("name", RANKS)
def test_every_system_ranks_each_sentence_once_and_always_alike(name: str) -> None:
    order = RANKS[name]([FLOOD, OTHER])

    assert sorted(order) == [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1)]
    assert order == RANKS[name]([FLOOD, OTHER])


def test_texts_take_turns_in_the_lead() -> None:
    assert lead([FLOOD, OTHER]) == [(0, 0), (1, 0), (0, 1), (1, 1), (0, 2)]


@pytest.mark.parametrize("rank", [lexrank, textrank])
def test_graphs_put_what_shares_words_with_others_first(rank: Any) -> None:
    assert rank([LONG])[0] == (0, 6)
    assert rank([[FLOOD[0], FLOOD[0], FLOOD[2]]]).count((0, 1)) == 0
    assert rank([[]]) == []


def test_a_lot_hangs_on_the_words_only() -> None:
    long = [f"Sentence number {n} of the story." for n in range(30)]

    assert by_lot([long]) == by_lot([list(long)])
    assert by_lot([long]) != lead([long])


def test_a_length_in_words_is_met_exactly() -> None:
    taken = within([(0, 0), (1, 1), (0, 2)], [FLOOD, OTHER], 13)

    assert taken == [(0, 0, 11), (1, 1, 2)]
    assert within([(0, 1)], [FLOOD, OTHER], 0) == []


@pytest.fixture
def lexicon(tmp_path: Path) -> Path:
    path = tmp_path / "lexicons" / "lexicons.jsonl"
    path.parent.mkdir()
    rows: list[dict[str, Any]] = [{**row, "lexicon": "mpqa_subjclues"} for row in ROWS]
    rows.append({"term": "dam", "lexicon": "hedges", "attrs": None})
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_strong_words_are_counted_in_all_forms_of_their_stems(lexicon: Path) -> None:
    words = read_lexicon(lexicon)

    assert words is not None
    assert subjective_words("Vile words, praised by a large dam.", words) == 2
    assert read_lexicon(lexicon.parent / "none.jsonl") is None


def test_records_get_the_word_list_of_the_data_folder(lexicon: Path) -> None:
    spec = read_task(TASKS / "neus_summaries.toml")
    folder = lexicon.parent.parent / "neus_fulltext"
    folder.mkdir()
    row = {"id": "1", "neutral_summary": "A flood.", "articles": []}
    (folder / "dev.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")

    (record,) = read_corpus(spec, "dev", folder.parent).records
    assert record["lexicon"].words == {"vile", "praise"}
    lexicon.unlink()
    assert read_corpus(spec, "dev", folder.parent).records[0]["lexicon"] is None


def _event() -> tuple[dict[str, Any], tasks_neutral.Event]:
    one, two = (make_story(text) for text in (FLOOD, OTHER))
    one = replace(one, article=replace(one.article, id="a"))
    two = replace(two, article=replace(two.article, id="b"))
    mark = FramingSpan(find(one, "burst its banks"), "framing", "devastation", 0.9)
    one = replace(one, framing=(mark,))

    def said(id: str, words: str, at: Span) -> SummarySentence:
        return SummarySentence(words, (Evidence(id, at),), 1.0)

    summaries = (
        Summary(Perspective("common_ground"), (said("a", FLOOD[0], find(one, FLOOD[0])),)),
        Summary(Perspective("neutral"), (said("a", FLOOD[2], find(one, FLOOD[2])),)),
        Summary(Perspective("neutral"), (said("b", OTHER[0], find(two, OTHER[0])),)),
    )
    record = {
        "id": "flood",
        "neutral_summary": "The Orle flooded four villages.",
        "articles": [{"text": each.article.text} for each in (one, two)],
    }
    return record, tasks_neutral.event_of((one, two), summaries[0], summaries[1:])


def test_other_systems_give_as_many_words_as_ours() -> None:
    _, event = _event()

    assert (event.ground.n_words, event.ground.n_loaded) == (11, 3)
    assert set(event.others) == set(RANKS)
    for other in event.others.values():
        assert other.ground.n_words == 11
        assert [w.n_words for w in other.single] == [w.n_words for w in event.single]
    assert event.others["lead"].ground.text == FLOOD[0].rstrip(".")


def test_what_is_counted_of_an_event(lexicon: Path) -> None:
    record, event = _event()
    known = {**record, "lexicon": read_lexicon(lexicon)}
    tallies = tasks_neutral.event_tallies([known], [event])
    spec = read_task(TASKS / "neus_summaries.toml")

    assert set(tallies) == {measure.name for measure in spec.measures}
    assert tallies["loaded"].score == pytest.approx(100 * 3 / 11)
    assert tallies["found"].score == 1
    assert 0 < tallies["balance"].score < 1
    assert tallies["rouge1"].score > tallies["rouge2"].score > 0
    without = tasks_neutral.event_tallies([{**record, "lexicon": None}], [event])
    assert set(tallies) - set(without) == {"subjective", "single_subjective"}
    assert set(tasks_neutral.rivals([event])) == set(RANKS)


def test_what_is_left_out_of_a_report_changes_no_summary(tiny_tool: Tool) -> None:
    texts = [" ".join(FLOOD), " ".join(OTHER), " ".join(LONG)]

    report = tiny_tool.compare(texts, sentences=2)
    analyses, ground, neutral = event_summaries(tiny_tool, texts, 2)

    assert ground.sentences == report.summary("common_ground").sentences
    assert [a.article.id for a in analyses] == [a.article.id for a in report.articles]
    theirs = [s for s in report.summaries if s.perspective.kind == "neutral"]
    assert [s.sentences for s in neutral] == [s.sentences for s in theirs]


def test_an_event_whose_analysis_failed_stops_the_task(
    tiny_tool: Tool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run_dry(*_: Any) -> Any:
        raise ValueError("ran dry")

    monkeypatch.setattr("summarizer.stages.salience.Salience.__call__", run_dry)
    with pytest.raises(DataError, match="article-1: ValueError: ran dry"):
        event_summaries(tiny_tool, [" ".join(FLOOD), " ".join(OTHER)], 2)


BBC: dict[str, Any] = {
    "id": "1",
    "paragraphs": [" ".join(LONG[:5]), " ".join(LONG[5:])],
    "sentences": LONG,
    "labels": [int(sentence == HUB) for sentence in LONG],
}


def test_sentences_are_found_in_their_paragraphs() -> None:
    text = "\n\n".join(BBC["paragraphs"])

    assert [span.of(text) for span in tasks_bbc.spans_of(BBC, text)] == LONG
    with pytest.raises(DataError, match="not in its paragraphs"):
        tasks_bbc.spans_of({**BBC, "sentences": ["It rained."]}, text)


def test_an_extract_has_as_many_sentences_as_are_labelled() -> None:
    chosen = tasks_bbc.ranked(lexrank, [BBC])
    right = tasks_bbc.extract_tallies([BBC], [[6]])
    wrong = tasks_bbc.extract_tallies([BBC], [[0]])

    assert chosen == [[6]]
    assert all(tally.score == pytest.approx(1) for tally in right.values())
    assert wrong["f1"].score == 0
    assert set(right) == {m.name for m in read_task(TASKS / "bbc.toml").measures}


def test_summeval_has_graphs_beside_the_lead() -> None:
    record = {"id": "1", "document": "Rain fell . A river rose . The river fell . All slept ."}

    assert set(SUMMARIES.baselines) == {"lead-3", "LexRank", "TextRank"}
    for baseline in SUMMARIES.baselines.values():
        assert len(baseline([record])[0].salient) == 3
    assert {"event_summaries", "extracts"} <= set(KINDS)


def test_what_no_longer_fits_is_passed_over_for_what_does() -> None:
    long = " ".join(["word"] * 50) + " ."
    record = {"id": "1", "document": f"{long} {long} Rain fell . All slept ."}

    (chosen,) = SUMMARIES.baselines["lead-3"]([record])

    assert chosen.fitting == (long, "Rain fell .", "All slept .")
