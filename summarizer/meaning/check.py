"""All ways in which a sentence in other words may part from its evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summarizer.meaning.ahead import is_yet_to_come
from summarizer.meaning.amounts import find_misplaced
from summarizer.meaning.parties import find_exchanged, find_swapped, is_in_order
from summarizer.meaning.said import Said
from summarizer.meaning.sources import find_moved, is_sourced, is_speech
from summarizer.meaning.status import (
    Statement,
    is_negative,
    is_open,
    is_probable,
    is_refusal,
    is_undone,
    negated_by,
    only_frames,
    only_times,
    statements,
    would_be,
)
from summarizer.meaning.words import find_turned, wordings
from summarizer.quotations import quoted_stretches

_STEM = 5
# Verbs that say little by themselves: two of them are one statement only about the same things.
_SAYS_LITTLE = frozenset({"be", "have"})
_LIGHT = frozenset("be have do come go get make take give put set keep hold".split())
_OVERLAP = 0.5
_TOLD_TENSES = frozenset({"VBD", "VBN", "VBZ", "VBP"})
_FEWEST = 2


def find_changes(output: Said, evidence: Said) -> list[str]:
    """Return in which ways `output` says something else than `evidence`.

    Names, quotation marks and numbers that are not in the evidence at all are left to the
    guard. What is told as sure, denied or claimed is compared predicate by predicate; so are
    the parties, the sources, and what numbers count.
    """
    is_shorter = _is_part(output, evidence)
    return [
        *([] if is_shorter else find_swapped(output, evidence) or find_exchanged(output, evidence)),
        *_changed_status(output, evidence),
        *_gone_negations(output, evidence),
        *find_turned(output, evidence),
        *find_misplaced(output, evidence),
        *find_moved(output, evidence),
    ]


def _changed_status(output: Said, evidence: Said) -> Iterator[str]:
    """Yield what is told as surer, or the other way, than the evidence has it."""
    theirs = statements(evidence)
    has_source = is_sourced(output)
    quoted = quoted_stretches(output.tokens[0].doc.text) if output.tokens else ()
    for ours in statements(output):
        if only_times(ours.head):
            continue  # "used to" says when, and the verb under it what
        if any(span.start <= ours.head.idx < span.end for span in quoted):
            continue  # whose words these are, and that they are the same, is seen to elsewhere
        same = [s for s in theirs if _is_same(s.lemma, ours.lemma)]
        same = [s for s in same if _is_telling(ours, s) or ours.arguments & s.arguments - _verbs(s)]
        if same and (others := _about_more(ours, same, theirs)):
            yield from _compare_others(ours, others, is_sourced=has_source)
        elif same:
            yield from _compare(ours, _nearest(ours, same), is_sourced=has_source)
        elif ours.lemma not in _SAYS_LITTLE and (others := _alike(ours, theirs)):
            yield from _compare_others(ours, others, is_sourced=has_source)
        else:
            yield from _begun(ours, theirs)


def _verbs(one: Statement) -> frozenset[str]:
    return frozenset(one.lemma.split("_"))


def _is_telling(one: Statement, other: Statement) -> bool:
    """Return whether the same verb alone makes two statements one."""
    return one.lemma not in _LIGHT and ("_" in one.lemma) == ("_" in other.lemma)


def _is_same(one: str, other: str) -> bool:
    """Return whether two verbs are one, or of one stem; particles count where both have one."""
    if one == other or ("_" in one and "_" in other):
        return one == other
    bases = one.split("_")[0], other.split("_")[0]
    if ("_" in one or "_" in other) and _LIGHT.intersection(bases):
        return False  # to come down with something is not to come
    one, other = bases
    return one == other or (len(one) > _STEM < len(other) and one[:_STEM] == other[:_STEM])


def _nearest(ours: Statement, same: Sequence[Statement]) -> list[Statement]:
    """Return those of `same` that share most arguments with `ours`."""
    shares = [len(ours.arguments & s.arguments) for s in same]
    return [s for s, n in zip(same, shares, strict=True) if n == max(shares)]


def _about_more(
    ours: Statement, same: Sequence[Statement], theirs: Sequence[Statement]
) -> list[Statement]:
    """Return what is said of the things of `ours`, where its verb is said of none of them."""
    if is_speech(ours.head) or any(ours.arguments & s.arguments - _verbs(s) for s in same):
        return []
    return _alike(ours, theirs)


def _alike(ours: Statement, theirs: Sequence[Statement]) -> list[Statement]:
    """Return the statements about the same things in another verb."""
    need = max(2, _OVERLAP * len(ours.arguments))
    told = [s for s in theirs if not only_frames(s.head)]
    near = [s for s in told if len(ours.arguments & s.arguments) >= need]
    return _nearest(ours, near) if near else []


def _gone_negations(output: Said, evidence: Said) -> Iterator[str]:
    """Yield what is negated in the evidence and told without any negation.

    Words are compared, so that a sentence which the parser misreads is seen through too.
    """
    said = [t.lower_[:_STEM] for t in output.tokens]
    if any(is_negative(t) or t.lower_ == "yet" for t in output.tokens):
        return
    theirs = statements(evidence)
    for ours in statements(output):
        about = [s for s in theirs if ours.arguments & (s.arguments - _verbs(s))]
        is_telling = ours.is_plain and ours.lemma not in _SAYS_LITTLE and not is_speech(ours.head)
        if about and is_telling and all(s.denied for s in about):
            yield f"{ours.head.text!r} is asserted, and not in the evidence"
    for token in evidence.tokens:
        for negated in negated_by(token):
            if negated.lower_[:_STEM] in said and len(negated.lower_) >= _STEM:
                yield f"{negated.text!r} is denied in the evidence"


def _begun(ours: Statement, theirs: Sequence[Statement]) -> Iterator[str]:
    """Yield that something is told as done of which only a plan or a chance is known."""
    about = [s for s in theirs if ours.arguments & (s.arguments - {s.lemma})]
    most = max((len(ours.arguments & s.arguments) for s in about), default=0)
    is_ahead = _is_done(ours) and most >= _FEWEST and all(map(is_undone, about))
    if (
        about
        and not is_speech(ours.head)
        and ours.is_plain
        and not ours.denied
        and not is_open(ours)
        and (is_ahead or all(map(is_open, about)))
        and not (is_refusal(ours.lemma) and any(map(_refuses, theirs)))
    ):
        yield f"{ours.head.text!r} is told as surer than in the evidence"


def _is_done(one: Statement) -> bool:
    """Return whether the main verb of a sentence tells of something as done or under way."""
    is_main = one.head.dep_ in {"ROOT", "conj"} and one.head.pos_ == "VERB"
    return is_main and one.head.tag_ in {"VBD", "VBN", "VBG"} and not is_open(one)


def _refuses(one: Statement) -> bool:
    return one.denied or is_refusal(one.lemma)


def _is_part(output: Said, evidence: Said) -> bool:
    """Return whether the words of `output` stand in `evidence`, in this order."""
    ours, theirs = (
        [t.lower_ for t in said.tokens if t.is_alpha or t.like_num] for said in (output, evidence)
    )
    return is_in_order(ours, theirs)


def _compare(ours: Statement, theirs: Sequence[Statement], *, is_sourced: bool) -> Iterator[str]:
    word = ours.head.text
    if ours.denied and all(is_yet_to_come(s.head) for s in theirs):
        return
    if all(_polarity(ours).isdisjoint(_polarity(s)) and not _turn(ours, s) for s in theirs):
        yield f"{word!r} is {'denied' if ours.denied else 'asserted'}, and not in the evidence"
    elif not any(_is_at_least_as_sure(s, ours, is_sourced=is_sourced) for s in theirs):
        yield f"{word!r} is told as surer than in the evidence"
    elif ours.is_hedged and all(s.is_plain and not s.denied for s in theirs):
        yield f"{word!r} is told as less sure than in the evidence"


def _turn(one: Statement, other: Statement) -> bool:
    """Return whether two statements say opposite things of something ("safe", "dangerous")."""
    return any(
        (one.arguments & a and other.arguments & b) or (one.arguments & b and other.arguments & a)
        for a, b in wordings().opposites
    )


def _polarity(one: Statement) -> set[bool]:
    """Return whether a statement is denied; what somebody disputes is so for some."""
    return {one.denied, one.denied ^ one.is_disputed}


def _compare_others(
    ours: Statement, theirs: Sequence[Statement], *, is_sourced: bool
) -> Iterator[str]:
    """Yield what is said of the same things in another verb, which may deny by itself."""
    done = [s for s in theirs if not is_open(s) or is_open(ours) or not ours.is_plain]
    sure = [s for s in done if _is_at_least_as_sure(s, ours, is_sourced=is_sourced)]
    # "will stop" is no more done than "will start", whatever else the verbs deny.
    is_early = ours.head.tag_ == "VBD" and ours.is_plain and all(s.future for s in theirs)
    is_early = is_early and not any(s.denied for s in (ours, *theirs))
    if not sure and (is_early or not any(map(_refuses, (ours, *theirs)))):
        yield f"{ours.head.text!r} is told as surer than in the evidence"


def _is_at_least_as_sure(theirs: Statement, ours: Statement, *, is_sourced: bool) -> bool:
    """Return whether the evidence is no less sure than the sentence."""
    supposed = (ours.conditional and not theirs.conditional) or is_open(ours)
    is_likely = ours.is_thought and is_probable(theirs)
    if theirs.is_hedged and not (ours.possible or supposed or is_likely):
        return False
    if theirs.possible and not (ours.possible or ours.is_thought or supposed):
        return False
    is_supposed = supposed or ours.is_thought or ours.possible or ours.planned
    if theirs.is_thought and not is_supposed and (ours.future or not is_sourced):
        return False
    if theirs.conditional and not (ours.possible or ours.conditional or would_be(ours)):
        return False
    is_ahead = ours.planned or ours.possible or ours.conditional or is_open(ours)
    if theirs.planned and not (is_ahead or (theirs.future and ours.future)):
        return False
    if theirs.future and ours.is_plain and ours.head.tag_ in _TOLD_TENSES:
        return False
    return not theirs.claimed or ours.claimed or is_sourced or ours.possible
