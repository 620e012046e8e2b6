"""For what else a denial holds: from a word, the way up the parse to what it is denied with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from summarizer.stages.denial_words import (
    AVERTS,
    CALLS,
    CLAIMS,
    CLEARS,
    CONFIRMS,
    DEFINITE,
    DOUBTS,
    EMBARKS,
    FALSE,
    GRANTS,
    HAPPENS,
    HARD,
    KEEPS_FROM,
    KINDS,
    LEADS_TO,
    NAMES_AS,
    PASSING,
    REFUSALS,
    REFUSES,
    REJECTS,
    SIGNS,
    SLIGHTEST,
    VIEWS,
    WORDS,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

# Labels of the parser.
COMPLEMENTS: Final = frozenset({"attr", "acomp", "oprd"})
OBJECTS: Final = frozenset({"dobj", "obj"})
SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
CLAUSES: Final = frozenset({"ccomp", "xcomp", "acl", "csubj", "csubjpass"})
PARTS: Final = frozenset({"amod", "compound", "nmod"})
_ADDED = frozenset({"prep", "advmod", "advcl", "npadvmod", "agent"})


def denied_with(token: Token) -> Token | None:
    """Return the word above `token` with which it would be denied, or `None`."""
    if (word := _word_before(token)) is not None:
        return word
    above = token.head
    if above.i == token.i:
        return None
    if token.dep_ in COMPLEMENTS | PARTS:
        return above
    if token.dep_ == "conj":
        return _first_of(token)
    if token.dep_ in {"pobj", "pcomp"}:
        return above if _passes(above, token) else None
    if token.dep_ == "prep":
        return _governor(token)
    if token.dep_ in CLAUSES:
        return above if _holds_clause(above, token) else None
    if token.dep_ in OBJECTS:
        return above if _passes_object(above, token) else None
    if token.dep_ in SUBJECTS:
        return above if _passes_subject(above, token) else None
    return _odd(token)


def _odd(token: Token) -> Token | None:
    """Return what is above `token` where its label is often the parser's mistake."""
    above = token.head
    if token.dep_ == "appos" and above.head.lemma_ in VIEWS:
        return above.head
    if token.dep_ == "advmod" and token.lower_ in {"far", "short"}:
        return above
    if token.dep_ == "relcl":
        # "the rumour that nurses fled", of which the parser makes two subjects.
        return above if is_claim(above) and _n_subjects(token) > 1 else None
    is_to = any(t.lower_ == "to" and t.dep_ == "aux" for t in token.children)
    is_false = above.pos_ != "VERB" and above.lemma_ in falsehoods(token)
    is_false = is_false or any(false_in(above, token))
    return above if token.dep_ == "advcl" and is_to and is_false else None


def _n_subjects(verb: Token) -> int:
    return sum(t.dep_ in SUBJECTS for t in verb.children)


def _word_before(token: Token) -> Token | None:
    """Return "word" in "the word 'catastrophe'", unless it is a part of what `token` heads."""
    i = token.left_edge.i - 1
    while i >= token.sent.start and (token.doc[i].is_quote or token.doc[i].lower_ in {"a", "an"}):
        i -= 1
    if i < token.sent.start or token.doc[i].lemma_ not in WORDS or token.doc[i].head.i == token.i:
        return None
    return token.doc[i]


def _first_of(token: Token) -> Token | None:
    """Return what `token` is a conjunct of, if a denial of that one is one of `token`."""
    joiner = joint(token)
    if joiner == "but":
        return None
    if token.pos_ in {"VERB", "AUX"}:
        has_subject = any(t.dep_ in SUBJECTS for t in token.children)
        return None if has_subject or joiner != "or" else token.head
    return token.head


def joint(token: Token) -> str:
    """Return the word that joins the conjunct `token` to the one before, or nothing."""
    joints = [t.lower_ for t in token.head.children if t.dep_ == "cc" and t.i < token.i]
    return joints[-1] if joints else ""


def _passes(prep: Token, token: Token) -> bool:
    """Return whether a denial of `prep` is one of `token`, which it governs."""
    if prep.lower_ == "as":
        return True
    if prep.lower_ == "to":
        return prep.head.lower_ in {"contrary", "truth"} or (
            prep.head.lemma_.lower() in LEADS_TO and is_open(token)
        )
    if prep.lower_ == "on":
        return prep.head.lemma_ in EMBARKS and is_open(token)
    if prep.lower_ == "from":
        is_kept = prep.head.lemma_ in KEEPS_FROM and prep.head.dep_ != "xcomp"
        return prep.head.lower_ == "far" or (token.dep_ == "pcomp" and is_kept)
    is_free = token.dep_ == "pcomp" or is_open(token) or _is_sign(prep.head)
    return prep.lower_ in PASSING and is_free


def _governor(prep: Token) -> Token | None:
    """Return the verb or noun above `prep` whose denial is one of what `prep` governs."""
    above = prep.head
    if above.pos_ not in {"NOUN", "PROPN", "PRON"}:
        return None if above.lemma_ in GRANTS - {"stop"} else above
    if prep.lower_ in NAMES_AS:
        # "described the officers as thugs": the parser may join "as" to the officers.
        while above.pos_ in {"NOUN", "PROPN", "PRON", "ADP"} and not is_claim(above):
            if above.head.i == above.i or above.dep_ in SUBJECTS:
                return None
            above = above.head
        return above
    if prep.lower_ == "without" or (prep.lower_ == "of" and above.head.lemma_ in CLEARS):
        return above.head
    is_named = prep.lower_ == "of" and (_is_sign(above) or above.lemma_ in KINDS)
    return above if is_named or above.lower_ in {"contrary", "truth"} else None


def _holds_clause(above: Token, clause: Token) -> bool:
    """Return whether a denial of `above` is one of `clause`, its clause."""
    if any(t.lower_ == "whether" for t in clause.children):
        return False
    if clause.dep_ in {"csubj", "csubjpass"}:
        return any(false_in(above, clause))
    if clause.dep_ == "acl":
        is_to = any(t.lower_ == "to" and t.dep_ == "aux" for t in clause.children)
        return above.lemma_ in REFUSALS if is_to and above.lemma_ in DOUBTS else _is_sign(above)
    return is_ceasing(above, clause) or above.lemma_ not in GRANTS


def _passes_object(verb: Token, noun: Token) -> bool:
    """Return whether a denial of `verb` is one of `noun`, its object."""
    if any(t.lower_ == "such" and t.dep_ == "predet" for t in noun.children):
        return False  # "had not seen such a massacre" tells of one
    is_said = verb.lemma_ in CALLS or is_claim(noun) or _is_sign(noun)
    return is_said or (is_open(noun) and verb.lemma_ not in GRANTS)


def _passes_subject(verb: Token, noun: Token) -> bool:
    """Return whether a denial of `verb` is one of `noun`, its subject."""
    if is_claim(noun):
        return verb.lemma_ in REJECTS | CONFIRMS or averts(verb) or any(false_in(verb, noun))
    if any(t.dep_ == "csubj" and t.lemma_ in VIEWS for t in verb.children):
        # "calling it a robbery is absurd", of which the parser makes two subjects.
        return any(false_in(verb, noun))
    if noun.dep_ == "nsubjpass":
        return averts(verb) and is_open(noun)
    is_alone = not any(t.i > verb.i and t.dep_ in _ADDED for t in verb.children)
    return verb.lemma_ in HAPPENS and is_alone


def is_ceasing(verb: Token, clause: Token) -> bool:
    """Return whether `verb` ends what `clause` says, as in "stopped being a zealot"."""
    return verb.lemma_ == "stop" and clause.lemma_ == "be"


def averts(verb: Token) -> bool:
    """Return whether `verb` says that nothing comes of its object, as "ruled out" does."""
    is_out = verb.lemma_ == "rule" and any(t.lower_ == "out" for t in verb.children)
    return is_out or verb.lemma_ in AVERTS


def is_claim(noun: Token) -> bool:
    """Return whether `noun` says something, as a claim or the word for something does."""
    return noun.lemma_.lower() in CLAIMS or any(
        t.dep_ in {"compound", "nmod"} and t.lemma_ in WORDS for t in noun.children
    )


def _is_sign(noun: Token) -> bool:
    return noun.lemma_.lower() in SIGNS | DOUBTS | CLAIMS | FALSE


def is_open(noun: Token) -> bool:
    """Return whether `noun` need not exist: it has no article, or an indefinite one."""
    if any(t.lower_ in SLIGHTEST for t in noun.children):
        return True
    return noun.pos_ != "PROPN" and not any(
        t.dep_ == "poss" or (t.dep_ == "det" and t.lower_ in DEFINITE) for t in noun.children
    )


def false_in(verb: Token, clause: Token) -> Iterator[int]:
    """Yield the places of "false" in "it is false that", said with `verb` of `clause`."""
    for child in verb.children:
        if child.i != clause.i and child.dep_ in COMPLEMENTS:
            if child.lemma_.lower() in falsehoods(clause):
                yield child.i
        elif child.i != clause.i and child.dep_ == "xcomp" and child.lemma_ == "be":
            yield from false_in(child, clause)


def falsehoods(clause: Token) -> frozenset[str]:
    """Return the words that deny `clause`: of what is hard to do, only naming counts."""
    is_naming = clause.lemma_ in VIEWS | REFUSES
    return FALSE | DOUBTS | HARD if is_naming else FALSE | DOUBTS
