"""Parses written by hand, so that tests of what is read from one need no model."""

from __future__ import annotations

from spacy.tokens import Doc
from spacy.vocab import Vocab


def make_parse(rows: str) -> Doc:
    """Return the parse that `rows` describes: `word head relation tag [lemma]`, one a line.

    `head` counts words from 1 within the sentence, 0 is the root; a blank line ends a
    sentence. The text is the words with single spaces between them.
    """
    words: list[str] = []
    heads: list[int] = []
    deps: list[str] = []
    tags: list[str] = []
    lemmas: list[str] = []
    starts: list[bool | int | None] = []
    for block in rows.strip().split("\n\n"):
        base = len(words)
        for i, line in enumerate(block.strip().splitlines()):
            word, head, dep, tag, *lemma = line.split()
            words.append(word)
            heads.append(base + (int(head) - 1 if int(head) else i))
            deps.append(dep)
            tags.append(tag)
            lemmas.append(lemma[0] if lemma else word.lower())
            starts.append(i == 0)
    return Doc(
        Vocab(), words=words, heads=heads, deps=deps, pos=tags, lemmas=lemmas, sent_starts=starts
    )
