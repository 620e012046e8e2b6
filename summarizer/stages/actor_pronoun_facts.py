"""Who "he" or "she" can mean, with facts that a small trained judge weighs."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from summarizer.stages.actor_drafts import Draft
from summarizer.stages.actor_lexicon import SPEECH
from summarizer.stages.actor_references import FloatArray
from summarizer.stages.actor_text import Layout

if TYPE_CHECKING:
    from spacy.tokens import Token

# What is told of a pronoun and a person, in the order of the judge's weights.
PRONOUN_FACTS = (
    "same_sentence",
    "sentence_before",
    "two_before",
    "further",
    "nearest",
    "nearest_subject",
    "subject",
    "main_subject",
    "both_subjects",
    "both_no_subjects",
    "last_is_pronoun",
    "last_is_noun",
    "last_is_owner",
    "last_in_quotation",
    "only_one",
    "only_one_near",
    "one_of_many",
    "gender_told",
    "gender_of_other",
    "share_of_places",
    "most_named_so_far",
    "spoke_before",
    "subject_of_clause",
    "object_of_clause",
    "unnamed",
    "opens_and_subject_before",
    "owned_by_subject",
)
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
# What takes its subject from above, and what stands between.
_SHARING = frozenset({"conj", "xcomp", "pcomp", "prep", "acomp"})
# A person not mentioned in so many sentences is not meant.
_REACH = 4
_MANY = 3


@dataclass(frozen=True, slots=True)
class _Place:
    """The last place of a person before a pronoun: token, sentences between, kind of mention."""

    token: int
    gap: int
    kind: str


class Pronouns:
    """The people of a text, ready to be asked whom a pronoun can mean; asked in text order."""

    def __init__(self, layout: Layout, drafts: Sequence[Draft]) -> None:
        self._layout = layout
        self._people = [d for d in drafts if d.sort == "person"]
        self._kinds = {f.head: f.kind for d in self._people for f in d.found}
        self._places = sorted((f.head, n) for n, d in enumerate(self._people) for f in d.found)

    def note(self, token: int, draft: Draft) -> None:
        """Remember that the pronoun at `token` means `draft`."""
        number = next(n for n, d in enumerate(self._people) if d is draft)
        insort(self._places, (token, number))
        self._kinds[token] = "pronoun"

    def case(self, token: Token, gender: str) -> tuple[list[Draft], FloatArray]:
        """Return who `token` can mean, and the facts of each: `[those, len(PRONOUN_FACTS)]`.

        People of no other gender whose last place is at most four sentences before, but for
        captions; and not the subject of whose verb the pronoun is the object.
        """
        last = self._last_places(token, gender)
        fitting = [self._people[n] for n in last]
        if not last:
            return [], np.zeros((0, len(PRONOUN_FACTS)))
        around = _Around(self._layout, token, list(last.values()))
        counts = Counter(n for at, n in self._places if at < token.i)
        most = max(counts[n] for n in last)
        told = [bool(self._people[n].genders) for n in last]
        rows = [
            [
                *around.of(place),
                counts[n] / most,
                counts[n] == most,
                told[i],
                any(told) and not told[i],
                not self._people[n].is_named,
            ]
            for i, (n, place) in enumerate(last.items())
        ]
        return fitting, np.array(rows, dtype=np.float64)

    def _last_places(self, token: Token, gender: str) -> dict[int, _Place]:
        layout, found = self._layout, dict[int, _Place]()
        barred: set[int] = set()
        here = layout.sentence[token.i]
        i = bisect_left(self._places, (token.i, 0)) - 1
        while i >= 0 and here - layout.sentence[self._places[i][0]] <= _REACH:
            at, number = self._places[i]
            i -= 1
            genders = self._people[number].genders
            if number in found or number in barred or (genders and gender not in genders):
                continue
            if layout.kinds[layout.sentence[at]] != layout.kinds[here]:
                continue
            if _is_barred(layout.doc[at], token) or is_told_of(layout, at, token):
                barred.add(number)
            else:
                found[number] = _Place(at, here - layout.sentence[at], self._kinds[at])
        return found


def is_told_of(layout: Layout, place: int, token: Token) -> bool:
    """Return whether a pronoun is the speaker of the quotation that token `place` stands in.

    Nobody calls himself by his name: in "“Roe lied,” he said" it is not Roe who speaks.
    """
    speaks = token.dep_ == "nsubj" and token.head.lemma_.lower() in SPEECH
    return speaks and layout.quoted[place] and layout.sentence[place] == layout.sentence[token.i]


def _is_barred(subject: Token, token: Token) -> bool:
    """Return whether one verb has both as subject and object: "Roe praised him".

    So too where the verb takes its subject from one above: "Roe rose and shot him", "Roe was
    intent on hiring him".
    """
    if subject.dep_ not in _SUBJECTS or token.lower_.endswith("self") or subject.i == token.i:
        return False
    verb = token.head.head if token.dep_ == "pobj" else token.head
    if token.dep_ == "nsubj":
        return subject.head.i == verb.i
    if token.dep_ not in {"dobj", "dative", "pobj"}:
        return False
    while not any(t.dep_ in _SUBJECTS for t in verb.children):
        # "Roe told Poe to free him": the object may be who acts.
        has_object = verb.dep_ != "conj" and any(t.dep_ == "dobj" for t in verb.head.children)
        if verb.dep_ not in _SHARING or has_object:
            return False
        verb = verb.head
    return subject.head.i == verb.i


class _Around:
    """Where people last stood as seen from a pronoun."""

    def __init__(self, layout: Layout, token: Token, places: Sequence[_Place]) -> None:
        self._layout, self._token, self._n = layout, token, len(places)
        self._n_near = sum(p.gap <= 1 for p in places)
        self._nearest = max(p.token for p in places)
        doc = layout.doc
        subjects = [p.token for p in places if doc[p.token].dep_ in _SUBJECTS]
        self._nearest_subject = max(subjects, default=-1)
        self._is_subject = token.dep_ in _SUBJECTS
        start = token.i == 0 or layout.sentence[token.i - 1] != layout.sentence[token.i]
        self._opens = start and self._is_subject
        self._speaks = self._is_subject and token.head.lemma_.lower() in SPEECH

    def of(self, place: _Place) -> tuple[float, ...]:
        """Return the facts of place."""
        last = self._layout.doc[place.token]
        verb = last.head
        is_subject = last.dep_ in _SUBJECTS
        is_main = is_subject and verb.dep_ == "ROOT"
        same_verb = verb.i in {a.i for a in self._token.ancestors}
        return (
            place.gap == 0,
            place.gap == 1,
            place.gap == 2,
            place.gap > 2,
            place.token == self._nearest,
            place.token == self._nearest_subject,
            is_subject,
            is_main,
            is_subject and self._is_subject,
            not is_subject and not self._is_subject,
            place.kind == "pronoun",
            place.kind == "nominal",
            last.dep_ == "poss",
            self._layout.quoted[place.token],
            self._n == 1,
            place.gap <= 1 and self._n_near == 1,
            self._n >= _MANY,
            self._speaks and is_subject and verb.lemma_.lower() in SPEECH and place.gap <= 1,
            is_subject and same_verb and place.gap == 0,
            last.dep_ == "dobj" and place.gap == 0,
            self._opens and is_subject and place.gap == 1,
            self._token.dep_ == "poss" and is_subject and same_verb,
        )
