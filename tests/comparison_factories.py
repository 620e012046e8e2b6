"""A small comparison set by hand: three outlets on one ferry fire, for tests without models.

The ministry's count of the injured differs from the union's, one article does not mention the
rusted valve, and the tool is not sure of one cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from summarizer.comparison import (
    ActorRef,
    Comparison,
    Contrast,
    ContrastValue,
    Difference,
    Fact,
    Figure,
    FigureValue,
    Omission,
    PairInterval,
    Statement,
    StoryActor,
    Wording,
    WordingPhrase,
)
from summarizer.types import (
    Actor,
    Agency,
    Analysis,
    Article,
    Evidence,
    FramingSpan,
    Line,
    Mention,
    Perspective,
    PerspectiveKind,
    Portrayal,
    Provenance,
    Report,
    Role,
    Sentence,
    Sentiment,
    Span,
    Summary,
    SummarySentence,
)

MAIL, OBSERVER, WIRE = "Kellan Mail", "Strait Observer", "National Wire"
OTHERS = (
    *("Harbour Times", "The Lantern", "Evening Ledger", "Coast Radio", "Free Kellan"),
    *("Mainland Post", "The Tide", "Island Voice", "Daily Signal"),
)
COMPANY, CREW = "story-actor-1", "story-actor-2"

TEXTS: tuple[tuple[str, ...], ...] = (
    (
        "Ferry inferno: crew abandoned by greedy owners",
        "A blaze tore through the Saint Orla off Kellan Island on Friday night.",
        "At least 41 people were hurt, the sailors' union said.",
        "Strand Ferries let the ageing death trap sail with a rusted valve.",
        "Heroic deckhands dragged passengers into the boats.",
        "The ship was towed to Kellan harbour at dawn.",
    ),
    (
        "Fire on island ferry injures 36",
        "A fire broke out on the ferry Saint Orla near Kellan Island on Friday evening.",
        "The ministry put the number of injured at 36.",
        "Inspectors had noted a rusted valve in March, a report shows.",
        "Strand Ferries said it would help the inquiry.",
        "The vessel was brought to Kellan harbour early on Saturday.",
    ),
    (
        "Strand Ferries praised for swift rescue",
        "The passenger ship Saint Orla caught fire off Kellan Island on Friday.",
        "Some 36 travellers were treated, according to the ministry.",
        "Strand Ferries sent a second ship within the hour.",
        "Crew members followed the drill, the company said.",
        "The ferry reached Kellan harbour under tow.",
    ),
)
_COMPANY_WORDS = "Strand Ferries"
_CREW_WORDS = ("Heroic deckhands", None, "Crew members")
_SHIP_WORDS = ("the ageing death trap", "the ferry Saint Orla", "The passenger ship Saint Orla")
_INJURED = (
    ("At least 41 people", "the sailors' union", 41.0, None),
    ("36", "The ministry", 36.0, 36.0),
    ("Some 36 travellers", "the ministry", 36.0, 36.0),
)


def article_id(number: int) -> str:
    """Return the id of article `number`, from 0."""
    return f"article-{number + 1}"


def make_column(number: int, outlet: str | None, **changes: Any) -> Analysis:
    """Return the analysis of article `number`; the texts repeat after three."""
    lines = TEXTS[number % 3]
    text = lines[0] + "\n\n" + "\n\n".join(lines[1:]) + "\n"
    spans = [_find(text, line) for line in lines]
    kinds = ["headline", *["body"] * (len(lines) - 1)]
    article = Article(
        id=article_id(number),
        text=text,
        title=lines[0],
        outlet=outlet,
        lines=tuple(Line(s, k) for s, k in zip(spans, kinds, strict=True)),  # type: ignore[arg-type]
    )
    analysis = Analysis(
        article=article,
        sentences=tuple(Sentence(s, k) for s, k in zip(spans, kinds, strict=True)),  # type: ignore[arg-type]
        quotes=(),
        actors=_actors(number, text),
        framing=_framing(number, text),
        sentence_scores=(),
        frames=(),
        portrayals=_portrayals(number),
        salience=(0.5,) * len(spans),
    )
    return replace(analysis, **changes)


def make_comparison_report(n: int = 3, **changes: Any) -> Report:
    """Return the report on `n` articles, 2–12, with every table filled.

    `changes` are fields of its comparison to set otherwise.
    """
    outlets = (MAIL, OBSERVER, WIRE, *OTHERS)[:n]
    articles = tuple(make_column(i, outlet) for i, outlet in enumerate(outlets))
    return Report(
        articles=articles,
        summaries=_summaries(articles),
        failures=(),
        provenance=Provenance(
            version="0.1.0",
            schema="summarizer.report/1",
            models=(("news-encoder", "0" * 12),),
            codebooks=(("framing", "1"),),
            settings=(("sentences", "3"),),
            counts=(("articles", n),),
        ),
        comparison=replace(_comparison(articles), **changes),
    )


def _find(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def _sentence(analysis: Analysis, number: int) -> Span:
    """Return the range of sentence `number`; 0 is the headline."""
    return _find(analysis.article.text, TEXTS[_at(analysis) % 3][number])


def _at(analysis: Analysis) -> int:
    return int(analysis.article.id.removeprefix("article-")) - 1


def _words(analysis: Analysis, words: str) -> Span:
    return _find(analysis.article.text, words)


def _actors(number: int, text: str) -> tuple[Actor, ...]:
    own, crew = f"{article_id(number)}:actor-1", f"{article_id(number)}:actor-2"
    found = []
    if _COMPANY_WORDS in text:
        mention = Mention(_find(text, _COMPANY_WORDS), own, "name")
        found.append(Actor(own, _COMPANY_WORDS, "organisation", (mention,)))
    words = _CREW_WORDS[number % 3]
    if words is not None:
        found.append(Actor(crew, "crew", "group", (Mention(_find(text, words), crew, "nominal"),)))
    return tuple(found)


def _framing(number: int, text: str) -> tuple[FramingSpan, ...]:
    if number % 3 == 0:
        trap = _find(text, "death trap")
        return (FramingSpan(trap, "framing", "blame_accusation", 0.91, valence="negative"),)
    if number % 3 == 2:
        swift = _find(text, "swift rescue")
        return (FramingSpan(swift, "framing", "heroism_praise", 0.72, valence="positive"),)
    return ()


def _portrayals(number: int) -> tuple[Portrayal, ...]:
    rows = (
        (Sentiment("negative", 0.81, 0.81, 0.14, 0.05), Role("antagonist", 0.77), Agency(1, 0)),
        (Sentiment("neutral", 0.7, 0.2, 0.7, 0.1), Role("none", 0.64), Agency(1, 1, agentless=1)),
        (Sentiment("positive", 0.66, 0.04, 0.3, 0.66), Role("protagonist", 0.6), Agency(1, 0)),
    )
    sentiment, role, agency = rows[number % 3]
    voice = (0.0, 0.4, 0.55)[number % 3]
    company = f"{article_id(number)}:actor-1"
    return (Portrayal(company, sentiment, role, agency, voice, 0.6, ()),)


def _summaries(articles: Sequence[Analysis]) -> tuple[Summary, ...]:
    def told(kind: PerspectiveKind, about: str | None, *places: tuple[Analysis, int]) -> Summary:
        sentences = tuple(
            SummarySentence(
                _sentence(a, i).of(a.article.text), (Evidence(a.article.id, _sentence(a, i)),), 0.8
            )
            for a, i in places
        )
        return Summary(Perspective(kind, about), sentences)

    shared = told("common_ground", None, (articles[1], 1), (articles[1], 5))
    first = shared.sentences[0]
    everyone = tuple(Evidence(a.article.id, _sentence(a, 1)) for a in articles)
    shared = replace(shared, sentences=(replace(first, evidence=everyone), *shared.sentences[1:]))
    found = [shared]
    for analysis in articles:
        found.append(told("neutral", None, (analysis, 1), (analysis, 2)))
        if analysis.article.outlet is not None:
            found.append(told("outlet", analysis.article.outlet, (analysis, 3), (analysis, 4)))
    return (*found, told("actor", COMPANY, (articles[1], 4)))


def _comparison(articles: Sequence[Analysis]) -> Comparison:
    ids = [a.article.id for a in articles]
    return Comparison(
        events=(tuple(ids),),
        actors=(
            StoryActor(
                COMPANY,
                "Strand Ferries",
                "organisation",
                tuple(ActorRef(id, f"{id}:actor-1") for id in ids),
            ),
            StoryActor(
                CREW,
                "crew",
                "group",
                tuple(ActorRef(id, f"{id}:actor-2") for i, id in enumerate(ids) if i % 3 != 1),
            ),
        ),
        facts=_facts(articles),
        figures=(_figure(articles),),
        wordings=_wordings(articles),
        contrasts=_contrasts(articles),
        differences=_differences(articles),
        notes=("Facts are told from the first 512 words of each article.",),
    )


def _facts(articles: Sequence[Analysis]) -> tuple[Fact, ...]:
    def statements(number: int, *, of: Sequence[int]) -> tuple[Statement, ...]:
        return tuple(
            Statement(a.article.id, _sentence(a, number), 0.97)
            for a in articles
            if _at(a) % 3 in of
        )

    def source(at: int, number: int) -> tuple[str, Evidence]:
        span = _sentence(articles[at], number)
        return span.of(articles[at].article.text), Evidence(articles[at].article.id, span)

    missing = tuple(
        Omission(a.article.id, 0.88, _sentence(a, 3)) for a in articles if _at(a) % 3 == 2
    )
    return (
        Fact("fact-1", *source(1, 1), statements(1, of=(0, 1, 2)), (), "all", actors=()),
        Fact("fact-2", *source(1, 2), statements(2, of=(0, 1, 2)), (), "all", conflicting=True),
        Fact("fact-3", *source(1, 3), statements(3, of=(0, 1)), missing, "some", actors=(COMPANY,)),
        # Of the articles like the second the tool is not sure.
        Fact("fact-4", *source(0, 4), statements(4, of=(0,)), missing, "one", actors=(CREW,)),
    )


def _figure(articles: Sequence[Analysis]) -> Figure:
    values = []
    for analysis in articles:
        words, source, low, high = _INJURED[_at(analysis) % 3]
        sentence = _sentence(analysis, 2)
        start = analysis.article.text.index(words, sentence.start)
        giver = analysis.article.text.index(source, sentence.start)
        values.append(
            FigureValue(
                analysis.article.id,
                Span(start, start + len(words)),
                sentence,
                low,
                high,
                Span(giver, giver + len(source)),
            )
        )
    return Figure("figure-1", "people injured", "count", tuple(values), differ=True)


def _wordings(articles: Sequence[Analysis]) -> tuple[Wording, ...]:
    loads = (0.94, 0.06, 0.12)
    phrases = []
    for analysis in articles:
        at = _at(analysis) % 3
        span = _words(analysis, _SHIP_WORDS[at])
        is_loaded = at == 0
        phrases.append(
            WordingPhrase(
                analysis.article.id,
                span,
                count=1 + at,
                loaded=loads[at],
                valence="negative" if is_loaded else None,
                label="blame_accusation" if is_loaded else None,
            )
        )
    ranked = sorted(phrases, key=lambda p: (-p.loaded, p.article))
    return (Wording("wording-1", "the ferry", "object", tuple(ranked)),)


def _contrasts(articles: Sequence[Analysis]) -> tuple[Contrast, ...]:
    centres = (-0.7, -0.05, 0.55)
    values = tuple(
        ContrastValue(
            a.article.id,
            centres[_at(a) % 3],
            centres[_at(a) % 3] - 0.2,
            centres[_at(a) % 3] + 0.2,
            (_sentence(a, 3),),
        )
        for a in articles
    )
    shares = tuple(
        ContrastValue(a.article.id, s, max(s - 0.1, 0.0), s + 0.12)
        for a, s in zip(articles, (0.4, 0.05, 0.02) * 4, strict=False)
    )
    first, second = articles[0].article.id, articles[1].article.id
    return (
        Contrast(
            "contrast-1",
            "sentiment",
            COMPANY,
            values,
            (PairInterval(first, second, -0.65, -0.95, -0.35),),
        ),
        Contrast(
            "contrast-2",
            "framing_label",
            "blame_accusation",
            shares,
            (PairInterval(first, second, 0.35, 0.08, 0.62),),
        ),
    )


def _differences(articles: Sequence[Analysis]) -> tuple[Difference, ...]:
    found = []
    for i, one in enumerate(articles):
        for other in articles[i + 1 :]:
            words = f"“{_sentence(one, 2).of(one.article.text)}”"
            text = (
                f"{one.article.outlet} states {words}; {other.article.outlet} words it otherwise."
            )
            places = tuple(Evidence(a.article.id, _sentence(a, 2)) for a in (one, other))
            found.append(Difference(one.article.id, other.article.id, text, places, "figure-1"))
    return tuple(found)
