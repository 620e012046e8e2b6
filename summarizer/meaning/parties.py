"""Who does what to whom: the parties of an event must not change places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from summarizer.meaning.said import CONTENT, Said, lemma
from summarizer.meaning.status import verb_of
from summarizer.quotations import quoted_stretches
from summarizer.stages.actor_lexicon import SPEECH
from summarizer.stages.agency import clauses

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_OBLIQUE = frozenset({"to", "from", "against", "with", "for", "over", "on", "at", "about"})
# "met with", "merged with", "played against": both do it, in whatever order.
_MUTUAL = frozenset(
    """meet merge play face fight talk speak agree negotiate marry join discuss clash cooperate
    collaborate compete debate unite draw tie differ""".split()
)
# One event from its two sides: A sells it to B, B buys it from A.
_CONVERSE = {
    "lose": ("beat", "to"),
    "sell": ("buy", "to"),
    "lend": ("borrow", "to"),
    "give": ("receive", "to"),
}
# Verbs for one and the same act.
_KIN = {
    **dict.fromkeys(("turn_down", "decline", "reject", "rebuff"), "refuse"),
    **dict.fromkeys(("purchase", "acquire"), "buy"),
    **dict.fromkeys(("sack", "fire"), "dismiss"),
    **dict.fromkeys(("take_over",), "buy"),
}
# Two of these are seldom one event.
_SAYS_LITTLE = frozenset({"go", "come", "get", "want", "need"})
_ANYBODY = frozenset("people person man woman child group member official worker other".split())
_STEM = 5
_NAMES = frozenset({"PROPN"})
_NOUNS = frozenset({"PROPN", "NOUN"})
_ENDS = frozenset({"PROPN", "NOUN", "NUM"})
_OPENS = frozenset({"PROPN", "NOUN", "DET", "ADJ", "NUM"})
_LONGEST = 5  # words of a phrase that is tried in another's place
_REACH = 6  # words between two names and a verb between them

Names = frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Event:
    """A verb with who does it and to, for, or with whom, each by what they are called.

    `doer` and `target` are the head words of the agents and patients alone.
    """

    verb: str
    agents: Names
    patients: Names
    others: Names
    doer: Names
    target: Names

    @property
    def rest(self) -> Names:
        """Return all but the agents."""
        return self.patients | self.others


def events(said: Said, *, both: bool = False) -> list[Event]:
    """Return the events of a text that have somebody who acts or is acted on.

    One that may be told from two sides, as a loan, is told from that of who gets something;
    with `both` also as it stands.
    """
    found: list[Event] = []
    for doc in {id(t.doc): t.doc for t in said.tokens}.values():
        own = replace_tokens(said, doc)
        inside = {t.idx: t for t in own.tokens}
        for clause in clauses(doc):
            verb = inside.get(clause.verb.start)
            if verb is not None:
                agents = [inside[s.start] for s in clause.agents if s.start in inside]
                patients = [inside[s.start] for s in clause.patients if s.start in inside]
                found.append(_event(own, verb, agents, patients, is_turned=True))
                if both and lemma(verb) in _CONVERSE:
                    found.append(_event(own, verb, agents, patients))
    return found


def replace_tokens(said: Said, doc: Doc) -> Said:
    """Return the part of `said` that stands in `doc`."""
    return replace(said, tokens=tuple(t for t in said.tokens if t.doc is doc))


def _event(
    said: Said,
    verb: Token,
    agents: Sequence[Token],
    patients: Sequence[Token],
    *,
    is_turned: bool = False,
) -> Event:
    name, others = _KIN.get(verb_of(verb), _KIN.get(lemma(verb), lemma(verb))), list(_others(verb))
    if is_turned and name in _CONVERSE:
        other_name, link = _CONVERSE[name]
        takers = [t for t in others if t.head.lower_ == link]
        takers += [t for t in patients if t.dep_ == "dative"]
        if name == "lose":
            name = other_name  # whom one loses to may hang on what is lost
        if takers:
            # Whom one loses to wins; what is sold stays what it is.
            name, losers, agents = other_name, agents, takers
            patients = [t for t in patients if t not in takers] if name != "beat" else losers
            others = [*(t for t in others if t not in takers), *losers]
    return Event(
        name,
        _named(said, agents),
        _named(said, patients),
        _named(said, others),
        doer=_heads(said, agents),
        target=_heads(said, [*patients, *(t for t in others if t.head.lower_ == "against")]),
    )


def _named(said: Said, tokens: Sequence[Token]) -> Names:
    return frozenset[str]().union(*(said.names(t) for t in tokens))


def _heads(said: Said, tokens: Sequence[Token]) -> Names:
    ids = (said.actors.get(t.idx, frozenset[str]()) for t in tokens)
    return frozenset(lemma(t) for t in tokens).union(*ids)


def _others(verb: Token) -> Iterator[Token]:
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in _OBLIQUE:
            yield from (t for t in child.children if t.dep_ == "pobj")


def find_swapped(output: Said, evidence: Said) -> list[str]:
    """Return the verbs of `output` whose parties stand the other way round in `evidence`."""
    theirs = events(evidence, both=True)
    everyone = evidence.lemmas.union(*evidence.actors.values())
    swapped = [
        f"the parties of {ours.verb!r} have changed places"
        for ours in events(_outside_marks(output))
        if _is_swapped(ours, theirs) or _has_other_party(ours, theirs, everyone)
    ]
    return swapped or [*_exchanged(output, evidence), *_turned_round(output, evidence)]


def _outside_marks(output: Said) -> Said:
    """Return the words that do not stand in quotation marks, where they must be verbatim."""
    quoted = quoted_stretches(output.tokens[0].doc.text) if output.tokens else ()
    return replace(
        output,
        tokens=tuple(t for t in output.tokens if not any(s.start <= t.idx < s.end for s in quoted)),
    )


def find_exchanged(output: Said, evidence: Said) -> list[str]:
    """Return two phrases whose exchange alone makes `output` a part of the evidence.

    This needs no parse but to know nouns, and so sees what a wrong one hides.
    """
    tokens = [t for t in output.tokens if _counts(t)]
    ours = [t.lower_ for t in tokens]
    theirs = [t.lower_ for t in evidence.tokens if _counts(t)]
    if sorted({*ours} - {*theirs}) or is_in_order(ours, theirs):
        return []
    spans = [
        (a, b)
        for a, token in enumerate(tokens)
        for b in range(a + 1, min(a + _LONGEST, len(tokens)) + 1)
        if tokens[b - 1].pos_ in _ENDS and token.pos_ in _OPENS and not _is_mixed(tokens[a:b])
    ]
    for a, b in spans:
        for c, d in spans:
            if b < c and _is_told_between(tokens[b:c]):
                turned = [*ours[:a], *ours[c:d], *ours[b:c], *ours[a:b], *ours[d:]]
                if is_in_order(turned, theirs):
                    one, other = " ".join(ours[a:b]), " ".join(ours[c:d])
                    return [f"{one!r} and {other!r} have changed places"]
    return []


def _is_told_between(tokens: Sequence[Token]) -> bool:
    """Return whether what parts two phrases is more than "and": a list has no order."""
    return not any(t.dep_ == "cc" for t in tokens) or any(
        t.pos_ in {"NOUN", "PROPN", "NUM"} for t in tokens
    )


def _counts(token: Token) -> bool:
    is_word = token.is_alpha or token.like_num
    return is_word and token.pos_ not in {"DET", "PRON"} and token.lower_ != "and"


def _is_mixed(tokens: Sequence[Token]) -> bool:
    return any(t.pos_ in {"VERB", "AUX", "ADP", "SCONJ"} for t in tokens)


def is_in_order(words: Sequence[str], text: Sequence[str]) -> bool:
    """Return whether all `words` stand in `text`, in this order."""
    rest = iter(text)
    return all(word in rest for word in words)


def _is_swapped(ours: Event, theirs: Sequence[Event]) -> bool:
    """Return whether both parties are known, and only in each other's place."""
    if not ours.agents or not ours.rest or ours.verb in _MUTUAL:
        return False
    agents, rest = ours.agents - ours.rest, ours.rest - ours.agents
    same = [e for e in theirs if _is_same(e.verb, ours.verb)]
    if any(agents & e.agents and rest & e.rest for e in theirs):
        return False
    if any(agents & e.rest and rest & e.agents for e in same):
        return True
    return any(
        ours.doer & e.target and ours.target & e.doer for e in theirs if e.verb not in _MUTUAL
    )


def _has_other_party(ours: Event, theirs: Sequence[Event], everyone: Names) -> bool:
    """Return whether the same is done in the evidence, only by or to somebody else there."""
    same = [e for e in theirs if _is_same(e.verb, ours.verb)]
    if not same or ours.verb in _MUTUAL | SPEECH | _SAYS_LITTLE:
        return False
    sides = (
        (ours.agents, [e.agents for e in same]),
        (ours.patients, [e.patients for e in same]),
    )
    return any(_differs(mine, others, everyone) for mine, others in sides)


def _differs(mine: Names, theirs: Sequence[Names], everyone: Names) -> bool:
    """Return whether `mine` are others that the evidence has, where it names somebody."""
    is_other = not any(mine & t for t in theirs)
    return is_other and bool(mine - _ANYBODY) and all(theirs) and mine <= everyone


def _is_same(one: str, other: str) -> bool:
    return one == other or (len(one) > _STEM and one[:_STEM] == other[:_STEM])


# Names in phrases and in sentences that the parser does not see through -----------------------


def _exchanged(output: Said, evidence: Said) -> Iterator[str]:
    """Yield pairs of names that hang on each other's words."""
    ours, theirs = _ties(output), _ties(evidence)
    both = sorted(ours.keys() & theirs.keys())
    for i, one in enumerate(both):
        for other in both[i + 1 :]:
            if (
                ours[one] & theirs[other]
                and ours[other] & theirs[one]
                and not ours[one] & theirs[one]
                and not ours[other] & theirs[other]
            ):
                yield f"{one!r} and {other!r} have changed places"


def _ties(said: Said) -> dict[str, frozenset[tuple[str, str]]]:
    """Return what each name hangs on: how, and on which word, one and two steps up."""
    found: dict[str, frozenset[tuple[str, str]]] = {}
    for token in said.tokens:
        if token.pos_ in _NAMES and token.dep_ != "compound":
            ties = frozenset(_up(token))
            found[lemma(token)] = found.get(lemma(token), frozenset()) | ties
    return found


def _up(token: Token) -> Iterator[tuple[str, str]]:
    for _ in range(2):
        how, head = token.dep_, token.head
        if head.i == token.i:
            return
        if how == "pobj":
            how, head = head.lower_, head.head
        if how in {"nsubjpass", "dobj"}:
            how = "target"
        elif how in {"nsubj", "by"}:
            how = "doer"
        yield how, lemma(head)
        token = head


def _turned_round(output: Said, evidence: Said) -> Iterator[str]:
    """Yield words between two names that stand the other way round in the evidence."""
    ours, theirs = _between(output), _between(evidence)
    for one, word, other in sorted(ours & {(b, word, a) for a, word, b in theirs}):
        if (one, word, other) not in theirs:
            yield f"the parties of {word!r} have changed places"


def _between(said: Said) -> frozenset[tuple[str, str, str]]:
    """Return the words that stand alone between two names, in active sentences."""
    tokens = said.tokens
    if any(t.lower_ == "by" or t.dep_ in {"auxpass", "cc"} for t in tokens):
        return frozenset()
    names = [i for i, t in enumerate(tokens) if t.pos_ in _NAMES]
    found = set()
    for a, b in pairwise(names):
        words = [t for t in tokens[a + 1 : b] if t.pos_ in CONTENT or t.pos_ == "AUX"]
        is_near = b - a <= _REACH and not any(t.is_punct for t in tokens[a:b])
        found |= {(lemma(tokens[a]), lemma(t), lemma(tokens[b])) for t in words if is_near}
    return frozenset(found)
