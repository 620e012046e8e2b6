"""The words that tell how one actor stands to another, as `relations.toml` lists them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, get_args

from summarizer.relations import RelationKind

Kinds = Mapping[tuple[str, ...], RelationKind]


@dataclass(frozen=True, slots=True)
class RelationWords:
    """Kinds by words, and the words that matter whatever the kind.

    Attributes:
        verbs: kinds by the lemma of a verb, with its particle.
        phrases: kinds by a verb, perhaps its object, and the preposition before the target.
        together: kinds by a verb and another word of its clause; the target is its object.
        nouns: kinds by a noun.
        none: verbs that tell nothing.
        mishaps: nouns for what befalls their owner.
        to_target, to_doer: prepositions after a noun, before its target and before its doer.
        of_target: nouns after which "of" leads to the target.
        ending, ended: verbs such as "demand", and what is demanded of whom one is against.
        done, undergone: verbs whose subject is the doer of their object, or its target.
    """

    verbs: Kinds
    phrases: Kinds
    together: Kinds
    nouns: Kinds
    none: frozenset[str]
    mishaps: frozenset[str]
    to_target: frozenset[str]
    to_doer: frozenset[str]
    of_target: frozenset[str]
    ending: frozenset[str]
    ended: frozenset[str]
    done: frozenset[str]
    undergone: frozenset[str]


@cache
def relation_words() -> RelationWords:
    """Return the words of `relations.toml`."""
    raw = tomllib.loads(files("summarizer.stages").joinpath("relations.toml").read_text("utf-8"))
    prepositions = {name: frozenset(words.split()) for name, words in raw["prepositions"].items()}
    return RelationWords(
        verbs=_kinds(raw["verbs"]),
        phrases=_kinds(raw["phrases"]),
        together=_kinds(raw["together"]),
        nouns=_kinds(raw["nouns"]),
        none=frozenset(raw["none"].split()),
        mishaps=frozenset(raw["mishaps"].split()),
        to_target=prepositions["to_target"],
        to_doer=prepositions["to_doer"],
        of_target=prepositions["of_target"],
        ending=frozenset(raw["endings"]["verbs"].split()),
        ended=frozenset(raw["endings"]["nouns"].split()),
        done=frozenset(raw["light"]["doer"].split()),
        undergone=frozenset(raw["light"]["target"].split()),
    )


def _kinds(table: Mapping[str, Any]) -> dict[tuple[str, ...], RelationKind]:
    """Return kinds by words; a string lists single words, an array phrases."""
    found: dict[tuple[str, ...], RelationKind] = {}
    for kind in get_args(RelationKind):
        entries = table.get(kind, ())
        phrases = entries.split() if isinstance(entries, str) else entries
        found |= {tuple(phrase.split()): kind for phrase in phrases}
    return found
