"""Find the names in a text: entities put right, titles, countries, acronyms, capitals."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.stages.actor_countries import COUNTRIES
from summarizer.stages.actor_cuts import cut_names
from summarizer.stages.actor_lexicon import (
    COMPANY_WORDS,
    CONNECTORS,
    HUMAN,
    INSTITUTION_PHRASES,
    INSTITUTIONS,
    NEVER_NAMES,
    ORGANISATION_WORDS,
    PARTICLES,
)
from summarizer.stages.actor_nominals import lemma_of
from summarizer.stages.actor_scenes import as_scenes, without_storms
from summarizer.stages.actor_sorts import is_club
from summarizer.stages.actor_text import Found, Layout, head_of, words_of
from summarizer.stages.actor_titles import (
    fields_before,
    find_jobbed,
    find_titled,
    is_capital,
    is_portfolio,
    is_title,
    rank_before,
)
from summarizer.stages.actor_wholes import lengthened, nicknamed, opened, owned_bodies

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Words

_SORTS = {
    "PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place",
    "NORP": "group",
}  # fmt: skip
# Countries that are also a person's name, a state or a common word.
_DOUBTFUL = frozenset({"Georgia", "Jordan", "Chad", "Turkey", "Guinea", "Cuba", "Panama", "Mali"})
# Tokens that stand inside names and are no word of their own.
_INSIDE = frozenset({"-", "'", "’", "'s", "’s", "&", "."})

_ENDINGS = frozenset({"inc", "corp", "ltd", "llc", "plc", "gmbh"})

Ranges = Iterator[Found]


def find_names(layout: Layout) -> list[Found]:
    """Return the names in usable sentences, in text order and not overlapping.

    Sources in order of trust: full names before a bracketed acronym, titles and jobs, entities of
    two words or more, countries, other entities, capitals inside a sentence, and last every
    further place where a name so found stands again (headlines included).
    """
    steps: tuple[Callable[[Layout], Ranges], ...] = (
        _before_brackets,
        nicknamed,
        owned_bodies,
        find_titled,
        find_jobbed,
        _long_entities,
        _countries,
        _entities,
    )
    taken = bytearray(len(layout.doc))
    names: list[Found] = []
    for step in steps:
        names += _free(step(layout), taken)
    names = [n for n in names if not is_portfolio(layout.doc, n)]
    names += _free(_again(layout, names, taken), taken)
    names += _free(_capitals(layout), taken)
    names = [n for n in names if not is_portfolio(layout.doc, n)]
    names = cut_names(layout.doc, opened(layout, lengthened(layout, names)))
    names = [_with_job(layout.doc, n) for n in names]
    names = sorted(without_storms(layout, names), key=lambda n: n.start)
    return as_scenes(layout, names)


def given_names(
    layout: Layout, names: Sequence[Found], given: Sequence[tuple[int, int]]
) -> list[Found]:
    """Return those of the tokens `[start, end)` in `given` that are a name not among `names`."""
    doc = layout.doc
    taken = bytearray(len(doc))
    for name in names:
        taken[name.start : name.end] = b"\1" * (name.end - name.start)

    def found() -> Ranges:
        for start, end in given:
            head = doc[start:end].root
            while start < head.i and not (is_capital(doc[start]) and not is_title(doc[start])):
                start += 1
            if head.pos_ == "PROPN" and head.lower_ not in HUMAN and is_capital(head):
                yield _named(doc, start, head.i + 1, _SORTS.get(head.ent_type_, ""))

    return list(_free(found(), taken))


def _free(candidates: Ranges, taken: bytearray) -> list[Found]:
    kept = []
    for found in candidates:
        if not any(taken[found.start : found.end]):
            taken[found.start : found.end] = b"\1" * (found.end - found.start)
            kept.append(found)
    return kept


def _named(doc: Doc, start: int, end: int, sort: str) -> Found:
    end = _with_ending(doc, end)
    words = words_of(doc, start, end)
    return Found(start, end, head_of(doc, start, end), words, sort, core=start)


def _before_brackets(layout: Layout) -> Ranges:
    """Yield full names whose initials are the acronym in the brackets after them.

    Source: Schwartz and Hearst (2003), "A simple algorithm for identifying abbreviation
    definitions"; here only initials of whole words match, and small words may be skipped.
    """
    doc = layout.doc
    for i in range(1, len(doc) - 2):
        short = doc[i + 1].text
        if doc[i].text not in "([" or not layout.is_usable(i) or not is_acronym(short):
            continue
        if doc[i + 2].text not in ")],;":
            continue
        start = _initials_before(doc, i, short.replace(".", "").upper())
        if start is not None:
            yield _named(doc, start, i, "organisation")
            yield _named(doc, i + 1, i + 2, "organisation")


def is_acronym(word: str) -> bool:
    """Return whether `word` is written like an acronym: two to eight capitals."""
    plain = word.replace(".", "")
    return 2 <= len(plain) <= 8 and plain.isalpha() and plain.isupper()


def _initials_before(doc: Doc, end: int, letters: str) -> int | None:
    """Return where the words before token `end` that spell `letters` start."""
    i, left = end - 1, len(letters) - 1
    while i >= 0 and end - i <= 2 * len(letters) + 3:
        word = doc[i].text
        if word[0].upper() == letters[left] and (word[0].isupper() or word.lower() in CONNECTORS):
            left -= 1
            if left < 0:
                return i if word[0].isupper() else None
        elif word.lower() not in CONNECTORS and word not in _INSIDE:
            return None
        i -= 1
    return None


def _long_entities(layout: Layout) -> Ranges:
    for found in _entities(layout):
        if len(found.words) > 1 and found.sort in {"organisation", "person"}:
            yield found


def _entities(layout: Layout) -> Ranges:
    doc = layout.doc
    for ent in doc.ents:
        sort = _SORTS.get(ent.label_)
        if sort is None or not layout.is_usable(ent.root.i) or layout.is_loose(ent.root.i):
            continue
        too_long = len(ent) > 4 and layout.is_shouted(ent.root.i)
        if too_long or (sort == "person" and "/" in ent.text):
            continue
        first = ent.start
        if _is_inner_preposition(doc[first]) and doc[first - 1].text[0].isupper():
            # "Doctors Without Borders", tagged from the second word on
            first, sort = first - 1, "organisation"
        elif first > 0 and _starts_before(layout, ent):
            first -= 1
        for start, end in _pieces(layout, first, ent.end, split=sort == "person"):
            found = _named(doc, start, end, sort)
            if _is_name(layout, found):
                yield replace(found, sort=_institution(found) or sort)


def _starts_before(layout: Layout, ent: Words) -> bool:
    """Return whether the word before an entity is the untagged first word of its name."""
    before = layout.doc[ent.start - 1]
    return (
        before.pos_ == "PROPN"
        and _is_bare_capital(layout, before.i)
        and before.dep_ == "compound"
        and before.head in ent
        and layout.sentence[before.i] == layout.sentence[ent.start]
        and lemma_of(before) not in HUMAN
        and not is_title(before)
    )


def _is_inner_preposition(token: Token) -> bool:
    return (
        token.pos_ == "ADP" and token.text[0].isupper() and token.i > 0 and not token.is_sent_start
    )


def _institution(found: Found) -> str:
    low = tuple(found.key.split())
    if low in INSTITUTION_PHRASES or (len(low) == 1 and low[0] in INSTITUTIONS):
        return "organisation"
    if len(low) > 1 and low[-1] in ORGANISATION_WORDS:
        return "organisation"
    return ""


def _pieces(layout: Layout, start: int, end: int, *, split: bool) -> Iterator[tuple[int, int]]:
    """Yield the parts of an entity that are names: no determiner, no possessive, no line break."""
    doc = layout.doc
    piece = start
    for i in range(start, end + 1):
        is_cut = i == end or not layout.is_usable(i) or (split and doc[i].lower_ in {"and", "/"})
        if not is_cut:
            continue
        low, high = piece, i
        while low < high and not _opens_name(doc[low], person=split):
            low += 1
        stop = low
        while stop < high and _continues_name(doc[stop]):
            stop += 1
        while stop > low and not doc[stop - 1].text[0].isupper() and not _after_hyphen(doc, stop):
            stop -= 1
        if stop > low:
            yield low, stop
        piece = i + 1


def _with_ending(doc: Doc, end: int) -> int:
    """Return the end of a name with the "Inc." or "Terminals" that follows it."""
    following = doc[end].lower_.rstrip(".") if end < len(doc) else ""
    is_part = following in COMPANY_WORDS and doc[end].is_title and doc[end].pos_ == "PROPN"
    return end + 1 if is_part or following in _ENDINGS else end


def _opens_name(token: Token, *, person: bool) -> bool:
    if not token.text[0].isupper() and not token.text[0].isalnum():
        return False
    if person and (is_title(token) or token.pos_ == "PRON"):
        return False
    return token.text[0].isupper() and token.lower_ not in {"the", "a", "an"}


def _continues_name(token: Token) -> bool:
    word = token.text
    if word[0].isupper() or word in _INSIDE or token.lower_ in PARTICLES:
        return True
    after_hyphen = token.i > 0 and token.nbor(-1).text == "-"
    return token.lower_ in CONNECTORS or after_hyphen or word[0].isdigit()


def _after_hyphen(doc: Doc, end: int) -> bool:
    return end > 1 and doc[end - 2].text == "-" and doc[end - 1].text[0].isalpha()


def _is_name(layout: Layout, found: Found) -> bool:
    """Return whether an entity can be somebody: no date word, no bare adjective of nation."""
    low = found.key
    if low in NEVER_NAMES or not any(c.isalpha() for c in low) or len(low) < 2:
        return False
    head = layout.doc[found.head]
    if head.text in layout.adjectives and len(found.words) == 1:
        return _is_people(head)
    if found.sort == "person" and head.is_sent_start and _is_kind(head):
        return False
    if found.sort == "group" or found.words in COUNTRIES.demonyms:
        return _is_people(head)
    return len(found.words) > 1 or head.pos_ in {"PROPN", "NOUN", "X"} or head.text.isupper()


def _is_kind(token: Token) -> bool:
    """Return whether a word that opens a sentence tells the kind of people: "Riot police"."""
    noun = token.head
    return token.dep_ == "compound" and noun.is_lower and noun.lemma_.lower() in HUMAN


def _is_people(head: Token) -> bool:
    """Return whether a word such as "Kurds" or "Chinese" stands for people, not as adjective."""
    if head.dep_ in {"amod", "compound", "nmod", "npadvmod"} or head.pos_ not in {"PROPN", "NOUN"}:
        return False
    return head.tag_ in {"NNPS", "NNS"} or head.text.endswith(("s", "ese", "ish", "ch"))


def _countries(layout: Layout) -> Ranges:
    doc = layout.doc
    longest = max(len(words) for words in COUNTRIES.names)
    first = {words[0] for words in COUNTRIES.names}
    for i, token in enumerate(doc):
        if token.text not in first or not layout.is_usable(i):
            continue
        for n in range(min(longest, len(doc) - i), 0, -1):
            words = tuple(t.text for t in doc[i : i + n])
            if words in COUNTRIES.names:
                known = token.ent_type_ in {"GPE", "LOC"} or token.pos_ == "PROPN"
                if words[0] not in _DOUBTFUL or (known and token.ent_type_ == "GPE"):
                    yield _named(doc, i, i + n, "place")
                break


def _capitals(layout: Layout) -> Ranges:
    """Yield runs of proper nouns inside plain sentences that the entity finder passed over."""
    doc = layout.doc
    i = 0
    while i < len(doc):
        end = i
        while end < len(doc) and _is_bare_capital(layout, end):
            end += 1
        inside = i > 0 and layout.sentence[i - 1] == layout.sentence[i]
        if end > i and (inside or end - i > 1) and (words := words_of(doc, i, end)):
            found = _named(doc, i, end, "")
            is_people = words in COUNTRIES.demonyms or words[-1] in layout.adjectives
            if not is_people and words[-1].lower() not in HUMAN and len(found.key) > 1:
                yield replace(found, sort=_institution(found))
        i = max(end, i + 1)


def _is_bare_capital(layout: Layout, i: int) -> bool:
    token = layout.doc[i]
    return (
        layout.is_usable(i)
        and not layout.is_loose(i)
        and not layout.is_shouted(i)
        and token.pos_ == "PROPN"
        and not token.ent_type_
        and is_capital(token)
        and len(token.text) > 1
    )


def _again(layout: Layout, names: list[Found], taken: bytearray) -> Ranges:
    """Yield further places where a name that is known stands, in any case in loose sentences."""
    doc = layout.doc
    known: dict[str, list[tuple[tuple[str, ...], Found]]] = {}
    for name in {n.key: n for n in names if n.sort}.values():
        for start in _cores(name):
            words = tuple(t.text for t in doc[start : name.end])
            known.setdefault(words[0].lower(), []).append((words, name))
    for options in known.values():
        options.sort(key=lambda o: -len(o[0]))
    for i, token in enumerate(doc):
        if taken[i] or not layout.is_usable(i) or token.lower_ not in known:
            continue
        for words, name in known[token.lower_]:
            here = tuple(t.text for t in doc[i : i + len(words)])
            same = here == words or (layout.is_loose(i) and _lower(here) == _lower(words))
            if same and token.text[0].isupper() and not _goes_on(layout, i + len(words)):
                sort = name.sort
                yield replace(_named(doc, i, i + len(words), sort), jobs=())
                break


def _goes_on(layout: Layout, i: int) -> bool:
    """Return whether a name goes on with token `i`, in no entity ("Xi" in "Xi Jinping")."""
    if i >= len(layout.doc) or not _is_bare_capital(layout, i):
        return False
    before = layout.doc[i - 1]
    return not before.ent_type_ and before.dep_ == "compound" and before.head.i == i


def _lower(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(w.lower() for w in words)


def _cores(name: Found) -> list[int]:
    """Return where the parts of a name that stand for all of it start: all, or the surname.

    A club goes by its last word: "Rovers", "Mirasol".
    """
    starts = [name.core]
    if len(name.words) > 1 and is_club(name):
        return [*starts, name.end - 1]
    if name.sort == "person" and len(name.words) > 1:
        # "Roe-Ito" is three tokens and one surname.
        starts.append(name.end - (3 if "-" in name.words[-1] else 1))
    return starts


def _with_job(doc: Doc, name: Found) -> Found:
    """Return a name with the noun right before it ("fisherman Jo Roe", "the charity Aid")."""
    if name.start == 0 or name.sort == "group" or name.words in COUNTRIES.names:
        return name
    before = doc[name.start - 1]
    lemma = before.lemma_.lower()
    if before.tag_ in {"NN", "NNP"} and before.is_lower and lemma in HUMAN:
        fields = name.fields | fields_before(doc, before.i) | rank_before(doc, before.i)
        return replace(name, jobs=(*name.jobs, lemma), fields=fields)
    return name
