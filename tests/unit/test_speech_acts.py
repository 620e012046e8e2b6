"""What somebody does in saying something, by the word that reports it."""

from __future__ import annotations

from functools import cache

import pytest
from spacy.language import Language

from summarizer.stages.parse import load_parser
from summarizer.stages.speech_acts import act_of, acts, with_acts
from summarizer.types import Quote, Span


@cache
def parser() -> Language:
    return load_parser()


@pytest.mark.parametrize(
    ("text", "cue", "act"),
    [
        ("The minister said the dam was safe.", "said", "says"),
        ("The minister insisted that the dam was safe.", "insisted", "claims"),
        ("Prosecutors had alleged that Moss lied.", "had", "claims"),
        ("The firm denied that it had lied.", "denied", "denies"),
        ("The firm dismissed the report as gossip.", "dismissed", "denies"),
        ("The minister ruled out a second vote.", "ruled out", "denies"),
        ("The minister ruled a second vote out on Monday.", "ruled", "denies"),
        ("The minister would not rule out a second vote.", "would not rule out", "says"),
        ("The court ruled that the vote was void.", "ruled", "says"),
        ("Farmers accused the firm of lying.", "accused", "accuses"),
        ("Farmers accused the firm of lying.", "of", "accuses"),
        ("The coach vowed to stay.", "vowed", "promises"),
        ("Doctors fear that the fever will spread.", "fear", "fears"),
        ("Lindt warned Brandt against a veto.", "against", "fears"),
        ("Pupils demanded that the school reopen.", "demanded", "demands"),
        ("The crew called for an inquiry.", "called for", "demands"),
        ("The crew called it a farce.", "called", "says"),
        ("The judge conceded that she was late.", "conceded", "admits"),
        ("The captain hopes that it rains.", "hopes", "hopes"),
        ("The captain declined to say who paid.", "declined to say", "refuses"),
        ("The captain refused to praise the crew.", "praise", "refuses"),
        ("The firm did not deny that it had lied.", "did not deny", "says"),
        ("According to Lindt, the dam is safe.", "According to", "says"),
    ],
)
def test_the_cue_tells_the_act(text: str, cue: str, act: str) -> None:
    doc = parser()(text)
    start = text.index(f"{cue} ")
    quote = Quote((Span(0, 3),), "indirect", Span(start, start + len(cue)))

    assert act_of(quote, doc) == act
    assert [q.act for q in with_acts([quote], doc)] == [act]


def test_without_a_cue_there_is_no_act() -> None:
    assert act_of(Quote((Span(0, 3),), "direct"), parser()("It rained.")) is None


def test_every_act_but_saying_has_words_and_no_word_two_acts() -> None:
    assert len(set(acts().values())) == 9
