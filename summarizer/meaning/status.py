"""How sure a text is of each thing it says: is it so, denied, possible, planned or claimed?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.meaning import ahead
from summarizer.meaning.said import Said, content_of, lemma
from summarizer.stages.actor_lexicon import SPEECH

if TYPE_CHECKING:
    from spacy.tokens import Token


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_DENYING = _set("not n't never no neither nor hardly barely scarcely nobody none nothing")
_POSSIBLE = _set(
    """could can may might possibly perhaps maybe potentially probably likely apparently seemingly
    presumably nearly almost"""
)
_FUTURE = _set("will wo shall 'll would 'd should must ought")
# What should be done is not done yet; "can" may tell what is allowed, and no doubt.
_DUE = _set("should ought")
_CLAIMING = _set("allegedly reportedly supposedly purportedly ostensibly")
# Verbs and adjectives that hold what depends on them at a distance.
_MAYBE = _set(
    """likely appear seem risk threaten able possible probable consider weigh mull discuss hint
    possibility chance prospect wonder unclear doubt undecided unsure uncertain"""
)
# What somebody thinks leaves a thing open, and yet tells it as surer than "could" does.
_THINK = _set("expect believe think suspect fear estimate predict forecast suggest bound")
_PLAN = _set(
    """plan intend hope aim want seek propose wish aspire prepare offer promise pledge vow agree
    decide order ask urge call demand request try attempt recommend schedule set due ready
    tell require instruct encourage invite warn advise bid campaign push plead need proposal
    apply seek request threaten
    attempt bid effort call demand promise pledge vow intention decision goal"""
)
_CLAIM = _set(
    """accuse allege charge suspect indict blame rumour rumor purport suppose
    accusation allegation charge suspicion assertion"""
)
_REFUSE = _set(
    """deny refuse decline fail reject dispute refute prevent stop block bar forbid ban avoid
    cancel unable unwilling refusal failure lack denial stop abandon drop scrap oppose halt
    unlikely absent miss skip withhold without rule_out turn_down vote_down call_off throw_out
    stay_away hold_back back_out pull_out"""
)
# Whoever disputes a claim says that it is not so: the text does not.
_DISPUTE = _set("deny reject dispute refute denial turn_down vote_down throw_out")
_REPUTED = _set("say report believe think know understand rumour rumor estimate claim")
_DOUBTFUL = _set("alleged suspected apparent potential supposed reported")
_DOWN = frozenset({"xcomp", "ccomp", "pcomp", "acl", "advcl", "csubj"})
_LINKS = frozenset(
    {"of", "with", "for", "to", "from", "about", "on", "against", "over", "in", "by"}
)
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_ARGUMENTS = frozenset(
    {"nsubj", "nsubjpass", "dobj", "obj", "attr", "acomp", "oprd", "agent", "prep", "dative"}
    | {"npadvmod", "xcomp"}
)
# Who is not sure that it is so does not say that it is not.
_KNOWING = _set("convince convinced sure certain clear know say confirm believe think")
_BEING = _set("be go remain leave do live")
_PARTICLES = _set("up down out off away back over")
_MAX_CLIMB = 4


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """A predicate, the lemmas of its arguments, and how sure the text is of it.

    `is_hedged` is whether a word of the predicate itself says that it may not be so, and
    `is_thought` whether somebody believes or expects it, `is_disputed` whether somebody denies it.
    """

    head: Token
    arguments: frozenset[str]
    denied: bool
    possible: bool
    planned: bool
    future: bool
    claimed: bool
    conditional: bool
    is_hedged: bool
    is_thought: bool
    is_disputed: bool

    @property
    def lemma(self) -> str:
        """Return the lemma of the predicate."""
        return verb_of(self.head)

    @property
    def is_plain(self) -> bool:
        """Return whether it is told as a fact."""
        return not (
            self.possible
            or self.planned
            or self.future
            or self.claimed
            or self.conditional
            or self.is_thought
        )


def statements(said: Said) -> list[Statement]:
    """Return the predicates of a text, in order: verbs, and what is said with forms of "be"."""
    inside = {t.i for t in said.tokens}
    return [_statement(t, inside) for t in said.tokens if _is_predicate(t)]


def statement_of(head: Token, among: Iterable[Token] | None = None) -> Statement:
    """Return how sure its sentence is of `head`, or how sure the words `among` it are."""
    return _statement(head, {t.i for t in (head.sent if among is None else among)})


def _is_predicate(token: Token) -> bool:
    if token.pos_ == "VERB" and token.dep_ not in {"amod", "compound"}:
        return True
    return token.pos_ == "AUX" and token.dep_ not in {"aux", "auxpass"}


def _statement(head: Token, inside: set[int]) -> Statement:
    own = _marks(head, inside)
    said_of = {lemma(t) for t in head.children if t.dep_ == "acomp" and t.i in inside}
    above = list(_governors(head, inside))
    marks = frozenset[str]().union(own, *(_marks(t, inside) for t in above))
    names = {verb_of(t) for t in above}
    is_bare = ahead.is_to_be(head)
    return Statement(
        head=head,
        arguments=content_of([t for t in _arguments(head) if t.i in inside]),
        denied=_parity(head, above, inside),
        possible=bool(names & _MAYBE or said_of & _MAYBE or marks & _POSSIBLE)
        or _has_doubtful(head, inside)
        or any(map(_is_asked, (head, *above)))
        or any(lemma(t) in _KNOWING and _is_denied(t, inside) for t in above),
        planned=is_bare
        or ahead.has_to(head)
        or bool(said_of & _PLAN or marks & _DUE)
        or _is_planned(head, above)
        or ahead.is_to_do(head),
        future=bool(marks & _FUTURE)
        or is_bare
        or ahead.is_in_time(head)
        or ahead.is_yet_to_come(head)
        or ahead.is_foretold(head),
        claimed=bool(names & (_CLAIM | _DISPUTE) or marks & _CLAIMING)
        or any(_is_reputed(t) or _is_claim(t) for t in above),
        conditional=any(_is_conditional(t, inside) for t in (head, *above)),
        is_hedged=bool(own & _POSSIBLE - {"can"}),
        is_thought=bool(names & _THINK or said_of & _THINK),
        is_disputed=bool(names & _DISPUTE),
    )


def _governors(head: Token, inside: set[int]) -> Iterator[Token]:
    """Yield the words that hold `head` at a distance, the nearest first."""
    chain = head
    for _ in range(_MAX_CLIMB):
        above = _governor(chain)
        if above is None or above.i not in inside:
            return
        yield above
        chain = above


def _parity(head: Token, above: Sequence[Token], inside: set[int]) -> bool:
    """Return whether `head` is denied, by itself or by an odd number of words above it."""
    denied, chain = _is_denied(head, inside), head
    for governor in above:
        # What stands before its governor ("A was hurt; B saw none") is not in its scope.
        if governor.i < chain.i and lemma(governor) not in _KNOWING and not _is_asked(chain):
            denied ^= verb_of(governor) in _REFUSE - _DISPUTE or _is_denied(governor, inside)
        chain = governor
    return denied


def _is_planned(head: Token, above: Sequence[Token]) -> bool:
    chain = head
    for governor in above:
        if verb_of(governor) in _PLAN and not _is_fulfilled(chain):
            return True
        chain = governor
    return False


def _is_asked(token: Token) -> bool:
    """Return whether it is a question whether something is so."""
    return any(t.lower_ == "whether" for t in token.children)


def _has_doubtful(head: Token, inside: set[int]) -> bool:
    """Return whether what is said of a subject is called likely, possible or alleged."""
    said = [t for t in head.children if t.dep_ in {"attr", "oprd"} and t.i in inside]
    words = {lemma(t) for top in said for t in top.children if t.dep_ == "amod"}
    return bool(words & (_MAYBE | _DOUBTFUL))


def _is_claim(token: Token) -> bool:
    return token.pos_ == "NOUN" and lemma(token) in {"claim", "report", "rumour", "rumor", "belief"}


def _is_reputed(verb: Token) -> bool:
    """Return whether something "is said to be" so, by nobody in particular."""
    is_passive = any(t.dep_ in {"auxpass", "nsubjpass"} for t in verb.children)
    return lemma(verb) in _REPUTED and is_passive


def _is_fulfilled(token: Token) -> bool:
    """Return whether a clause is told as something done ("agreed that it had sold")."""
    return token.tag_ in {"VBD", "VBZ", "VBP"} and token.dep_ == "ccomp"


def _marks(head: Token, inside: set[int]) -> frozenset[str]:
    """Return the helping verbs and adverbs of `head`, shared ones of a list included."""
    found = {
        t.lower_ for t in head.children if t.dep_ in {"aux", "advmod", "neg"} and t.i in inside
    }
    if head.dep_ == "conj" and head.head.pos_ in {"VERB", "AUX"} and head.tag_ in {"VB", "VBN"}:
        shared = head.head
        is_bare = not any(t.dep_ in {"aux", *_SUBJECTS} for t in head.children)
        if is_bare:
            found |= {t.lower_ for t in shared.children if t.dep_ == "aux" and t.i in inside}
    return frozenset(found)


def _is_denied(head: Token, inside: set[int]) -> bool:
    """Return whether `head` is negated, or said of nobody or nothing."""
    if head.dep_ == "pcomp" and head.head.lower_ == "without":
        return True
    if head.dep_ == "xcomp" and any(t.lower_ in {"too", "yet"} for t in head.head.children):
        return True
    for child in head.children:
        if child.i not in inside:
            continue
        if child.dep_ == "neg" or child.lower_ in _DENYING or _is_no_longer(child):
            return True
        if child.lower_ == "without" and lemma(head) in _BEING:
            return True
        if child.dep_ in _SUBJECTS | {"dobj", "attr", "obj"}:
            # "Blamed the state, not the nurses" denies only the rest.
            words = {child.lower_, *(t.lower_ for t in child.children if t.i < child.i)}
            if words & _DENYING:
                return True
    return False


def _is_no_longer(child: Token) -> bool:
    return child.lower_ == "longer" and any(t.lower_ == "no" for t in child.children)


def _is_conditional(head: Token, inside: set[int]) -> bool:
    for child in head.children:
        if child.i not in inside:
            continue
        if child.dep_ == "mark" and child.lower_ in {"if", "unless"}:
            return True
        if child.dep_ == "advcl" and any(
            t.dep_ == "mark" and t.lower_ in {"if", "unless"} for t in child.children
        ):
            return True
    return False


def _governor(token: Token) -> Token | None:
    """Return the word that `token` depends on as a clause or after a preposition."""
    head: Token = token.head
    if head.i == token.i:
        return None
    if token.dep_ in {"conj"} and head.pos_ in {"VERB", "AUX"} and token.tag_ in {"VB", "VBG"}:
        return _governor(head)
    if token.dep_ == "advcl" and not any(t.tag_ == "TO" for t in token.children):
        return None
    if token.dep_ == "ccomp" and any(t.text == ";" for t in token.doc[token.i : head.i]):
        return None  # the parser hangs one main clause on the next
    if token.dep_ in {"pcomp", "pobj"} and head.pos_ in {"ADP", "SCONJ", "PART"}:
        return head.head if head.lower_ in _LINKS and head.head.i != head.i else None
    is_object = token.pos_ in {"NOUN", "PROPN"} and token.dep_ in {"dobj", "nsubjpass"}
    return head if token.dep_ in _DOWN or is_object else None


def _arguments(head: Token) -> Iterator[Token]:
    """Yield the head words of what `head` is said of, and the subject it shares."""
    yield head
    above = head.head
    if head.dep_ == "xcomp" and above.pos_ in {"VERB", "AUX"}:
        yield from (t for t in above.children if t.dep_ in _SUBJECTS)
    if head.dep_ == "relcl":
        yield above
    for child in head.children:
        if child.dep_ in _ARGUMENTS:
            yield from _heads(child)


def _heads(token: Token) -> Iterator[Token]:
    yield token
    for child in token.children:
        if child.dep_ in {"pobj", "prep", "conj", "nummod", "appos"}:
            yield from _heads(child)


def verb_of(token: Token) -> str:
    """Return the lemma of a predicate with its particle, as in `turn_down`."""
    particle = next((t.lower_ for t in token.children if _is_particle(t)), None)
    return f"{lemma(token)}_{particle}" if particle else lemma(token)


def is_open(one: Statement) -> bool:
    """Return whether a statement says of a thing that it is planned, sought or expected."""
    has_clause = any(
        t.dep_ in {"xcomp", "ccomp"}
        or (t.dep_ == "advcl" and any(c.tag_ == "TO" for c in t.children))
        for t in one.head.children
    )
    if lemma(one.head) == "set":
        return False  # only what is "set to" happen lies ahead, and that is a clause
    if lemma(one.head) == "call" and not any(t.lower_ in {"for", "on"} for t in one.head.children):
        return False  # what somebody calls a thing is no demand
    if lemma(one.head) in {"have", "get", "give"}:
        objects = [t for t in one.head.children if t.dep_ == "dobj"]
        return any(ahead.is_to_do(t) for top in objects for t in top.children)
    return not has_clause and lemma(one.head) in _PLAN | _MAYBE | _THINK


def is_probable(one: Statement) -> bool:
    """Return whether a statement is hedged by no more than "probably" or "likely"."""
    marks = {t.lower_ for t in one.head.children} & (_POSSIBLE - {"can"})
    return bool(marks) and marks <= {"probably", "likely"}


def would_be(one: Statement) -> bool:
    """Return whether a statement is told with "would", its own or that of the verb above it."""
    near = (one.head, *((one.head.head,) if one.head.dep_ in _DOWN else ()))
    return any(t.lower_ in {"would", "'d"} for top in near for t in top.children)


def only_times(verb: Token) -> bool:
    """Return whether a verb is that of "used to do" or "is to do" something."""
    if _is_reputed(verb):
        return True
    if verb.pos_ == "AUX":
        return any(t.dep_ == "xcomp" and ahead.is_to_be(t) for t in verb.children)
    return (
        verb.lower_ == "used"
        and any(
            t.dep_ == "xcomp" and any(c.tag_ == "TO" for c in t.children) for t in verb.children
        )
        and not any(t.dep_ in {"dobj", "auxpass", "nsubjpass"} for t in verb.children)
    )


def is_undone(one: Statement) -> bool:
    """Return whether a statement leaves open whether the thing is or comes to pass."""
    is_ahead = one.planned or one.possible or one.future or one.conditional
    return is_open(one) or (is_ahead and not one.denied)


def _is_particle(token: Token) -> bool:
    return token.dep_ == "prt" or (token.dep_ == "advmod" and token.lower_ in _PARTICLES)


def only_frames(token: Token) -> bool:
    """Return whether a verb says how sure a clause under it is, and little else."""
    has_clause = any(t.dep_ in {"xcomp", "ccomp"} for t in token.children)
    return has_clause and lemma(token) in _MAYBE | _THINK | _PLAN | _CLAIM | SPEECH


def is_refusal(name: str) -> bool:
    """Return whether a verb of this lemma says that something is not so or not done."""
    return name in _REFUSE


def is_negative(token: Token) -> bool:
    """Return whether a word denies, refuses or leaves out something."""
    is_joined = token.i > 0 and token.nbor(-1).text == "-"
    if is_joined and token.lower_ in {"free", "less"}:
        return True
    return token.lower_ in _DENYING | {"without", "un", "non"} or is_refusal(lemma(token))


def negated_by(token: Token) -> list[Token]:
    """Return the verb or gerund that a negating word negates."""
    if token.dep_ == "neg" and token.head.pos_ == "VERB":
        return [token.head]
    if token.dep_ == "neg" and token.head.pos_ in {"NOUN", "PROPN"}:
        return [token.head]
    if verb_of(token) == "rule_out" and not any(t.dep_ == "neg" for t in token.children):
        return [t for t in token.children if t.dep_ == "dobj"]
    if token.lower_ == "without":
        tops = [t for t in token.children if t.dep_ in {"pcomp", "pobj"}]
        return [*tops, *(t for top in tops for t in top.children if t.dep_ == "dobj")]
    return []
