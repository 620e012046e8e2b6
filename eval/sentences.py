"""Plain sentence splitting for baselines, independent of the library's own."""

from __future__ import annotations

import re

from summarizer.types import Span

_PROSE = re.compile(r"\S.*?(?:[.!?][\"'’”)\]]*(?=\s)|$)", re.MULTILINE)
_TOKENISED = re.compile(r"\S.*?(?: [.!?]+(?: ['’”\"](?= |$)|['’”\"])?(?= |$)|$)", re.DOTALL)


def prose_sentences(text: str) -> list[Span]:
    """Return sentences that end at `.`, `!` or `?` before white space, or at a line's end."""
    return [Span(*match.span()) for match in _PROSE.finditer(text)]


def tokenised_sentences(text: str) -> list[Span]:
    """Return the sentences of text whose tokens stand apart ("did n't go ."), as in SummEval.

    A sentence ends at a stop that is a token of its own, with a closing quotation mark after
    it, so that "U.S." and "No. 7" do not end one.
    """
    return [Span(*match.span()) for match in _TOKENISED.finditer(text)]
