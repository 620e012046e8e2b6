from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from summarizer.stages.parse import load_parser
from summarizer.stages.quote_parts import antecedent, complete
from summarizer.types import Quote, QuoteKind, Span
from tests.factories import span_of

VOCAB = spacy.blank("en").vocab


def parse(rows: str) -> Doc:
    """Return the parse `word head relation tag part-of-speech`, one word a line; 0 is the root."""
    lines = [row.split() for row in rows.strip().splitlines()]
    return Doc(
        VOCAB,
        words=[word for word, *_ in lines],
        heads=[int(head) - 1 if int(head) else i for i, (_, head, *_) in enumerate(lines)],
        deps=[dep for _, _, dep, *_ in lines],
        tags=[tag for *_, tag, _ in lines],
        pos=[pos for *_, pos in lines],
    )


def completed(
    doc: Doc, content: str, cue: str | None, source: str | None, kind: QuoteKind = "indirect"
) -> tuple[str | None, str | None]:
    """Return the words of the cue and of the source after completion."""
    text = doc.text
    given = Quote(
        (span_of(content, text),),
        kind,
        span_of(cue, text) if cue else None,
        span_of(source, text) if source else None,
    )
    (found,) = complete([given], doc)
    return _of(found.cue, text), _of(found.source, text)


def _of(span: Span | None, text: str) -> str | None:
    return span.of(text) if span else None


SAID = parse("""
    Dr. 2 compound NNP PROPN
    Aamot 11 nsubj NNP PROPN
    , 2 punct , PUNCT
    a 5 det DT DET
    vet 2 appos NN NOUN
    from 5 prep IN ADP
    Bodo 6 pobj NNP PROPN
    , 2 punct , PUNCT
    has 11 aux VBZ AUX
    often 11 advmod RB ADV
    said 0 ROOT VBN VERB
    the 13 det DT DET
    herd 14 nsubj NN NOUN
    suffers 11 ccomp VBZ VERB
""")


@pytest.mark.parametrize("cue", ["said", "often", "has", "often said"])
def test_a_cue_takes_its_auxiliaries_and_adverbs(cue: str) -> None:
    assert completed(SAID, "the herd suffers", cue, "Aamot")[0] == "has often said"


@pytest.mark.parametrize("source", ["Aamot", "Dr.", "Dr. Aamot , a vet", "vet from Bodo"])
def test_a_source_takes_its_whole_phrase(source: str) -> None:
    found = completed(SAID, "the herd suffers", "said", source)[1]

    assert found is not None
    assert found.endswith("a vet from Bodo")


def test_a_cue_without_a_source_has_its_subject() -> None:
    assert completed(SAID, "the herd suffers", "said", None)[1] == "Dr. Aamot , a vet from Bodo"


def test_a_clause_without_a_cue_has_the_verb_above_it() -> None:
    assert completed(SAID, "the herd suffers", None, "Aamot")[0] == "has often said"


def test_a_verb_is_no_part_of_its_subject() -> None:
    doc = parse("""
        She 2 nsubj PRP PRON
        told 0 ROOT VBD VERB
        pupils 2 dobj NNS NOUN
        snow 5 nsubj NN NOUN
        fell 2 ccomp VBD VERB
    """)

    assert completed(doc, "snow fell", "told", "She told pupils")[1] == "She"


def test_according_to_is_one_cue_with_what_follows_as_its_source() -> None:
    doc = parse("""
        Rents 2 nsubj NNS NOUN
        fell 0 ROOT VBD VERB
        , 2 punct , PUNCT
        according 2 prep VBG VERB
        to 4 prep IN ADP
        a 7 det DT DET
        survey 5 pobj NN NOUN
        of 7 prep IN ADP
        tenants 8 pobj NNS NOUN
    """)

    assert completed(doc, "Rents fell", "according", None) == (
        "according to",
        "a survey of tenants",
    )
    assert completed(doc, "Rents fell", "to", "survey")[0] == "according to"


INTERVIEW = parse("""
    “ 3 punct `` PUNCT
    We 3 nsubj PRP PRON
    won 7 ccomp VBD VERB
    , 7 punct , PUNCT
    ” 7 punct '' PUNCT
    Okoro 7 nsubj NNP PROPN
    said 0 ROOT VBD VERB
    in 7 prep IN ADP
    an 10 det DT DET
    interview 8 pobj NN NOUN
    . 7 punct . PUNCT
""")


def test_where_something_was_said_is_not_who_said_it() -> None:
    assert completed(INTERVIEW, "“ We won , ”", "said", "an", "direct")[1] == "Okoro"


def test_a_loose_preposition_is_completed_or_dropped() -> None:
    assert completed(INTERVIEW, "“ We won , ”", "said in", "Okoro", "direct")[0] == (
        "said in an interview"
    )


def test_a_verb_shares_the_subject_of_the_one_it_hangs_on() -> None:
    doc = parse("""
        Rescuers 2 nsubj NNS NOUN
        wept 0 ROOT VBD VERB
        and 2 cc CC CCONJ
        said 2 conj VBD VERB
        nobody 6 nsubj NN PRON
        survived 4 ccomp VBD VERB
    """)

    assert completed(doc, "nobody survived", "said", None)[1] == "Rescuers"


def test_a_preposition_before_the_content_belongs_to_the_cue() -> None:
    doc = parse("""
        Growers 2 nsubj NNS NOUN
        called 0 ROOT VBD VERB
        for 2 prep IN ADP
        lower 5 amod JJR ADJ
        taxes 3 pobj NNS NOUN
    """)

    assert completed(doc, "lower taxes", "called", "Growers")[0] == "called for"


def test_a_colon_announces_who_speaks() -> None:
    doc = parse("""
        Okoro 2 nsubj NNP PROPN
        continued 0 ROOT VBD VERB
        : 2 punct : PUNCT
        “ 6 punct `` PUNCT
        We 6 nsubj PRP PRON
        won 2 dep VBD VERB
        ” 2 punct '' PUNCT
    """)

    assert completed(doc, "“ We won ”", None, None, "direct") == ("continued", "Okoro")


def test_a_source_stops_at_a_dash_and_takes_no_clause() -> None:
    doc = parse("""
        RIGA 3 dep NNP PROPN
        — 3 punct : PUNCT
        Police 4 nsubj NN NOUN
        said 0 ROOT VBD VERB
        roads 6 nsubj NNS NOUN
        froze 4 ccomp VBD VERB
    """)

    assert completed(doc, "roads froze", "said", "Police")[1] == "Police"


def test_pieces_of_a_word_or_two_without_marks_are_left_out() -> None:
    text = SAID.text
    pieces = (span_of("Bodo", text), span_of("the herd suffers", text))
    (found,) = complete([Quote(pieces, "indirect", span_of("said", text))], SAID)

    assert found.content == pieces[1:]


def test_a_relative_pronoun_stands_for_its_noun() -> None:
    doc = parse("""
        The 2 det DT DET
        nurse 0 ROOT NN NOUN
        who 4 nsubj WP PRON
        said 2 relcl VBD VERB
        so 4 advmod RB ADV
    """)

    assert _of(antecedent(span_of("who", doc.text), doc), doc.text) == "The nurse"
    assert antecedent(span_of("nurse", doc.text), doc) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A deal was struck between the guard and the last fighters that ordered them to leave.",
         "A deal"),
        ("The mill was struck by workers that ordered them to leave.", "workers"),
    ],
)  # fmt: skip
def test_a_deal_speaks_and_not_those_it_binds(text: str, expected: str) -> None:
    doc = load_parser()(text)

    assert _of(antecedent(span_of("that", text), doc), text) == expected


def test_a_quote_without_any_words_of_the_parse_stays_as_it_is() -> None:
    quote = Quote((Span(0, 4),), "direct")

    assert complete([quote], Doc(VOCAB, words=["Word"])) == [quote]


PLAIN = spacy.blank("en")


@pytest.mark.parametrize(
    ("content", "cue", "kind", "left"),
    [
        (", that the herd suffers,", "said", "indirect", "that the herd suffers"),
        ("said that the herd suffers", "said", "indirect", "that the herd suffers"),
        (", that the herd suffers,", "said", "mixed", ", that the herd suffers,"),
        ("herd", "said", "indirect", None),
        ("that the herd suffers", None, "indirect", None),
    ],
)
def test_reported_words_have_no_scraps_at_their_ends(
    content: str, cue: str | None, kind: QuoteKind, left: str | None
) -> None:
    text = (
        "The vet said , that the herd suffers, again."
        if "," in content
        else ("The vet said that the herd suffers again.")
    )
    quote = Quote((span_of(content, text),), kind, span_of(cue, text) if cue else None)

    found = complete([quote], PLAIN(text))

    assert [piece.of(text) for q in found for piece in q.content] == ([left] if left else [])


def test_the_subject_of_the_verb_goes_before_a_source_in_another_sentence() -> None:
    doc = parse("""
        Crews 2 nsubj NNS NOUN
        left 0 ROOT VBD VERB
        . 2 punct . PUNCT
        Orlan 5 nsubj NNP PROPN
        paid 0 ROOT VBD VERB
        and 5 cc CC CCONJ
        says 5 conj VBZ VERB
        it 9 nsubj PRP PRON
        lost 7 ccomp VBD VERB
        money 9 dobj NN NOUN
    """)

    assert completed(doc, "it lost money", "says", "Crews") == ("says", "Orlan")
    assert completed(doc, "Orlan paid", None, "Crews")[1] == "Crews"


def test_an_age_or_a_part_beside_the_subject_stands_for_all_of_it() -> None:
    assert completed(SAID, "the herd suffers", "said", "a vet from Bodo")[1] == (
        "Dr. Aamot , a vet from Bodo"
    )


PASSIVE = parse("""
    The 2 det DT DET
    guild 4 nsubjpass NN NOUN
    was 4 auxpass VBD AUX
    summoned 0 ROOT VBN VERB
    as 4 prep IN ADP
    a 7 det DT DET
    witness 5 pobj NN NOUN
""")
QUOTED = parse("""
    The 2 det DT DET
    guild 4 nsubjpass NN NOUN
    was 4 auxpass VBD AUX
    quoted 0 ROOT VBN VERB
    as 4 prep IN ADP
    agreeing 5 pcomp VBG VERB
    at 6 prep IN ADP
    once 7 pcomp RB ADV
""")
FACT = parse("""
    The 2 det DT DET
    fact 7 nsubj NN NOUN
    that 6 mark IN SCONJ
    the 5 det DT DET
    dam 6 nsubj NN NOUN
    leaked 2 acl VBD VERB
    raised 0 ROOT VBD VERB
    concern 7 dobj NN NOUN
    in 8 prep IN ADP
    Bodo 9 pobj NNP PROPN
""")


def test_who_is_spoken_of_in_the_passive_and_a_fact_do_not_speak() -> None:
    assert completed(PASSIVE, "a witness", "summoned as", "guild") == ("was summoned as", None)
    assert completed(FACT, "concern in Bodo", "raised", "The fact") == ("raised", None)


def test_who_is_quoted_speaks() -> None:
    assert completed(QUOTED, "agreeing at once", "quoted as", "guild")[1] == "The guild"
