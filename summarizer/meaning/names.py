"""Names in another form: initials, forms of address, a people for its country."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.fidelity import plain, words
from summarizer.meaning.amounts import is_when

if TYPE_CHECKING:
    from spacy.tokens import Doc

_STEM = 5  # letters that names of one place and its people share
_ADDRESSES = frozenset({"mr", "mrs", "ms", "dr", "prof", "sir", "lady", "lord"})
# Capitalised words side by side, of which initials are made.
_CAPITALS = re.compile(r"\b[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)+")


def apart(doc: Doc) -> str:
    """Return the words with a bar between names that only stand side by side."""
    found = ""
    for token in doc:
        after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else token
        is_pair = token.pos_ == after.pos_ == "PROPN" and token.i != after.i
        is_one = token.head.i in {after.i, after.head.i} or after.head.i == token.i
        is_date = is_when(token.text) != is_when(after.text)
        # "Microsoft's Hotmail" is two names.
        is_owned = token.tag_ == "POS" and after.pos_ == "PROPN"
        is_parted = is_owned or (is_pair and (is_date or not is_one))
        found += token.text_with_ws + ("| " if is_parted else "")
    return found


def is_known(name: str, evidence: str) -> bool:
    """Return whether `name` is a form of address, or `evidence` has it in another form."""
    first, _, rest = name.partition(" ")
    if first.rstrip(".") in _ADDRESSES:
        return not rest or f" {rest} " in f" {' '.join(words(evidence))} "
    if _is_kin(name, evidence):
        return True
    bare, flat = name.replace(".", ""), f" {' '.join(words(evidence))} "
    if f" {bare} " in flat.replace(".", ""):
        return True
    short, runs = bare.replace(" ", ""), _CAPITALS.findall(plain(evidence))
    if short in {"".join(w[0] for w in run.split()).casefold() for run in runs}:
        return len(short) > 1
    own = "".join(word[0] for word in name.split())
    return len(own) > 1 and f" {own} " in flat.replace(".", "")


def _is_kin(name: str, evidence: str) -> bool:
    """Return whether `evidence` has a name of the same stem, as that of a people for a country."""
    stem = name[: max(_STEM, len(name) - 2)]
    has_stem = any(word.startswith(stem) for word in words(evidence))
    return " " not in name and len(name) >= _STEM and has_stem
