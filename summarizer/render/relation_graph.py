"""The relations of an article as a drawing: actors on an oval, arrows between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin

from summarizer.relations import RelationKind
from summarizer.render.escape import capital, escape, plural
from summarizer.render.related import KINDS, Related

MOST_ACTORS = 8
_WIDTH, _HEIGHT = 800, 430
_RADIUS_X, _RADIUS_Y = 225, 145
_DOT = 7
_LABEL = 26
_MARGIN = 42
# How far the first arrow between two actors bows, and each further one; in units of the drawing.
_BOW, _FURTHER = 18.0, 28.0

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Arrow:
    """One relation on the drawing: its number in the table, and how far its line bows."""

    number: int
    told: Related
    bow: float


def graph_html(
    related: Sequence[Related], shown: Sequence[str], names: Mapping[str, str], key: str
) -> str:
    """Return the drawing with its legend; empty if no relation joins two actors of `shown`.

    Args:
        related: what the table lists, in its order; numbers on the arrows are its rows.
        shown: ids of the actors to draw.
        names: names of actors by id.
        key: what addresses of the article begin with.
    """
    arrows = _arrows(related, set(shown))
    if not arrows:
        return ""
    joined = [a for a in shown if any(a in (x.told.actor, x.told.target) for x in arrows)]
    at = _places(joined)
    lines = "".join(_arrow(arrow, at, key) for arrow in arrows)
    dots = "".join(_actor(at[name], names.get(name, name)) for name in joined)
    numbers = "".join(_number(arrow, at) for arrow in arrows)
    low, high = _range_of([*at.values(), *(_middle(arrow, at) for arrow in arrows)])
    spoken = " ".join(f"{a.number}: {_sentence(a.told, names)}." for a in arrows)
    return (
        f'<figure class="fr-graph"><svg viewBox="0 {low:.0f} {_WIDTH} {high - low:.0f}" role="img" '
        f'aria-labelledby="a{key}-graph-title a{key}-graph-desc">'
        f'<title id="a{key}-graph-title">Relations between {plural(len(joined), "actor")}</title>'
        f'<desc id="a{key}-graph-desc">{escape(spoken)}</desc>'
        f"<defs>{_heads(arrows, key)}</defs>{lines}{dots}{numbers}</svg>"
        f"{_legend(arrows)}</figure>"
    )


def _sentence(told: Related, names: Mapping[str, str]) -> str:
    actor, target = (names.get(name, name) for name in (told.actor, told.target))
    perhaps = " perhaps" if told.is_open else ""
    return f"{capital(actor)}{perhaps} {KINDS[told.kind]} {target}"


def _arrows(related: Sequence[Related], shown: set[str]) -> list[_Arrow]:
    seen: Counter[tuple[str, str]] = Counter()
    arrows = []
    for number, told in enumerate(related, start=1):
        if told.is_drawn and {told.actor, told.target} <= shown:
            bow = _BOW + _FURTHER * seen[told.actor, told.target]
            seen[told.actor, told.target] += 1
            arrows.append(_Arrow(number, told, bow))
    return arrows


def _places(actors: Sequence[str]) -> dict[str, Point]:
    """Return a place on the oval for each actor; two face each other from side to side."""
    first = pi if len(actors) == 2 else -pi / 2
    found = {}
    for i, name in enumerate(actors):
        angle = first + 2 * pi * i / len(actors)
        x = _WIDTH / 2 + _RADIUS_X * cos(angle)
        found[name] = (x, _HEIGHT / 2 + _RADIUS_Y * sin(angle))
    return found


def _curve(arrow: _Arrow, at: Mapping[str, Point]) -> tuple[Point, Point, Point]:
    """Return start, middle control point and end of a line, clear of the dots of the actors."""
    (x1, y1), (x2, y2) = at[arrow.told.actor], at[arrow.told.target]
    length = hypot(x2 - x1, y2 - y1)
    # subtle: there and back bow to different sides, as "left of the way" turns with the way.
    control = (
        (x1 + x2) / 2 + 2 * arrow.bow * (y2 - y1) / length,
        (y1 + y2) / 2 - 2 * arrow.bow * (x2 - x1) / length,
    )
    start = _toward((x1, y1), control, _DOT + 3)
    return start, control, _toward((x2, y2), control, _DOT + 9)


def _toward(point: Point, other: Point, by: float) -> Point:
    """Return the point `by` units from `point` on the way to `other`."""
    dx, dy = other[0] - point[0], other[1] - point[1]
    length = hypot(dx, dy)
    return point[0] + by * dx / length, point[1] + by * dy / length


def _arrow(arrow: _Arrow, at: Mapping[str, Point], key: str) -> str:
    (x1, y1), (cx, cy), (x2, y2) = _curve(arrow, at)
    kind = arrow.told.kind
    return (
        f'<path class="fr-tie t-{kind}{" is-open" if arrow.told.is_open else ""}" '
        f'd="M{x1:.1f} {y1:.1f}Q{cx:.1f} {cy:.1f} {x2:.1f} {y2:.1f}" '
        f'marker-end="url(#a{key}-head-{kind})"/>'
    )


def _middle(arrow: _Arrow, at: Mapping[str, Point]) -> Point:
    (x1, y1), (cx, cy), (x2, y2) = _curve(arrow, at)
    return (x1 + 2 * cx + x2) / 4, (y1 + 2 * cy + y2) / 4


def _range_of(points: Sequence[Point]) -> tuple[float, float]:
    """Return from where to where the drawing reaches, labels included."""
    heights = [y for _, y in points]
    return min(heights) - _MARGIN, max(heights) + _MARGIN


def _number(arrow: _Arrow, at: Mapping[str, Point]) -> str:
    x, y = _middle(arrow, at)
    words = f"{arrow.number}?" if arrow.told.is_open else f"{arrow.number}"
    return (
        f'<g class="fr-tie-number t-{arrow.told.kind}"><circle cx="{x:.1f}" cy="{y:.1f}" r="11"/>'
        f'<text x="{x:.1f}" y="{y + 4:.1f}">{words}</text></g>'
    )


def _actor(place: Point, name: str) -> str:
    x, y = place
    side = x - _WIDTH / 2
    anchor = "middle" if abs(side) < _RADIUS_X / 3 else "start" if side > 0 else "end"
    if anchor == "middle":
        dx, dy = 0.0, 26.0 if y > _HEIGHT / 2 else -16.0
    else:
        dx, dy = (14.0 if side > 0 else -14.0), 5.0
    shown = capital(name)
    shown = shown if len(shown) <= _LABEL else shown[: _LABEL - 1].rstrip() + "\u2026"
    return (
        f'<circle class="fr-dot" cx="{x:.1f}" cy="{y:.1f}" r="{_DOT}"/>'
        f'<text class="fr-node" x="{x + dx:.1f}" y="{y + dy:.1f}" text-anchor="{anchor}">'
        f"{escape(shown)}</text>"
    )


def _heads(arrows: Sequence[_Arrow], key: str) -> str:
    return "".join(
        f'<marker id="a{key}-head-{kind}" class="t-{kind}" viewBox="0 0 10 10" refX="6" refY="5" '
        'markerWidth="11" markerHeight="11" markerUnits="userSpaceOnUse" orient="auto">'
        '<path d="M0 0L10 5L0 10Z"/></marker>'
        for kind in _kinds(arrows)
    )


def _kinds(arrows: Sequence[_Arrow]) -> list[RelationKind]:
    used = {arrow.told.kind for arrow in arrows}
    return [kind for kind in KINDS if kind in used]


def sample_html(kind: RelationKind) -> str:
    """Return a short line as arrows of this kind have it."""
    line = f'<path class="fr-tie t-{kind}" d="M1 4H43"/>'
    return f'<svg viewBox="0 0 44 8" aria-hidden="true">{line}</svg>'


def _legend(arrows: Sequence[_Arrow]) -> str:
    items = "".join(f"<li>{sample_html(kind)}{KINDS[kind]}</li>" for kind in _kinds(arrows))
    perhaps = any(arrow.told.is_open for arrow in arrows)
    note = "<li>? and pale: planned, possible or alleged</li>" if perhaps else ""
    return f'<figcaption><ul class="fr-ties">{items}{note}</ul></figcaption>'
