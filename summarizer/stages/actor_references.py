"""Tell which named actor a noun phrase means, by facts that a small trained judge weighs."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from summarizer.stages.actor_aliases import gender_of
from summarizer.stages.actor_countries import COUNTRIES
from summarizer.stages.actor_drafts import Draft
from summarizer.stages.actor_lexicon import NOUN_CLASS, RELATIVES, SORTS, VAGUE
from summarizer.stages.actor_nominals import Nominal
from summarizer.stages.actor_text import Layout
from summarizer.stages.actor_titles import fields_in

if TYPE_CHECKING:
    from spacy.tokens import Token

FloatArray = npt.NDArray[np.float64]

# What is told of a noun phrase and a named actor, in the order of the judge's weights.
FACTS = (
    "is_person",
    "same_job",
    "share_of_job",
    "many_with_job",
    "job_of_others",
    "has_other_job",
    "same_nation",
    "nation_of_others",
    "nation_untold",
    "same_gender",
    "word_of_name",
    "word_of_others",
    "same_sort",
    "share_of_names",
    "most_named",
    "same_sentence",
    "sentence_before",
    "few_sentences_before",
    "not_before",
    "nearest_before",
    "nearest_with_job",
    "only_one_near",
    "last_subject",
    "same_clause",
    "definite",
    "indefinite",
    "possessed",
    "in_quotation",
    "modified",
    "seen_before",
    "subject",
)
_NEAR = 3
_OTHERS = frozenset("second third fourth next other only older younger first future new".split())
# "as coach", "his choice for surgeon general", "the post of director"
_OFFICES_AFTER = frozenset({"as", "for", "like", "than"})
_INDEFINITE = frozenset({"a", "an", "another", "one", "some", "any"})


class ReferenceJudge(Protocol):
    """Says how likely it is that a noun phrase means an actor."""

    @property
    def threshold(self) -> float:
        """The probability from which on it is taken to."""
        ...

    def probabilities(self, rows: FloatArray) -> FloatArray:
        """Return the probability of each candidate of one phrase `[candidates, len(FACTS)]`."""
        ...


class Meanings(Protocol):
    """Tells which named actor a noun phrase means; asked about the phrases in text order."""

    def meant(self, nominal: Nominal) -> Draft | None:
        """Return the draft that `nominal` means, or nothing if no one is likely enough."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """What the names of an actor tell; all but the places of its names stands for good.

    `heads` are the head tokens of its names in text order, `jobs` count the nouns that it is
    called by, `nations` are the countries it is said to be of.
    """

    draft: Draft
    heads: tuple[int, ...]
    jobs: Counter[str]
    nations: frozenset[str]
    words: frozenset[str]


class References:
    """The named actors of a text, ready to be asked which of them a noun phrase means."""

    def __init__(
        self, layout: Layout, drafts: Sequence[Draft], judge: ReferenceJudge | None = None
    ) -> None:
        self._layout = layout
        self._judge = judge
        self._known = [known_of(layout, d) for d in drafts if d.sort in {"person", "organisation"}]
        self._seen: set[str] = set()

    def meant(self, nominal: Nominal) -> Draft | None:
        """Return the draft that `nominal` means, or nothing if no one is likely enough."""
        fitting, rows = self.case(nominal)
        if not fitting or self._judge is None:
            return None
        found = self._judge.probabilities(rows)
        best = int(np.argmax(found))
        return fitting[best].draft if found[best] >= self._judge.threshold else None

    def case(self, nominal: Nominal) -> tuple[list[Known], FloatArray]:
        """Return who `nominal` can mean, and the facts of each: `[those, len(FACTS)]`."""
        fitting = self.candidates(nominal)
        rows = self.rows(nominal, fitting)
        self._seen.add(nominal.lemma)
        return fitting, rows

    def candidates(self, nominal: Nominal) -> list[Known]:
        """Return who it can be: of its sort, and not spoken against by job, gender or nation.

        Where somebody is called so, only he is; a noun that fits nearly anybody means nobody else.
        """
        if nominal.is_plural or not refers(self._layout, nominal):
            return []
        noun = _noun(nominal.lemma)
        sort = "person" if nominal.is_person else "organisation"
        fitting = [
            k
            for k in self._known
            if k.draft.sort == sort
            and k.heads
            and not speaks_against(k, nominal)
            and k.draft.key not in nominal.names
        ]
        called_so = [k for k in fitting if k.jobs[noun]]
        is_open = nominal.is_definite and nominal.lemma not in VAGUE and not self._owned(nominal)
        return called_so or (fitting if is_open else [])

    def _owned(self, nominal: Nominal) -> bool:
        """Return whether a phrase tells whose somebody is: "his wife", "Roe's agent"."""
        head = self._layout.doc[nominal.found.head]
        owners = {t.i for t in head.children if t.dep_ == "poss"}
        people = {i for k in self._known if k.draft.sort == "person" for i in k.heads}
        return bool(owners) and (nominal.lemma in RELATIVES or not owners.isdisjoint(people))

    def rows(self, nominal: Nominal, fitting: Sequence[Known]) -> FloatArray:
        """Return the facts of `nominal` with each of `fitting`: `[fitting, len(FACTS)]`."""
        if not fitting:
            return np.zeros((0, len(FACTS)))
        at = nominal.found.head
        around = _Around(self._layout, nominal, fitting)
        own = _Phrase(self._layout, nominal, nominal.lemma in self._seen)
        rows = [[*own.of(k), *around.of(k, at), *own.alone] for k in fitting]
        table = np.array([[float(x) for x in row] for row in rows])
        table[:, FACTS.index("job_of_others")] = _others(table, "same_job")
        table[:, FACTS.index("nation_of_others")] = _others(table, "same_nation")
        table[:, FACTS.index("word_of_others")] = _others(table, "word_of_name")
        return table


def _others(table: FloatArray, fact: str) -> FloatArray:
    """Return 1 where a fact that holds of another candidate does not hold of this one."""
    column = table[:, FACTS.index(fact)]
    found: FloatArray = (column.max() - column).clip(0, 1)
    return found


def refers(layout: Layout, nominal: Nominal) -> bool:
    """Return whether a phrase can mean somebody named elsewhere.

    Not so "a senior aide", who is new; "the second woman", who is another; nor what somebody is
    called, made or hired as ("the post of coach", "named Roe coach").
    """
    doc, found = layout.doc, nominal.found
    words = {t.lower_ for t in doc[found.start : found.head]}
    if doc[found.start].lower_ in _INDEFINITE or words & _OTHERS:
        return False
    head = doc[found.head]
    if head.dep_ in {"attr", "oprd", "acomp"}:
        return False
    return not (head.dep_ == "pobj" and head.head.lower_ in _OFFICES_AFTER)


def speaks_against(known: Known, nominal: Nominal) -> bool:
    """Return whether gender or nation say that a phrase does not mean an actor."""
    genders, nations = gender_of((nominal.lemma,)), _nations_of(nominal)
    own = known.draft.genders
    return bool(genders and own and not genders & own) or bool(
        nations and known.nations and not nations & known.nations
    )


def known_of(layout: Layout, draft: Draft) -> Known:
    """Return what the names of a draft tell."""
    names = [f for f in draft.found if f.kind == "name"]
    jobs = Counter(_noun(job) for f in names for job in f.jobs)
    jobs += Counter({_noun(job) for job, _ in draft.jobs} - set(jobs))
    nations = {n for f in names for n in _nations_around(layout, f.start, f.end, f.core)}
    nations |= {
        trait.removeprefix("country:")
        for _, traits in draft.jobs
        for trait in traits
        if trait.startswith("country:")
    }
    words = {w for f in names for w in f.key.split() if len(w) > 2}
    heads = tuple(sorted(f.head for f in names))
    return Known(draft, heads, jobs, frozenset(nations), frozenset(words))


def _noun(word: str) -> str:
    return NOUN_CLASS.get(word, word)


def _nations_around(layout: Layout, start: int, end: int, core: int) -> set[str]:
    """Return the countries in the words before a name and in "of Norway" after it."""
    doc = layout.doc
    home = layout.sentence[start]
    first = start
    while first > 0 and start - first < 4 and layout.sentence[first - 1] == home:
        if doc[first - 1].dep_ not in {"amod", "compound", "nmod", "poss", "case"}:
            break
        first -= 1
    found = {n for i in range(first, max(core, start)) for n in _nation_at(doc[i : i + 2].text)}
    if end + 1 < len(doc) and doc[end].lower_ == "of":
        found |= _nation_at(doc[end + 1 : end + 3].text) | _nation_at(doc[end + 1].text)
    return found


def _nation_at(text: str) -> set[str]:
    found = set()
    words = tuple(text.split())
    for n in (2, 1):
        key = words[:n]
        nation = COUNTRIES.demonyms.get(key) or COUNTRIES.names.get(key)
        if nation:
            found.add(nation)
            break
    return found


def _nations_of(nominal: Nominal) -> set[str]:
    return {n.removeprefix("country:") for n in nominal.names if n.startswith("country:")}


class _Phrase:
    """What a noun phrase says of a candidate, wherever the two stand."""

    def __init__(self, layout: Layout, nominal: Nominal, seen: bool) -> None:
        self._nominal = nominal
        self._noun = _noun(nominal.lemma)
        self._nations = _nations_of(nominal)
        doc = layout.doc
        first = doc[nominal.found.start]
        self._words = {t.lower_ for t in doc[nominal.found.start : nominal.found.end]}
        head = doc[nominal.found.head]
        self.alone = (
            nominal.is_definite,
            first.lower_ in _INDEFINITE,
            first.tag_ == "PRP$" or any(t.tag_ == "POS" for t in head.lefts),
            layout.quoted[head.i],
            bool(nominal.names or nominal.classes or fields_in(nominal.found.words)),
            seen,
            head.dep_ in {"nsubj", "nsubjpass"},
        )

    def of(self, known: Known) -> tuple[float, ...]:
        """Return the first thirteen facts, those of others left at 0."""
        count = known.jobs[self._noun]
        genders = gender_of((self._nominal.lemma,))
        sort = SORTS.get(self._nominal.lemma)
        return (
            self._nominal.is_person,
            count > 0,
            count / max(1, known.jobs.total()),
            log(1 + count),
            0.0,
            bool(known.jobs) and not count,
            bool(self._nations & known.nations),
            0.0,
            bool(self._nations) and not known.nations,
            bool(genders & known.draft.genders),
            bool(self._words & known.words),
            0.0,
            sort is not None and sort in known.draft.sorts,
        )


class _Around:
    """Where candidates stand as seen from a noun phrase."""

    def __init__(self, layout: Layout, nominal: Nominal, fitting: Sequence[Known]) -> None:
        self._layout = layout
        self._most = max(len(k.heads) for k in fitting)
        self._nominal = nominal
        at = nominal.found.head
        self._before = {k.draft.key: k.heads[bisect_left(k.heads, at) - 1] for k in fitting
                        if k.heads[0] < at}  # fmt: skip
        self._nearest = max(self._before.values(), default=-1)
        noun = _noun(nominal.lemma)
        with_job = [self._before.get(k.draft.key, -1) for k in fitting if k.jobs[noun]]
        self._nearest_with_job = max(with_job, default=-1)
        home = layout.sentence[at]
        self._near = sum(home - layout.sentence[i] <= _NEAR for i in self._before.values())

    def of(self, known: Known, at: int) -> tuple[float, ...]:
        """Return the facts of place."""
        layout = self._layout
        last = self._before.get(known.draft.key, -1)
        gap = layout.sentence[at] - layout.sentence[last] if last >= 0 else len(layout.doc)
        token: Token | None = layout.doc[last] if last >= 0 else None
        return (
            len(known.heads) / self._most,
            len(known.heads) == self._most,
            gap == 0,
            gap == 1,
            1 < gap <= _NEAR,
            last < 0,
            last >= 0 and last == self._nearest,
            last >= 0 and last == self._nearest_with_job,
            gap <= _NEAR and self._near == 1,
            token is not None and gap <= 1 and token.dep_ in {"nsubj", "nsubjpass"},
            gap == 0 and token is not None and _same_clause(token, layout.doc[at]),
        )


def _same_clause(one: Token, two: Token) -> bool:
    """Return whether both hang on one verb, so that they are hardly the same somebody."""
    return _verb(one) == _verb(two)


def _verb(token: Token) -> int:
    above = token
    while above.pos_ not in {"VERB", "AUX"} and above.head.i != above.i:
        above = above.head
    return above.i
