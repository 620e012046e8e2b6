"""Names that a tagger sees half of, or too much of, put right by the words around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.quotations import find_quotations
from summarizer.stages.actor_countries import COUNTRIES
from summarizer.stages.actor_lexicon import (
    GIVEN_LIKE_JOBS,
    INSTITUTIONS,
    ORGANISATION_WORDS,
    PARTICLES,
    PEOPLE,
    TITLES,
)
from summarizer.stages.actor_text import Found, Layout, head_of, is_nickname, words_of
from summarizer.stages.actor_titles import is_capital, is_title

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_OWNS = frozenset({"'s", "’s", "'", "’"})
_PLURAL_OWNS = frozenset({"'", "’"})
_JOB_ENDINGS = ("er", "or", "ist")
_SHORTEST_CRY = 5


def nicknamed(layout: Layout) -> Iterator[Found]:
    """Yield people with a nickname in their name, as in Jo "The Fox" Roe; it is no word of it."""
    doc = layout.doc
    for quotation in find_quotations(doc.text):
        if not is_nickname(quotation.span, doc):
            continue
        marks = doc.char_span(quotation.span.start, quotation.span.end, alignment_mode="expand")
        if marks is None or not layout.is_usable(marks.start):
            continue
        start, end = marks.start - 1, marks.end + 1
        while start > 0 and _is_name_word(doc[start - 1]) and doc[start - 1].ent_type_ == "PERSON":
            start -= 1
        while end < len(doc) and _is_name_word(doc[end]) and doc[end - 1].whitespace_:
            end += 1
        words = words_of(doc, start, marks.start) + words_of(doc, marks.end, end)
        yield Found(start, end, head_of(doc, marks.end, end), words, "person", core=start)


def _is_name_word(token: Token) -> bool:
    return token.pos_ == "PROPN" and is_capital(token) and not is_title(token)


def owned_bodies(layout: Layout) -> Iterator[Found]:
    """Yield bodies that are called by whose they are: "the Roe's Alliance", "Nurses' Union".

    After "the" it is one name, but not in "the Senate's Budget Committee", where one body has
    another.
    """
    doc = layout.doc
    for i in range(len(doc) - 2):
        owner, mark = doc[i], doc[i + 1]
        if mark.text not in _OWNS or owner.whitespace_ or not layout.is_usable(i):
            continue
        if layout.is_loose(i) or not owner.text.istitle() or not owner.is_alpha:
            continue
        is_told = i > 0 and doc[i - 1].lower_ == "the"
        if not (is_told or mark.text in _PLURAL_OWNS) or _is_body_itself(owner):
            continue
        end = _capitals_end(layout, i + 2)
        if end < len(doc) and end > i + 2 and doc[end].lower_ in {"of", "for"}:
            longer = _capitals_end(layout, end + 1)
            end = longer if longer > end + 1 else end
        if any(t.lower_ in ORGANISATION_WORDS for t in doc[i + 2 : end]):
            words = words_of(doc, i, end)
            yield Found(i, end, head_of(doc, i, end), words, "organisation", core=i)


def _capitals_end(layout: Layout, start: int) -> int:
    doc, end = layout.doc, start
    while end < len(doc) and doc[end].is_title and doc[end].is_alpha and layout.is_usable(end):
        end += 1
    return end


def _is_body_itself(owner: Token) -> bool:
    is_state = (owner.text,) in COUNTRIES.names or (owner.text,) in COUNTRIES.demonyms
    return is_state or owner.lower_ in ORGANISATION_WORDS | INSTITUTIONS | TITLES


def lengthened(layout: Layout, names: Sequence[Found]) -> list[Found]:
    """Return the names, those of bodies with a capital word beside them that is a part of them.

    So "Now" in "the charity Water Now", and "Orsa" in "Orsa University Trust".
    """
    ordered = sorted(names, key=lambda n: n.start)
    at = {i: n for n in ordered for i in range(n.start, n.end)}
    swallowed: set[int] = set()
    longer = []
    for name in ordered:
        name = _with_hyphen(layout, name)
        if name.sort in {"organisation", ""} and not name.title:
            start, end = _first(layout, name, at), _last(layout, name, at)
            if (start, end) != (name.core, name.end):
                swallowed |= {*range(start, name.core)}
                words, head = words_of(layout.doc, start, end), head_of(layout.doc, start, end)
                name = replace(name, start=start, core=start, end=end, words=words, head=head)
        longer.append(name)
    return [n for n in longer if n.end - n.start > 1 or n.start not in swallowed]


def _with_hyphen(layout: Layout, name: Found) -> Found:
    """Return a name with what stands before its hyphen, if a tagger took only the rest."""
    doc, start = layout.doc, name.core
    is_person = name.sort == "person" and not name.title and start == name.start
    if not is_person or start < 2 or doc[start - 1].text != "-":
        return name
    first = doc[start - 2]
    if doc[start - 1].whitespace_ or first.whitespace_ or not _is_name_word(first):
        return name
    start -= 2
    before = doc[start - 1] if start else None
    if before is not None and before.whitespace_ and before.ent_type_ == "PERSON":
        start -= _is_name_word(before) and before.is_title
    words, head = words_of(doc, start, name.end), head_of(doc, start, name.end)
    return replace(name, start=start, core=start, words=words, head=head)


def _last(layout: Layout, name: Found, at: dict[int, Found]) -> int:
    doc, end = layout.doc, name.end
    if end >= len(doc) or end in at or layout.is_loose(name.head):
        return end
    token = doc[end]
    is_inside = layout.sentence[end] == layout.sentence[name.head] and doc[end - 1].whitespace_
    is_word = token.text.istitle() and token.is_alpha and token.pos_ != "PROPN"
    is_body = layout.kinds[layout.sentence[name.head]] == "body" and name.words[0].istitle()
    is_free = not token.ent_type_ and is_capital(token) and not is_title(token)
    return end + 1 if is_inside and is_word and is_body and is_free else end


def _first(layout: Layout, name: Found, at: dict[int, Found]) -> int:
    doc, start = layout.doc, name.core
    if start == 0 or start != name.start or name.words[-1].lower() not in ORGANISATION_WORDS:
        return start
    before, taken = doc[start - 1], at.get(start - 1)
    if not _is_name_word(before) or before.dep_ != "compound" or not before.whitespace_:
        return start
    is_alone = taken is None or (taken.sort == "place" and taken.end - taken.start == 1)
    is_state = (before.text,) in COUNTRIES.names or (before.text,) in COUNTRIES.demonyms
    is_same = layout.sentence[start - 1] == layout.sentence[start]
    inside = any(a.i in range(name.start, name.end) for a in before.ancestors)
    return start - 1 if is_alone and is_same and inside and not is_state else start


def opened(layout: Layout, names: Sequence[Found]) -> list[Found]:
    """Return the names without a cry or a job that opens the sentence: "FURIOUS Denby Rovers".

    Of "Angler Jo Roe" the job stays with the mention, as a title does, and out of the name.
    """
    at = {n.start: n for n in names}
    kept = []
    for name in names:
        after = at.get(name.end)
        if after is None or not _is_job_of(layout, name, after):
            kept.append(_opened(layout, name))
    return [_with_opening(layout, n, at) for n in kept]


def _is_job_of(layout: Layout, name: Found, after: Found) -> bool:
    """Return whether a supposed name is but the job that opens a sentence, before a person's."""
    first = layout.doc[name.start]
    is_word = name.end - name.start == 1 and _starts(layout.doc, name.start) and _is_job(first)
    is_person = after.sort in {"person", ""} and len(after.words) > 1 and not after.title
    return is_word and is_person and bool(first.whitespace_)


def _with_opening(layout: Layout, name: Found, at: dict[int, Found]) -> Found:
    before = at.get(name.start - 1)
    if before is None or before.end != name.start or not _is_job_of(layout, before, name):
        return name
    job = layout.doc[before.start].lower_
    return replace(name, start=before.start, sort="person", jobs=(*name.jobs, job))


def _opened(layout: Layout, name: Found) -> Found:
    doc, first = layout.doc, layout.doc[name.start]
    rest = name.words[1:]
    if not rest or name.core != name.start or name.title or not _starts(doc, name.start):
        return name
    is_cry = first.is_upper and len(first.text) >= _SHORTEST_CRY and first.is_alpha
    if is_cry and all(w[0].isupper() and not w.isupper() for w in rest):
        again = any(t.text == first.text and t.i != first.i for t in doc)
        if not again:
            start = name.start + 1
            return replace(name, start=start, core=start, words=rest, head=name.head)
    is_name = len(rest) == 2 and ORGANISATION_WORDS.isdisjoint(w.lower() for w in rest)
    if is_name and rest[0].lower() not in PARTICLES and _is_job(first):
        job = first.lower_
        return replace(name, core=name.start + 1, words=rest, sort="person", jobs=(*name.jobs, job))
    return name


def _starts(doc: Doc, i: int) -> bool:
    return bool(i == 0 or doc[i].is_sent_start or doc[i - 1].is_space)


def _is_job(token: Token) -> bool:
    low = token.lower_
    if not token.is_title or low in GIVEN_LIKE_JOBS or low in ORGANISATION_WORDS:
        return False
    if any(t.text == token.text and not _starts(token.doc, t.i) for t in token.doc):
        return False  # a word with a capital inside a sentence is a name
    return low in PEOPLE - TITLES or (low.endswith(_JOB_ENDINGS) and len(low) > 4)
