"""Trimming only deletes: nothing that denies, doubts, compares, attributes, counts or is quoted."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from summarizer.fidelity import hedges
from summarizer.guard import find_problems, prepare
from summarizer.quotations import find_quotations
from summarizer.stages.parse import load_parser, parse_text
from summarizer.summaries.standalone import word_sentences
from summarizer.summaries.trim import find_cuts, left_over
from summarizer.types import Evidence, SummarySentence
from tests.stories import make_story

if TYPE_CHECKING:
    from spacy.language import Language

WHO = st.sampled_from(
    ("The mayor", "Jane Roe", "The mayor of Orlen", "No miner", "Police", "The dam", "It", "“We”")
)
ASIDES = st.sampled_from(
    (
        *(", who was born in Arden,", ", which was not built to last,", " (52)", " (not 52)"),
        *(", a friend of the bank,", ", an alleged thief,", ", “a gift”,", " — a nurse —", ","),
        *(", according to police,", ", who said so on Monday,", ", if all goes well,", ""),
        *(", including two girls,", ", larger than Arden,", ", who they say left,", " ("),
    )
)
DOES = st.sampled_from(
    (
        *(" left the hall on Sunday after the vote", " said that the town would get a new bridge"),
        *(" has not been seen since the fire in the harbour", " met the union, the bank and them"),
        *(
            " told reporters: “It is over, which is good”",
            " could lose a third of the money for it",
            " moved 52 tonnes of ore, 30 per cent more than Orlen, by road",
            " paid $4 million, 12 miles from here, for the hall",
        ),
    )
)
ENDS = st.sampled_from(
    (
        *(".", ", leaving two people dead.", ", without a word.", ", adding that she would stay."),
        *(
            ", which nobody had expected.",
            ", unless it rains.",
            ", killing four.",
            ", he said.",
            "?",
        ),
        *(
            ", citing “the facts”.",
            ", less than in May.",
            ", a day before the vote.",
            ", taking 40 tonnes of ore.",
            ", which is 9 miles longer.",
            "; it rained.",
        ),
    )
)
OPENINGS = st.sampled_from(
    ("", "If it rains, ", "After the vote ended, ", "Asked about it, ", "Speaking in Arden, ", "“")
)
SENTENCES = st.builds(lambda *parts: "".join(parts), OPENINGS, WHO, ASIDES, DOES, ENDS)


UNITS = re.compile(r"\d+ (?:tonnes|per cent|million|miles)")


@cache
def parser() -> Language:
    return load_parser()


@given(st.lists(SENTENCES, min_size=1, max_size=3))
def test_trimming_only_deletes(lines: list[str]) -> None:
    story = make_story(lines)
    text = story.article.text
    story = replace(story, parse=parse_text(parser(), text, story.sentences or ()))
    source = prepare(story)
    for wording in word_sentences(source, trim=True).values():
        cuts = find_cuts(source, wording.sentence)
        pieces = left_over(wording.sentence, cuts, text)
        lost = [cut.of(text) for cut in cuts]
        assert all(wording.sentence.contains(cut) for cut in cuts)
        assert not any(hedges(words) for words in lost)
        assert not any(cut.overlaps(q.span) for cut in cuts for q in find_quotations(text))
        assert not any(mark in words for words in lost for mark in '“”"')
        for word in ("said", "told", "according", "if", "unless", "than", "less", "larger", "more"):
            assert not any(word in words.split() for words in lost)
        for counted in UNITS.finditer(text):  # a number goes with what it counts, or stays with it
            for cut in cuts:
                inside = [cut.start <= at < cut.end for at in range(*counted.span())]
                assert all(inside) or not any(inside)
        if not wording.is_trimmed:
            continue
        # What is said are the pieces of the source, in their order.
        assert "".join(wording.text.split()) == "".join(
            "".join(piece.of(text).split()) for piece in pieces
        )
        assert hedges(wording.text) == hedges(wording.sentence.of(text))
        said = SummarySentence(
            wording.text, tuple(Evidence("article-1", s) for s in wording.evidence), 1.0
        )
        assert find_problems(said, {"article-1": source}) == []
        assert sum(len(p.of(text).split()) for p in pieces) >= 8
