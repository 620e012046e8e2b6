from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest

from summarizer.guard import find_problems, prepare
from summarizer.stages.parse import load_parser, parse_text
from summarizer.summaries.actor import summarize_actor
from summarizer.summaries.neutral import summarize_neutrally
from summarizer.summaries.outlet import summarize_outlet
from summarizer.summaries.select import gather
from summarizer.summaries.standalone import Wording, word_sentences
from summarizer.types import Analysis, FramingSpan
from tests.stories import find, make_quote, make_story

if TYPE_CHECKING:
    from spacy.language import Language


@cache
def parser() -> Language:
    return load_parser()


def parsed(story: Analysis) -> Analysis:
    return replace(story, parse=parse_text(parser(), story.article.text, story.sentences or ()))


def worded(analysis: Analysis) -> list[Wording]:
    return list(word_sentences(prepare(analysis), trim=True).values())


def trimmed(sentence: str) -> str:
    return worded(parsed(make_story([sentence])))[0].text


@pytest.mark.parametrize(
    ("sentence", "left_out"),
    [
        (
            "The dam, which was built in 1962 by engineers, burst on Sunday after days of rain.",
            ", which was built in 1962 by engineers,",
        ),
        (
            "Rescuers brought the families to Lower Keleni on Sunday, leaving cattle in the hills.",
            ", leaving cattle in the hills",
        ),
        (
            "The council of Orlen (which has 31 members) voted to close the old bridge on Tuesday.",
            " (which has 31 members)",
        ),
        (
            "Marta Ilves, a nurse from the harbour district, won the election in the second round.",
            ", a nurse from the harbour district,",
        ),
        (
            "Police searched eleven houses in Keleni on Monday, including a school and two farms.",
            ", including a school and two farms",
        ),
        (
            "In Veldhaven, which lies at the mouth of the Sile, the port closed for three days.",
            " which lies at the mouth of the Sile,",
        ),
        (
            "Speaking to students in the town hall, Marta Ilves promised a new school by May.",
            "Speaking to students in the town hall, ",
        ),
    ],
)
def test_side_remarks_are_left_out(sentence: str, left_out: str) -> None:
    assert left_out in sentence
    assert trimmed(sentence) == sentence.replace(left_out, "")


@pytest.mark.parametrize(
    "sentence",
    [
        # denial, doubt, obligation
        "Tomas Reiner, who was never charged with a crime, left the country by boat on Monday.",
        "The dam, which could burst within days, holds back forty million tonnes of water.",
        "The minister left the hall before the vote on Sunday, denying all charges against him.",
        "Police led the man out of the courthouse, who allegedly set fire to the two barns.",
        # condition and comparison
        "The strike begins on Monday, unless the company makes a better offer to its drivers.",
        "If the rain goes on until Friday, Keleni will have to move a third of its people.",
        "The new bridge carries 900 lorries a day, more than any other bridge in the country.",
        "Given the state of the roads, Keleni closed both of its schools for the whole week.",
        # who says it
        "The fire began in the kitchen of the hotel, according to police in the harbour.",
        "The company has lost nine million crowns, Tomas Reiner, who told the press so, insists.",
        "The pumps failed one after the other on Sunday night, Ilves told reporters in Keleni.",
        # quotations
        "The plan, which the mayor calls “a gift to the city”, goes to the council on Tuesday.",
        "“The dam, which my father built with his own hands, was a good dam,” Ilves said.",
        # what narrows a noun
        "Families who live below the dam spent the night in two schools in Upper Keleni.",
        # lists
        "Ilves, Reiner, the mayor of Orlen, and two of his aides were at the table on Monday.",
        "The course helps people with reading, counting and writing all the forms they need.",
        # who is meant later on
        "The harbour, which belongs to a bank, was sold on Monday because it had run dry.",
        # too little would be left
        "The dam, which was built in 1962 by engineers, burst.",
    ],
)
def test_what_the_rest_needs_stays(sentence: str) -> None:
    assert trimmed(sentence) == sentence


def test_without_a_parse_nothing_is_left_out() -> None:
    story = make_story(["The dam, which was built in 1962, burst on Sunday after a week of rain."])

    assert not worded(story)[0].is_trimmed


def test_the_evidence_is_what_is_left_and_the_guard_accepts_it() -> None:
    story = parsed(
        make_story(
            ["The dam, which was built by army engineers, burst on Sunday after heavy rain."]
        )
    )
    material = gather(story, np.eye(1), trim=True)
    (said,) = summarize_neutrally(material, 1).sentences

    pieces = [e.span.of(story.article.text) for e in said.evidence]
    assert said.is_trimmed
    assert pieces == ["The dam", "burst on Sunday after heavy rain."]
    assert find_problems(said, {"article-1": material.source}) == []


def test_a_pronoun_whose_name_is_left_out_is_resolved() -> None:
    story = parsed(
        make_story(
            ["<n:ilves Marta Ilves> runs the harbour of Veldhaven and two ferries."],
            [
                "Speaking for <n:ilves Ilves> in court, Tomas Reiner asked for a month to read the"
                " papers that <p:ilves she> signed."
            ],
            actors={"ilves": ("Marta Ilves", "person")},
        )
    )

    assert worded(story)[1].text in (
        "Tomas Reiner asked for a month to read the papers that [Marta Ilves] signed.",
        "Speaking for Ilves in court, Tomas Reiner asked for a month to read the papers that she"
        " signed.",
    )


def test_reported_words_go_only_as_a_whole() -> None:
    sentence = (
        "Marta Ilves told the council on Monday that the harbour would close, adding that the"
        " ferries go on."
    )
    story = parsed(make_story([sentence]))
    quote = make_quote(story, "that the ferries go on", None, kind="indirect")
    whole = replace(quote, cue=find(story, "adding"))
    shared = replace(whole, source=find(story, "Marta Ilves"))

    assert worded(replace(story, quotes=(whole,)))[0].text.endswith("the harbour would close.")
    assert worded(replace(story, quotes=(shared,)))[0].text == sentence


def test_an_actors_summary_keeps_what_mentions_it() -> None:
    story = parsed(
        make_story(
            ["The dam, which <n:army the army> built in 1962, burst on Sunday after days of rain."],
            actors={"army": ("the army", "organisation")},
        )
    )
    material = gather(story, np.eye(1), trim=True)
    (army,) = story.actors or ()

    assert summarize_neutrally(material, 1).sentences[0].is_trimmed
    (said,) = summarize_actor(material, army, 1).sentences
    assert not said.is_trimmed
    assert "army" in said.text


def test_an_outlets_summary_keeps_what_frames() -> None:
    story = make_story(
        ["The dam, a monument to reckless greed, burst on Sunday after a week of rain."],
        outlet="Keleni Daily",
    )
    mark = FramingSpan(find(story, "reckless greed"), "framing", "loaded_other", 0.9)
    material = gather(parsed(replace(story, framing=(mark,))), np.eye(1), trim=True)

    assert summarize_neutrally(material, 1).sentences[0].is_trimmed
    assert "reckless greed" in summarize_outlet(material, 1).sentences[0].text


def neutral(sentence: str, *phrases: str) -> str:
    story = make_story([sentence])
    marks = [FramingSpan(find(story, p), "framing", "loaded_other", 0.9) for p in phrases]
    material = gather(parsed(replace(story, framing=tuple(marks))), np.eye(1))
    return summarize_neutrally(material, 1).sentences[0].text


@pytest.mark.parametrize(
    ("sentence", "phrase", "left"),
    [
        (
            "The dam, a monument to reckless greed, burst on Sunday after a week of rain.",
            "reckless greed",
            "The dam burst on Sunday after a week of rain.",
        ),
        (
            "Troops of the northern army entered the port of Sall, the last town of the so-called "
            "emirate.",
            "so-called emirate",
            "Troops of the northern army entered the port of Sall.",
        ),
        (
            "The government on Wednesday approved the Kora dam, a monstrous wall that will drown "
            "eleven villages.",
            "monstrous wall",
            "The government on Wednesday approved the Kora dam.",
        ),
        (
            "Marta Ilves, who has bullied her rivals for years, was elected mayor of Keleni, a "
            "town on the coast.",
            "bullied",
            "Marta Ilves was elected mayor of Keleni, a town on the coast.",
        ),
    ],
)
def test_the_neutral_summary_leaves_out_remarks_with_loaded_words(
    sentence: str, phrase: str, left: str
) -> None:
    assert neutral(sentence, phrase) == left
    assert neutral(sentence) == sentence  # a remark without any stays


@pytest.mark.parametrize(
    ("sentence", "phrase"),
    [
        ("The dam, a monument to greed, was shamefully left to rot for nine years.", "shamefully"),
        (
            "The army, which slaughtered 40 people in May, left the valley on Sunday morning.",
            "slaughtered",
        ),
        ("Soldiers entered the town on Sunday and butchered farmers in a barn.", "butchered"),
        ("The mayor, who denies that he is a crook, will stand again in October.", "crook"),
    ],
)
def test_the_neutral_summary_keeps_what_is_told_in_loaded_words(sentence: str, phrase: str) -> None:
    assert neutral(sentence, phrase) == sentence


def test_nothing_goes_where_the_parser_takes_the_main_clause_for_a_remark() -> None:
    sentence = (
        "Obama, despite being labelled a radical dreamer by his conservative rivals, governed as "
        "a pragmatic moderate."
    )
    assert neutral(sentence, "pragmatic moderate") == sentence


def test_a_sentence_that_is_trimmed_anyway_loses_remarks_with_loaded_words_too() -> None:
    sentence = (
        "The dam, which was built in 1962, burst on Sunday in the valley of Orlen, a hellhole."
    )
    story = make_story([sentence])
    mark = FramingSpan(find(story, "hellhole"), "framing", "loaded_other", 0.9)
    story = parsed(replace(story, framing=(mark,)))

    (said,) = summarize_neutrally(gather(story, np.eye(1), trim=True), 1).sentences
    assert said.text == "The dam burst on Sunday in the valley of Orlen."
    assert said.is_trimmed
