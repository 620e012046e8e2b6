from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from summarizer.errors import InputError, SettingsError
from summarizer.guard import check
from summarizer.summaries import (
    actor_summary,
    main_actors,
    neutral_summary,
    outlet_summary,
    summarize_all,
)
from summarizer.types import (
    Actor,
    ActorKind,
    Analysis,
    FramingSpan,
    SentenceScore,
    Summary,
)
from tests.factories import ILVES, REINER, make_analysis
from tests.stories import find, make_quote, make_story

ACTORS: dict[str, tuple[str, ActorKind]] = {
    "roe": ("Jane Roe", "person"),
    "mine": ("Arden Mine", "organisation"),
    "town": ("Lower Arden", "place"),
    "crew": ("miners", "group"),
}
TEXT = (
    [
        "<n:mine Arden Mine> dismissed forty <m:crew miners> on Monday.",
        "<n:roe Jane Roe> said the <m:crew miners> would march on the capital.",
    ],
    ["“They took our work.", "We want it back.”"],
    [
        "Rain fell over <n:town Lower Arden> all night.",
        "Police pushed <p:roe her> off the road at noon.",
        "<n:mine Arden Mine> hired guards from abroad.",
        "A choir sang on the church steps.",
    ],
)


def mine(**layers: object) -> Analysis:
    story = make_story(*TEXT, actors=ACTORS)
    quotes = (
        make_quote(
            story,
            "the miners would march on the capital",
            "roe",
            source="Jane Roe",
            kind="indirect",
        ),
    )
    return replace(story, **{"quotes": quotes, **layers})  # type: ignore[arg-type]


def cosines(analysis: Analysis) -> np.ndarray:
    return np.eye(len(analysis.sentences or ()))


def actor_of(analysis: Analysis, id: str) -> Actor:
    return next(a for a in analysis.actors or () if a.id == id)


def of_actor(analysis: Analysis, id: str, n: int) -> Summary:
    return actor_summary(analysis, actor_of(analysis, id), cosines(analysis), n)


def texts(summary: Summary) -> list[str]:
    return [sentence.text for sentence in summary.sentences]


def test_an_actor_gets_its_deeds_and_words_and_nothing_else() -> None:
    assert texts(of_actor(mine(), "roe", 9)) == [
        "Jane Roe said the miners would march on the capital.",
        "[Jane Roe:] “They took our work.”",
        "[Jane Roe:] “We want it back.”",
        "Police pushed [Jane Roe] off the road at noon.",
    ]


@pytest.mark.parametrize("id", ["roe", "mine", "town", "crew"])
@pytest.mark.parametrize("n", [1, 2, 3])
def test_an_actor_gets_as_many_as_asked_for_or_all(id: str, n: int) -> None:
    there_are = {"roe": 4, "mine": 2, "town": 1, "crew": 2}

    assert len(of_actor(mine(), id, n).sentences) == min(n, there_are[id])


def test_an_actor_without_a_quote_is_said_to_have_none() -> None:
    assert of_actor(mine(), "mine", 1).note == "The article does not quote Arden Mine."
    assert of_actor(mine(), "roe", 1).note is None
    assert of_actor(mine(quotes=None), "mine", 1).note is None


def test_an_actor_only_in_a_caption_gets_no_sentence() -> None:
    story = make_story(
        ["<n:roe Jane Roe> at the mine"],
        ["Rain fell all night long."],
        actors={"roe": ("Jane Roe", "person")},
        kinds={0: "caption"},
    )

    summary = of_actor(story, "roe", 3)

    assert summary.sentences == ()
    assert summary.note == "No sentence of the article's body is about Jane Roe."
    assert main_actors(story, 5) == []


def test_words_about_an_actor_keep_who_says_them() -> None:
    story = make_story(
        ["<n:mine Arden Mine> shut the road.", "<n:roe Jane Roe> spoke to the press."],
        ["“<n:mine Arden Mine> has robbed this town.”"],
        actors=ACTORS,
    )
    story = replace(story, quotes=(make_quote(story, "has robbed this town", "roe"),))

    assert "[Jane Roe:] “Arden Mine has robbed this town.”" in texts(of_actor(story, "mine", 2))


def test_sentences_that_another_column_used_come_second() -> None:
    story = make_story(
        [f"<n:roe Jane Roe> crossed river number {at} on foot." for at in (11, 12, 13)],
        actors=ACTORS,
        salience=[0.9, 0.8, 0.7],
    )
    roe = actor_of(story, "roe")

    assert texts(actor_summary(story, roe, cosines(story), 1))[0].count("11") == 1
    assert texts(actor_summary(story, roe, cosines(story), 1, used={0}))[0].count("12") == 1


def test_neutral_prefers_the_plain_sentence() -> None:
    sentences = ["A brutal firm fired forty miners.", "The firm fired forty miners in May."]
    story = make_story(sentences, salience=[0.6, 0.5])
    scores = tuple(
        SentenceScore(s.span, loaded)
        for s, loaded in zip(story.sentences or (), (0.9, 0.1), strict=True)
    )
    phrase = FramingSpan(find(story, "brutal"), "framing", "brutality_terror", 1.0)
    loaded, marked = replace(story, sentence_scores=scores), replace(story, framing=(phrase,))

    assert texts(neutral_summary(story, cosines(story), 1)) == sentences[:1]
    assert texts(neutral_summary(loaded, cosines(story), 1)) == sentences[1:]
    assert texts(neutral_summary(marked, cosines(story), 1)) == sentences[1:]


def test_neutral_does_not_count_what_a_source_says_as_loaded() -> None:
    sentences = ["“A brutal firm fired forty men,” Roe said.", "The firm fired miners in May."]
    story = make_story(sentences, salience=[0.6, 0.5])
    phrase = FramingSpan(find(story, "brutal"), "framing", "brutality_terror", 1.0, voice="quoted")
    story = replace(story, framing=(phrase,))

    assert texts(neutral_summary(story, cosines(story), 1)) == sentences[:1]


@pytest.mark.parametrize("n", [1, 4, 8, 50])
def test_neutral_says_as_many_as_asked_for_or_all(n: int) -> None:
    summary = neutral_summary(mine(), cosines(mine()), n)

    assert len(summary.sentences) == min(n, 8)
    starts = [s.evidence[0].span.start for s in summary.sentences]
    assert starts == sorted(starts)


def test_an_article_without_body_says_so() -> None:
    story = make_story(["Jane Roe marches"], kinds={0: "headline"})

    summary = neutral_summary(story, cosines(story), 3)

    assert (summary.sentences, summary.dropped) == ((), 0)
    assert summary.note == "The article has no body text to summarise."


def framed(outlet: str | None) -> Analysis:
    story = make_story(*TEXT, actors=ACTORS, outlet=outlet)
    spans = (
        FramingSpan(find(story, "Rain fell"), "framing", "devastation", 0.6),
        FramingSpan(find(story, "A choir sang"), "framing", "heroism_praise", 0.9),
        FramingSpan(
            find(story, "They took our work"), "framing", "blame_accusation", 1.0, voice="quoted"
        ),
    )
    return replace(story, framing=spans)


def test_the_outlet_gets_the_sentences_it_frames_itself() -> None:
    story = framed("Arden Post")

    assert texts(outlet_summary(story, cosines(story), 1)) == ["A choir sang on the church steps."]
    summary = outlet_summary(story, cosines(story), 5)
    assert len(summary.sentences) == 2
    assert (summary.perspective.kind, summary.perspective.about) == ("outlet", "Arden Post")
    plain = replace(story, framing=())
    assert "No framing was found" in (outlet_summary(plain, cosines(story), 5).note or "")


def test_an_outlet_without_a_name_has_no_summary() -> None:
    story = framed(None)

    with pytest.raises(InputError, match="names no outlet"):
        outlet_summary(story, cosines(story), 3)
    assert "outlet" not in {s.perspective.kind for s in summarize_all(story, cosines(story), 3)}


def test_main_actors_are_ranked_by_what_there_is_to_tell() -> None:
    ranked = [actor.id for actor in main_actors(mine(), 9)]

    assert ranked[0] == "roe"
    assert ranked[-1] == "town"  # one sentence is not enough for a column
    assert [actor.id for actor in main_actors(mine(), 2)] == ranked[:2]
    assert main_actors(mine(), 0) == []
    with pytest.raises(SettingsError, match="0 or more"):
        main_actors(mine(), -1)


def test_an_actor_in_the_same_sentences_comes_after_the_rest() -> None:
    story = make_story(
        [
            "<n:roe Jane Roe> and <n:mine Arden Mine> met on Monday.",
            "<n:roe Jane Roe> and <n:mine Arden Mine> met on Tuesday.",
            "Then <m:crew miners> walked home.",
            "The <m:crew miners> slept all day.",
        ],
        actors=ACTORS,
    )

    assert [actor.id for actor in main_actors(story, 3)] == ["mine", "crew", "roe"]


def test_every_column_passes_the_guard_and_the_same_input_gives_the_same() -> None:
    analysis = make_analysis()
    first = summarize_all(analysis, cosines(analysis), 3)

    assert [check(summary, [analysis]) for summary in first] == list(first)
    assert summarize_all(analysis, cosines(analysis), 3) == first
    assert len(set(map(tuple, map(texts, first)))) == len(first)


def test_columns_are_neutral_then_actors_then_outlet() -> None:
    analysis = make_analysis()
    summaries = summarize_all(analysis, cosines(analysis), 2, n_actors=2)

    assert [s.perspective.kind for s in summaries] == ["neutral", "actor", "actor", "outlet"]
    assert {s.perspective.about for s in summaries[1:3]} <= {a.id for a in analysis.actors or ()}


def test_a_speaker_gets_the_words_it_says() -> None:
    analysis = make_analysis()

    assert any("so-called strike" in text for text in texts(of_actor(analysis, REINER, 2)))
    assert any("not machines" in text for text in texts(of_actor(analysis, ILVES, 2)))
