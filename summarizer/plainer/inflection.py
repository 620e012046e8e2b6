"""Put plainer words into the form of the words that they could replace."""

from __future__ import annotations

import re

from summarizer.plainer.lexicon import Entry

_SIBILANT = re.compile(r"(?:s|x|z|ch|sh)$")
_VOWELS = "aeiou"
# Letters that sound otherwise than they are written, at the start of words of the lexicon.
_LIKE_CONSONANT = ("use", "uni", "eu", "one")


def inflected(entry: Entry, tag: str) -> str:
    """Return the plain words of `entry` in the form of a word with the Penn Treebank `tag`."""
    if entry.pos == "NOUN":
        is_plural = tag in {"NNS", "NNPS"} and not entry.is_plural
        return entry.forms.get("plural", _plural(entry.plain)) if is_plural else entry.plain
    if entry.pos != "VERB":
        return entry.plain
    verb, _, rest = entry.plain.partition(" ")
    forms = {
        "VBZ": entry.forms.get("third", _with_s(verb)),
        "VBD": entry.forms.get("past", _past(verb)),
        "VBN": entry.forms.get("participle", entry.forms.get("past", _past(verb))),
        "VBG": _going(verb),
    }
    return " ".join(filter(None, [forms.get(tag, verb), rest]))


def cased(text: str, like: str) -> str:
    """Return `text` in capitals, or with one, if `like` is so."""
    if len(like) > 1 and like.isupper():
        return text.upper()
    return text[:1].upper() + text[1:] if like[:1].isupper() else text


def article_before(text: str) -> str:
    """Return "a" or "an", as it stands before `text`."""
    low = text.lower()
    return "an" if low[:1] in _VOWELS and not low.startswith(_LIKE_CONSONANT) else "a"


def _plural(words: str) -> str:
    *before, noun = words.split(" ")
    return " ".join([*before, _with_s(noun)])


def _with_s(word: str) -> str:
    if _SIBILANT.search(word):
        return word + "es"
    return f"{word[:-1]}ies" if word.endswith("y") and word[-2:-1] not in _VOWELS else f"{word}s"


def _past(verb: str) -> str:
    return verb + "d" if verb.endswith("e") else verb + "ed"


def _going(verb: str) -> str:
    if verb.endswith("ie"):
        return f"{verb[:-2]}ying"
    return f"{verb[:-1]}ing" if verb.endswith("e") else f"{verb}ing"
