from __future__ import annotations

import pytest
from spacy.tokens import Doc

from summarizer.stages.voice import namer_of, speaker_at, voice_of
from summarizer.types import Mention, Quote, QuoteKind, Span
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


NAMED = make_parse(
    """
    The 2 det DET
    union 3 nsubj NOUN
    disputes 0 ROOT VERB dispute
    it 3 dobj PRON
    , 3 punct PUNCT
    which 8 dobj PRON
    it 8 nsubj PRON
    calls 4 relcl VERB call
    shameless 10 amod ADJ
    scaremongering 8 oprd NOUN
    """
)
BY = make_parse(
    """
    A 2 det DET
    plan 0 ROOT NOUN
    described 2 acl VERB describe
    as 3 prep ADP
    a 7 det DET
    land 7 compound NOUN
    grab 4 pobj NOUN
    by 3 agent ADP
    critics 8 pobj NOUN
    """
)
OWN = make_parse(
    """
    We 2 nsubj PRON
    call 0 ROOT VERB call
    it 2 dobj PRON
    theft 2 oprd NOUN
    """
)


def test_a_name_that_somebody_gives_is_theirs_without_a_quote() -> None:
    assert voice_of(span_of("scaremongering", NAMED.text), [], NAMED, NAMED.text)[0] == "quoted"
    both = span_of("calls shameless scaremongering", NAMED.text)
    assert voice_of(both, [], NAMED, NAMED.text)[0] == "quoted"
    assert voice_of(span_of("shameless", NAMED.text), [], NAMED, NAMED.text)[0] == "quoted"
    assert voice_of(span_of("land grab", BY.text), [], BY, BY.text)[0] == "quoted"
    assert voice_of(span_of("disputes", NAMED.text), [], NAMED, NAMED.text)[0] == "outlet"
    assert voice_of(span_of("theft", OWN.text), [], OWN, OWN.text)[0] == "outlet"


def test_who_gives_the_name_is_found_behind_a_pronoun() -> None:
    union = [Mention(span_of("union", NAMED.text), "actor-1", "nominal")]
    critics = [Mention(span_of("critics", BY.text), "actor-2", "nominal")]
    first = namer_of(span_of("scaremongering", NAMED.text), NAMED)
    second = namer_of(span_of("grab", BY.text), BY)

    assert first is not None
    assert second is not None
    assert speaker_at(first, union) == "actor-1"
    assert speaker_at(second, critics) == "actor-2"
    assert speaker_at(second, union) is None
