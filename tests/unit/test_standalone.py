from __future__ import annotations

from dataclasses import replace

import pytest
import spacy

from summarizer.guard import prepare
from summarizer.summaries.standalone import Wording, word_sentences
from summarizer.types import ActorKind, Analysis
from tests.stories import find, make_quote, make_story

ACTORS: dict[str, tuple[str, ActorKind]] = {
    "roe": ("Jane Roe", "person"),
    "poe": ("Lee Poe", "person"),
    "union": ("Workers' Union", "organisation"),
    "growers": ("growers", "group"),
}


def word(*sentences: str) -> Wording:
    """Return how the last of `sentences` reads."""
    return last(make_story(list(sentences), actors=ACTORS))


def last(story: Analysis) -> Wording:
    return list(word_sentences(prepare(story)).values())[-1]


ROE = "<n:roe Jane Roe> runs the port of Arden."


@pytest.mark.parametrize(
    ("sentence", "worded"),
    [
        ("<p:roe She> left for the coast.", "[Jane Roe] left for the coast."),
        ("<p:roe Her> boat left for the coast.", "[Jane Roe's] boat left for the coast."),
        ("By noon <p:roe she> had left the port.", "By noon [Jane Roe] had left the port."),
        ("Crews followed <p:roe her> to the coast.", "Crews followed [Jane Roe] to the coast."),
        ("Crews took <p:roe her> boat to sea.", "Crews took [Jane Roe's] boat to sea."),
        ("<p:roe She>’ll leave for the coast.", "[Jane Roe]’ll leave for the coast."),
        ("“<p:roe She> lies to us,” Poe said.", "“[Jane Roe] lies to us,” Poe said."),
        ("<p:roe She> said <p:roe she> would go.", "[Jane Roe] said she would go."),
        ("<p:growers They> lost every single tree.", "[Growers] lost every single tree."),
        ("<p:union Their> strike went on again.", "[Workers' Union's] strike went on again."),
    ],
)
def test_a_resolved_pronoun_becomes_the_name(sentence: str, worded: str) -> None:
    wording = word(ROE, sentence)

    assert (wording.text, wording.standing) == (worded, 1.0)


@pytest.mark.parametrize(
    "sentence",
    [
        "<n:roe Jane Roe> said <p:roe she> would leave.",
        "When <p:roe she> left the port, <n:roe Roe> wept.",
        "The <m:roe harbour chief> said <p:roe she> would leave.",
        "“I will leave the port,” <n:roe Roe> said.",
    ],
)
def test_a_sentence_that_says_who_is_left_alone(sentence: str) -> None:
    wording = word(ROE, sentence)

    assert "[" not in wording.text
    assert len(wording.evidence) == 1


def test_the_name_that_shows_who_is_meant_is_evidence() -> None:
    story = make_story(
        ["<n:roe Roe> in the headline"],
        [ROE, "The <m:roe chief> was late.", "<p:roe She> left for the coast."],
        actors=ACTORS,
        kinds={0: "headline"},
    )

    assert last(story).evidence == (
        find(story, "She left for the coast."),
        find(story, "Jane Roe"),
    )


def test_the_article_of_a_name_comes_along() -> None:
    story = make_story(
        ["Then the <n:un United Nations> met.", "<p:un It> voted for a new fund."],
        actors={"un": ("United Nations", "organisation")},
    )

    assert last(story).text == "[The United Nations] voted for a new fund."


@pytest.mark.parametrize(
    "sentence",
    [
        "He left for the coast at noon.",
        "His boat left for the coast.",
        "So the boat left for the coast.",
        "Nor did the boat leave for the coast.",
        "But for the boat nobody would have left.",
        "“But the boat left for the coast,” Poe said.",
        "Among them was the boat of a growers' union.",
        "This was the end of it all.",
        "These measures failed within a month.",
        "It sank near the coast at noon.",
        "Until then nobody may leave the coast.",
        "“They are all liars,” Poe said.",
        "Too short.",
    ],
)
def test_an_open_reference_does_not_stand(sentence: str) -> None:
    wording = word(ROE, sentence)

    assert (wording.text, wording.standing) == (sentence, 0.0)


@pytest.mark.parametrize(
    "sentence",
    [
        "It is unclear whether the boat left.",
        "It took three days to find the boat.",
        "This week the boat left for the coast.",
        "So far nobody has found the boat.",
        "Those who stayed lost their homes.",
        "Meanwhile, the boat left for the coast.",
        "Butter prices rose by half in Arden.",
        "Italy sent two boats to the coast.",
        "We will not see the boat again.",
    ],
)
def test_an_opening_that_refers_to_nothing_stands(sentence: str) -> None:
    assert word(ROE, sentence).standing == 1.0


def test_a_contrast_leans() -> None:
    assert 0 < word(ROE, "However, the boat left for the coast.").standing < 1
    assert 0 < word(ROE, "“It hurts the whole town,” Poe said.").standing < 1


@pytest.mark.parametrize(
    ("sentence", "worded"),
    [
        ("But the boat left for the coast.", "The boat left for the coast."),
        ("And, after noon, a boat left the port.", "After noon, a boat left the port."),
        ("Yet <p:roe she> left for the coast.", "[Jane Roe] left for the coast."),
    ],
)
def test_a_word_that_links_to_what_came_before_is_left_out(sentence: str, worded: str) -> None:
    wording = word(ROE, sentence)

    assert (wording.text, wording.is_trimmed) == (worded, True)
    assert 0 < wording.standing < 1


@pytest.mark.parametrize(
    "dateline",
    [
        "ARDEN, Nov 12 (Newswire) - ",
        "ARDEN (AP) — ",
        "NEW ARDEN, Velia, May 3 – ",
        "Arden, Velia (Reuters) - ",
    ],
)
def test_a_dateline_is_left_out(dateline: str) -> None:
    wording = word(f"{dateline}Two boats sank near the port.")

    assert (wording.text, wording.standing) == ("Two boats sank near the port.", 1.0)
    assert not wording.is_trimmed


@pytest.mark.parametrize(
    "sentence",
    [
        "Arden United - Halden Rovers ended without a goal.",
        "NATO - an alliance - sent two boats.",
        "The port (Arden) - or what is left of it - was shut.",
    ],
)
def test_a_dash_alone_makes_no_dateline(sentence: str) -> None:
    assert word(sentence).text == sentence


def test_a_line_without_a_full_stop_states_nothing_among_prose() -> None:
    prose = "Two boats sank near the port of Arden on Monday night."
    story = make_story([prose], ["What we know so far"], [prose], actors=ACTORS)
    bare = make_story(["Two boats sank near the port of Arden on Monday"], ["What we know so far"])

    assert [w.is_statement for w in word_sentences(prepare(story)).values()] == [True, False, True]
    assert all(w.is_statement for w in word_sentences(prepare(bare)).values())


def test_a_bare_quotation_gets_its_speaker() -> None:
    story = make_story([ROE], ["“We will all leave the port.”"], actors=ACTORS)
    story = replace(story, quotes=(make_quote(story, "We will all leave", "roe"),))

    wording = last(story)

    assert wording.text == "[Jane Roe:] “We will all leave the port.”"
    assert wording.evidence == (
        find(story, "“We will all leave the port.”"),
        find(story, "Jane Roe"),
    )
    assert (wording.speaker, wording.standing) == ("roe", 1.0)


def test_a_bare_quotation_of_nobody_known_does_not_stand() -> None:
    wording = word(ROE, "“We will all leave the port.”")

    assert (wording.text, wording.standing) == ("“We will all leave the port.”", 0.0)


def test_a_sentence_from_inside_a_quotation_gets_its_marks() -> None:
    story = make_story(
        [ROE, "“We will all leave.", "Nobody asked us before now.", "Not one,” said <n:roe Roe>."],
        actors=ACTORS,
    )
    story = replace(story, quotes=(make_quote(story, "We will all leave", "roe"),))

    texts = [w.text for w in word_sentences(prepare(story)).values()]

    assert texts[1:] == [
        "[Jane Roe:] “We will all leave.”",
        "[Jane Roe:] “Nobody asked us before now.”",
        "“Not one,” said Roe.",
    ]


def test_a_pronoun_that_is_the_source_of_a_quote_is_its_speaker() -> None:
    story = make_story([ROE, "“We will all leave,” she said."], actors=ACTORS)
    quote = make_quote(story, "We will all leave", "roe", source="she")

    assert last(replace(story, quotes=(quote,))).text == "“We will all leave,” [Jane Roe] said."


def _pointing(sentence: str, noun: str, *, child: str | None = None) -> float:
    """Return the standing of a sentence with "that" before `noun`, and `child` told of it."""
    story = make_story([ROE, sentence], actors=ACTORS)
    doc = spacy.blank("en")(story.article.text)
    for token in doc:
        token.dep_, token.pos_ = "dep", "X"
    head = next(t for t in doc if t.text == noun)
    head.pos_, head.lemma_ = "NOUN", noun
    head.nbor(-1).head, head.nbor(-1).dep_ = head, "det"
    if child is not None:
        own = [t for t in doc if t.text == child][-1]
        own.head, own.dep_ = head, "prep"
    return last(replace(story, parse=doc)).standing


def test_that_account_needs_the_one_who_gave_it() -> None:
    assert _pointing("The mayor rejected that account.", "account") == 0
    assert _pointing("The mayor rejected that account of it.", "account", child="of") == 1
    assert _pointing("The mayor rejected the account.", "account") == 1
    assert _pointing("The mayor went home that night.", "night") == 1
    assert _pointing("“I reject that account,” the mayor said.", "account") == 1
