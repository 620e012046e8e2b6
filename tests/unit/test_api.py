from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from summarizer.api import load
from summarizer.errors import CodebookError, InputError, ModelMissing, SettingsError
from summarizer.settings import Settings
from tests.factories import TITLE, make_article

if TYPE_CHECKING:
    from summarizer.api import Tool
    from summarizer.types import Report


def test_a_report_has_every_layer(tiny_report: Report) -> None:
    (analysis,) = tiny_report.articles
    layers = (
        "sentences",
        "actors",
        "quotes",
        "framing",
        "sentence_scores",
        "portrayals",
        "salience",
    )

    assert not tiny_report.failures
    assert [name for name in layers if not getattr(analysis, name)] == []


def test_summaries_have_the_number_of_sentences_asked_for(tiny_report: Report) -> None:
    neutral = tiny_report.summary("neutral")

    assert len(neutral.sentences) == 2
    assert any(s.perspective.kind == "actor" for s in tiny_report.summaries)


def test_provenance_says_what_made_the_report(tiny_report: Report, tiny_tool: Tool) -> None:
    made_by = tiny_report.provenance
    models = dict(made_by.models)

    assert tiny_tool.manifest.spec("news-encoder").digest.startswith(models["news-encoder"])
    assert len(models["news-encoder"]) >= 12
    assert set(models) >= {"news-encoder", "news-readers", tiny_tool.built.parser[0]}
    assert set(dict(made_by.codebooks)) == {"frames", "framing", "techniques"}
    assert dict(made_by.settings)["sentences"] == "2"


def test_every_mark_belongs_to_a_codebook_of_the_provenance(tiny_report: Report) -> None:
    used = {mark.codebook for mark in tiny_report.articles[0].framing or ()}

    assert used <= set(dict(tiny_report.provenance.codebooks))


def test_progress_names_the_stages(tiny_tool: Tool) -> None:
    seen: list[str] = []
    tiny_tool.analyze("The port closed on Monday.", progress=seen.append)

    assert seen[:3] == ["sentences", "parse", "encode"]


def test_plain_text_takes_title_and_outlet(tiny_tool: Tool) -> None:
    report = tiny_tool.analyze("The port closed.", title="Port shut", outlet="Courier")
    article = report.articles[0].article

    assert (article.title, article.outlet) == ("Port shut", "Courier")
    assert article.text.startswith("Port shut\n\n")


def test_an_article_keeps_its_text_and_may_get_an_outlet(tiny_tool: Tool) -> None:
    given = replace(make_article("The port closed."), outlet="Old")
    kept, changed = (
        tiny_tool.analyze(given, outlet=outlet).articles[0].article for outlet in (None, "New")
    )

    assert kept == given
    assert changed == replace(given, outlet="New")


def test_a_title_cannot_be_given_to_an_article_that_is_read(tiny_tool: Tool) -> None:
    with pytest.raises(InputError, match="give its title when you read it"):
        tiny_tool.analyze(make_article(), title=TITLE)


@pytest.mark.parametrize("text", ["", " \n ", "\u200b"])
def test_no_text_is_no_report(tiny_tool: Tool, text: str) -> None:
    with pytest.raises(InputError):
        tiny_tool.analyze(text)


@pytest.mark.parametrize(("sentences", "actors"), [(0, 4), (51, 4), (3, -1)])
def test_numbers_out_of_range_are_refused(tiny_tool: Tool, sentences: int, actors: int) -> None:
    with pytest.raises(SettingsError):
        tiny_tool.analyze("The port closed.", sentences=sentences, actors=actors)


def test_a_length_goes_before_the_settings_and_stands_alone(tiny_tool: Tool) -> None:
    by_words = tiny_tool.analyze(make_article(), length="30 words", trim=True)
    long = replace(tiny_tool, settings=Settings(length="100%"))
    by_sentences = long.analyze(make_article(), sentences=1)

    assert sum(len(s.text.split()) for s in by_words.summary("neutral").sentences) <= 30
    assert dict(by_words.provenance.settings)["length"] == "30 words"
    assert dict(by_words.provenance.settings)["trim"] == "True"
    assert len(by_sentences.summary("neutral").sentences) == 1
    assert len(long.analyze(make_article()).summary("neutral").sentences) > 8
    with pytest.raises(SettingsError, match="give one of them"):
        tiny_tool.analyze(make_article(), sentences=3, length="80 words")
    with pytest.raises(SettingsError, match="it must be like"):
        tiny_tool.analyze(make_article(), length="a page")


def test_every_body_sentence_has_its_salience_and_rank(tiny_tool: Tool) -> None:
    (analysis,) = tiny_tool.analyze(make_article()).articles
    kinds = {s.span: s.kind for s in analysis.sentences or ()}
    scores = analysis.sentence_scores or ()
    body = [s for s in scores if kinds[s.span] == "body"]

    assert [s.span for s in body] == [span for span, kind in kinds.items() if kind == "body"]
    assert sorted(s.rank or 0 for s in body) == list(range(1, len(body) + 1))
    ranked = sorted(body, key=lambda s: s.rank or 0)
    assert [s.salience for s in ranked] == sorted((s.salience or 0 for s in body), reverse=True)
    assert all(s.salience is s.rank is None for s in scores if kinds[s.span] != "body")


def test_a_comparison_keeps_to_a_length_in_words(tiny_tool: Tool) -> None:
    report = tiny_tool.compare([make_article(), make_article(id="b")], length="25 words")

    assert report.summaries
    for summary in report.summaries:
        assert sum(len(s.text.split()) for s in summary.sentences) <= 25


@pytest.mark.parametrize(
    "text",
    [
        "Port",
        "PORT CLOSED AFTER STRIKE",
        "😀😀😀",
        "<script>alert('x')</script> The port closed.",
        "אין עדיין החלטה. הנמל סגור היום.",
        "a " * 300,
        "...!?!",
        "“",
        "The port\x00closed\x1b today.",
    ],
)
def test_odd_texts_give_a_report(tiny_tool: Tool, text: str) -> None:
    report = tiny_tool.analyze(text)

    assert report.failures == ()
    assert report.to_json()


def test_what_the_encoder_cannot_read_is_said_in_one_sentence(tiny_tool: Tool) -> None:
    report = tiny_tool.analyze("\ue000\ue001")

    assert [(f.stage, f.message) for f in report.failures] == [
        ("encode", "article-1: the text has no readable character")
    ]
    assert report.summaries == ()


def test_a_failing_summary_is_a_failure_of_the_report(
    tiny_tool: Tool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("no sentences")

    monkeypatch.setattr("summarizer.summaries.summarize_all", fail)
    report = tiny_tool.analyze("The port closed.")

    assert [(f.stage, f.message) for f in report.failures] == [
        ("summaries", "ZeroDivisionError: no sentences")
    ]
    assert report.articles[0].salience is not None


def test_without_weights_the_message_says_so(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match=r"manifest\.toml is not there"):
        load(tmp_path)


def test_an_unknown_codebook_is_named(tiny_models: Path) -> None:
    with pytest.raises(CodebookError, match="no codebook is called 'farming'"):
        load(tiny_models, Settings(codebook="farming"))
