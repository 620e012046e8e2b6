"""The task that says how an article casts someone it mentions (SemEval-2025 task 10)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval import adapters
from eval.corpus import Record
from eval.interval import Tally
from eval.metrics import macro_f1_tally, share_tally
from eval.task import Progress, Task
from summarizer.errors import DataError
from summarizer.types import RoleName, Span

GOLD_ROLES: tuple[RoleName, ...] = ("protagonist", "antagonist", "victim")
ROLES: tuple[RoleName, ...] = (*GOLD_ROLES, "none")
_ROLE_OF: Mapping[str, RoleName] = {
    "Protagonist": "protagonist",
    "Antagonist": "antagonist",
    "Innocent": "victim",
}


@dataclass(frozen=True, slots=True)
class Cast:
    """The likeliest role of a mention, and the likeliest of the three that the gold has."""

    of_all: RoleName
    of_three: RoleName


def predict_roles(
    tool: adapters.Tool, records: Sequence[Record], progress: Progress
) -> list[list[Cast]]:
    """Return the role of each annotated mention of each article."""
    found: list[list[Cast]] = []
    for record in records:
        mentions = [Span(e["start"], e["end"]) for e in record["entities"]]
        scores = adapters.roles(tool, record["id"], record["text"], mentions)
        found.append([_cast(one) for one in scores])
        progress(len(found))
    return found


def _cast(scores: Mapping[RoleName, float]) -> Cast:
    """Return the roles with the highest scores; of equal ones, the first in `ROLES`."""
    return Cast(
        max(ROLES, key=lambda role: scores[role]),
        max(GOLD_ROLES, key=lambda role: scores[role]),
    )


def role_majority(records: Sequence[Record]) -> list[list[Cast]]:
    """Return the most frequent role of the split for every mention."""
    counts = Counter(role for unit in gold_roles(records) for role in unit)
    role = max(GOLD_ROLES, key=lambda role: counts[role])
    return [[Cast(role, role)] * len(record["entities"]) for record in records]


def role_tallies(records: Sequence[Record], found: Sequence[Sequence[Cast]]) -> dict[str, Tally]:
    """Return macro-F1 over the three gold roles and accuracy, with and without "none"."""
    gold = gold_roles(records)
    of_all = [[cast.of_all for cast in unit] for unit in found]
    of_three = [[cast.of_three for cast in unit] for unit in found]
    return {
        "macro_f1": macro_f1_tally(gold, of_all, ROLES, n_averaged=len(GOLD_ROLES)),
        "macro_f1_of_three": macro_f1_tally(gold, of_three, GOLD_ROLES),
        "accuracy": share_tally(_hits(gold, of_all)),
        "accuracy_of_three": share_tally(_hits(gold, of_three)),
        "none_rate": share_tally([[role == "none" for role in unit] for unit in of_all]),
    }


def gold_roles(records: Sequence[Record]) -> list[list[RoleName]]:
    """Return the gold role of each mention of each article.

    Raises:
        DataError: an article has a role that the corpus is not known to have.
    """
    return [[_role(record["id"], e["main_role"]) for e in record["entities"]] for record in records]


def _role(id: str, name: str) -> RoleName:
    if name not in _ROLE_OF:
        raise DataError(f"{id}: no main role {name!r}; expected one of {', '.join(_ROLE_OF)}")
    return _ROLE_OF[name]


def _hits(
    gold: Sequence[Sequence[RoleName]], found: Sequence[Sequence[RoleName]]
) -> list[list[bool]]:
    return [
        [g == f for g, f in zip(gs, fs, strict=True)] for gs, fs in zip(gold, found, strict=True)
    ]


ROLE = Task(
    predict=predict_roles,
    tallies=role_tallies,
    baselines={"majority": role_majority},
)
