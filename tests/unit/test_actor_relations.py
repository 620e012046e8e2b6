"""Who acts on, blames, praises, supports or opposes whom, on sentences of many subjects."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from summarizer.relations import Relation
from summarizer.stages.parse import load_parser
from summarizer.stages.relation_remarks import remarks_in
from summarizer.stages.relation_words import relation_words
from summarizer.stages.relations import relations_in
from summarizer.types import Actor, Analysis, Mention, Quote, QuoteKind, Sentence, Span
from tests.encodings import make_encoding
from tests.factories import make_article


@cache
def parser() -> Language:
    return load_parser()


def sentences_of(doc: Doc) -> list[Sentence]:
    return [
        Sentence(Span(s.start_char, s.start_char + len(s.text.rstrip())), "body") for s in doc.sents
    ]


def actors_of(text: str, names: str) -> list[Actor]:
    """Return an actor for each of `names`, a mention at each place where it stands."""
    found = []
    for name in names.split(", "):
        starts = [i for i in range(len(text)) if text.startswith(name, i)]
        assert starts, name
        mentions = [Mention(Span(i, i + len(name)), name, "name") for i in starts]
        found.append(Actor(name, name, "group", tuple(mentions)))
    return found


def quote(
    text: str, content: str, cue: str, speaker: str | None, kind: QuoteKind = "indirect"
) -> Quote:
    at, start = text.index(cue), text.index(content)
    source = Span(at, at + len(cue))
    return Quote((Span(start, start + len(content)),), kind, source, source, speaker, 0.9)


def shown(one: Relation) -> str:
    """Return a relation as "A blames B", with how it is put unless the outlet states it."""
    words = f"{one.actor} {one.kind} {one.target}"
    if one.voice == "quoted":
        words += f" @{one.speaker or '?'}"
    return words if one.status == "asserted" else f"{words} {one.status}"


def told(text: str, names: str, *quotes: Quote) -> list[str]:
    doc = parser()(text)
    found = relations_in(doc, sentences_of(doc), actors_of(text, names), quotes)
    return [shown(one) for one in found]


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        # strikes and business
        ("The union sued the shipyard.", "union, shipyard", "union opposes shipyard"),
        ("The union blamed the shipyard, not the mayor.", "union, shipyard, mayor",
         "union blames shipyard"),
        ("The shipyard was sued by the union.", "union, shipyard", "union opposes shipyard"),
        ("Weavers blamed the owner for the fire.", "Weavers, owner", "Weavers blames owner"),
        ("Weavers blamed the fire on the owner.", "Weavers, owner", "Weavers blames owner"),
        ("Ortex has laid off the welders.", "Ortex, welders", "Ortex acts_on welders"),
        ("The pilots rejected Aerlin's offer.", "pilots, Aerlin", "pilots opposes Aerlin"),
        ("The nurses demanded Brandt's resignation.", "nurses, Brandt", "nurses opposes Brandt"),
        ("The nurses called for the removal of Brandt.", "nurses, Brandt", "nurses opposes Brandt"),
        ("Lindt blasted Brandt on the radio.", "Lindt, Brandt", "Lindt blames Brandt"),
        ("Bakers sided with the pilots.", "Bakers, pilots", "Bakers supports pilots"),
        ("The bank bailed out Ortex.", "bank, Ortex", "bank acts_on Ortex"),
        ("Teshan has armed the rebels.", "Teshan, rebels", "Teshan supports rebels"),
        # floods
        ("Divers rescued the campers.", "Divers, campers", "Divers supports campers"),
        ("The campers were rescued by divers.", "divers, campers", "divers supports campers"),
        ("Farmers praised the divers' courage.", "Farmers, divers", "Farmers praises divers"),
        ("The mayor paid tribute to the divers.", "mayor, divers", "mayor praises divers"),
        ("Villagers hold Orsk responsible.", "Villagers, Orsk", "Villagers blames Orsk"),
        # courts and crime
        ("The judge jailed Moss.", "judge, Moss", "judge acts_on Moss"),
        ("Moss, who robbed the grocer, wept.", "Moss, grocer", "Moss acts_on grocer"),
        ("The lawyers testified against Moss.", "lawyers, Moss", "lawyers opposes Moss"),
        # sport
        ("Larkby thrashed Dunmere in the final.", "Larkby, Dunmere", "Larkby acts_on Dunmere"),
        ("Fans booed the striker.", "Fans, striker", "Fans blames striker"),
        # war and politics
        ("The rebels attacked a convoy.", "rebels, convoy", "rebels acts_on convoy"),
        ("The convoy was attacked by rebels.", "rebels, convoy", "rebels acts_on convoy"),
        ("Liberals voted against Stroem.", "Liberals, Stroem", "Liberals opposes Stroem"),
        ("Lindt condemned Brandt's remarks.", "Lindt, Brandt", "Lindt blames Brandt"),
        ("Rebels launched an attack on the fort.", "Rebels, fort", "Rebels acts_on fort"),
        ("Lindt drew criticism from doctors.", "Lindt, doctors", "doctors blames Lindt"),
        ("Lindt has voiced support for the nurses.", "Lindt, nurses", "Lindt supports nurses"),
    ],
)  # fmt: skip
def test_a_clause_tells_who_stands_how_to_whom(text: str, names: str, expected: str) -> None:
    assert told(text, names) == [expected]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Lindt met Brandt in Oslo.", "Lindt, Brandt"),
        ("Brandt told Lindt about the vote.", "Lindt, Brandt"),
        ("The bank predicted a weaker union.", "bank, union"),
        ("The mayor compared Lindt to Brandt.", "mayor, Lindt, Brandt"),
        ("Brandt demanded Lindt's answer.", "Lindt, Brandt"),
        ("Lindt condemned the killing of Brandt.", "Lindt, Brandt"),
        ("Lindt condemned Brandt's murder.", "Lindt, Brandt"),
        ("Did the rebels attack the convoy?", "rebels, convoy"),
        ("Lindt urged Brandt to help the nurses.", "Lindt, Brandt, nurses"),
        ("Talks will fail if the rebels attack the convoy.", "rebels, convoy"),
        ("Brandt did not say that the rebels attacked the convoy.", "rebels, convoy"),
        ("The company knows the union well.", "company, union"),
        ("The rebels and the police left.", "rebels, police"),
        ("Moss injured himself.", "Moss"),
        ("Ortex offered the welders a raise.", "Ortex, welders"),
        ("Moss suspects the grocer.", "Moss, grocer"),
    ],
)
def test_what_tells_of_no_relation_gives_none(text: str, names: str) -> None:
    assert told(text, names) == []


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("The rebels did not attack the convoy.", "rebels, convoy", "negated"),
        ("The mayor refused to praise the divers.", "mayor, divers", "negated"),
        ("The rebels have never attacked the convoy.", "rebels, convoy", "negated"),
        ("The union may sue the shipyard.", "union, shipyard", "hedged"),
        ("The union will sue the shipyard.", "union, shipyard", "hedged"),
        ("The union threatened to sue the shipyard.", "union, shipyard", "hedged"),
        ("Moss allegedly robbed the grocer.", "Moss, grocer", "hedged"),
        ("Moss is said to have robbed the grocer.", "Moss, grocer", "hedged"),
        ("The union wants to sue the shipyard.", "union, shipyard", "hedged"),
    ],
)
def test_how_sure_a_relation_is_follows_the_words(text: str, names: str, expected: str) -> None:
    (found,) = told(text, names)

    assert found.endswith(f" {expected}")


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        (
            "Lindt said the rebels attacked the convoy.",
            "Lindt, rebels, convoy",
            ["rebels acts_on convoy @Lindt"],
        ),
        (
            "Lindt accused the rebels of shelling the convoy.",
            "Lindt, rebels, convoy",
            ["Lindt blames rebels", "rebels acts_on convoy @Lindt"],
        ),
        (
            "The rebels were accused of shelling the convoy.",
            "rebels, convoy",
            ["rebels acts_on convoy @?"],
        ),
        (
            "Lindt denied that the rebels had attacked the convoy.",
            "Lindt, rebels, convoy",
            ["rebels acts_on convoy @Lindt negated"],
        ),
        ("Moss denied robbing the grocer.", "Moss, grocer", ["Moss acts_on grocer @Moss negated"]),
        (
            "Lindt said that Brandt claimed the rebels attacked the convoy.",
            "Lindt, Brandt, rebels, convoy",
            ["rebels acts_on convoy @Brandt"],
        ),
        (
            "The rebels may attack the convoy, Lindt said.",
            "Lindt, rebels, convoy",
            ["rebels acts_on convoy @Lindt hedged"],
        ),
    ],
)
def test_what_somebody_says_is_in_their_voice(text: str, names: str, expected: list[str]) -> None:
    assert told(text, names) == expected


def test_a_quote_gives_its_speaker_and_the_word_i() -> None:
    text = "“The rebels shelled the convoy, and I thank the divers.” Lindt was tired."
    said = quote(
        text, "“The rebels shelled the convoy, and I thank the divers.”", "Lindt", "Lindt", "direct"
    )

    assert told(text, "Lindt, rebels, convoy, divers", said) == [
        "rebels acts_on convoy @Lindt",
        "Lindt praises divers @Lindt",
    ]  # fmt: skip


def test_what_is_hoped_or_promised_is_hedged() -> None:
    text = "Lindt vowed that the police would jail the rebels."
    said = replace(
        quote(text, "that the police would jail the rebels", "vowed", "Lindt"), act="promises"
    )

    assert told(text, "Lindt, police, rebels", said) == ["police acts_on rebels @Lindt hedged"]


def test_only_prose_is_read_and_the_evidence_is_its_sentence() -> None:
    text = "It rained. The union sued the shipyard."
    doc = parser()(text)
    actors = actors_of(text, "union, shipyard")
    first, second = sentences_of(doc)

    (found,) = relations_in(doc, [first, second], actors, ())
    assert found.evidence == (second.span,)
    assert found.cue.of(text) == "sued"
    assert relations_in(doc, [first, replace(second, kind="caption")], actors, ()) == ()


class Feeling:
    """Gives every mention the same sentiment."""

    def __init__(self, negative: float, positive: float) -> None:
        self.scores = (negative, 1 - negative - positive, positive)

    def score(self, _: object, mentions: list[Span], __: object) -> list[tuple[float, ...]]:
        return [self.scores for _ in mentions]


@pytest.mark.parametrize(
    ("said", "feeling", "expected"),
    [
        ("The owners ruined us.", Feeling(0.9, 0.05), ["Ilves blames The owners @Ilves"]),
        ("The owners saved us.", Feeling(0.05, 0.9), ["Ilves praises The owners @Ilves"]),
        ("The owners ruined us.", Feeling(0.6, 0.1), []),
        ("The owners did not ruin us.", Feeling(0.9, 0.05), []),
        ("Did the owners ruin us?", Feeling(0.9, 0.05), []),
        ("We could ruin the owners.", Feeling(0.9, 0.05), []),
    ],
)
def test_a_remark_of_blame_or_praise_needs_a_sure_sentiment_and_a_plain_clause(
    said: str, feeling: Feeling, expected: list[str]
) -> None:
    text = f"“{said}” Ilves was tired."
    end = len(said) + 2
    whole = (Sentence(Span(0, end), "body"), Sentence(Span(end + 1, len(text)), "body"))
    name = "The owners" if said.startswith("The") else "the owners"
    analysis = Analysis(
        make_article(text),
        sentences=whole,
        parse=parser()(text),
        encoding=make_encoding(text, {}, 2),
        quotes=(quote(text, f"“{said}”", "Ilves", "Ilves", "direct"),),
        actors=tuple(actors_of(text, f"{name}, Ilves")),
    )

    found = remarks_in(analysis, feeling)  # type: ignore[arg-type]

    assert [shown(one) for one in found] == expected
    for one in found:
        assert one.evidence == tuple(sentence.span for sentence in whole)


def test_no_word_tells_two_kinds() -> None:
    words = relation_words()
    for table in (words.verbs, words.phrases, words.together, words.nouns):
        assert table
    assert not {name for (name, *rest) in words.verbs if not rest} & words.none
