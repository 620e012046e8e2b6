"""Decide which drafts are actors, of which kind, and how prominent they are."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.stages.actor_drafts import Draft
from summarizer.stages.actor_lexicon import NEVER_NAMES, SPEAKERS, SPEECH, VAGUE
from summarizer.stages.actor_text import Found, Layout
from summarizer.stages.agency import role_tokens
from summarizer.types import ActorKind

_CAPTION_WEIGHT = 0.5
_PRONOUN_WEIGHT = 0.5
_HEADLINE_BONUS = 1.0
_LEAD_SENTENCES = 3
# "between the United States and Russia", "talks with Iran": sides, not places.
_SIDES = frozenset({"between", "with", "against", "by"})


def is_actor(layout: Layout, draft: Draft) -> bool:
    """Return whether a draft is somebody in this article; drops the places of one that acts not.

    A place must do something, be a side or have forces; one person without a name must act, and
    speak or come up again; anyone else must fill a role in some clause, speak, or come up
    twice. One caption is too little.
    """
    if draft.key.startswith("country:") and not _acts_by_name(layout, draft):
        draft.found = [f for f in draft.found if f.kind != "name"]
    if not draft.found or draft.key in NEVER_NAMES:
        return False
    draft.found.sort(key=lambda f: (f.start, f.end))
    own = [f for f in draft.found if f.kind != "pronoun"]
    weight = sum(_place_weight(layout, f) for f in own)
    in_headline = all(layout.kinds[layout.sentence[f.head]] == "headline" for f in own)
    if weight < 1 or (in_headline and not draft.is_named and "body" in layout.kinds):
        return False
    if draft.key.startswith("country:"):
        return True
    acts = any(_is_doer(layout, f) for f in own if _place_weight(layout, f) == 1)
    if draft.sort == "place":
        return acts
    if not draft.is_named and not draft.traits and _is_vague(layout, own):
        return False
    if draft.sort == "":
        return acts and (len(own) > 1 or len(own[0].words) > 1)
    if draft.sort == "person" and draft.is_named:
        return acts or len(own) > 1 or any(len(f.words) > 1 or f.title for f in own)
    if draft.is_single:
        is_followed = any(f.kind == "pronoun" for f in draft.found)
        is_heard = is_followed or (_speaks(layout, draft) and not _is_for_others(layout, own))
        return acts and (weight >= 2 or is_heard)
    is_clear = draft.is_named and (draft.sort == "group" or len(own[0].words) > 1)
    if is_clear and any(_is_subject(layout, f) for f in own):
        return True
    if not draft.is_named and all(_is_any_one(layout, f) for f in own):
        return acts or weight >= 2
    return acts or weight >= 2 or any(_has_role(layout, f) for f in own)


def _is_any_one(layout: Layout, found: Found) -> bool:
    """Return whether words stand for some body, whichever: "a hung parliament"."""
    is_one = layout.doc[found.head].tag_ in {"NN", "NNP"}
    return is_one and layout.doc[found.start].lower_ in {"a", "an"}


def _is_subject(layout: Layout, found: Found) -> bool:
    return layout.doc[found.head].dep_ in {"nsubj", "nsubjpass"}


def _is_for_others(layout: Layout, found: Sequence[Found]) -> bool:
    return all(layout.doc[f.head].lemma_.lower() in SPEAKERS for f in found)


def _is_vague(layout: Layout, found: Sequence[Found]) -> bool:
    return all(layout.doc[f.head].lemma_.lower() in VAGUE for f in found)


def kind_of(layout: Layout, draft: Draft) -> ActorKind:
    """Return the kind of an actor; a state known only by its organs is an organisation."""
    if draft.key.startswith("country:"):
        heads = {layout.doc[f.head].tag_ for f in draft.found}
        return "place" if draft.is_named else "group" if heads == {"NNS"} else "organisation"
    if draft.sort == "person" or (draft.sort == "" and _speaks(layout, draft)):
        return "person"
    if draft.sort == "group":
        return "group"
    return "place" if draft.sort == "place" else "organisation"


def weight_of(layout: Layout, draft: Draft) -> float:
    """Return how prominent an actor is: its mentions, those in headline and lead count more."""
    total = 0.0
    for found in draft.found:
        total += _place_weight(layout, found) * (_PRONOUN_WEIGHT if found.kind == "pronoun" else 1)
        number = layout.sentence[found.head]
        total += _HEADLINE_BONUS * (layout.kinds[number] == "headline")
        total += 0.5 * (number < _LEAD_SENTENCES)
        total += 0.5 * _is_doer(layout, found)
    return total


def _place_weight(layout: Layout, found: Found) -> float:
    is_caption = layout.kinds[layout.sentence[found.head]] == "caption"
    return _CAPTION_WEIGHT if is_caption else 1.0


def _is_doer(layout: Layout, found: Found) -> bool:
    tokens = role_tokens(layout.doc[found.head])
    return any(t.i in layout.doers for t in tokens) or _is_cited(layout, found)


def _is_cited(layout: Layout, found: Found) -> bool:
    """Return whether the words stand after "according to"."""
    head = layout.doc[found.head].head
    return head.lower_ == "to" and head.i > 0 and layout.doc[head.i - 1].lower_ == "according"


def _has_role(layout: Layout, found: Found) -> bool:
    tokens = role_tokens(layout.doc[found.head])
    return any(t.i in layout.undergoers for t in tokens)


def _acts_by_name(layout: Layout, draft: Draft) -> bool:
    """Return whether the country's own name does something or is a side anywhere."""
    return any(_is_doer(layout, f) or _is_side(layout, f) for f in draft.found if f.kind == "name")


def _is_side(layout: Layout, found: Found) -> bool:
    token = layout.doc[found.head]
    first = min((token, *token.conjuncts), key=lambda t: t.i)
    return first.dep_ in {"pobj", "dep"} and first.head.lower_ in _SIDES


def _speaks(layout: Layout, draft: Draft) -> bool:
    return any(
        len(f.words) > 1 and layout.doc[f.head].head.lemma_.lower() in SPEECH for f in draft.found
    )
