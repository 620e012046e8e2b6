from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from summarizer.guard import check
from summarizer.types import (
    Analysis,
    Article,
    Evidence,
    Perspective,
    Sentence,
    Span,
    Summary,
    SummarySentence,
)

WORDS = st.sampled_from(
    "the mayor of Arden said that Jane Roe might leave 40 homes not far from May Street "
    "nobody could cross it on Friday U.S. troops well-known Zoë didn't 5% о́н 城市".split(" ")
)
BODY = st.lists(st.lists(WORDS, min_size=3, max_size=12).map(" ".join), min_size=1, max_size=5)


def analysis_of(sentences: list[str], id: str = "article-1") -> Analysis:
    text, spans = "", []
    for sentence in sentences:
        spans.append(Span(len(text), len(text) + len(sentence)))
        text += sentence + ". "
    return Analysis(Article(id, text), tuple(Sentence(span, "body") for span in spans))


def verbatim(analysis: Analysis) -> Summary:
    text, id = analysis.article.text, analysis.article.id
    said = [
        SummarySentence(s.span.of(text), (Evidence(id, s.span),), 1.0)
        for s in analysis.sentences or ()
    ]
    return Summary(Perspective("neutral"), tuple(said))


def reword(summary: Summary, at: int, text: str) -> Summary:
    said = list(summary.sentences)
    said[at] = replace(said[at], text=text)
    return replace(summary, sentences=tuple(said))


@given(BODY)
def test_source_sentences_always_pass(sentences: list[str]) -> None:
    analysis = analysis_of(sentences)

    assert check(verbatim(analysis), [analysis]) == verbatim(analysis)


@given(BODY, st.data(), st.sampled_from(["Kowalski", "77", "not", "“Arden”", "[Jane Roe]"]))
def test_a_foreign_word_anywhere_drops_the_sentence(
    sentences: list[str], data: st.DataObject, foreign: str
) -> None:
    analysis = analysis_of(sentences)
    at = data.draw(st.integers(0, len(sentences) - 1))
    tokens = sentences[at].split()
    tokens.insert(data.draw(st.integers(1, len(tokens))), foreign)

    checked = check(reword(verbatim(analysis), at, " ".join(tokens)), [analysis])

    assert checked.dropped == 1
    assert len(checked.sentences) == len(sentences) - 1


@given(BODY, st.data())
def test_a_lost_hedge_drops_the_sentence(sentences: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(sentences) - 1))
    hedge = data.draw(st.sampled_from(["could", "alleged", "not", "no", "never", "may"]))
    kept = sentences[at]
    sentences = [*sentences[:at], f"{kept} {hedge} so", *sentences[at + 1 :]]
    analysis = analysis_of(sentences)

    checked = check(reword(verbatim(analysis), at, f"{kept} so"), [analysis])

    assert checked.dropped == 1


@given(BODY, BODY, st.lists(st.text(max_size=40), max_size=4))
def test_any_text_is_kept_or_counted_and_order_does_not_matter(
    one: list[str], other: list[str], texts: list[str]
) -> None:
    articles = [analysis_of(one, "a"), analysis_of(other, "b")]
    evidence = (Evidence("a", Span(0, 5)), Evidence("b", Span(2, 4)))
    said = tuple(SummarySentence(text, evidence, 0.5) for text in texts)
    summary = Summary(Perspective("common_ground"), said)

    checked = check(summary, articles)

    assert len(checked.sentences) + checked.dropped == len(said)
    assert check(checked, articles) == checked
    assert check(summary, articles[::-1]) == checked
