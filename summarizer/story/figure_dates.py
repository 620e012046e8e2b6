"""Dates in a text as days of the calendar: "March 5", "5 March 2024", "on Monday"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from summarizer.story.figure_numbers import Amount
from summarizer.story.figure_readings import Reading, window_of
from summarizer.story.figure_syntax import subject
from summarizer.story.figure_words import EMPTY_VERBS, REPORT_VERBS
from summarizer.types import Analysis, Sentence, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_MONTHS = "january february march april may june july august september october november december"
_MONTH = {name: n for n, name in enumerate(_MONTHS.split(), 1)}
_MONTH |= {name[:3]: n for name, n in _MONTH.items()} | {"sept": 9}
_DAY = {
    name: n
    for n, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())
}
_NAMES = "|".join(sorted(_MONTH, key=len, reverse=True))
# A month name alone may be a word ("may", "march"): the capital letter counts.
_MONTH_DAY = re.compile(
    rf"\b(?P<month>(?i:{_NAMES}))\.?\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\s?%|[.,]\d)"
    r"(?:,?\s(?P<year>(?:19|20)\d\d)\b)?"
)
_DAY_MONTH = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<month>(?i:{_NAMES}))\b\.?"
    r"(?:,?\s(?P<year>(?:19|20)\d\d)\b)?"
)
_WEEKDAY = re.compile(
    rf"\b(?P<which>(?:last|next|this)\s)?(?P<name>(?i:{'|'.join(_DAY)}))\b(?!['’]s|,?\s\w+\.?\s\d)"
)
# Weekdays count forward from the day of publication in sentences that speak of what is to come.
_AHEAD = re.compile(
    r"\b(?:will|next|would|scheduled|set|plans?|due|expected|to be)\b", re.IGNORECASE
)
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


def published_on(words: str | None) -> date | None:
    """Return the day in a date of publication that begins like 2024-03-12, else `None`."""
    found = _ISO.match(words or "")
    return _day(int(found[1]), int(found[2]), int(found[3])) if found else None


def find_dates(text: str, published: date | None) -> list[Amount]:
    """Return the days that `text` (one sentence) names, as ordinals, in order.

    A date without a year is the one nearest to the day of publication, and a weekday the
    last one or, in a sentence about what is to come, the next. Without a day of
    publication both are left out, since two articles may mean different ones.
    """
    found = [*_calendar(text, published), *_weekdays(text, published)]
    return sorted(found, key=lambda amount: amount.span)


def _calendar(text: str, published: date | None) -> Iterator[Amount]:
    for pattern in (_MONTH_DAY, _DAY_MONTH):
        for match in pattern.finditer(text):
            if not match["month"][0].isupper():
                continue
            month, day = _MONTH[match["month"].lower()], int(match["day"])
            if match["year"]:
                when = _day(int(match["year"]), month, day)
            else:
                when = _nearest(published, month, day) if published else None
            if when:
                yield _amount(match, when)


def _nearest(published: date, month: int, day: int) -> date | None:
    years = (published.year - 1, published.year, published.year + 1)
    days = [found for year in years if (found := _day(year, month, day))]
    return min(days, key=lambda found: abs(found - published), default=None)


def _weekdays(text: str, published: date | None) -> Iterator[Amount]:
    if published is None:
        return
    for match in _WEEKDAY.finditer(text):
        which = (match["which"] or "").strip().lower()
        if which in ("last", "next"):
            # People differ on which Friday "next Friday" is.
            continue
        ahead = (_DAY[match["name"].lower()] - published.weekday()) % 7
        is_ahead = bool(_AHEAD.search(text)) and ahead > 0
        yield _amount(
            match, published + timedelta(days=ahead if is_ahead or not ahead else ahead - 7)
        )


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _amount(match: re.Match[str], when: date) -> Amount:
    span = Span(*match.span())
    number = float(when.toordinal())
    return Amount(span, span, "date", number, number, number, 0.0)


def date_readings(analysis: Analysis) -> list[Reading]:
    """Return the days on which an article says that something happens, in text order."""
    doc, published = analysis.parse, published_on(analysis.article.published)
    if doc is None:
        return []
    return [
        reading
        for sentence in analysis.sentences or ()
        if sentence.kind in ("headline", "body")
        for amount in find_dates(sentence.span.of(analysis.article.text), published)
        if (reading := _read(doc, amount.shifted(sentence.span.start), sentence))
    ]


def _read(doc: Doc, amount: Amount, sentence: Sentence) -> Reading | None:
    core = doc.char_span(amount.core.start, amount.core.end, alignment_mode="expand")
    verb = _dated(core.root) if core is not None else None
    if core is None or verb is None or verb.lemma_.lower() in EMPTY_VERBS | REPORT_VERBS:
        return None
    told = [subject(verb), *(c for c in verb.children if c.dep_ == "dobj")]
    nouns = [t for t in told if t is not None and t.pos_ in ("NOUN", "PROPN")]
    if not nouns:
        return None
    return Reading(
        amount=amount,
        sentence=sentence.span,
        window=window_of(core, sentence),
        noun=nouns[0].lemma_.lower(),
        predicate=verb.lemma_.lower(),
        modifiers=frozenset(),
        targets=frozenset(t.lemma_.lower() for t in nouns),
        scope=frozenset(),
        days=frozenset(),
        increments=frozenset(),
        names=frozenset(t.lower_ for t in nouns if t.pos_ == "PROPN"),
        label=f"{nouns[0].text} {verb.text}",
    )


def _dated(root: Token) -> Token | None:
    """Return the verb that a date belongs to: "opens on May 5", "met Monday"."""
    if root.dep_ == "pobj" and root.head.lower_ == "on":
        root = root.head
    elif root.dep_ != "npadvmod":
        return None
    return root.head if root.head.pos_ == "VERB" else None
