"""Find noun phrases for people and bodies, with what parts them from others ("Turkish")."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.stages.actor_countries import COUNTRIES
from summarizer.stages.actor_lexicon import (
    BODIES,
    CLASSIFYING,
    HUMAN,
    NOT_DOERS,
    NOUN_CLASS,
    PLACE_NOUNS,
    PLURALS,
    RELATIVES,
    SPEAKERS,
)
from summarizer.stages.actor_text import Found, Layout
from summarizer.stages.actor_titles import is_title

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

_DOER_ENDINGS = ("er", "or", "ist", "ee", "eer", "ian", "man", "woman")
_WHERE = frozenset({"outside", "inside", "near", "behind", "opposite"})
# With one of these a noun stands for nobody in particular.
_NOBODY = frozenset({"no", "any", "what", "which", "every", "each", "another", "neither"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "its", "their"})
# Nouns that tell nothing without whose head somebody is: "the captain of the ferry".
_HEADING = frozenset("captain chair director founder head keeper leader manager owner".split())
# From a thing up to the noun that a clause or preposition with the thing describes.
_INSIDE_PHRASE = frozenset({"dobj", "oprd", "pobj", "prep", "relcl", "acl"})
_CLOSING = frozenset(",.;:?!")
_BESIDE = frozenset({"appos", "conj", "pobj", "dobj", "npadvmod"})
_ADVOCATES = frozenset("lawyer attorney solicitor barrister agent publicist representative".split())
_FIRST_OF_DEMONYM = frozenset(words[0] for words in COUNTRIES.demonyms)


@dataclass(frozen=True, slots=True)
class Nominal:
    """A noun phrase for somebody.

    `names` are the keys of names and nations that modify it, `classes` other modifiers that
    part one set of people from another; `noun` is the class of its head noun.
    """

    found: Found
    noun: str
    lemma: str
    names: frozenset[str]
    classes: frozenset[str]
    is_plural: bool
    is_definite: bool

    @property
    def is_body(self) -> bool:
        """Return whether the noun is for a body of people, such as "army"."""
        return self.lemma in BODIES

    @property
    def is_person(self) -> bool:
        """Return whether it stands for one person."""
        return not self.is_plural and not self.is_body


def find_nominals(layout: Layout, owners: Mapping[int, str]) -> list[Nominal]:
    """Return the noun phrases for people and bodies, in text order.

    Args:
        layout: the parsed text.
        owners: token number to the key of the name that covers it.
    """
    found = []
    for chunk in layout.doc.noun_chunks:
        head = chunk.root
        if head.i in owners or not layout.is_usable(head.i) or layout.is_loose(head.i):
            continue
        if head.pos_ not in {"NOUN", "PROPN"} or not is_somebody(layout, head):
            continue
        nominal = _nominal(layout, chunk, owners)
        if nominal is not None:
            found.append(nominal)
    return found


def with_given(
    layout: Layout,
    nominals: Sequence[Nominal],
    owners: Mapping[int, str],
    given: Sequence[tuple[int, int]],
) -> list[Nominal]:
    """Return the noun phrases and those of `given` that are not among them, in text order."""
    heads = {n.found.head for n in nominals} | set(owners)
    found = list(nominals)
    for start, end in given:
        head = layout.doc[start:end].root
        if head.i in heads:
            continue
        heads.add(head.i)
        nominal = _nominal(layout, layout.doc[min(start, head.i) : head.i + 1], owners)
        found += [] if nominal is None else [nominal]
    return sorted(found, key=lambda n: n.found.start)


def is_somebody(layout: Layout, head: Token) -> bool:
    """Return whether a noun stands for people or a body.

    Nouns of the lexicon do; others that end like doers ("dockers", "lobbyists") do when
    they are the doer of a clause here.
    """
    lemma = lemma_of(head)
    if lemma in HUMAN:
        return head.ent_type_ not in {"DATE", "TIME", "MONEY", "PERCENT"}
    ends = lemma.endswith(_DOER_ENDINGS) and len(lemma) > 4
    return ends and lemma not in NOT_DOERS and head.i in layout.doers and head.pos_ == "NOUN"


def lemma_of(token: Token) -> str:
    """Return the singular in lower case; plural-only nouns stay as they are."""
    low = token.lower_
    if low in PLURALS:
        return low
    lemma = token.lemma_.lower()
    if token.pos_ == "PROPN" and low.endswith("s") and low[:-1] in HUMAN:
        return low[:-1]
    return lemma


def _nominal(layout: Layout, chunk: Words, owners: Mapping[int, str]) -> Nominal | None:
    head = chunk.root
    home = layout.sentence[head.i]
    start = head.i
    while start > chunk.start and layout.sentence[start - 1] == home:
        start -= 1
    if start < head.i and layout.doc[start].tag_ == "VBG" and _follows_preposition(layout, start):
        start += 1  # "accused of holding patients hostage"
    tail, tail_names = _tail(layout, head, owners)
    if chunk[0].lower_ in _NOBODY:
        return None
    names, classes = _modifiers(layout, start, head, owners)
    lemma = "coastguard" if _is_guard_force(head) else lemma_of(head)
    before = layout.doc[start : head.i]
    words = tuple(layout.doc[start:tail].text.split())
    found = Found(start, tail, head.i, words, kind="nominal", core=start)
    definite = any(t.lower_ in _DEFINITE or t.tag_ == "POS" for t in before)
    plural = head.tag_ in {"NNS", "NNPS"} or lemma in PLURALS
    if not plural and start == head.i and lemma in BODIES and head.i not in layout.doers:
        return None  # "on board", "in court"
    if start < head.i and layout.doc[start].lower_ in _WHERE:
        return None  # "outside court", which a tagger can take for a name
    if _is_thing(layout, head, lemma):
        return None
    noun = NOUN_CLASS.get(lemma, lemma)
    if lemma == "officer" and plural and not names and classes <= {"police"}:
        noun = "police"
    return Nominal(
        found=found,
        noun=noun,
        lemma=lemma,
        names=frozenset(names | tail_names or _shared(layout, head, start, owners)),
        classes=frozenset(classes),
        is_plural=plural,
        is_definite=definite,
    )


def _follows_preposition(layout: Layout, start: int) -> bool:
    return start > 0 and layout.doc[start - 1].pos_ in {"ADP", "SCONJ"}


def _is_guard_force(head: Token) -> bool:
    """Return whether a guard is a force rather than a man: "the coast guard"."""
    before = {t.lower_ for t in head.lefts if t.dep_ == "compound"}
    return head.lower_ == "guard" and not before.isdisjoint({"coast", "border", "national"})


def _is_thing(layout: Layout, head: Token, lemma: str) -> bool:
    """Return whether a noun for a body is a thing here: force, chains, a regime of fear."""
    is_told = any(t.dep_ == "compound" for t in head.lefts)
    if lemma == "force":
        return head.tag_ == "NN" and not is_told
    after = layout.doc[head.i + 1].lower_ if head.i + 1 < len(layout.doc) else ""
    if lemma == "chain":
        return not is_told and (head.tag_ == "NNS" or after == "of")
    below = [t for p in head.rights if p.lower_ == "of" for t in p.children]
    return lemma == "regime" and any(t.dep_ == "pobj" and t.pos_ == "NOUN" for t in below)


def _tail(layout: Layout, head: Token, owners: Mapping[int, str]) -> tuple[int, set[str]]:
    """Return where "of Raqqa" after `head` ends (else after `head`), and the names in it.

    So for "of the bank" after "the head". Names after "in", "at" and "from" tell groups apart
    but do not belong to the phrase.
    """
    end = head.i + 1
    if end >= len(layout.doc) or layout.doc[end].lower_ not in {"of", "in", "at", "from"}:
        return end, set()
    preposition = layout.doc[end]
    below = [t for t in preposition.children if t.dep_ == "pobj"]
    if preposition.head != head or not below:
        return end, set()
    inner = below[0]
    names = {owners[inner.i]} if inner.i in owners else set()
    place = bool(names) or inner.lemma_.lower() in PLACE_NOUNS or lemma_of(head) in _HEADING
    short = all(layout.sentence[i] == layout.sentence[head.i] for i in range(end, inner.i + 1))
    if preposition.lower_ == "of" and place and short and inner.i - end <= 5:
        end = inner.i + 1
        while end < len(layout.doc) and owners.get(end) is not None and end - inner.i < 6:
            end += 1
    return end, names


def _modifiers(
    layout: Layout, start: int, head: Token, owners: Mapping[int, str]
) -> tuple[set[str], set[str]]:
    doc = layout.doc
    names: set[str] = set()
    classes: set[str] = set()
    i = start
    while i < head.i:
        token = doc[i]
        hyphen = i + 1 < head.i and doc[i + 1].text == "-"
        country, n = demonym_at(layout, i)
        if hyphen:
            n = 3
            classes.add(doc[i : i + n].text.lower())
        elif country:
            names.add(f"country:{country}")
        elif i in owners:
            names.add(owners[i])
        elif token.ent_type_ == "NORP" or (
            token.text[0].isupper() and token.tag_ == "JJ" and i > start
        ):
            names.add(token.lower_)
        elif token.dep_ == "compound" and token.pos_ in {"NOUN", "PROPN"}:
            classes.add(token.lemma_.lower())
        elif token.lower_ in CLASSIFYING:
            classes.add(token.lower_)
        i += n
    return names, classes


def demonym_at(layout: Layout, i: int) -> tuple[str | None, int]:
    """Return the country whose adjective stands at token `i`, and its length in tokens."""
    if layout.doc[i].text not in _FIRST_OF_DEMONYM:
        return None, 1
    for n in (2, 1):
        words = tuple(t.text for t in layout.doc[i : i + n])
        if len(words) == n and words in COUNTRIES.demonyms:
            return COUNTRIES.demonyms[words], n
    return None, 1


def _shared(layout: Layout, head: Token, start: int, owners: Mapping[int, str]) -> set[str]:
    """Return the names before the first of two joined nouns: "Syrian army and police"."""
    first = head.head
    own = start < head.i and layout.doc[start].pos_ in {"DET", "NUM", "PRON"}
    if head.dep_ != "conj" or own or first.pos_ not in {"NOUN", "PROPN"}:
        return set()
    left = min([t.i for t in first.lefts], default=first.i)
    return _modifiers(layout, left, first, owners)[0]


def described(layout: Layout, nominals: Sequence[Nominal]) -> Iterator[tuple[Nominal, int, bool]]:
    """Yield phrases with the token of the name they describe, and whether they refer to it.

    "Jane Roe, the mayor" and "the mayor, Jane Roe" refer; "Roe is the mayor" only tells.
    """
    by_head = {n.found.head: n for n in nominals if not n.is_plural}
    for nominal in by_head.values():
        if (name := _after_comma(layout, nominal)) is not None:
            yield nominal, name, True
    for token in layout.doc:
        if token.dep_ == "appos":
            if (speaker := _spoken_for(token)) in by_head:
                yield by_head[speaker], token.i, True
            elif token.i in by_head:
                yield by_head[token.i], token.head.i, True
                for other in token.conjuncts:  # "Jo Roe, a nurse and mother of two"
                    if other.i in by_head:
                        yield by_head[other.i], token.head.i, True
            elif (above := _described_by(token, by_head)) is not None:
                yield above, token.i, True
        elif (first := _first_subject(token)) in by_head:
            yield by_head[first], token.i, True
        elif token.dep_ == "attr" and token.i in by_head and token.head.lemma_ == "be":
            negated = any(t.dep_ == "neg" for t in token.head.children)
            for subject in token.head.children:
                if subject.dep_ == "nsubj" and not negated:
                    yield by_head[token.i], subject.i, False


def _after_comma(layout: Layout, nominal: Nominal) -> int | None:
    """Return the name between commas after whose job it is: "the union's boss, Jo Roe, …"."""
    doc, end = layout.doc, nominal.found.end
    if not (nominal.is_person and nominal.is_definite) or end + 1 >= len(doc):
        return None
    start = end + 1
    while start + 1 < len(doc) and is_title(doc[start]):
        start += 1
    first = doc[start]
    if doc[end].text != "," or first.pos_ != "PROPN" or first.ent_type_ != "PERSON":
        return None
    while first.dep_ == "compound":
        first = first.head
    closes = first.i + 1 >= len(doc) or doc[first.i + 1].text in _CLOSING
    closes = closes and _spoken_for(first) < 0
    return int(first.i) if closes and first.dep_ in _BESIDE else None


def _first_subject(token: Token) -> int:
    """Return the noun that a name between commas explains across a clause, or -1.

    In "A patient who had waited a year, Jo Roe, said" the parser gives the verb two subjects.
    """
    if token.dep_ != "nsubj" or token.ent_type_ != "PERSON" or token.left_edge.i < 1:
        return -1
    before, after = token.left_edge.nbor(-1), token.doc[min(token.i + 1, len(token.doc) - 1)]
    others = [t for t in token.head.lefts if t.dep_ == "nsubj" and t.i < token.i]
    if before.text != "," or after.text != "," or len(others) != 1:
        return -1
    is_told = any(t.dep_ == "relcl" for t in others[0].rights)
    return int(others[0].i) if is_told and others[0].right_edge.i <= before.i else -1


def _spoken_for(token: Token) -> int:
    """Return the noun that a name explains across whom it speaks for, or -1.

    The parser gives the name in "a spokeswoman for the governor, Ana Roe" to the governor.
    """
    inner = token.head
    if token.pos_ != "PROPN" or inner.dep_ != "pobj" or inner.head.lower_ not in {"for", "of"}:
        return -1
    noun = inner.head.head
    is_other = noun.lemma_.lower() in SPEAKERS | RELATIVES | _ADVOCATES and inner.pos_ == "NOUN"
    return int(noun.i) if is_other else -1


def _described_by(token: Token, by_head: Mapping[int, Nominal]) -> Nominal | None:
    """Return the phrase that a name in apposition explains.

    The parser hangs "Norwater" in "the company that built the dam, Norwater, has …" on the
    dam; a thing has no such name, so it goes to the phrase that the thing stands in, if that is
    definite or the name a person's.
    """
    head = token.head
    if head.i in by_head:
        return by_head[head.i]
    end = token.right_edge.i + 1
    closes = end >= len(token.doc) or token.doc[end].text in _CLOSING
    if not closes or token.left_edge.i < 1:
        return None
    if token.doc[token.left_edge.i - 1].text != ",":
        return None
    while head.i not in by_head:
        if head.dep_ not in _INSIDE_PHRASE:
            return None
        head = head.head
    above = by_head[head.i]
    is_person = above.is_person and token.ent_type_ == "PERSON"
    return above if above.is_definite or is_person else None
