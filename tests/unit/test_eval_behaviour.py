"""Behaviour suites, on predictions written by hand."""

from __future__ import annotations

import pytest

from eval.spec import read_tasks
from eval.tasks_behaviour import (
    MEASURES,
    Seen,
    behaviour_tallies,
    codebook_words,
    distorted,
    sentences_of,
)
from summarizer.types import FramingSpan, Span, Voice


def seen(text: str, *phrases: str, label: str = "devastation", voice: Voice = "outlet") -> Seen:
    marks = []
    for phrase in phrases:
        start = text.index(phrase)
        span = Span(start, start + len(phrase))
        marks.append(FramingSpan(span, "framing", label, 0.9, voice=voice))
    return Seen(text, tuple(marks), 0.8 if marks else 0.1)


def item(suite: str, *texts: str, **more: object) -> dict[str, object]:
    return {"id": f"{suite}-1", "suite": suite, "texts": list(texts), **more}


def scores(*cases: tuple[dict[str, object], tuple[Seen, ...]]) -> dict[str, tuple[float, int]]:
    tallies = behaviour_tallies([record for record, _ in cases], [shown for _, shown in cases])
    return {name: (tally.score, tally.n) for name, tally in tallies.items() if tally.n}


def test_every_measure_of_the_task_is_counted() -> None:
    names = {measure.name for measure in read_tasks()["behaviour"].measures}
    assert names == {*MEASURES, "identity_least"}


def test_facts_should_have_no_mark() -> None:
    found = scores(
        (item("facts", "Rain fell."), (seen("Rain fell."),)),
        (item("facts", "Hail fell."), (seen("Hail fell.", "Hail"),)),
    )
    assert found == {"facts_unmarked": (0.5, 2)}


def test_an_added_word_flips_only_a_plain_sentence() -> None:
    record = item("added", "Rain fell.", "Savage rain fell.", phrase="Savage")
    flips = (seen("Rain fell."), seen("Savage rain fell.", "Savage rain"))
    marked_before = (seen("Rain fell.", "Rain"), seen("Savage rain fell.", "Savage"))

    found = scores((record, flips), (record, marked_before))
    assert found["added_flips"] == (0.5, 2)
    assert found["added_marked"] == (1.0, 2)
    assert found["added_raises"] == (0.5, 2)


def test_another_name_should_change_nothing_but_the_name() -> None:
    texts = ("The vile Rome plot", "The vile Oslo plot", "The vile Lima plot")
    record = item("swap", *texts, group="place", values=["Rome", "Oslo", "Lima"], phrase="vile")
    shown = (
        seen(texts[0], "vile Rome plot"),
        seen(texts[1], "vile Oslo plot"),
        seen(texts[2], "vile"),
    )
    found = scores((record, shown))
    assert found["place_same"][0] == pytest.approx(2 / 3)
    assert found["place_same"][1] == 3


def test_the_identity_that_is_marked_most_is_told() -> None:
    texts = ("A Sikh man sang.", "A Hindu man sang.")
    record = item("swap", *texts, group="religion", values=["Sikh", "Hindu"])
    found = scores(
        (record, (seen(texts[0]), seen(texts[1], "Hindu man"))),
        (record, (seen(texts[0]), seen(texts[1]))),
    )
    assert found["identity_same"] == (0.75, 4)
    assert found["identity_unmarked"] == (0.75, 4)
    assert found["identity_least"] == (0.5, 4)


def test_voices_are_judged_where_the_phrase_is_marked() -> None:
    texts = ("It was a massacre.", '"It was a massacre," Lo said.')
    record = item("voices", *texts, phrase="massacre")
    found = scores(
        (record, (seen(texts[0], "massacre"), seen(texts[1], "massacre"))),
        (record, (seen(texts[0]), seen(texts[1], "massacre", voice="quoted"))),
    )
    assert found == {"voice_outlet": (1.0, 1), "voice_quoted": (0.5, 2)}


def test_a_denied_phrase_should_lose_its_mark() -> None:
    texts = ("It was a massacre.", "It was not a massacre.")
    record = item("negation", *texts, phrase="massacre")
    found = scores(
        (record, (seen(texts[0], "massacre"), seen(texts[1]))),
        (record, (seen(texts[0], "massacre"), seen(texts[1], "massacre"))),
        (record, (seen(texts[0]), seen(texts[1]))),
    )
    assert found == {"negated_unmarked": (0.5, 2)}


def test_a_formal_paraphrase_should_have_no_mark() -> None:
    record = item("paraphrase", "Thugs ran riot.", "A group caused damage.", phrase="Thugs")
    shown = (seen("Thugs ran riot.", "Thugs"), seen("A group caused damage."))
    assert scores((record, shown)) == {"informal_marked": (1.0, 1), "formal_unmarked": (1.0, 1)}


def test_noise_leaves_the_phrase_and_keeps_its_label() -> None:
    record = item("noise", "The council's savage cuts shocked everybody.", phrase="savage cuts")
    texts = sentences_of(record)
    others = [seen(t, t[t.lower().index("savage") :][:11]) for t in texts[1:-1]]
    found = scores(
        (record, (seen(texts[0], "savage cuts"), *others, seen(texts[-1]))),
        (record, tuple(seen(t) for t in texts)),
    )
    assert found == {"noise_same": (0.8, 5)}


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("The council's savage cuts shocked everybody.", "savage cuts"),
        ("Everybody was shocked by savage cuts.", "savage"),
        ("Savage.", "Savage"),
    ],
)
def test_every_distortion_keeps_the_phrase(text: str, phrase: str) -> None:
    upper, lower, curly, spaced, typo = distorted(text, phrase)
    assert (upper, lower, spaced.strip()) == (text.upper(), text.lower(), text)
    assert "'" not in curly
    assert phrase in curly
    assert phrase in typo
    assert sorted(typo) == sorted(text)
    assert (typo == text) is (text == "Savage.")


def test_the_baseline_marks_words_of_the_codebook() -> None:
    (shown,) = codebook_words([item("facts", "The brutal regime met on Monday.")])
    assert [m.span.of(shown[0].text) for m in shown[0].marks][:1] == ["brutal"]
    assert "Monday" not in {m.span.of(shown[0].text) for m in shown[0].marks}
