"""Whether a text denies what a phrase says: "was not a massacre", "did not raze the village"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.stages.denial_scope import (
    CLAUSES,
    COMPLEMENTS,
    OBJECTS,
    PARTS,
    SUBJECTS,
    averts,
    denied_with,
    false_in,
    falsehoods,
    is_ceasing,
    is_claim,
    is_open,
    joint,
)
from summarizer.stages.denial_words import (
    AFTER_IDLE,
    ANYBODY,
    BEFORE_IDLE,
    CIRCUMSTANCE,
    CLAIMS,
    CLEARS,
    COMPARED,
    DENYING,
    DOUBTS,
    FALSE,
    FAR,
    INSTEAD,
    KEEPS_FROM,
    LITTLE,
    NEARLY,
    NOBODY,
    NOT_ONE,
    REFUSES,
    REJECTS,
    SIGNS,
    WAYS,
    WHICH_ONE,
)
from summarizer.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Words


def is_denied(span: Span, doc: Doc) -> bool:
    """Return whether words around what `span` says, mostly outside of it, deny it.

    The way leads up the parse as long as what denies a word further up would deny the phrase
    as well: from a complement to its verb and on to the clause that reports it, but not from
    "the massacre" in "has not condemned the massacre". The denying words on it are counted:
    "did not deny that it was a massacre" has two, which denies nothing. Nor does a question.
    """
    words = doc.char_span(span.start, span.end, alignment_mode="expand")
    if words is None:
        return False
    roots = [t for t in words if t.head not in words or t.head.i == t.i]
    head = next((t for t in roots if t.lower_ not in DENYING), words.root)
    # "not a coward" may be marked whole; "will not be silenced" says just that.
    is_whole = (len(words) > 1 and words[0].lower_ in DENYING) and (
        head.dep_ in COMPLEMENTS
        or words[0].lower_ == "never"
        or any(t.lemma_ == "do" for t in head.children if t.dep_ == "aux")
    )
    if _is_asked(head):
        return False
    phrase = doc[words.start + is_whole : words.end]
    return _is_nor(head) or len(_denials(head, phrase)) % 2 == 1


def _denials(head: Token, phrase: Words) -> set[int]:
    """Return the places of the words that deny what `head`, the head of `phrase`, says."""
    found: set[int] = set()
    passed: set[int] = set()
    token, is_own, is_subject = head, True, False
    while token.i not in passed:
        passed.add(token.i)
        if any(t.dep_ == "mark" and t.lower_ == "if" for t in token.children):
            return set()
        own = set(_negations(token, phrase, is_before=is_subject))
        found |= own
        if _is_compared(head, found):
            return set()
        if (first := _instead(token)) is not None:
            found.add(first.i)
            if (first.lower_, first.nbor().lower_) in INSTEAD:
                return found
        above = denied_with(token)
        # If a claim is marked itself, or what kind it is, there is one.
        is_claimed = (
            is_own and token.lemma_.lower() in CLAIMS and token.dep_ not in COMPLEMENTS | PARTS
        )
        if above is None or is_claimed or (token.dep_ == "conj" and own):
            return found
        if token.dep_ == "prep" and token.lower_ in CIRCUMSTANCE:
            return found | set(_negations(above, phrase))
        found |= set(_denied_by(token, above, phrase))
        is_own = is_own and token.dep_ in PARTS
        is_subject = token.dep_ in SUBJECTS
        token = above
    return found


def _is_asked(head: Token) -> bool:
    end = [t for t in head.sent if not t.is_space and not t.is_quote]
    return bool(end) and end[-1].lower_ == "?"


def _is_compared(head: Token, found: set[int]) -> bool:
    """Return whether `head` is said as in "none was so corrupt", "could not be more corrupt"."""
    is_most = any(head.doc[i].lower_ in NOT_ONE for i in found)
    if found and any(t.lower_ == "could" for t in head.head.children):
        is_most = True
    return is_most and any(
        t.dep_ == "advmod" and t.lower_ in COMPARED and t.i < head.i for t in head.children
    )


def _negations(token: Token, phrase: Words, *, is_before: bool = False) -> Iterator[int]:
    """Yield the places of the words that negate `token` itself.

    They stand before the phrase, unless that is the subject of `token` and so `is_before` it.
    """
    limit = token.i + 2 if is_before else phrase.start
    for child in token.children:
        if child.i < limit:
            yield from _negation(child)
            if child.dep_ == "aux":
                yield from (t.i for t in child.children if t.dep_ == "neg" and not _is_idle(t))
    if token.lower_ in {"without", "unlike"}:
        yield token.i
    if token.lemma_.lower() in SIGNS | DOUBTS:
        yield from (t.i for t in token.children if t.lower_ in LITTLE and t.i < limit)
    # The parser may join a "not" right before a phrase to another word.
    if token.pos_ not in {"VERB", "AUX"} and token.left_edge.i > token.sent.start:
        before = token.left_edge.nbor(-1)
        if before.i < phrase.start and (
            (before.lower_ in DENYING and not _is_idle(before))
            or (before.lower_ in NOBODY and token.pos_ == "ADJ" and not _is_idle(before))
        ):
            yield before.i


def _negation(child: Token) -> Iterator[int]:
    """Yield the place of the denying word that `child` of what is negated is or holds."""
    if child.lower_ in DENYING and child.dep_ in {"neg", "det", "advmod", "preconj", "cc"}:
        if not _is_idle(child):
            yield child.i
    elif child.dep_ in SUBJECTS:
        if (nobody := _nobody(child)) is not None:
            yield nobody.i
    elif child.lower_ == "less" and child.doc[child.i + 1 : child.i + 2].text.lower() in {
        "a",
        "an",
    }:
        if child.i == 0 or child.nbor(-1).lower_ not in NEARLY | {"no"}:
            yield child.i
    elif child.lower_ == "longer" and child.i and child.nbor(-1).lower_ == "no":
        yield child.nbor(-1).i
    elif child.dep_ == "prep":
        for way in child.children:
            if way.lower_ in WAYS or (way.lower_ == "time" and child.lower_ == "at"):
                yield from (t.i for t in way.children if t.lower_ == "no")


def _is_idle(word: Token) -> bool:
    """Return whether the denying `word` denies nothing: "not only", "if not", "no other"."""
    doc = word.doc
    after = doc[word.i + 1].lower_ if word.i + 1 < len(doc) else ""
    before = doc[word.i - 1].lower_ if word.i else ""
    if after in AFTER_IDLE or before in BEFORE_IDLE:
        return True
    if after == "more" and doc[word.i + 2 : word.i + 3].text.lower() == "than":
        return True
    if after == "the" and doc[word.i + 2 : word.i + 3].text.lower() in WHICH_ONE:
        return True
    if before == "or" and word.i > 1 and doc[word.i - 2].lower_ == "whether":
        return True
    if word.dep_ != "det":
        return False
    return any(
        t.lower_ in {"other", "like"} or (t.dep_ == "amod" and t.tag_ in {"JJR", "RBR"})
        for t in word.head.children
    )


def _nobody(subject: Token) -> Token | None:
    """Return the word that makes nobody of `subject`, if one does."""
    if subject.lower_ in NOBODY:
        is_some = any(t.lower_ in {"a", "the", "quite", "not"} for t in subject.children)
        return None if is_some or _is_idle(subject) else subject
    is_any = subject.lower_ in ANYBODY or any(t.lower_ in {"a", "single"} for t in subject.children)
    for child in subject.children:
        if child.i > subject.i or _is_idle(child):
            continue
        if child.lower_ == "no" or (is_any and child.lower_ in {"not", "hardly", "scarcely"}):
            return child
    return None


def _is_nor(head: Token) -> bool:
    """Return whether "nor" joins what `head` belongs to, by complements, to what is before."""
    token = head
    while token.dep_ in COMPLEMENTS | PARTS | {"conj"} and token.head.i != token.i:
        if token.dep_ == "conj" and joint(token) == "nor":
            return True
        token = token.head
    return False


def _instead(token: Token) -> Token | None:
    """Return the first word of "far from" or the like, where it stands before `token`."""
    doc, first = token.doc, token.left_edge.i
    if token.dep_ == "pobj" and not is_open(token) and token.head.lower_ == "from":
        return None
    starts = [first - 2]
    if (
        doc[first : first + 2].text.lower() == "rather than"
        and first + 1 < token.i
        and doc[first + 1].head.i == token.i
    ):
        starts.append(first)
    for start in starts:
        if start < token.sent.start or (doc[start].lower_, doc[start + 1].lower_) not in FAR:
            continue
        if start == 0 or doc[start - 1].lower_ not in NEARLY:
            return doc[start]
    return None


def _denied_by(token: Token, above: Token, phrase: Words) -> Iterator[int]:
    """Yield the places of the words at `above` that deny `token` by what they mean."""
    lemma = above.lemma_.lower()
    if is_claim(above) and token.dep_ not in PARTS:
        yield from (t.i for t in above.children if t.dep_ == "amod" and t.lower_ in FALSE)
    if token.dep_ in CLAUSES | {"advcl"}:
        # There is doubt in "no question that", unlike "no question of".
        is_doubted = lemma == "question" or is_ceasing(above, token)
        if is_doubted or lemma in REFUSES | falsehoods(token) or averts(above):
            yield above.i
        for place in false_in(above, token):
            yield place
            yield from _negations(above.doc[place], phrase)
    elif token.dep_ == "prep" or above.lower_ == "contrary":
        yield from _denied_by_governor(token, above)
    elif token.dep_ in OBJECTS | SUBJECTS or is_claim(token):
        if averts(above) or (is_claim(token) and lemma in REJECTS):
            yield above.i
        elif token.dep_ in SUBJECTS:
            yield from false_in(above, token)


def _denied_by_governor(prep: Token, above: Token) -> Iterator[int]:
    """Yield the place of `above`, if it denies what `prep` governs."""
    lemma = above.lemma_.lower()
    if (
        (prep.lower_ == "from" and lemma in KEEPS_FROM)
        or (prep.lower_ == "of" and lemma in CLEARS | DOUBTS)
        or above.lower_ == "contrary"
    ):
        yield above.i
