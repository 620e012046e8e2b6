"""The hand-made article keeps the invariants that real analyses must keep."""

from __future__ import annotations

from itertools import combinations

import pytest

from summarizer.types import Analysis, Span
from tests.factories import TEXT, TITLE, make_analysis, make_article, make_report, span_of


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    return make_analysis()


def test_the_title_opens_the_text_and_lines_cover_all_of_it() -> None:
    article = make_article()

    assert article.text.startswith(f"{TITLE}\n\n")
    assert [line.kind for line in article.lines[:4]] == ["headline", "credit", "caption", "body"]
    covered = "\n".join(line.span.of(article.text) for line in article.lines)
    assert covered.split() == TEXT.split()


def test_other_texts_are_all_body() -> None:
    article = make_article("One line.\n\nAnother line.", outlet="Herald")

    assert [line.span.of(article.text) for line in article.lines] == ["One line.", "Another line."]
    assert (article.outlet, {line.kind for line in article.lines}) == ("Herald", {"body"})


def test_sentences_and_the_layers_that_follow_them_are_aligned(analysis: Analysis) -> None:
    assert analysis.sentences is not None
    assert analysis.salience is not None
    assert analysis.sentence_scores is not None
    spans = [sentence.span for sentence in analysis.sentences]
    body = [sentence.span for sentence in analysis.sentences if sentence.kind == "body"]

    assert spans == sorted(spans)
    assert len(analysis.salience) == len(spans)
    assert [score.span for score in analysis.sentence_scores] == body


def test_mentions_are_words_of_their_own(analysis: Analysis) -> None:
    for actor in analysis.actors or ():
        spans = [mention.span for mention in actor.mentions]
        assert spans == sorted(spans)
        for span in spans:
            assert not TEXT[span.start - 1 : span.start].isalnum(), span.of(TEXT)
            assert not TEXT[span.end : span.end + 1].isalnum(), span.of(TEXT)


def test_every_actor_that_a_layer_names_exists(analysis: Analysis) -> None:
    known = {actor.id for actor in analysis.actors or ()}
    named = {quote.speaker for quote in analysis.quotes or ()}
    named |= {actor for mark in analysis.framing or () for actor in (mark.target, mark.speaker)}
    named |= {portrayal.actor for portrayal in analysis.portrayals or ()}
    for relation in analysis.relations or ():
        named |= {relation.actor, relation.target, relation.speaker}

    assert named - {None} == known


def test_the_parts_of_a_quote_stand_apart_in_one_sentence(analysis: Analysis) -> None:
    sentences = [sentence.span for sentence in analysis.sentences or ()]
    quotes = analysis.quotes or ()
    for quote in quotes:
        parts = [part for part in (*quote.content, quote.cue, quote.source) if part]
        assert not any(one.overlaps(other) for one, other in combinations(parts, 2))
        assert any(all(sentence.contains(part) for part in parts) for sentence in sentences)
    assert {quote.kind for quote in quotes} == {"direct", "indirect", "mixed"}


def test_quoted_marks_stand_in_a_quote_of_their_speaker(analysis: Analysis) -> None:
    quotes = [(quote.content[0], quote.speaker) for quote in analysis.quotes or ()]
    for mark in analysis.framing or ():
        around = [speaker for content, speaker in quotes if content.contains(mark.span)]
        assert around == ([mark.speaker] if mark.voice == "quoted" else [])


def test_framing_has_nested_crossing_and_equal_marks(analysis: Analysis) -> None:
    pairs = list(combinations([mark.span for mark in analysis.framing or ()], 2))
    overlapping = [(one, other) for one, other in pairs if one.overlaps(other)]
    inside = [(one, other) for one, other in overlapping if one.contains(other)]

    assert len(overlapping) == 3
    assert len(inside) == 2
    assert sum(one == other for one, other in inside) == 1


def test_shares_and_probabilities_are_possible(analysis: Analysis) -> None:
    portrayals = analysis.portrayals or ()

    assert sum(portrayal.voice_share for portrayal in portrayals) <= 1
    assert sum(portrayal.prominence for portrayal in portrayals) == pytest.approx(1)
    for portrayal in portrayals:
        mood = portrayal.sentiment
        assert mood.negative + mood.neutral + mood.positive == pytest.approx(1)
        assert mood.score == getattr(mood, mood.label)


def test_summaries_say_what_their_evidence_says() -> None:
    report = make_report()
    for summary in report.summaries:
        for sentence in summary.sentences:
            (evidence,) = sentence.evidence
            assert evidence.article == report.articles[0].article.id
            assert sentence.text.endswith(evidence.span.of(TEXT))


def test_layers_can_be_switched_off() -> None:
    assert make_analysis(quotes=None, framing=()).quotes is None
    assert make_report(failures=()).articles[0].framing != ()


def test_words_that_are_not_there_are_refused() -> None:
    assert span_of("he", within="he told reporters") == Span(
        TEXT.index("he told"), TEXT.index("he told") + 2
    )
    with pytest.raises(ValueError, match="not found"):
        span_of("liberation")
