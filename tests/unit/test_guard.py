from __future__ import annotations

from dataclasses import replace

import pytest

from summarizer.guard import check, find_problems, prepare
from summarizer.types import Analysis, Evidence, Perspective, Span, Summary, SummarySentence
from tests.stories import find, make_quote, make_story

FLOOD = (
    "<n:roe Jane Roe>, the mayor of Arden, said 1,200 homes could be lost by May.",
    "<p:roe She> did not blame the dam.",
    '"We were alone," <p:roe she> told the Arden Post, "and nobody came."',
    "<n:poe Lee Poe> called the rescue a “shambles” in a leaked letter.",
)


def flood() -> Analysis:
    story = make_story(
        ["Arden drowns"],
        FLOOD,
        actors={"roe": ("Jane Roe", "person"), "poe": ("Lee Poe", "person")},
        kinds={0: "headline"},
    )
    quotes = (
        make_quote(story, "We were alone,", "roe", source="she"),
        make_quote(story, "and nobody came.", "roe"),
        make_quote(story, "the rescue a “shambles”", "poe", source="Lee Poe", kind="mixed"),
    )
    return replace(story, quotes=quotes)


def problems(text: str, *evidence: str) -> list[str]:
    story = flood()
    spans = tuple(Evidence("article-1", find(story, words)) for words in evidence)
    return find_problems(SummarySentence(text, spans, 1.0), {"article-1": prepare(story)})


def bare(at: int) -> str:
    return flood().sentences[at + 1].span.of(flood().article.text)  # type: ignore[index]


@pytest.mark.parametrize("at", range(len(FLOOD)))
def test_a_source_sentence_is_let_through(at: int) -> None:
    assert problems(bare(at), bare(at)) == []


@pytest.mark.parametrize(
    ("text", "evidence", "reason"),
    [
        (bare(0).replace("1,200", "1,300"), bare(0), "number 1300"),
        (bare(0).replace("Jane Roe", "Anne Roe"), bare(0), "name 'anne roe'"),
        (bare(0).replace("could be", "were"), bare(0), "'could' is lost"),
        (bare(1).replace(" not", ""), bare(1), "'not' is lost"),
        (bare(1).replace("did", "could"), bare(1), "'could' is added"),
        (bare(2).replace("alone", "dead"), bare(2), "is not quoted so"),
        (bare(3).replace("“shambles”", "shambles"), bare(3), "lost its quotation marks"),
        (bare(3).replace("letter", "“letter”"), bare(3), "is not quoted so"),
        ("We were alone,", "We were alone,", "lost its quotation marks"),
    ],
)
def test_what_the_evidence_does_not_bear_out_is_refused(
    text: str, evidence: str, reason: str
) -> None:
    assert any(reason in problem for problem in problems(text, evidence))


def test_a_source_may_not_get_lost() -> None:
    unsourced = "It was called the rescue a “shambles”."

    found = problems(unsourced, bare(3))

    assert found == ["'Lee Poe' is no longer named as the source"]
    assert problems(unsourced.replace("It was", "Lee Poe"), bare(3)) == []


@pytest.mark.parametrize(
    ("text", "is_right"),
    [
        ("[Jane Roe] did not blame the dam.", True),
        ("[Lee Poe] did not blame the dam.", False),
        ("[Jane Roe:] did not blame the dam.", False),
        ("[The minister] did not blame the dam.", False),
        ("She did not blame the dam [ever].", False),
    ],
)
def test_an_insertion_names_who_the_pronoun_means(text: str, is_right: bool) -> None:
    assert (problems(text, bare(1)) == []) is is_right


@pytest.mark.parametrize(
    ("text", "is_right"),
    [
        ('[Jane Roe:] "and nobody came."', True),
        ('[Lee Poe:] "and nobody came."', False),
        ('[Jane Roe:] "and everybody came."', False),
        ("[Jane Roe:] and nobody came.", False),
    ],
)
def test_an_inserted_speaker_must_have_spoken(text: str, is_right: bool) -> None:
    assert (problems(text, '"and nobody came."') == []) is is_right


def test_brackets_of_the_article_are_its_own_words() -> None:
    story = make_story(["He [the mayor] left the town for good."])
    span = story.sentences[0].span  # type: ignore[index]
    sentence = SummarySentence(story.article.text, (Evidence("article-1", span),), 1.0)

    assert find_problems(sentence, {"article-1": prepare(story)}) == []


@pytest.mark.parametrize(
    "evidence",
    [
        (),
        (Evidence("article-2", Span(0, 5)),),
        (Evidence("article-1", Span(0, 100_000)),),
        (Evidence("article-1", Span(0, len("Arden drowns"))),),
    ],
    ids=["none", "another article", "outside", "headline"],
)
def test_evidence_must_be_body_text_of_an_article(evidence: tuple[Evidence, ...]) -> None:
    sentence = SummarySentence("Arden drowns", evidence, 1.0)

    assert find_problems(sentence, {"article-1": prepare(flood())}) != []


def test_refused_sentences_are_dropped_and_counted() -> None:
    good = SummarySentence(bare(1), (Evidence("article-1", find(flood(), bare(1))),), 1.0)
    bad = replace(good, text="She did not blame Lee Poe.")
    summary = Summary(Perspective("neutral"), (bad, good, bad), dropped=2, note="kept")

    checked = check(summary, [flood()])

    assert checked == replace(summary, sentences=(good,), dropped=4)
    assert check(checked, [flood()]) == checked
