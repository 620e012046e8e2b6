from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from summarizer.stages.attribution import (
    Attribution,
    relative_speakers,
    resolve_speakers,
)
from summarizer.stages.speakers import speaker_of
from summarizer.types import Actor, Analysis, Mention, MentionKind, Quote, Sentence, Span
from tests.encodings import NearestLink, StateTags, make_encoding
from tests.factories import make_article, span_of

TEXT = (
    "“It is over,” said Marta Ilves of the union. “We have won.” “It is not over,” said the port. "
    "“I am tired,” she said.\n\nOne day passed.\n\n\n“Nobody came.”"
)
DOC = spacy.blank("en")(TEXT)
SENTENCES = [
    Sentence(span_of(words, TEXT), "body")
    for words in (
        "“It is over,” said Marta Ilves of the union.",
        "“We have won.”",
        "“It is not over,” said the port.",
        "“I am tired,” she said.",
        "One day passed.",
        "“Nobody came.”",
    )
]


def mention(words: str, actor: str, kind: MentionKind) -> Mention:
    return Mention(span_of(words, TEXT), actor, kind)


ACTORS = [
    Actor("ilves", "Marta Ilves", "person", (mention("Marta Ilves", "ilves", "name"),)),
    Actor("union", "the union", "organisation", (mention("the union", "union", "nominal"),)),
]


def direct(content: str, source: str | None = None) -> Quote:
    return Quote(
        (span_of(content, TEXT),), "direct", source=span_of(source, TEXT) if source else None
    )


def speakers(*quotes: Quote) -> list[str | None]:
    return [q.speaker for q in resolve_speakers(quotes, SENTENCES, ACTORS, DOC)]


FIRST = direct("“It is over,”", "Marta Ilves of the union")


def test_the_first_name_in_a_source_speaks() -> None:
    assert speakers(FIRST) == ["ilves"]


def test_a_quotation_without_a_source_goes_on_with_the_last_voice() -> None:
    found = resolve_speakers([FIRST, direct("“We have won.”")], SENTENCES, ACTORS, DOC)

    assert found[1].speaker == "ilves"
    assert found[1].source == FIRST.source


def test_a_source_of_its_own_is_never_replaced() -> None:
    found = resolve_speakers(
        [FIRST, direct("“We have won.”"), direct("“It is not over,”", "the port")],
        SENTENCES,
        ACTORS,
        DOC,
    )

    assert found[2].speaker is None
    assert found[2].source == span_of("the port", TEXT)


def test_a_bare_pronoun_goes_on_with_the_last_voice() -> None:
    quotes = (
        FIRST,
        direct("“We have won.”"),
        direct("“It is not over,”"),
        direct("“I am tired,”", "she"),
    )

    assert speakers(*quotes) == ["ilves"] * 4


def test_a_quotation_far_away_does_not_go_on() -> None:
    assert speakers(FIRST, direct("“Nobody came.”")) == ["ilves", None]


def test_reported_speech_does_not_go_on() -> None:
    indirect = Quote((span_of("We have won", TEXT),), "indirect")

    assert speakers(FIRST, indirect) == ["ilves", None]


@pytest.mark.parametrize(
    ("spans", "speaker"),
    [
        ([(0, 9, "a", "nominal"), (0, 4, "b", "name")], "b"),
        ([(0, 4, "a", "name"), (0, 9, "b", "name")], "b"),
        ([(0, 4, "a", "nominal"), (6, 9, "b", "name")], "a"),
        ([(12, 14, "a", "name")], None),
    ],
)
def test_of_several_mentions_one_speaks(
    spans: list[tuple[int, int, str, MentionKind]], speaker: str | None
) -> None:
    mentions = [Mention(Span(a, b), actor, kind) for a, b, actor, kind in spans]

    assert speaker_of(Span(0, 10), mentions) == speaker


def test_only_quotes_in_prose_are_kept() -> None:
    from summarizer.neural.attribution import AttributionJudge

    text = "“Nobody came here today,” she said.\n“Nobody came here today,” Image by Nobody."
    half = text.index("\n") + 1
    sentences = (Sentence(Span(0, half - 1), "body"), Sentence(Span(half, len(text)), "credit"))
    out = [4.0, -4.0, -4.0] * 3
    encoding = make_encoding(text, {text: out}, 9)
    stage = Attribution(AttributionJudge(StateTags(9, 9), NearestLink(9), NearestLink(9)))
    analysis = Analysis(
        make_article(text),
        sentences=sentences,
        parse=spacy.blank("en")(text),
        encoding=encoding,
        actors=(),
    )
    (found,) = stage([analysis])

    assert [q.content[0].start for q in found.quotes or ()] == [0]


def test_a_relative_pronoun_speaks_for_its_noun() -> None:
    doc = Doc(
        spacy.blank("en").vocab,
        words=["Ilves", "who", "spoke"],
        heads=[0, 2, 0],
        deps=["ROOT", "nsubj", "relcl"],
        tags=["NNP", "WP", "VBD"],
    )
    quote = Quote((Span(10, 15),), "direct", source=Span(6, 9))
    ilves = Actor("ilves", "Ilves", "person", (Mention(Span(0, 5), "ilves", "name"),))

    assert [q.speaker for q in relative_speakers([quote], [ilves], doc)] == ["ilves"]
    assert [q.speaker for q in relative_speakers([quote], [], doc)] == [None]
