from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from summarizer.comparison import ActorRef, Comparison, StoryActor
from summarizer.drift import Drift
from summarizer.summaries.covered import Covered, Reading, cover
from summarizer.summaries.drift import drift_of, with_drift, with_drift_over_all
from summarizer.types import (
    Actor,
    Analysis,
    Evidence,
    FrameScore,
    FramingSpan,
    Perspective,
    Span,
    Summary,
    SummarySentence,
)
from tests.stories import find, make_quote, make_story

if TYPE_CHECKING:
    from summarizer.api import Tool

TEXT = (
    [
        "<n:mill The Orle mill> sacked forty <m:weavers weavers> on Monday.",
        "The callous owners left whole families in misery, a shameful betrayal.",
    ],
    [
        "“This is an outrage,” said <n:dent Rosa Dent>, who leads <m:weavers the weavers>.",
        "<n:mill The mill> will close its dye works in June.",
    ],
)
LOADED = {"callous": 0.9, "misery": 0.7, "shameful betrayal": 0.95}


def mill(id: str = "article-1", loaded: Mapping[str, float] | None = None) -> Analysis:
    """Return an article with three loaded phrases of its own, and one of somebody it quotes."""
    story = make_story(
        *TEXT,
        actors={
            "mill": ("the Orle mill", "organisation"),
            "weavers": ("the weavers", "group"),
            "dent": ("Rosa Dent", "person"),
        },
    )
    marks = [
        FramingSpan(find(story, words), "framing", "blame_accusation", score)
        for words, score in (LOADED if loaded is None else loaded).items()
    ]
    outrage = FramingSpan(find(story, "outrage"), "framing", "blame_accusation", 0.9)
    body = [s.span for s in story.sentences or ()]
    return replace(
        story,
        article=replace(story.article, id=id),
        framing=tuple(sorted([*marks, replace(outrage, voice="quoted")], key=lambda m: m.span)),
        frames=(FrameScore("economic", 0.8, (body[3],)), FrameScore("morality", 0.6, (body[1],))),
        quotes=(make_quote(story, "“This is an outrage,”", "dent", source="Rosa Dent"),),
    )


def shown(analysis: Analysis) -> dict[Span, frozenset[str]]:
    """Return what a frame head could say of the four sentences."""
    labels = ({"economic"}, {"morality"}, set[str](), {"economic"})
    sentences = analysis.sentences or ()
    return {s.span: frozenset(each) for s, each in zip(sentences, labels, strict=True)}


def covered(analysis: Analysis) -> Covered:
    found = cover(analysis, "framing", shown)
    assert found is not None
    return found


def unread(sentences: Sequence[str]) -> None:
    raise AssertionError(f"an article's own words were read anew: {sentences}")


def verbatim(analysis: Analysis, *indices: int) -> Summary:
    spans = [(analysis.sentences or ())[at].span for at in indices]
    text, id = analysis.article.text, analysis.article.id
    return Summary(
        Perspective("neutral"),
        tuple(SummarySentence(s.of(text), (Evidence(id, s),), 1.0) for s in spans),
    )


def drift(analysis: Analysis, *indices: int) -> Drift:
    found = drift_of(verbatim(analysis, *indices), [covered(analysis)], unread)
    assert found is not None
    return found


def words(analysis: Analysis, places: Sequence[Evidence]) -> list[str]:
    return [place.span.of(analysis.article.text) for place in places]


def test_phrases_of_the_sentences_that_are_said_are_kept_and_the_others_lost() -> None:
    article = mill()
    plain, loaded = drift(article, 0, 3), drift(article, 1)

    assert (plain.kept, plain.n_lost) == ((), 3)
    assert words(article, plain.lost) == ["shameful betrayal", "callous", "misery"]
    assert words(article, loaded.kept) == ["callous", "misery", "shameful betrayal"]
    assert (loaded.n_lost, loaded.lost, loaded.added) == (0, (), ())


def test_density_counts_loaded_words_per_hundred() -> None:
    article = mill()

    assert drift(article, 0, 3).loaded == 0
    assert drift(article, 1).loaded == pytest.approx(100 * 4 / 11)
    assert drift(article, 1).source_loaded == pytest.approx(100 * 4 / 39)


def test_what_a_source_says_is_no_loaded_word_of_the_outlet() -> None:
    said = drift(mill(), 2)

    assert (said.loaded, said.kept) == (0, ())
    assert "outrage" not in words(mill(), said.lost)


def test_at_most_five_lost_phrases_are_named_and_all_are_counted() -> None:
    each = ("The callous", "owners", "left", "whole", "families", "misery", "betrayal")
    article = mill(loaded={word: 0.5 + 0.05 * at for at, word in enumerate(each)})
    lost = drift(article, 0)

    assert lost.n_lost == 7
    assert words(article, lost.lost) == ["betrayal", "misery", "families", "whole", "left"]


def test_a_phrase_that_is_said_elsewhere_is_not_lost() -> None:
    story = make_story(["Chaos broke out at the gate.", "The hall was in chaos as well."])
    marks = tuple(
        FramingSpan(find(story, w), "framing", "loaded_other", 0.8) for w in ("Chaos", "chaos")
    )
    found = drift_of(verbatim(story, 0), [covered_plain(replace(story, framing=marks))], unread)

    assert found is not None
    assert (len(found.kept), found.n_lost) == (1, 0)


def covered_plain(analysis: Analysis) -> Covered:
    found = cover(analysis, "framing", lambda _: {})
    assert found is not None
    return found


def test_marks_of_other_codebooks_and_techniques_are_no_loaded_words() -> None:
    article = mill()
    marks = tuple(replace(m, codebook="mine", label="callous") for m in article.framing or ())

    assert drift(replace(article, framing=marks), 1).loaded == 0
    loaded = tuple(replace(m, codebook="techniques", label="loaded_language") for m in marks)
    assert drift(replace(article, framing=loaded), 1).loaded > 0


def test_marks_that_overlap_count_once() -> None:
    article = mill()
    inside = FramingSpan(find(article, "betrayal"), "techniques", "loaded_language", 0.6)
    doubled = replace(article, framing=(*(article.framing or ()), inside))

    assert drift(doubled, 1) == drift(article, 1)


def test_frames_are_kept_where_a_sentence_shows_them() -> None:
    article = mill()
    sentences = article.sentences or ()
    kept = {f.label: (f.is_kept, f.evidence) for f in drift(article, 0).frames}

    assert kept["economic"] == (True, (Evidence("article-1", sentences[0].span),))
    assert kept["morality"] == (False, (Evidence("article-1", sentences[1].span),))


def test_main_actors_are_kept_where_they_are_named() -> None:
    article = mill()
    rows = {row.actor: row for row in drift(article, 0).actors}

    assert {name for name, row in rows.items() if row.is_kept} == {"mill", "weavers"}
    assert words(article, rows["mill"].evidence) == ["The Orle mill"]
    assert words(article, rows["dent"].evidence) == ["Rosa Dent"]


def test_an_actor_that_we_put_in_brackets_is_named() -> None:
    story = make_story(
        ["<n:roe Jane Roe> came.", "<p:roe She> left at noon."],
        actors={"roe": ("Jane Roe", "person")},
    )
    span = (story.sentences or ())[1].span
    said = SummarySentence("[Jane Roe] left at noon.", (Evidence("article-1", span),), 1.0)
    summary = Summary(Perspective("neutral"), (said,))
    found = drift_of(summary, [covered_plain(story)], unread)

    assert found is not None
    assert [(row.actor, row.is_kept) for row in found.actors] == [("roe", True)]


def test_voice_is_the_share_of_the_quoted_words() -> None:
    with_quote, without = drift(mill(), 2), drift(mill(), 0)
    dent = next(row for row in with_quote.actors if row.actor == "dent")

    assert (dent.voice, dent.source_voice) == (1.0, 1.0)
    assert with_quote.quoted == pytest.approx(4 / 11)
    assert with_quote.source_quoted == pytest.approx(4 / 39)
    assert without.quoted == 0
    assert next(row for row in without.actors if row.actor == "dent").voice == 0


def test_a_sentence_cut_short_keeps_only_what_it_still_says() -> None:
    article = mill()
    span = (article.sentences or ())[1].span
    said = SummarySentence(
        "The callous owners left whole families in misery.", (Evidence("article-1", span),), 1.0
    )
    found = drift_of(Summary(Perspective("neutral"), (said,)), [covered(article)], unread)

    assert found is not None
    assert words(article, found.kept) == ["callous", "misery"]
    assert words(article, found.lost) == ["shameful betrayal"]


def written(text: str, readings: Mapping[str, tuple[str, ...]]) -> Drift | None:
    """Return the drift of one written sentence in which a reader marks some words."""
    article = mill()
    span = (article.sentences or ())[1].span
    said = SummarySentence(text, (Evidence("article-1", span),), 0.8)

    def read(sentences: Sequence[str]) -> list[Reading]:
        found = readings[sentences[0]]
        spans = [Span(text.index(w), text.index(w) + len(w)) for w in found]
        return [Reading(tuple(spans), frozenset({"economic"}))]

    return drift_of(Summary(Perspective("neutral"), (said,)), [covered(article)], read)


def test_a_written_sentence_is_read_and_may_add_words() -> None:
    text = "Heartless bosses, callous to the end, drove families into misery."
    found = written(text, {text: ("Heartless", "callous", "misery")})

    assert found is not None
    assert [place.span.of(text) for place in found.added] == ["Heartless"]
    assert words(mill(), found.kept) == ["callous", "misery"]
    assert found.loaded == pytest.approx(100 * 3 / 10)
    assert [f.label for f in found.frames if f.is_kept] == ["economic"]


def test_words_that_only_a_source_said_are_added_when_the_summary_says_them_itself() -> None:
    text = "The sackings were an outrage that left families in misery."
    found = written(text, {text: ("outrage", "misery")})

    assert found is not None
    assert [place.span.of(text) for place in found.added] == ["outrage"]


def test_what_cannot_be_read_is_not_told() -> None:
    article = mill()
    said = SummarySentence("Something new.", (Evidence("article-1", Span(0, 5)),), 0.5)
    summary = Summary(Perspective("neutral"), (said,))

    assert drift_of(summary, [covered(article)], lambda _: None) is None


def test_nothing_is_told_of_an_article_whose_framing_did_not_run() -> None:
    article = replace(mill(), framing=None)
    summary = verbatim(article, 0)

    assert cover(article, "framing", shown) is None
    assert with_drift([summary], None, unread) == (summary,)


def test_a_summary_without_sentences_keeps_nothing() -> None:
    found = drift_of(Summary(Perspective("neutral"), ()), [covered(mill())], unread)

    assert found is not None
    assert (found.loaded, found.quoted, found.kept, found.n_lost) == (0, 0, (), 3)
    assert not any(frame.is_kept for frame in found.frames)
    assert not any(actor.is_kept for actor in found.actors)


def own_ids(analysis: Analysis) -> Analysis:
    id = analysis.article.id
    actors = tuple(
        Actor(
            f"{id}:{a.id}",
            a.name,
            a.kind,
            tuple(replace(m, actor=f"{id}:{a.id}") for m in a.mentions),
        )
        for a in analysis.actors or ()
    )
    return replace(analysis, actors=actors)


def test_a_summary_of_several_articles_is_compared_with_all_it_covers() -> None:
    first, second, third = (
        own_ids(mill("a")),
        own_ids(mill("b", {"callous": 0.9, "whole families": 0.6})),
        own_ids(mill("c", {"sacked": 0.9})),
    )
    story = StoryActor(
        "story-mill",
        "the Orle mill",
        "organisation",
        (ActorRef("a", "a:mill"), ActorRef("b", "b:mill")),
    )
    shared = verbatim(first, 1).sentences[0]
    span = (second.sentences or ())[1].span
    shared = replace(shared, evidence=(*shared.evidence, Evidence("b", span)))
    summaries = (
        Summary(Perspective("common_ground"), (shared,)),
        Summary(Perspective("actor", "story-mill"), (shared,)),
    )
    comparison = Comparison(events=(("a", "b", "c"),), actors=(story,))
    known = {a.article.id: covered(a) for a in (first, second, third)}
    ground, actor = with_drift_over_all(summaries, comparison, known, unread)

    assert ground.drift is not None
    assert actor.drift is not None
    assert ground.drift.articles == ("a", "b", "c")
    assert actor.drift.articles == ("a", "b")
    # Both articles say "callous" in the sentence: it stands there once.
    kept = [(e.article, e.span.of(first.article.text)) for e in ground.drift.kept]
    assert sorted(kept) == [
        *(("a", words) for words in ("callous", "misery", "shameful betrayal")),
        ("b", "whole families"),
    ]
    assert [e.span.of(third.article.text) for e in ground.drift.lost] == ["sacked"]
    assert {"story-mill", "c:mill"} & {row.actor for row in ground.drift.actors}
    assert not {"a:mill", "b:mill"} & {row.actor for row in ground.drift.actors}


def test_a_tool_tells_the_drift_of_every_summary(tiny_tool: Tool) -> None:
    text = "The mill sacked forty weavers.\n\nRosa Dent led them out of the gate. It rained."
    report = tiny_tool.analyze(text, outlet="Orle Post")
    summary = report.summaries[0]
    new = replace(summary.sentences[0], text="Greedy owners threw honest weavers out.")
    found = tiny_tool._reader()(["Greedy owners threw honest weavers out.", ""])

    assert all(s.drift is not None for s in report.summaries)
    assert found is not None
    assert [len(found), found[1].loaded] == [2, ()]
    analysis = tiny_tool.pipeline.run([report.articles[0].article])[0]
    (drifted,) = with_drift(
        [replace(summary, sentences=(new,))], tiny_tool._cover(analysis), tiny_tool._reader()
    )
    assert drifted.drift is not None
    assert all(place.sentence == 0 for place in drifted.drift.added)
