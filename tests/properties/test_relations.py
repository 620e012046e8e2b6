"""Relations of any sentences: ranges inside the text, actors that exist, evidence that has them."""

from __future__ import annotations

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from summarizer.stages.parse import load_parser
from summarizer.stages.relations import relations_in
from summarizer.types import Actor, Mention, Quote, Sentence, Span

NAMES = ("Lindt", "Brandt", "rebels", "union", "shipyard", "divers")
VERBS = (
    *("blamed", "praised", "attacked", "sued", "did not help", "may evict", "sided with"),
    *("was robbed by", "voted against", "accused", "denied that", "said that", "met", "and"),
)
SIDE = st.sampled_from([*NAMES, "the rain", "“the union", "who", "they"])
SENTENCE = st.lists(st.tuples(SIDE, st.sampled_from(VERBS)), min_size=1, max_size=3).flatmap(
    lambda pairs: SIDE.map(lambda last: " ".join([*(f"{a} {v}" for a, v in pairs), last]))
)


@cache
def parser() -> Language:
    return load_parser()


@settings(max_examples=60, deadline=None)
@given(
    said=st.lists(SENTENCE, min_size=1, max_size=3),
    spoken=st.booleans(),
    speaker=st.sampled_from(["Lindt", None]),
)
def test_relations_rest_on_their_words(said: list[str], spoken: bool, speaker: str | None) -> None:
    text, spans = "", []
    for sentence in said:
        spans.append(Span(len(text), len(text) + len(sentence) + 1))
        text += f"{sentence}. "
    text = text.rstrip()
    sentences = [Sentence(span, "body") for span in spans]
    actors = [actor for name in NAMES if (actor := found(text, name)).mentions]
    quotes = (
        [Quote((spans[0],), "direct", speaker=speaker)]
        if spoken and (speaker or "") in text
        else []
    )
    doc = parser()(text)

    relations = relations_in(doc, sentences, actors, quotes)

    assert relations == relations_in(doc, sentences, list(reversed(actors)), quotes)
    known = {actor.id: actor for actor in actors}
    for one in relations:
        assert one.cue.end <= len(text)
        assert one.evidence
        assert all(span in spans for span in one.evidence)
        assert one.actor != one.target
        assert one.voice == "quoted" or one.speaker is None
        for name in (one.actor, one.target):
            inside = [m for m in known[name].mentions if one.evidence[0].contains(m.span)]
            assert inside


def found(text: str, name: str) -> Actor:
    starts = [i for i in range(len(text)) if text.startswith(name, i)]
    mentions = tuple(Mention(Span(i, i + len(name)), name, "name") for i in starts)
    return Actor(name, name, "group", mentions)
