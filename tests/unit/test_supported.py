from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from summarizer.summaries.supported import with_support
from summarizer.types import Evidence, Perspective, Span, Summary, SummarySentence
from tests.stories import make_story

STORY = make_story([], ["The ferry, which is old, left Arden.", "It came back, late, on Monday."])
TEXT = STORY.article.text


@dataclass
class Judge:
    """Says what it is told to, and keeps what it was asked."""

    score: float
    least: float = 0.3
    asked: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)

    def __call__(self, text: str, evidence: Sequence[str]) -> float:
        self.asked.append((text, tuple(evidence)))
        return self.score


def said(text: str, *words: str, is_trimmed: bool = True) -> SummarySentence:
    places = [(TEXT.index(w), TEXT.index(w) + len(w)) for w in words]
    evidence = tuple(Evidence(STORY.article.id, Span(*place)) for place in places)
    return SummarySentence(text, evidence, 1.0, is_trimmed=is_trimmed)


SHORT = said("The ferry left Arden.", "The ferry", "left Arden.")
NAMED = said("[The ferry] came back on Monday.", "came back", "on Monday.")
WHOLE = said("The ferry, which is old, left Arden.", "The ferry, which is old, left Arden.",
             is_trimmed=False)  # fmt: skip


def summary(*sentences: SummarySentence) -> Summary:
    return Summary(Perspective("neutral", None), sentences, dropped=1)


def test_a_trimmed_sentence_gets_what_the_judge_says_of_the_whole_one() -> None:
    judge = Judge(0.8)
    first, second = with_support([summary(SHORT, WHOLE), summary(SHORT, NAMED)], [STORY], judge)

    assert [s.support for s in first.sentences] == [0.8, 1.0]
    assert (first.dropped, second.dropped) == (1, 1)
    assert judge.asked == [
        ("The ferry left Arden.", ("The ferry, which is old, left Arden.",)),
        ("came back on Monday.", ("It came back, late, on Monday.",)),
    ]


def test_one_that_is_hardly_borne_out_is_dropped_and_counted() -> None:
    (found,) = with_support([summary(SHORT, WHOLE)], [STORY], Judge(0.2))

    assert found.sentences == (WHOLE,)
    assert found.dropped == 2
