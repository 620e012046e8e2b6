"""Resolve third-person pronouns, where a judge or rules are sure; others stay unresolved."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from summarizer.stages.actor_drafts import Draft
from summarizer.stages.actor_lexicon import SPEECH
from summarizer.stages.actor_pronoun_facts import Pronouns, is_told_of
from summarizer.stages.actor_references import ReferenceJudge
from summarizer.stages.actor_text import Found, Layout

if TYPE_CHECKING:
    from spacy.tokens import Token

_GENDERS = dict.fromkeys(("he", "him", "his", "himself"), "he") | dict.fromkeys(
    ("she", "her", "hers", "herself"), "she"
)
_BODIES = frozenset({"organisation", "place"})
_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})


def resolve_pronouns(
    layout: Layout, drafts: Sequence[Draft], judge: ReferenceJudge | None = None
) -> None:
    """Add to each draft the pronouns outside quotations that mean it.

    "he" and "she" go to the person that `judge` finds likely enough, else to the only person of
    fitting gender named in the sentence so far or in the one before; an unnamed person there
    ("a guard") counts as a candidate too, and of several who spoke in the sentence before speaks
    on ("Roe blamed Poe. He said …"). "they" goes to the only plural phrase so far, or to the
    subject that owns it ("the union … their"). "I", "we" and "you" are left to attribution.
    """
    before = _previous(layout)
    rules = _Recent(layout, [d for d in drafts if d.sort == "person"], before)
    singles = rules if judge is None else _Judged(layout, rules, judge)
    plurals = _Plurals(layout, drafts)
    bodies = {f.head: d for d in drafts if d.sort in _BODIES for f in d.found}
    for token in layout.doc:
        gender = _GENDERS.get(token.lower_)
        if not is_asked(layout, token):
            continue
        if gender:
            draft = singles.meant(token, gender)
            if draft is not None:
                draft.genders.add(gender)
                singles.note(token.i, draft)
        elif token.lower_ == "it":
            draft = _body_that_speaks(layout, token, bodies, before)
        else:
            draft = plurals.only(token, before) if token.lower_ in _PLURAL else None
        if draft is not None:
            words = (token.text,)
            found = Found(token.i, token.i + 1, token.i, words, kind="pronoun", core=token.i)
            draft.found.append(found)


def _body_that_speaks(
    layout: Layout, token: Token, bodies: Mapping[int, Draft], before: Sequence[int]
) -> Draft | None:
    """Return the subject of the sentence before: "The company denies it. It promised …"."""
    here = layout.sentence[token.i]
    if not _speaks_first(layout, token) or before[here] < 0:
        return None
    said = [i for i in bodies if layout.sentence[i] == before[here]]
    found = [i for i in said if _is_main_subject(layout.doc[i])]
    return bodies[found[0]] if len(found) == 1 else None


def _is_main_subject(token: Token) -> bool:
    return token.dep_ in {"nsubj", "nsubjpass"} and token.head.dep_ == "ROOT"


def is_asked(layout: Layout, token: Token) -> bool:
    """Return whether a token is a pronoun of the article's own, outside quotation and headline."""
    if token.tag_ not in {"PRP", "PRP$"} or not layout.is_usable(token.i):
        return False
    return not layout.quoted[token.i] and layout.kinds[layout.sentence[token.i]] != "headline"


def gendered(layout: Layout) -> Iterator[tuple[Token, str]]:
    """Yield the pronouns for one person with their gender, "he" or "she", in text order."""
    for token in layout.doc:
        if token.lower_ in _GENDERS and is_asked(layout, token):
            yield token, _GENDERS[token.lower_]


class _Judged:
    """Asks a trained judge whom a pronoun means, and where it is not sure the rules."""

    def __init__(self, layout: Layout, rules: _Recent, judge: ReferenceJudge) -> None:
        self._pronouns, self._judge = Pronouns(layout, rules.people), judge
        self._rules = rules

    def meant(self, token: Token, gender: str) -> Draft | None:
        fitting, rows = self._pronouns.case(token, gender)
        if not fitting:
            return None
        found = self._judge.probabilities(rows)
        best = fitting[int(found.argmax())]
        by_rule = self._rules.meant(token, gender)
        if not any(by_rule is draft for draft in fitting):
            by_rule = None
        if found.max() < self._judge.threshold or by_rule is best:
            return by_rule
        return best if by_rule is None else self._nearer(token, by_rule)

    def _nearer(self, token: Token, near: Draft) -> Draft | None:
        """Return the only person near by, where it is rather that one than who is often named.

        So whoever speaks, and what goes on with the subject before; else it stays open.
        """
        speaks = token.dep_ == "nsubj" and token.head.lemma_.lower() in SPEECH
        is_subject = token.dep_ in {"nsubj", "nsubjpass"} and self._rules.was_subject(token, near)
        return near if speaks or is_subject else None

    def note(self, token: int, draft: Draft) -> None:
        self._pronouns.note(token, draft)
        self._rules.note(token, draft)


def _previous(layout: Layout) -> list[int]:
    """Return per sentence the last one before it of the same kind, or -1."""
    last: dict[str, int] = {}
    before = []
    for i, kind in enumerate(layout.kinds):
        before.append(last.get(kind, -1))
        last[kind] = i
    return before


class _Recent:
    """Where people are mentioned, so that the last two sentences can be looked up."""

    def __init__(self, layout: Layout, people: Sequence[Draft], before: Sequence[int]) -> None:
        self._layout = layout
        self.people = people
        self._before = before
        self._places = sorted((f.head, n) for n, d in enumerate(people) for f in d.found)
        self._number = {d.key: n for n, d in enumerate(people)}

    def note(self, token: int, draft: Draft) -> None:
        insort(self._places, (token, self._number[draft.key]))

    def meant(self, token: Token, gender: str) -> Draft | None:
        """Return the only person of that gender in this sentence so far and the one before."""
        before = self._before
        here = self._layout.sentence[token.i]
        window = {here, before[here]}
        fitting: set[int] = set()
        i = bisect_left(self._places, (token.i, 0)) - 1
        while i >= 0 and self._layout.sentence[self._places[i][0]] >= min(window):
            place, number = self._places[i]
            genders = self.people[number].genders
            is_open = not is_told_of(self._layout, place, token)
            if self._layout.sentence[place] in window and (not genders or gender in genders):
                fitting |= {number} if is_open else set()
            i -= 1
        if len(fitting) > 1:
            speaker = None
            if _speaks_first(self._layout, token):
                speaker = self._speaker(before[here])
                speaker = self._subject(before[here]) if speaker is None else speaker
            fitting &= {speaker}
        return self.people[fitting.pop()] if len(fitting) == 1 else None

    def was_subject(self, token: Token, person: Draft) -> bool:
        """Return whether a person was the subject of the sentence before."""
        sentence = self._layout.sentence
        before = self._before[sentence[token.i]]
        return any(
            sentence[f.head] == before and _is_main_subject(self._layout.doc[f.head])
            for f in person.found
        )

    def _subject(self, sentence: int) -> int | None:
        """Return the number of the only person who is the subject of a sentence."""
        doc, sentences = self._layout.doc, self._layout.sentence
        i = bisect_left(self._places, sentence, key=lambda p: sentences[p[0]])
        found = set()
        while i < len(self._places) and sentences[self._places[i][0]] == sentence:
            place, number = self._places[i]
            found |= {number} if _is_main_subject(doc[place]) else set()
            i += 1
        return found.pop() if len(found) == 1 else None

    def _speaker(self, sentence: int) -> int | None:
        """Return the number of the only person who speaks in a sentence, by its main verb."""
        doc, found = self._layout.doc, set()
        i = bisect_left(self._places, sentence, key=lambda p: self._layout.sentence[p[0]])
        while i < len(self._places) and self._layout.sentence[self._places[i][0]] == sentence:
            place, number = self._places[i]
            head = doc[place].head
            is_main = head.dep_ in {"ROOT", "ccomp", "conj"} and head.lemma_.lower() in SPEECH
            if doc[place].dep_ == "nsubj" and is_main:
                found.add(number)
            i += 1
        return found.pop() if len(found) == 1 else None


def _speaks_first(layout: Layout, token: Token) -> bool:
    """Return whether a pronoun opens its sentence as the subject of a verb of speech.

    So too after nothing but a quotation: "“It is over,” he said".
    """
    i = token.i - 1
    while i >= 0 and layout.sentence[i] == layout.sentence[token.i]:
        if not (layout.quoted[i] or layout.doc[i].is_punct or layout.doc[i].is_space):
            return False
        i -= 1
    return token.dep_ == "nsubj" and token.head.lemma_.lower() in SPEECH


class _Plurals:
    """Plural noun phrases, a sentence at a time, and the groups that some of them name."""

    def __init__(self, layout: Layout, drafts: Sequence[Draft]) -> None:
        groups = [d for d in drafts if d.sort in {"group", "organisation"} and not d.is_single]
        self._layout = layout
        self._at = {f.head: d for d in groups for f in d.found}
        self._in: dict[int, list[Token]] = {}
        for chunk in layout.doc.noun_chunks:
            head = chunk.root
            if head.tag_ in {"NNS", "NNPS"} or head.i in self._at or list(head.conjuncts):
                self._in.setdefault(layout.sentence[head.i], []).append(head)

    def only(self, token: Token, before: Sequence[int]) -> Draft | None:
        owner = _owner(token)
        if owner is not None and owner.i in self._at:
            return self._at[owner.i]
        here = self._layout.sentence[token.i]
        earlier = [t for t in self._in.get(here, []) if t.i < token.i]
        if not earlier and token.dep_ in {"nsubj", "nsubjpass"}:
            earlier = self._in.get(before[here], [])
            if not earlier or earlier[0].dep_ not in {"nsubj", "nsubjpass"}:
                return None
        if len(earlier) != 1 or list(earlier[0].conjuncts):
            return None
        return self._at.get(earlier[0].i)


def _owner(token: Token) -> Token | None:
    """Return the subject of a clause whose direct object "their" belongs to."""
    thing = token.head
    if token.dep_ != "poss" or thing.dep_ != "dobj" or thing.head.pos_ != "VERB":
        return None
    subjects = [t for t in thing.head.children if t.dep_ == "nsubj"]
    if len(subjects) != 1 or list(subjects[0].conjuncts):
        return None
    return subjects[0]
