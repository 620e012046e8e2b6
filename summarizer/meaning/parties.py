"""Who does what to whom: the parties of an event must not change places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.meaning.said import Said
from summarizer.stages.agency import clauses

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_OBLIQUE = frozenset({"to", "from", "against", "with", "for", "over", "on", "at"})
# "met with", "merged with", "played against": both do it, in whatever order.
_MUTUAL = frozenset(
    """meet merge play face fight talk speak agree negotiate marry join discuss clash cooperate
    collaborate compete debate unite draw tie differ""".split()
)
_STEM = 5


@dataclass(frozen=True, slots=True, eq=False)
class Event:
    """A verb with who does it and to, for, or with whom, each by what they are called."""

    verb: str
    agents: frozenset[str]
    patients: frozenset[str]
    others: frozenset[str]

    @property
    def rest(self) -> frozenset[str]:
        """Return all but the agents."""
        return self.patients | self.others


def events(said: Said) -> list[Event]:
    """Return the events of a text that have somebody who acts or is acted on."""
    if not said.tokens:
        return []
    doc: Doc = said.tokens[0].doc
    if any(t.doc is not doc for t in said.tokens):
        return [e for one in _by_doc(said) for e in events(one)]
    inside = {t.idx: t for t in said.tokens}
    found = []
    for clause in clauses(doc):
        verb = inside.get(clause.verb.start)
        if verb is None:
            continue
        sides = [
            frozenset().union(
                *(said.names(inside[s.start]) for s in side if s.start in inside), frozenset()
            )
            for side in (clause.agents, clause.patients)
        ]
        others = frozenset().union(*(said.names(t) for t in _others(verb)), frozenset())
        found.append(Event(clause.lemma, sides[0], sides[1], others - sides[0] - sides[1]))
    return found


def _by_doc(said: Said) -> Iterator[Said]:
    docs = {id(t.doc): t.doc for t in said.tokens}
    for key in docs:
        yield Said(tuple(t for t in said.tokens if id(t.doc) == key), said.actors)


def _others(verb: Token) -> Iterator[Token]:
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in _OBLIQUE:
            yield from (t for t in child.children if t.dep_ == "pobj")


def find_swapped(output: Said, evidence: Said) -> list[str]:
    """Return the verbs of `output` whose parties stand the other way round in `evidence`."""
    theirs = events(evidence)
    everyone = evidence.lemmas.union(*evidence.actors.values())
    return [
        f"the parties of {ours.verb!r} have changed places"
        for ours in events(output)
        if _is_swapped(ours, theirs) or _has_other_party(ours, theirs, everyone)
    ]


def _is_swapped(ours: Event, theirs: Sequence[Event]) -> bool:
    """Return whether both parties are known, and only in each other's place."""
    if not ours.agents or not ours.rest or ours.verb in _MUTUAL:
        return False
    own_agents = ours.agents - ours.rest
    own_rest = ours.rest - ours.agents
    right = any(own_agents & e.agents and own_rest & e.rest for e in theirs)
    wrong = any(own_agents & e.rest and own_rest & e.agents for e in theirs)
    return wrong and not right


def _has_other_party(ours: Event, theirs: Sequence[Event], everyone: frozenset[str]) -> bool:
    """Return whether the same is done in the evidence, only by or to somebody else there."""
    same = [e for e in theirs if _is_same(e.verb, ours.verb)]
    if not same or ours.verb in _MUTUAL:
        return False
    sides = (
        (ours.agents, [e.agents for e in same]),
        (ours.patients, [e.patients for e in same]),
    )
    return any(_differs(mine, others, everyone) for mine, others in sides)


def _differs(
    mine: frozenset[str], theirs: Sequence[frozenset[str]], everyone: frozenset[str]
) -> bool:
    """Return whether `mine` are others that the evidence has, where it names somebody."""
    return bool(mine) and all(theirs) and mine <= everyone and not any(mine & t for t in theirs)


def _is_same(one: str, other: str) -> bool:
    return one == other or (len(one) > _STEM and one[:_STEM] == other[:_STEM])
