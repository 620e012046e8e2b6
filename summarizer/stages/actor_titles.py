"""Find people by the title or job before their name, with what they are in charge of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from summarizer.stages.actor_countries import COUNTRIES
from summarizer.stages.actor_lexicon import (
    LED_BODIES,
    NEVER_NAMES,
    NOUN_CLASS,
    OFFICES,
    ORGANISATION_WORDS,
    PARTICLES,
    PEOPLE,
    PORTFOLIOS,
    RANKS,
    SPEAKERS,
    TITLE_JOBS,
    TITLE_PREFIXES,
    TITLES,
)
from summarizer.stages.actor_sorts import SURE_PEOPLE
from summarizer.stages.actor_text import Found, Layout, head_of, words_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_MAX_NAME = 9
_FIELDS = PORTFOLIOS | LED_BODIES | {"prime", "shadow"}
# These are said of bodies too ("market leader Halden Ore"), so the tagger must see a person.
_TOLD_JOBS = SURE_PEOPLE - OFFICES | SPEAKERS | {"minister", "secretary"}
_JOBS = OFFICES | SPEAKERS | SURE_PEOPLE


def find_titled(layout: Layout) -> Iterator[Found]:
    """Yield people with a title: "Gen. Roe", "Energy Minister Jo Roe", "Police Chief Roe"."""
    doc = layout.doc
    i = free = 0
    while i < len(doc):
        end = _title_end(layout, i)
        last = _run_end(layout, end) if end > i else i
        named = last > end and doc[last - 1].lower_ not in ORGANISATION_WORDS | TITLES
        if named:
            start = _title_start(layout, i, end, free)
            words = words_of(doc, end, last)
            title = doc[end - 1].lower_.rstrip(".")
            jobs = (TITLE_JOBS.get(title, title),)
            fields = fields_in(t.text for t in doc[start : end - 1])
            head = head_of(doc, start, last)
            yield Found(
                start, last, head, words, "person",
                title=title, core=end, jobs=jobs, fields=fields,
            )  # fmt: skip
            i = free = last
        else:
            i += 1


def find_jobbed(layout: Layout) -> Iterator[Found]:
    """Yield full names after a job in lower case ("spokeswoman Ana Ruiz"), however tagged.

    A job that opens the sentence ("Striker Ana Ruiz") counts if the surname is a person's
    elsewhere in the text.
    """
    doc = layout.doc
    people = {e[-1].text for e in doc.ents if e.label_ == "PERSON"}
    for before in doc:
        start = before.i + 1
        is_job = before.is_lower and (before.text in _JOBS or _is_general(before))
        opens = before.is_title and before.is_sent_start and before.lower_ in PEOPLE - TITLES
        if not (is_job or opens) or not layout.is_usable(before.i) or layout.is_loose(before.i):
            continue
        end = _run_end(layout, start)
        words = words_of(doc, start, end) if end > start else ()
        if len(words) not in {2, 3} or not ORGANISATION_WORDS.isdisjoint(w.lower() for w in words):
            continue
        tags = {t.ent_type_ for t in doc[start:end]}
        is_known = opens and words[-1] in people and len(words) == 2
        is_sure = before.text in _TOLD_JOBS and tags <= {"", "GPE"} and not _is_place(words)
        if is_known or "PERSON" in tags or is_sure or _is_general(before):
            yield Found(start, end, head_of(doc, start, end), words, "person", core=start)


def _is_place(words: tuple[str, ...]) -> bool:
    return words in COUNTRIES.names or words in COUNTRIES.capitals


def _is_general(token: Token) -> bool:
    """Return whether a word ends a job such as "secretary-general"."""
    if token.lower_ != "general" or token.i < 2 or token.nbor(-1).text != "-":
        return False
    return token.nbor(-2).lemma_.lower() in OFFICES | PEOPLE


def is_portfolio(doc: Doc, name: Found) -> bool:
    """Return whether a supposed name only says what somebody is in charge of.

    So "Energy" in "Energy minister", "Union" in "Union leader", and "Energy Minister" itself.
    """
    words = [w.lower() for w in name.words]
    if words[-1] in OFFICES and len(words) > 1:
        office = words.pop()
    else:
        office = doc[name.end].lemma_.lower() if name.end < len(doc) else ""
    fields = {w for w in words if w not in {"and", "&"}}
    if fields <= PORTFOLIOS:
        return office in OFFICES | SPEAKERS
    return fields <= PORTFOLIOS | LED_BODIES and office in OFFICES


def fields_in(words: Iterable[str]) -> frozenset[str]:
    """Return the portfolios among `words`, in lower case and one spelling; may be empty."""
    low = (w.lower() for w in words)
    return frozenset(NOUN_CLASS.get(w, w) for w in low if w in _FIELDS)


def fields_before(doc: Doc, job: int) -> frozenset[str]:
    """Return the portfolios right before the job at token `job` ("health minister")."""
    start = job
    while start > 0 and (doc[start - 1].lower_ in _FIELDS or _joins(doc, start - 1)):
        start -= 1
    return fields_in(t.text for t in doc[start:job])


def rank_before(doc: Doc, job: int) -> frozenset[str]:
    """Return "deputy" or the like if it stands right before the job at token `job`."""
    return RANKS & {doc[job - 1].lower_} if job else frozenset()


def is_title(token: Token) -> bool:
    """Return whether a word is written like a title before a name."""
    return token.text[0].isupper() and token.lower_.rstrip(".") in TITLES


def is_capital(token: Token) -> bool:
    """Return whether a word can be part of a name by its capital."""
    return token.text[0].isupper() and token.lower_ not in NEVER_NAMES and token.ent_type_ != "DATE"


def _title_end(layout: Layout, start: int) -> int:
    """Return the end of the title that starts at token `start`, or `start` if none does."""
    doc = layout.doc
    if not layout.is_usable(start) or layout.is_loose(start) or layout.is_shouted(start):
        return start
    end, real = start, False
    while end < len(doc) and end - start < 4 and is_title(doc[end]):
        word = doc[end].lower_.rstrip(".")
        # "Chief" alone is no title, "Police Chief" is.
        leads = word in OFFICES and end > 0 and _is_field(layout, end - 1)
        real = leads or word not in TITLE_PREFIXES
        end += 1
    return end if real else start


def _title_start(layout: Layout, start: int, end: int, free: int) -> int:
    """Return where a title with the portfolio before it starts, not before token `free`."""
    doc = layout.doc
    if doc[end - 1].lower_ not in OFFICES | SPEAKERS:
        return start
    while start > free:
        if layout.sentence[start - 1] != layout.sentence[end]:
            break
        is_prefix = is_title(doc[start - 1]) and doc[start - 1].lower_ in TITLE_PREFIXES
        joins = _joins(doc, start - 1) and _is_field(layout, start)
        if not (is_prefix or joins or _is_field(layout, start - 1)):
            break
        start -= 1
    return start


def _is_field(layout: Layout, i: int) -> bool:
    token = layout.doc[i]
    return layout.is_usable(i) and token.text[0].isupper() and token.lower_ in _FIELDS


def _joins(doc: Doc, i: int) -> bool:
    """Return whether token `i` joins two portfolios ("Work and Pensions")."""
    return doc[i].lower_ in {"and", "&"} and i > 0 and doc[i - 1].lower_ in _FIELDS


def _run_end(layout: Layout, start: int) -> int:
    """Return the end of the person's name that starts at token `start`."""
    doc = layout.doc
    end = start
    while end < len(doc) and end - start < _MAX_NAME and layout.is_usable(end):
        token = doc[end]
        joined = end > start and not doc[end - 1].whitespace_
        follows = end + 1 < len(doc) and doc[end + 1].text[:1].isupper()
        if is_capital(token) and not (joined and doc[end - 1].text != "-"):
            end += 1
        elif token.text == "-" and joined and end + 1 < len(doc) and not token.whitespace_:
            end += 2
        elif end > start and token.lower_ in PARTICLES and follows:
            end += 1
        elif end > start and token.lower_ in PARTICLES and _is_hyphened(doc, end):
            end += 3  # "al-Masri"
        else:
            break
    return min(end, len(doc))


def _is_hyphened(doc: Doc, i: int) -> bool:
    """Return whether a hyphen and a capital word follow token `i` without a space."""
    parts = doc[i : i + 3]
    if len(parts) < 3 or parts[1].text != "-" or not parts[2].text[0].isupper():
        return False
    return not (parts[0].whitespace_ or parts[1].whitespace_)
