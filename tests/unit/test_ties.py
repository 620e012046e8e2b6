from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc
from spacy.vocab import Vocab

from summarizer.guard import prepare
from summarizer.summaries import main_actors
from summarizer.summaries.ties import Tie, find_ties, tie_of, weigh
from summarizer.types import ActorKind, Span
from tests.stories import make_quote, make_story

ACTORS: dict[str, tuple[str, ActorKind]] = {
    "roe": ("Jane Roe", "person"),
    "mine": ("Arden Mine", "organisation"),
    "crew": ("miners", "group"),
}


def test_a_subject_outranks_who_is_only_named() -> None:
    story = make_story(
        ["<n:mine Mine> met <n:roe Roe>."], ["<n:roe Roe> hates <n:mine Mine>."], actors=ACTORS
    )
    words = ["Mine", "met", "Roe", ".", "\n\n", "Roe", "hates", "Mine", "."]
    spaces = [True, True, False, False, False, True, True, False, False]
    doc = Doc(
        Vocab(),
        words,
        spaces,
        deps=["nsubj", "ROOT", "pobj", "punct", "dep", "dep", "ROOT", "dep", "punct"],
        heads=[1, 1, 1, 1, 1, 6, 6, 6, 6],
    )

    assert doc.text == story.article.text
    assert main_actors(replace(story, parse=doc), 1)[0].id == "mine"


def test_ties_follow_the_parse() -> None:
    doc = Doc(
        Vocab(),
        ["Guards", "hired", "by", "Arden", "Mine", "beat", "Roe", "and", "Poe", "in", "Arden"],
        heads=[5, 0, 1, 4, 2, 5, 5, 6, 6, 5, 9],
        deps=[
            *("nsubj", "acl", "agent", "compound", "pobj", "ROOT"),
            *("dobj", "cc", "conj", "prep", "pobj"),
        ],
    )
    spans = {
        word: Span(doc.text.index(word), doc.text.index(word) + len(word))
        for word in ("Guards", "Arden Mine", "Roe", "Poe", "in Arden")
    }

    assert {word: tie_of(doc, span) for word, span in spans.items()} == {
        "Guards": "does",
        "Arden Mine": "does",
        "Roe": "done_to",
        "Poe": "done_to",
        "in Arden": "named",
    }
    assert tie_of(None, spans["Roe"]) == "named"


def test_a_sentence_concerns_who_it_mentions_and_whose_words_it_holds() -> None:
    story = make_story(
        ["<n:roe Jane Roe> said the <m:crew miners> left."],
        ["“They took our work.", "We want it back.”"],
        ["Rain fell all night.", "Police pushed <p:roe her> off the road."],
        actors=ACTORS,
    )
    said = make_quote(story, "the miners left", "roe", source="Jane Roe", kind="indirect")

    assert find_ties(prepare(replace(story, quotes=(said,)))) == {
        0: {"roe": {"named", "says"}, "crew": {"named", "spoken_of"}},
        1: {"roe": {"says"}},
        2: {"roe": {"says"}},
        4: {"roe": {"named"}},
    }


def test_more_than_one_relation_weighs_more() -> None:
    named: frozenset[Tie] = frozenset({"named"})
    says: frozenset[Tie] = frozenset({"says"})

    assert weigh(frozenset()) == 0 < weigh(named) < weigh(frozenset({"done_to"})) < weigh(says)
    assert weigh(frozenset({"done_to", "does"})) > weigh(frozenset({"does"}))
    assert weigh(frozenset({"does", "named"})) == weigh(frozenset({"does"}))
