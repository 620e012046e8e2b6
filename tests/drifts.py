"""What the neutral summary of the harbour article keeps, loses and adds."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from summarizer.drift import ActorDrift, Drift, FrameDrift, SummaryRange
from summarizer.types import Evidence, Span


def make_drift(article: str, at: Callable[[str], Span], actors: Mapping[str, str]) -> Drift:
    """Return a drift with something of everything; "Harbour" stands for an added word.

    Args:
        article: id of the article.
        at: tells where words stand in it.
        actors: ids of the actor that is kept and of the one that is lost.
    """

    def places(*words: str) -> tuple[Evidence, ...]:
        return tuple(Evidence(article, at(each)) for each in words)

    raise_offered = "said the company had offered a 4 percent raise in March."
    return Drift(
        articles=(article,),
        loaded=2.5,
        source_loaded=7.25,
        quoted=0.4,
        source_quoted=0.3,
        kept=(),
        n_lost=4,
        lost=places("plunging the country’s largest port into chaos", "standstill"),
        added=(SummaryRange(0, Span(0, len("Harbour"))),),
        frames=(
            FrameDrift(
                "economic", True, places(f"Its chief executive, Tomas Reiner, {raise_offered}")
            ),
            FrameDrift("fairness_and_equality", False, ()),
        ),
        actors=(
            ActorDrift(actors["kept"], True, 0.5, 0.05, places("Harbour Lines")),
            ActorDrift(actors["lost"], False, 0.0, 0.24, places("Marta Ilves")),
        ),
    )
