from __future__ import annotations

import pytest
from spacy.tokens import Doc

from summarizer.stages.voice import voice_of
from summarizer.types import Quote, QuoteKind, Span
from tests.factories import span_of
from tests.parses import make_parse

SAID = make_parse(
    """
    Ilves 2 nsubj PROPN
    said 0 ROOT VERB say
    troops 4 nsubj NOUN
    stormed 2 ccomp VERB storm
    the 6 det DET
    town 4 dobj NOUN
    . 2 punct PUNCT
    """
)
ANNOUNCED = make_parse(
    """
    Ilves 2 nsubj PROPN
    announced 0 ROOT VERB announce
    the 4 det DET
    liberation 2 dobj NOUN
    of 4 prep ADP
    Veldhaven 5 pobj PROPN
    """
)
CALLED = make_parse(
    """
    Ilves 2 nsubj PROPN
    called 0 ROOT VERB call
    it 2 dobj PRON
    a 5 det DET
    massacre 2 oprd NOUN
    """
)
MARKED = make_parse(
    """
    Ilves 2 nsubj PROPN
    mentioned 0 ROOT VERB mention
    a 4 det DET
    “massacre” 2 dobj NOUN
    in 2 prep ADP
    gloomy 7 amod ADJ
    Veldhaven 5 pobj PROPN
    """
)


def quote(doc: Doc, content: str, cue: str, kind: QuoteKind = "indirect") -> Quote:
    return Quote((span_of(content, doc.text),), kind, span_of(cue, doc.text), Span(0, 5), "actor-1")


@pytest.mark.parametrize(
    ("doc", "content", "cue", "phrase", "voice"),
    [
        (SAID, "troops stormed the town", "said", "stormed the town", "quoted"),
        (ANNOUNCED, "the liberation of Veldhaven", "announced", "liberation", "outlet"),
        (CALLED, "a massacre", "called", "massacre", "quoted"),
        (SAID, "troops stormed the town", "said", "Ilves", "outlet"),
        (CALLED, "a massacre", "called", "called", "outlet"),
    ],
)
def test_reported_speech_is_the_sources_where_its_wording_is(
    doc: Doc, content: str, cue: str, phrase: str, voice: str
) -> None:
    found = voice_of(span_of(phrase, doc.text), [quote(doc, content, cue)], doc, doc.text)

    assert found == (voice, "actor-1" if voice == "quoted" else None)


def test_in_a_mixed_quote_only_the_marked_words_are_the_sources() -> None:
    text = MARKED.text
    mixed = quote(MARKED, "a “massacre” in gloomy Veldhaven", "mentioned", "mixed")

    assert voice_of(span_of("massacre", text), [mixed], MARKED, text) == ("quoted", "actor-1")
    assert voice_of(span_of("“massacre”", text), [mixed], MARKED, text) == ("quoted", "actor-1")
    assert voice_of(span_of("gloomy", text), [mixed], MARKED, text) == ("outlet", None)


def test_single_marks_count_too() -> None:
    rows = "Ilves 2 nsubj PROPN\nmentioned 0 ROOT VERB\na 4 det DET\n‘massacre’ 2 dobj NOUN"
    doc = make_parse(rows)
    mixed = quote(doc, "a ‘massacre’", "mentioned", "mixed")

    assert voice_of(span_of("massacre", doc.text), [mixed], doc, doc.text)[0] == "quoted"


def test_all_of_a_direct_quotation_is_the_sources() -> None:
    direct = quote(ANNOUNCED, "the liberation of Veldhaven", "announced", "direct")

    assert voice_of(span_of("liberation", ANNOUNCED.text), [direct], ANNOUNCED, ANNOUNCED.text) == (
        "quoted",
        "actor-1",
    )


def test_scare_quotes_without_an_attribution_are_the_outlets() -> None:
    text = MARKED.text

    assert voice_of(span_of("“massacre”", text), [], MARKED, text) == ("outlet", None)


def test_a_quoted_voice_may_have_no_known_speaker() -> None:
    unknown = Quote((span_of("troops stormed the town", SAID.text),), "direct")

    assert voice_of(span_of("stormed", SAID.text), [unknown], SAID, SAID.text) == ("quoted", None)


def test_reported_speech_without_anybody_is_the_outlets() -> None:
    nobody = Quote(
        (span_of("troops stormed the town", SAID.text),), "indirect", span_of("said", SAID.text)
    )

    assert voice_of(span_of("stormed", SAID.text), [nobody], SAID, SAID.text) == ("outlet", None)


def test_of_one_attribution_in_another_the_inner_one_decides() -> None:
    outer = Quote((Span(0, len(CALLED.text)),), "indirect", None, Span(0, 5), "actor-2")
    inner = quote(CALLED, "a massacre", "called")

    for quotes in ([outer, inner], [inner, outer]):
        found = voice_of(span_of("massacre", CALLED.text), quotes, CALLED, CALLED.text)
        assert found == ("quoted", "actor-1")
