"""Group noun phrases: with the name they stand for, or with phrases for the same people."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Sequence

from summarizer.stages.actor_aliases import gender_of
from summarizer.stages.actor_drafts import Draft
from summarizer.stages.actor_lexicon import (
    DEEDS,
    FIGHTERS,
    FIRMS,
    PLURALS,
    RANKS,
    SORTS,
    STATE_ORGANS,
    VAGUE,
)
from summarizer.stages.actor_nominals import (
    Nominal,
    demonym_at,
    described,
    find_nominals,
    with_given,
)
from summarizer.stages.actor_references import Meanings, known_of, refers, speaks_against
from summarizer.stages.actor_text import Found, Layout
from summarizer.stages.actor_titles import fields_in

# "the company" must follow its name within this many sentences.
_BRIDGE_SENTENCES = 3
# "a developer" may be named within this many sentences.
_NEAR_NAME = 5
# Sorts of noun that nearly any body may be called by.
_GENERAL = frozenset({"company", "group"})
# Bodies that are people rather than organisations.
_CROWDS = frozenset({"police", "crowd", "mob", "public", "caravan", "family", "couple"})
# With one of these before it, an office is another office.
_APART = frozenset({"prime", "shadow"})


def add_nominals(
    layout: Layout,
    drafts: list[Draft],
    meanings: Meanings | None = None,
    given: Sequence[tuple[int, int]] = (),
) -> list[Draft]:
    """Return `drafts` with the noun phrases of the text: theirs joined, others as new drafts.

    Args:
        layout: the parsed text.
        drafts: the actors that have names, with these.
        meanings: says which named actor a phrase means where no rule does; without it, none.
        given: tokens `[start, end)` of phrases that stand for somebody whatever they look like.
    """
    owners = {i: d.key for d in drafts for f in d.found for i in range(f.start, f.end)}
    nominals = with_given(layout, find_nominals(layout, owners), owners, given)
    by_key = {d.key: d for d in drafts}
    at = {i: by_key[k] for i, k in owners.items()}
    placed = _describe(layout, nominals, at)
    _introduce(layout, nominals, placed)
    linker = _Linker(layout, drafts, by_key, meanings)
    for nominal in nominals:
        if nominal.found.start not in placed:
            linker.place(nominal)
    _add_deeds(layout, owners, linker)
    for draft in linker.drafts:
        draft.found = _without_nested(draft.found)
    return linker.drafts


def _introduce(layout: Layout, nominals: Sequence[Nominal], placed: dict[int, Draft]) -> None:
    """Give "a developer" to the body that is "the developer, Norwater" right after it."""
    for named in [n for n in nominals if n.found.start in placed and n.is_definite]:
        here = layout.sentence[named.found.head]
        before = [n for n in nominals if n.noun == named.noun and n.found.end <= named.found.start]
        alone = len(before) == 1 and not before[0].is_plural and before[0].found.start not in placed
        first = layout.doc[before[0].found.start].lower_ if alone else ""
        if first in {"a", "an"} and here - layout.sentence[before[0].found.head] <= _NEAR_NAME:
            draft = placed[before[0].found.start] = placed[named.found.start]
            draft.found.append(before[0].found)


def _describe(
    layout: Layout, nominals: Sequence[Nominal], at: dict[int, Draft]
) -> dict[int, Draft]:
    """Tell named drafts what describes them; return whose the phrases are that refer, by start."""
    placed: dict[int, Draft] = {}
    for nominal, token, is_named in described(layout, nominals):
        draft = at.get(token)
        if draft is None or draft.sort in {"place", "group"}:
            continue
        is_firm = is_named and draft.sort == "organisation" and nominal.lemma in FIRMS
        if (draft.sort == "person") != nominal.is_person and not is_firm:
            continue
        draft.jobs.add(
            (nominal.lemma, nominal.names | (nominal.classes & RANKS) | _fields(nominal))
        )
        draft.genders |= gender_of((nominal.lemma,))
        if is_named:
            draft.found.append(nominal.found)
            placed[nominal.found.start] = draft
    return placed


class _Linker:
    """Places phrases in text order; knows which groups share a noun."""

    def __init__(
        self,
        layout: Layout,
        drafts: list[Draft],
        by_key: dict[str, Draft],
        meanings: Meanings | None = None,
    ) -> None:
        self._meanings = meanings
        self.drafts = list(drafts)
        self._layout = layout
        self._by_key = by_key
        self._by_noun: dict[str, list[Draft]] = defaultdict(list)
        self._by_job: dict[str, list[Draft]] = defaultdict(list)
        self._bodies = [d for d in drafts if d.sort == "organisation"]
        self._starts = {d.key: sorted(f.head for f in d.found) for d in drafts}
        for draft in drafts:
            for job in {job for job, _ in draft.jobs}:
                self._by_job[job].append(draft)

    def place(self, nominal: Nominal) -> None:
        """Join `nominal` to the draft it safely belongs to, or start a new one."""
        draft = self._named(nominal)
        if draft is not None and nominal.lemma in SORTS:
            draft.jobs.add((nominal.lemma, frozenset()))  # what was called so may be so again
        if draft is None and self._meanings is not None:
            draft = self._meanings.meant(nominal)
        if draft is None and self._is_ambiguous(nominal):
            return
        draft = draft or self._same_noun(nominal)
        if draft is None:
            draft = self._start(nominal)
        draft.found.append(nominal.found)
        insort(self._starts.setdefault(draft.key, []), nominal.found.head)
        draft.traits |= nominal.names | nominal.classes
        draft.name_traits |= nominal.names

    def state(self, country: str) -> Draft:
        """Return the draft of a country, new if only its adjective stands in the text."""
        key = f"country:{country}"
        if key not in self._by_key:
            self._by_key[key] = Draft(key, "place")
            self.drafts.append(self._by_key[key])
        return self._by_key[key]

    def _named(self, nominal: Nominal) -> Draft | None:
        if nominal.names and not nominal.is_person:
            bodies = [self._by_key[n] for n in sorted(nominal.names) if n in self._by_key]
            bodies = [d for d in bodies if d.sort == "organisation"]
            if len(bodies) == 1 and nominal.lemma in FIGHTERS:
                return bodies[0]
            states = [n for n in nominal.names if n.startswith("country:")]
            if len(nominal.names) == len(states) == 1 and nominal.lemma in STATE_ORGANS:
                return self.state(states[0].removeprefix("country:"))
        if not nominal.is_definite or nominal.is_plural:
            return None
        if (state := self._organ(nominal)) is not None:
            return state
        if (body := self._called(nominal)) is not None:
            return body
        if nominal.lemma in SORTS and (body := self._bridge(nominal)) is not None:
            return body
        fitting = self._with_job(nominal)
        return fitting[0] if len(fitting) == 1 and not self._rivals(nominal) else None

    def _organ(self, nominal: Nominal) -> Draft | None:
        """Return the one state before that had such an organ: "the Dutch cabinet … the cabinet"."""
        if nominal.names or nominal.classes or nominal.lemma not in STATE_ORGANS:
            return None
        doc = self._layout.doc
        states = [
            draft
            for draft in self._by_key.values()
            if draft.key.startswith("country:")
            and any(
                f.kind == "nominal"
                and f.start < nominal.found.start
                and doc[f.head].lemma_.lower() == nominal.lemma
                for f in draft.found
            )
        ]
        return states[0] if len(states) == 1 else None

    def _called(self, nominal: Nominal) -> Draft | None:
        """Return the one body before with that noun in its name: "the league" after "… League".

        "The hospital" is not "Roe Hospital Group": only the noun that says what it is counts.
        """
        if nominal.names or nominal.is_person or nominal.lemma in FIGHTERS - {"group", "network"}:
            return None
        named = [d for d in self._bodies if nominal.lemma in d.nouns]
        before = [d for d in named if self._is_before(d, nominal)]
        return before[0] if len(before) == 1 and not _classes_apart(before[0], nominal) else None

    def _with_job(self, nominal: Nominal) -> list[Draft]:
        every = self._by_job.get(nominal.lemma, [])
        fitting = [d for d in every if self._is_before(d, nominal) and _fits_job(d, nominal)]
        if not fitting or not refers(self._layout, nominal):
            return []
        return [d for d in fitting if not speaks_against(known_of(self._layout, d), nominal)]

    def _is_ambiguous(self, nominal: Nominal) -> bool:
        """Return whether "the president" can be one of several people named before."""
        if not (nominal.is_person and nominal.is_definite):
            return False
        return len(self._with_job(nominal)) + len(self._rivals(nominal)) > 1

    def _rivals(self, nominal: Nominal) -> list[Draft]:
        """Return unnamed people ("the health minister") whom a bare "the minister" may mean."""
        if not nominal.is_person or _fields(nominal):
            return []
        singles = [d for d in self._by_noun[nominal.noun] if d.is_single]
        return [d for d in singles if any(fields_in(f.words) for f in d.found)]

    def _bridge(self, nominal: Nominal) -> Draft | None:
        """Return the one body that "the company", "the alliance" … can mean, or nothing.

        A specific noun means the only body of that sort; a general one the only body that
        fits in the last two sentences, else in the last few, else the only one of its sort.
        """
        if nominal.names:
            return None
        before = [d for d in self._bodies if self._is_before(d, nominal)]
        before = [d for d in before if not _fields_apart(d, nominal)]
        before = [
            d for d in before if nominal.lemma not in d.nouns or not _classes_apart(d, nominal)
        ]
        told = [d for d in before if _is_told(d, nominal.lemma)]
        if SORTS[nominal.lemma] not in _GENERAL:
            return told[0] if len(told) == 1 else None
        open_ = [d for d in before if d in told or not _has_sort(d)]
        for reach in (1, _BRIDGE_SENTENCES):
            near = [d for d in open_ if self._distance(d, nominal) <= reach]
            if near:
                return near[0] if len(near) == 1 else None
        return told[0] if len(told) == 1 else None

    def _same_noun(self, nominal: Nominal) -> Draft | None:
        """Return the group with this noun whose modifiers do not speak against it."""
        fitting = [d for d in self._by_noun[nominal.noun] if _fits_traits(d, nominal)]
        if nominal.is_plural and nominal.lemma in VAGUE:
            fitting = [d for d in fitting if d.traits & (nominal.names | nominal.classes)]
        if nominal.is_person:
            fitting = [d for d in fitting if nominal.is_definite and d.is_single]
        else:
            fitting = [d for d in fitting if not d.is_single and self._is_as_many(d, nominal)]
        own = nominal.names | nominal.classes
        alike = [d for d in fitting if d.traits & own]
        if alike or len(fitting) <= 1:
            return next(iter(alike or fitting), None)
        bare = [d for d in fitting if not d.traits]
        if bare:
            return bare[0]
        near = [d for d in fitting if self._distance(d, nominal) <= _BRIDGE_SENTENCES]
        return near[0] if len(near) == 1 and nominal.is_definite else None

    def _is_as_many(self, draft: Draft, nominal: Nominal) -> bool:
        """Return whether both are one body, or both several: "schools" are not "the school"."""
        if not nominal.is_body or nominal.lemma in PLURALS | FIGHTERS:
            return True
        heads = [self._layout.doc[f.head] for f in draft.found if f.kind == "nominal"]
        same = [t for t in heads if t.lemma_.lower() == nominal.lemma]
        return not same or any((t.tag_ in {"NNS", "NNPS"}) is nominal.is_plural for t in same)

    def _start(self, nominal: Nominal) -> Draft:
        singular_body = nominal.is_body and not nominal.is_plural
        sort = "person" if nominal.is_person else "group"
        if singular_body and nominal.lemma not in _CROWDS:
            sort = "organisation"
        draft = Draft(f"{nominal.noun}#{nominal.found.start}", sort, is_single=nominal.is_person)
        draft.genders |= gender_of((nominal.lemma,))
        self._by_noun[nominal.noun].append(draft)
        self.drafts.append(draft)
        return draft

    def _is_before(self, draft: Draft, nominal: Nominal) -> bool:
        starts = self._starts.get(draft.key, [])
        return bool(starts) and starts[0] < nominal.found.start

    def _distance(self, draft: Draft, nominal: Nominal) -> int:
        """Return how many sentences lie between a phrase and the draft's last place before."""
        starts = self._starts.get(draft.key, [])
        last = bisect_left(starts, nominal.found.start) - 1
        if last < 0:
            return len(self._layout.kinds) + 1
        return self._layout.sentence[nominal.found.head] - self._layout.sentence[starts[last]]


def _classes_apart(draft: Draft, nominal: Nominal) -> bool:
    """Return whether what stands before the noun is not in the name: "the rival league"."""
    known = {word for f in draft.found for word in f.key.split()}
    return bool(nominal.classes - known)


def _fields_apart(draft: Draft, nominal: Nominal) -> bool:
    """Return whether both say what they are in charge of, and it is not the same.

    "The health ministry" is no Interior Ministry.
    """
    own = fields_in(nominal.found.words)
    names = [f for f in draft.found if f.kind == "name"]
    known = fields_in(word.lower() for f in names for word in f.words)
    return bool(own and known and not own & known)


def _is_told(draft: Draft, noun: str) -> bool:
    """Return whether the text says that a body is of the sort that `noun` names."""
    return SORTS[noun] in draft.sorts or any(SORTS.get(job) == SORTS[noun] for job, _ in draft.jobs)


def _has_sort(draft: Draft) -> bool:
    return bool(draft.sorts) or any(job in SORTS for job, _ in draft.jobs)


def _fits_job(draft: Draft, nominal: Nominal) -> bool:
    known = [traits for job, traits in draft.jobs if job == nominal.lemma]
    fields = fields_in(w for traits in known for w in traits)
    rank = nominal.classes & RANKS
    return _fits_fields(fields, _fields(nominal)) and any(
        rank == traits & RANKS
        and (not traits - RANKS - fields or not nominal.names or traits & nominal.names)
        for traits in known
    )


def _fields(nominal: Nominal) -> frozenset[str]:
    return fields_in(nominal.found.words) if nominal.is_person else frozenset()


def _fits_fields(known: frozenset[str], own: frozenset[str]) -> bool:
    """Return whether "the health minister" can be one known to have these portfolios.

    "The minister" is no prime minister, and nobody's shadow.
    """
    if known & _APART != own & _APART:
        return False
    return not known or not own or bool(known & own)


def _fits_traits(draft: Draft, nominal: Nominal) -> bool:
    """Return whether no modifier parts the two: not both have some, or they share one."""
    own = nominal.names | nominal.classes
    if not own or not draft.traits:
        return True
    part_by_name = nominal.names and draft.name_traits and not nominal.names & draft.name_traits
    return bool(own & draft.traits) and not part_by_name


def _add_deeds(layout: Layout, owners: dict[int, str], linker: _Linker) -> None:
    """Add national adjectives before deeds ("Russian airstrikes") as words for the country."""
    for token in layout.doc:
        country, n = demonym_at(layout, token.i)
        if country is None or token.i in owners or not layout.is_usable(token.i):
            continue
        last = layout.doc[token.i + n - 1]
        if last.dep_ in {"amod", "compound", "nmod"} and last.head.lemma_.lower() in DEEDS:
            end = token.i + n
            words = tuple(t.text for t in layout.doc[token.i : end])
            found = Found(token.i, end, last.i, words, "place", "nominal", core=token.i)
            linker.state(country).found.append(found)


def _without_nested(found: Sequence[Found]) -> list[Found]:
    """Return one draft's places without those inside a longer one, in text order."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda f: (f.start, -f.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept
