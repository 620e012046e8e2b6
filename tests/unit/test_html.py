"""The HTML of a report: text stays text, links lead somewhere, nothing is fetched."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any

import pytest

from summarizer.render.html import (
    actors_html,
    article_html,
    column_choices,
    notices_html,
    report_to_html,
    summaries_html,
)
from summarizer.types import (
    Article,
    Evidence,
    Failure,
    FramingSpan,
    Perspective,
    Report,
    Span,
    Summary,
)
from tests.factories import (
    COMPANY,
    REINER,
    UNION,
    make_analysis,
    make_article,
    make_report,
    span_of,
)

LAYERS = (*("sentences", "actors", "quotes", "framing", "portrayals", "frames", "relations"),)
VOID = {"input", "meta", "rect", "br", "img", "link"}


class Page(HTMLParser):
    """Elements of a page: tag, attributes, text inside; unbalanced tags are an error."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[dict[str, str]] = []
        self._open: list[int] = []
        self.feed(source)
        self.close()
        assert self._open == [], "unclosed tags"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append({k: v or "" for k, v in attrs} | {"tag": tag, "inner": ""})
        if tag not in VOID:
            self._open.append(len(self.elements) - 1)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append({k: v or "" for k, v in attrs} | {"tag": tag, "inner": ""})

    def handle_endtag(self, tag: str) -> None:
        assert self.elements[self._open.pop()]["tag"] == tag, f"{tag} closes another"

    def handle_data(self, data: str) -> None:
        for index in self._open:
            self.elements[index]["inner"] += data

    def all(self, **wanted: str) -> list[dict[str, str]]:
        """Return elements with these attributes; `cls` is one of the classes."""
        cls = wanted.pop("cls", None)
        return [
            e
            for e in self.elements
            if (cls is None or cls in e.get("class", "").split())
            and all(e.get(k) == v for k, v in wanted.items())
        ]


def about_text(text: str, *marks: FramingSpan) -> Report:
    """Return a report on `text` with these marks and nothing else."""
    analysis = make_analysis(
        make_article(text),
        **dict.fromkeys(LAYERS, ()) | {"framing": marks},
    )
    return replace(make_report(analysis), summaries=())


def test_the_whole_article_is_shown_as_it_is() -> None:
    report = make_report()
    parts = Page(article_html(report)).all(cls="fr-part")
    text = report.articles[0].article.text

    for part in parts:
        start, end = map(int, part["data-at"].split(":")[1].split("-"))
        assert part["inner"] == text[start:end]
    shown = "".join(part["inner"] for part in parts)
    assert shown == "".join(line.span.of(text) for line in report.articles[0].article.lines)


def test_overlapping_marks_share_a_piece_that_knows_them_all() -> None:
    page = Page(article_html(make_report()))
    described = {e["id"]: e["inner"] for e in page.all(cls="fr-description")}

    [chaos] = [m for m in page.all(cls="fr-mark") if m["inner"] == "chaos"]
    titles = [described[id_] for id_ in chaos["aria-describedby"].split()]

    assert len(titles) == 2
    assert any("Economic harm" in title for title in titles)
    assert any("Other loaded wording" in title for title in titles)


def test_every_mark_can_be_focused_and_is_described() -> None:
    page = Page(article_html(make_report()))
    ids = {e["id"] for e in page.elements if "id" in e}
    marks = page.all(cls="fr-mark")

    assert marks
    assert all(mark["tabindex"] == "0" for mark in marks)
    assert all(id_ in ids for mark in marks for id_ in mark["aria-describedby"].split())


def test_a_description_says_label_probability_tone_target_and_voice() -> None:
    page = Page(article_html(make_report()))
    texts = [e["inner"] for e in page.all(cls="fr-description")]

    assert any(
        t.startswith("Delegitimation 83\u2009% probability Tone: \u2212 negative ")
        and "Toward: dockworkers" in t
        and "Voice: quoted: Tomas Reiner" in t
        for t in texts
    )
    assert any("Voice: outlet\u2019s own words" in t for t in texts)
    assert any("Voice: quoted: source not named" in t for t in texts)


@pytest.mark.parametrize(
    ("sure", "family", "start", "row"),
    [
        (0.2, "other", "Kind unclear 66", "Voice: outlet"),
        (0.4, "blame", "Perhaps Threat and danger 66", "This label rather than another, 40"),
    ],
)
def test_a_label_that_is_mostly_wrong_heads_nothing(
    sure: float, family: str, start: str, row: str
) -> None:
    mark = FramingSpan(Span(0, 5), "framing", "threat_danger", 0.66, label_score=sure)
    page = Page(article_html(about_text("Chaos reigns.", mark)))

    [said] = [e["inner"] for e in page.all(cls="fr-description")]
    assert said.startswith(start)
    assert (row in said, "Threat" in said) == (True, sure > 0.3)
    assert {f"f-{family}"} <= set(page.all(cls="fr-line")[0]["class"].split())
    labels = {e["data-label"] for e in page.all(cls="fr-line")}
    assert labels == {f"framing:{'threat_danger' if sure > 0.3 else 'kind_unclear'}"}


def test_the_line_of_a_mark_tells_the_voices_apart() -> None:
    lines = Page(article_html(make_report())).all(cls="fr-line")

    assert {"v-quoted" in e["class"].split() for e in lines if e["inner"] == "chaos"} == {False}
    [strike] = [e for e in lines if e["inner"] == "so-called strike"]
    assert "v-quoted" in strike["class"].split()


def test_a_headline_is_one_and_captions_are_apart() -> None:
    page = Page(article_html(make_report()))

    assert [e["tag"] for e in page.all(cls="fr-headline")] == ["h3"]
    assert page.all(cls="fr-credit")[0]["inner"] == "Credit [Image by Ines Marlow]"
    assert page.all(cls="fr-caption")[0]["inner"].startswith("Caption Cranes stand idle")


def test_ids_are_unique_and_links_lead_somewhere() -> None:
    first = make_analysis()
    second = make_analysis(make_article(id="article-2", outlet="Other Post"))
    report = replace(make_report(first), articles=(first, second))
    page = Page(report_to_html(report))
    ids = Counter(e["id"] for e in page.elements if "id" in e)
    links = [e for e in page.elements if "data-evidence" in e]

    assert [id_ for id_, n in ids.items() if n > 1] == []
    assert links
    assert all(link["href"].removeprefix("#") in ids for link in links)


HOSTILE = "<script>alert(1)</script> \"quoted\" <img src=x onerror=alert(2)> & 'x' ]]> --></style>"


def test_html_in_any_field_stays_text() -> None:
    analysis = make_analysis(
        make_article(outlet=HOSTILE, title=HOSTILE, url='https://x.example/"><b>'),
        actors=tuple(replace(a, name=HOSTILE) for a in make_analysis().actors or ()),
        framing=tuple(
            replace(m, label=HOSTILE, codebook='"><i>') for m in make_analysis().framing or ()
        ),
        failures=(Failure("article-1", "actors", HOSTILE),),
    )
    report = make_report(analysis)
    summary = Summary(Perspective("outlet", HOSTILE), (), note=HOSTILE)
    page = Page(report_to_html(replace(report, summaries=(*report.summaries, summary))))

    assert [e["tag"] for e in page.elements].count("script") == 1
    assert page.all(tag="img") == page.all(tag="b") == []
    assert not any(name.startswith("on") for e in page.elements for name in e)


def test_html_in_the_article_stays_text() -> None:
    page = Page(article_html(about_text(HOSTILE + "\nA second line.")))

    assert page.all(tag="p")[0]["inner"] == HOSTILE
    assert page.all(tag="script") == page.all(tag="img") == []


def test_a_mark_may_cross_from_one_paragraph_to_the_next() -> None:
    mark = FramingSpan(Span(6, 18), "framing", "devastation", 0.7)
    page = Page(article_html(about_text("First wave\n\nSecond wave of it.", mark)))

    assert [m["inner"] for m in page.all(cls="fr-mark")] == ["wave", "Second"]


@pytest.mark.parametrize(
    "text", ["a\x00b\x1b[31m", "lone \ud800 surrogate", "مرحبا بالعالم", "🙂 ok"]
)
def test_odd_characters_can_be_written(text: str) -> None:
    html = report_to_html(about_text(text))

    assert html.encode("utf-8")
    assert "\x00" not in html
    assert "\x1b" not in html


def test_the_page_allows_only_what_is_inside_it() -> None:
    html = report_to_html(make_report())
    [policy] = re.findall(r'Security-Policy" content="([^"]*)"', html)
    policy = policy.replace("&#x27;", "'")

    for tag in ("style", "script"):
        [inline] = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.S)
        digest = b64encode(sha256(inline.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    page = Page(html)
    assert not any("style" in e or "src" in e for e in page.elements)
    assert [e["href"] for e in page.elements if e.get("href", "").startswith("http")] == [
        "https://courier.example/harbour-strike"
    ]


def test_only_web_addresses_become_links() -> None:
    article = make_article(url="javascript:alert(1)")

    assert "javascript:" not in report_to_html(make_report(make_analysis(article)))


def test_summaries_stand_neutral_first_then_actors_then_outlets() -> None:
    report = make_report()
    outlet = Summary(Perspective("outlet", "Veldhaven Courier"), ())
    report = replace(report, summaries=(outlet, *reversed(report.summaries)))
    titles = [e["inner"] for e in Page(summaries_html(report)).all(tag="h3")]

    assert titles == [
        "Neutral",
        "Dockworkers",
        "Harbour Lines",
        "Dockers’ Union of Veldhaven",
        "Veldhaven Courier",
    ]


def test_a_reader_chooses_columns_and_keeps_the_neutral_one() -> None:
    report = make_report()

    assert ("Harbour Lines", COMPANY) in column_choices(report)
    shown = Page(summaries_html(report, [COMPANY])).all(tag="h3")
    assert [e["inner"] for e in shown] == ["Neutral", "Harbour Lines"]
    shown = Page(summaries_html(report, [])).all(tag="h3")
    assert [e["inner"] for e in shown] == ["Neutral"]


def test_a_summary_sentence_points_at_its_source() -> None:
    report = make_report()
    links = [e for e in Page(summaries_html(report)).elements if "data-evidence" in e]
    text = report.articles[0].article.text
    evidence = report.summaries[0].sentences[0].evidence[0].span

    assert links[0]["data-evidence"] == f"0:{evidence.start}-{evidence.end}"
    assert links[0]["inner"] == evidence.of(text)


def test_a_shortened_sentence_says_so_and_shows_all_of_itself() -> None:
    report = make_report()
    analysis, summary = report.articles[0], report.summaries[0]
    first = next(s.span for s in analysis.sentences or () if s.kind == "body")
    start = Span(first.start, first.start + 30)
    evidence = (Evidence(analysis.article.id, start),)
    said = replace(summary.sentences[0], evidence=evidence, is_trimmed=True)
    report = replace(report, summaries=(replace(summary, sentences=(said,)),))

    whole = first.of(analysis.article.text)
    assert f'title="In full: {whole}">shortened</span>' in summaries_html(report)
    assert "(shortened)" in report.to_text()
    assert "shortened</span>" not in summaries_html(make_report())
    assert "(shortened)" not in make_report().to_text()


def test_notes_and_dropped_sentences_are_said() -> None:
    page = Page(summaries_html(make_report()))

    assert [e["inner"] for e in page.all(cls="fr-note")] == [
        "The article does not quote dockworkers."
    ]
    assert page.all(cls="fr-dropped")[0]["inner"].startswith("1 sentence left out")


def test_actors_are_ranked_and_measured() -> None:
    page = Page(actors_html(make_report()))
    rows = [e["inner"] for e in page.all(tag="tr")][1:]

    assert rows[0].startswith("Dockworkersgroup4")
    assert "negative 67\u2009%" in rows[0]
    assert "victim 52\u2009%" in rows[0]
    assert any("perhaps antagonist 49\u2009%" in row for row in rows)
    assert "1 / 1" in rows[0]
    assert "31\u2009%" in rows[0]
    reiner = next(row for row in rows if row.startswith("Tomas Reiner"))
    assert "34\u2009%" in reiner


def test_an_actor_without_portrayal_is_said_to_be_unmeasured() -> None:
    portrayals = tuple(p for p in make_analysis().portrayals or () if p.actor != REINER)
    html = actors_html(make_report(make_analysis(portrayals=portrayals)))

    assert html.count("Portrayal not measured") == 1


@pytest.mark.parametrize(
    ("layers", "sentence"),
    [
        ({"framing": ()}, "No framing phrase was found in this article."),
        ({"framing": None}, "Framing phrases were not looked for."),
        ({"actors": (), "portrayals": ()}, "No actor was found in this article."),
        ({"actors": None, "portrayals": None}, "Actors were not looked for."),
    ],
)
def test_what_was_not_found_differs_from_what_did_not_run(
    layers: dict[str, Any], sentence: str
) -> None:
    assert sentence in report_to_html(make_report(make_analysis(**layers)))


def test_an_empty_report_says_so() -> None:
    bare = make_analysis(
        Article("article-1", " "),
        **dict.fromkeys(LAYERS, None),
    )
    html = report_to_html(replace(make_report(bare), summaries=()))

    assert "The article is empty." in html
    assert "There is no summary to show." in html


def test_failures_and_warnings_are_shown() -> None:
    report = make_report(make_analysis(make_article(warnings=("The text looks French.",))))
    report = replace(report, failures=(Failure("article-1", "portrayal", "too long"),))

    assert "<li>The text looks French.</li>" in notices_html(report)
    assert "<li>portrayal could not be done: too long</li>" in notices_html(report)
    assert notices_html(make_report()) == ""


def test_the_same_report_gives_the_same_bytes() -> None:
    assert report_to_html(make_report()) == report_to_html(make_report())


def test_a_span_beyond_the_text_is_left_out() -> None:
    beyond = FramingSpan(Span(5, 500), "framing", "devastation", 0.9)

    assert Page(article_html(about_text("A short text.", beyond))).all(cls="fr-mark") == []


def test_labels_of_other_codebooks_have_a_name_and_a_look() -> None:
    mark = FramingSpan(span_of("short", "A short text."), "mine", "green_hope", 0.9)
    page = Page(article_html(about_text("A short text.", mark)))

    assert page.all(cls="fr-description")[0]["inner"].startswith("Green hope ")
    assert "f-other" in page.all(cls="fr-line")[0]["class"]


def test_the_union_is_linked_to_its_first_mention() -> None:
    report = make_report()
    union = next(a for a in report.articles[0].actors or () if a.id == UNION)
    span = union.mentions[0].span
    links = Page(actors_html(report)).all(tag="a")

    assert f"0:{span.start}-{span.end}" in [link["data-evidence"] for link in links]
