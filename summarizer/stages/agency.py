"""Who does and to whom it is done: clauses of a dependency parse, and counts per actor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.types import Actor, Agency, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def _words(lemmas: str) -> frozenset[str]:
    return frozenset(lemmas.split())


# Being, having, knowing and feeling: the subject does nothing that others could observe.
_STATIVE = _words(
    """be have seem appear remain belong contain include consist exist own possess resemble mean
    cost deserve depend lack need want like love hate know believe think hope expect fear feel
    understand concern matter equal involve represent constitute stand lie sit live reside wish
    prefer doubt suppose regard owe fit weigh measure"""
)
# The grammatical subject of these is the one that something happens to.
_UNDERGO = _words(
    """die suffer perish drown undergo endure starve collapse succumb sicken bleed choke
    languish suffocate"""
)
# "They forced X to leave": X leaves, and X is also the one who was forced.
_CONTROL = _words(
    """force compel order ask tell urge allow help persuade convince pressure require encourage
    invite teach warn enable permit make let coerce press instruct"""
)
# Nouns for something done to whom "of" names, or "on" and "against" after the second lot.
_DONE_TO = _words(
    """bombing shelling bombardment killing murder massacre slaughter assassination execution
    arrest detention imprisonment torture abuse beating rape shooting eviction expulsion
    deportation displacement removal dismissal suspension firing sacking conviction acquittal
    prosecution persecution harassment intimidation exploitation destruction demolition capture
    recapture liberation conquest occupation siege blockade invasion seizure looting abduction
    kidnapping treatment punishment humiliation recruitment appointment election release rescue"""
)
_DONE_ON = _words(
    """attack assault raid strike airstrike crackdown offensive sanction charge campaign lawsuit
    case violence crime threat war ban"""
)
# In these the owner is the one it is done to: "Roe's arrest", but not "Roe's attack".
_OWNED = _DONE_TO - _words("bombing shelling treatment invasion seizure occupation siege blockade")
# "dozens of protesters were killed": the protesters were, not the dozens.
_QUANTITY = _words(
    """dozen hundred thousand million score group number majority minority handful one some many
    most all none several few both each any lot plenty couple pair rest half part percent third
    quarter crowd wave tens total member"""
)
_SUBJECTS = frozenset({"nsubj", "csubj"})
_PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
_OBJECTS = frozenset({"dobj", "obj", "dative", "iobj"})
_MAX_CLIMB = 5
_RELATIVE = frozenset({"who", "that", "which", "whom"})
# A noun for something done; whoever stands before it did it ("U.S. airstrikes flattened …").
_DEEDS = _words(
    """airstrike strike attack raid bombing bombardment shelling offensive invasion campaign
    assault operation crackdown drone missile bomb jet warplane troop force soldier government
    military army police official authority decision order ruling policy law ban sanction tariff
    leader leadership minister lawyer negotiator"""
)


@dataclass(frozen=True, slots=True)
class Clause:
    """One verb of action or speech, who does it and to whom; spans are single head words.

    `negated` clauses say what was not done; they count for nobody.
    """

    verb: Span
    lemma: str
    agents: tuple[Span, ...]
    patients: tuple[Span, ...]
    passive: bool
    negated: bool


def clauses(doc: Doc) -> tuple[Clause, ...]:
    """Return the clauses of a parsed text that have an agent or a patient, in text order."""
    found = (_clause(token) for token in doc if token.pos_ == "VERB")
    return tuple(c for c in found if c is not None)


def agency_of(doc: Doc, actor: Actor, known: Sequence[Clause] | None = None) -> Agency:
    """Return in how many clauses `actor` acts, is acted on, and is so with nobody named.

    Args:
        doc: parse over the text that the actor's mentions index.
        actor: whose mentions are looked up; an actor without mentions gets zeros.
        known: `clauses(doc)` if the caller has it already, so that many actors cost one pass.
    """
    heads = {span for m in actor.mentions for span in roles_of(doc, m.span)}
    acts = acted_on = agentless = 0
    for clause in clauses(doc) if known is None else known:
        if clause.negated:
            continue
        acts += any(span in heads for span in clause.agents)
        if any(span in heads for span in clause.patients):
            acted_on += 1
            agentless += clause.passive and not clause.agents
    return Agency(acts, acted_on, agentless, len(nominal_acts(doc, actor)))


def nominal_acts(doc: Doc, actor: Actor) -> tuple[Span, ...]:
    """Return the nouns for something done to `actor`, in text order, each once.

    "The bombing of Raqqa", "the arrest of the mayor", "his dismissal", "an attack on them".
    """
    found: set[Span] = set()
    for mention in actor.mentions:
        words = doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
        if words is None:
            continue
        token, head = words.root, words.root.head
        if token.dep_ == "poss" and head.lemma_.lower() in _OWNED:
            found.add(_span(head))
        elif token.dep_ == "pobj":
            deed = head.head.lemma_.lower()
            is_of = head.lower_ == "of" and deed in _DONE_TO
            is_on = head.lower_ in {"on", "against"} and deed in _DONE_ON
            if (is_of or is_on) and head.head.pos_ in {"NOUN", "PROPN"}:
                found.add(_span(head.head))
    return tuple(sorted(found))


def is_agent(doc: Doc, span: Span, known: Sequence[Clause] | None = None) -> bool:
    """Return whether the words at `span` name the doer of some clause that is not negated."""
    heads = set(roles_of(doc, span))
    every = clauses(doc) if known is None else known
    return any(not c.negated and not heads.isdisjoint(c.agents) for c in every)


def roles_of(doc: Doc, span: Span) -> tuple[Span, ...]:
    """Return the head words through which `span` can fill a role; empty if it has no token.

    Climbs from "Saleh" in "a resident, Saleh," to "resident", from "protesters" in "dozens of
    protesters" to "dozens", from "U.S." in "U.S. airstrikes" to "airstrikes".
    """
    words = doc.char_span(span.start, span.end, alignment_mode="expand")
    if words is None:
        return ()
    return tuple(_span(token) for token in role_tokens(words.root))


def role_tokens(token: Token) -> tuple[Token, ...]:
    """Return `token` and the words above it that fill a role on its behalf, nearest first."""
    found = [token]
    while len(found) < _MAX_CLIMB and (above := _stands_for(found[-1])) is not None:
        found.append(above)
    return tuple(found)


def _stands_for(token: Token) -> Token | None:
    head = token.head
    if token.dep_ == "appos" and head.pos_ in {"NOUN", "PROPN", "PRON"}:
        return head
    if token.dep_ in {"compound", "nmod", "amod", "poss"} and head.lemma_.lower() in _DEEDS:
        return head
    if token.dep_ == "pobj" and head.lower_ == "of" and head.head.lemma_.lower() in _QUANTITY:
        return head.head
    if token.dep_ == "pobj" and head.lower_ == "including":
        return _whole(head.head)
    if token.dep_ == "conj" and head.dep_ in {"compound", "nmod", "amod", "poss"}:
        return _stands_for(head)
    return None


def _whole(anchor: Token) -> Token | None:
    """Return of whom those named after "including" are part: a noun, or a verb's subject."""
    if anchor.pos_ in {"NOUN", "PROPN"}:
        return anchor
    subjects = (t for t in anchor.children if t.dep_ in _PASSIVE_SUBJECTS)
    return next(subjects, None)


def _span(token: Token) -> Span:
    return Span(token.idx, token.idx + len(token.text))


def sides_of(verb: Token) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    """Return the head words of who does what `verb` says, and of whom it is done to."""
    subjects = [antecedent(t) for t in _subjects(verb)]
    if is_passive(verb) or verb.lemma_.lower() in _UNDERGO:
        agents, patients = list(_by_agents(verb)), subjects
    else:
        agents, patients = subjects, [antecedent(t) for t in _objects(verb)]
    return with_conjuncts(agents), with_conjuncts(patients)


def is_stative(verb: Token) -> bool:
    """Return whether the subject of `verb` does nothing that others could observe."""
    return verb.lemma_.lower() in _STATIVE


def _clause(verb: Token) -> Clause | None:
    if is_stative(verb):
        return None
    agents, patients = sides_of(verb)
    if not agents and not patients:
        return None
    return Clause(
        verb=_span(verb),
        lemma=verb.lemma_.lower(),
        agents=tuple(map(_span, agents)),
        patients=tuple(map(_span, patients)),
        passive=is_passive(verb),
        negated=any(child.dep_ == "neg" for child in verb.children),
    )


def is_passive(verb: Token) -> bool:
    """Return whether `verb` says of its subject what is done to it."""
    deps = {child.dep_ for child in verb.children}
    if "auxpass" in deps or "nsubjpass" in deps:
        return True
    if verb.tag_ != "VBN" or "aux" in deps:
        return False
    if verb.dep_ == "acl":
        return True
    # subtle: "was arrested and charged" marks the passive once, on the first verb.
    return verb.dep_ == "conj" and not deps & _SUBJECTS and is_passive(verb.head)


def _subjects(verb: Token, depth: int = 0) -> list[Token]:
    """Return the subject of `verb`, its own or the one it shares with a verb above it."""
    own = [t for t in verb.children if t.dep_ in _SUBJECTS or t.dep_ in _PASSIVE_SUBJECTS]
    if own or depth > 6:
        return own
    head = verb.head
    if verb.dep_ in {"acl", "relcl"} and head.pos_ in {"NOUN", "PROPN", "PRON"}:
        return [] if verb.dep_ == "relcl" or _is_infinitive(verb) else [head]
    if verb.dep_ == "xcomp":
        controlled = [t for t in head.children if t.dep_ in _OBJECTS]
        return controlled or _subjects(head, depth + 1)
    if verb.dep_ in {"conj", "advcl"} and head.pos_ in {"VERB", "AUX"}:
        shares = verb.dep_ == "conj" or verb.tag_ == "VBG" or _is_infinitive(verb)
        return _subjects(head, depth + 1) if shares else []
    return []


def _is_infinitive(verb: Token) -> bool:
    return verb.tag_ == "VB" and any(t.tag_ == "TO" for t in verb.children)


def _objects(verb: Token) -> Iterator[Token]:
    for child in verb.children:
        if child.dep_ in _OBJECTS and not child.lower_.endswith(("self", "selves")):
            yield from _dative(child) if child.pos_ == "ADP" else [child]
        elif child.dep_ == "ccomp" and verb.lemma_.lower() in _CONTROL and _is_infinitive(child):
            yield from (t for t in child.children if t.dep_ in _SUBJECTS)


def _dative(preposition: Token) -> list[Token]:
    return [t for t in preposition.children if t.dep_ == "pobj"]


def _by_agents(verb: Token) -> Iterator[Token]:
    for child in verb.children:
        if child.dep_ == "agent":
            yield from (t for t in child.children if t.dep_ == "pobj")


def antecedent(token: Token) -> Token:
    """Return the noun that a relative pronoun stands for, else the token itself."""
    if token.lower_ not in _RELATIVE or token.tag_ not in {"WP", "WDT", "IN", "DT"}:
        return token
    verb = token.head
    for _ in range(4):
        if verb.dep_ == "relcl":
            return verb.head
        if verb.dep_ not in {"conj", "xcomp", "ccomp", "advcl"}:
            break
        verb = verb.head
    return token


def with_conjuncts(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Return those of `tokens` and of what is listed with them that can name somebody."""
    every = dict.fromkeys(t for token in tokens for t in (token, *token.conjuncts))
    return tuple(t for t in every if t.pos_ in {"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"})
