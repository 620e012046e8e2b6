from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from summarizer.stages.parse import load_parser, parse_text
from summarizer.story.claims import claim_at, claims, sentence_claim
from summarizer.types import Analysis, Article, LineKind, Quote, Sentence, Span
from tests.parses import make_parse

REPORT = """
The 2 det DET
mayor 3 nsubj NOUN
said 0 ROOT VERB say
engineers 5 nsubj NOUN engineer
closed 3 ccomp VERB close
the 7 det DET
bridge 5 dobj NOUN
. 3 punct PUNCT
"""


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_parser()


def heads_in(doc: Doc, kind: LineKind = "body", quotes: tuple[Quote, ...] = ()) -> list[str]:
    """Return the predicates of all claims in `doc`, every sentence being of `kind`."""
    sentences = tuple(Sentence(Span(s.start_char, s.end_char), kind) for s in doc.sents)
    analysis = Analysis(Article("a", doc.text), sentences=sentences, parse=doc, quotes=quotes)
    return [claim.head.of(doc.text) for claim in claims(analysis)]


def read(nlp: Language, text: str) -> Doc:
    return parse_text(nlp, text, (Sentence(Span(0, len(text)), "body"),))


def test_what_is_reported_is_the_claim_not_the_reporting() -> None:
    assert heads_in(make_parse(REPORT)) == ["closed"]


def test_a_cue_found_by_the_reader_reports_too() -> None:
    doc = make_parse(REPORT.replace("said", "joked").replace(" say", " joke"))
    cue = Quote((Span(16, 43),), "indirect", cue=Span(10, 15))

    assert heads_in(doc) == ["joked", "closed"]
    assert heads_in(doc, quotes=(cue,)) == ["closed"]


def test_captions_and_unparsed_articles_make_no_claims() -> None:
    assert heads_in(make_parse(REPORT), "caption") == []
    assert claims(Analysis(Article("a", "Rain fell."))) == ()


def test_questions_and_forms_of_be_make_no_claims(nlp: Language) -> None:
    assert heads_in(read(nlp, "Will the council close the bridge?")) == []
    assert heads_in(read(nlp, "The bridge is old.")) == []


def test_the_last_of_a_chain_of_verbs_is_the_predicate(nlp: Language) -> None:
    text = "The council plans to close the bridge."
    doc = read(nlp, text)
    (claim,) = claims(
        Analysis(Article("a", text), sentences=(Sentence(Span(0, len(text)), "body"),), parse=doc)
    )

    assert claim.head.of(text) == "close"
    assert claim.span.of(text) == "The council plans to close the bridge"


def test_joined_clauses_are_claims_of_their_own(nlp: Language) -> None:
    text = "Police arrested two men and searched a warehouse."
    doc = read(nlp, text)
    found = claims(
        Analysis(Article("a", text), sentences=(Sentence(Span(0, len(text)), "body"),), parse=doc)
    )

    assert [c.span.of(text) for c in found] == ["Police arrested two men", "searched a warehouse"]
    assert all(c.span.contains(c.head) for c in found)


def test_a_headline_without_a_verb_is_one_claim(nlp: Language) -> None:
    doc = read(nlp, "Third mine accident in Norland this year")

    assert len(heads_in(doc, "headline")) == 1
    assert heads_in(read(nlp, "Contact us"), "headline") in ([], ["Contact"])


def test_a_claim_around_a_noun_is_its_phrase() -> None:
    doc = make_parse(REPORT)
    text, sentence = doc.text, Span(0, len(doc.text))
    start = text.index("bridge")

    claim = claim_at(doc, Span(start, start + 6), sentence)

    assert claim.span.of(text) == "the bridge"
    assert claim.sentence == sentence


def test_a_whole_sentence_is_headed_by_what_it_reports() -> None:
    doc = make_parse(REPORT)
    claim = sentence_claim(doc, Span(0, len(doc.text)))

    assert claim.span == claim.sentence == Span(0, len(doc.text))
    assert claim.head.of(doc.text) == "closed"


def test_purposes_hyphened_words_and_bare_clauses_make_no_claims(nlp: Language) -> None:
    doc = read(nlp, "The council closed the bridge to save money under a stay-at-home order.")

    assert heads_in(doc) == ["closed"]
    assert heads_in(read(nlp, "She hoped it worked.")) == []
