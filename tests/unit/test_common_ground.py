from __future__ import annotations

from dataclasses import replace

import pytest

from summarizer.comparison import Coverage, Duplicate, Fact, Omission, Statement
from summarizer.errors import SettingsError
from summarizer.guard import check
from summarizer.summaries.common_ground import common_ground
from summarizer.types import Analysis, Evidence, SentenceScore, Summary
from tests.parses import make_parse
from tests.stories import find, make_story

A = (
    "A ferry with 80 passengers ran aground off Tarn on Friday.",
    "Divers inspected the hull during the night.",
    "The reckless captain, a gambler, had sailed into the storm.",
)
B = (
    "On Friday a ferry carrying 80 passengers hit rocks near Tarn.",
    "In the night divers inspected the hull.",
    "The captain had sailed into the storm.",
    "The company cancelled all crossings.",
)


def article(
    id: str, sentences: tuple[str, ...], loaded: dict[int, float] | None = None
) -> Analysis:
    made = make_story(list(sentences), actors={"ada": ("Ada Lorn", "person")})
    scores = tuple(
        SentenceScore(s.span, (loaded or {}).get(i, 0.1))
        for i, s in enumerate(made.sentences or ())
    )
    return replace(made, article=replace(made.article, id=id), sentence_scores=scores)


def fact(
    id: str,
    *stated: tuple[Analysis, str],
    score: float = 0.9,
    conflicting: bool = False,
    omitted: tuple[str, ...] = (),
) -> Fact:
    evidence = tuple(Statement(a.article.id, find(a, words), score) for a, words in stated)
    coverage: Coverage = "one" if len(stated) == 1 else "some" if omitted else "all"
    return Fact(
        id,
        stated[0][1],
        Evidence(evidence[0].article, evidence[0].span),
        evidence,
        tuple(Omission(each, 0.9) for each in omitted),
        coverage,
        conflicting,
    )


def ferry() -> tuple[Analysis, Analysis]:
    return article("a", A), article("b", B)


def three_facts() -> tuple[Fact, ...]:
    a, b = ferry()
    return (
        fact("aground", (a, A[0][:-1]), (b, B[0][:-1])),
        fact("divers", (a, A[1][:-1]), (b, B[1][:-1])),
        fact("captain", (a, A[2][:-1]), (b, B[2][:-1])),
    )


def texts(summary: Summary) -> list[str]:
    return [sentence.text for sentence in summary.sentences]


def test_each_sentence_has_evidence_in_two_articles_and_the_chance_that_both_say_it() -> None:
    summary = common_ground(ferry(), three_facts(), n=3)

    assert len(summary.sentences) == 3
    assert all({e.article for e in s.evidence} == {"a", "b"} for s in summary.sentences)
    assert {s.support for s in summary.sentences} == {0.9}
    assert summary.perspective.kind == "common_ground"
    assert summary.note is None


def test_the_guard_has_nothing_against_it() -> None:
    summary = common_ground(ferry(), three_facts(), n=3)

    assert check(summary, ferry()) == summary


def test_the_least_loaded_wording_is_taken() -> None:
    a, b = article("a", A, {1: 0.9}), article("b", B, {0: 0.9})

    said = texts(common_ground((a, b), three_facts()[:2], n=2))

    assert set(said) == {A[0], B[1]}


def test_a_sentence_that_says_more_than_is_shared_is_not_common_ground() -> None:
    a, b = ferry()
    whole = fact("captain", (a, "had sailed into the storm"), (b, B[2][:-1]))
    only_a = fact("gambler", (a, "The reckless captain, a gambler,"), omitted=("b",))

    assert texts(common_ground((a, b), (whole, only_a), n=3)) == [B[2]]


def test_claims_that_no_fact_covers_are_found_in_the_parse() -> None:
    rows = """
Divers 2 nsubj NOUN
checked 0 ROOT VERB check
the 4 det DET
hull 2 dobj NOUN
, 2 punct PUNCT
which 8 nsubjpass PRON
was 8 auxpass AUX
torn 4 relcl VERB tear
by 8 agent ADP
greedy 11 amod ADJ
owners 9 pobj NOUN
last 13 amod ADJ
week 8 npadvmod NOUN
"""
    doc = make_parse(rows)
    a = replace(article("a", (doc.text.strip(),)), parse=doc)
    b = article("b", ("Divers checked the hull.",))
    shared = fact("divers", (a, "Divers checked the hull"), (b, "Divers checked the hull"))

    assert texts(common_ground((a, b), (shared,), n=2)) == ["Divers checked the hull."]
    sentence = fact("divers", (a, doc.text.strip()), (b, "Divers checked the hull"))
    assert texts(common_ground((a, b), (sentence,), n=2)) == ["Divers checked the hull."]


def test_a_sentence_that_two_articles_print_nearly_alike_is_shared_as_a_whole() -> None:
    a = article("a", ("Divers inspected the hull after a tug had pulled the ferry to Tarn.",))
    b = article("b", ("Divers inspected the hull after two tugs pulled the ferry to Tarn.",))
    words = "Divers inspected the hull"
    hull = fact("hull", (a, words), (b, words))
    tug = fact("tug", (a, "a tug had pulled the ferry to Tarn"))

    assert texts(common_ground((a, b), (hull, tug), n=1)) == [a.article.text]


def test_a_number_or_name_that_the_others_lack_is_not_shared() -> None:
    a = article("a", ("The storm sank 14 boats off Tarn.",))
    b = article("b", ("Boats sank in the storm off Tarn.",))
    sunk = fact("sunk", (a, "The storm sank 14 boats off Tarn"), (b, "Boats sank in the storm"))

    assert texts(common_ground((a, b), (sunk,), n=1)) == ["Boats sank in the storm off Tarn."]


def test_what_one_article_hedges_is_said_with_the_hedge() -> None:
    a = article("a", ("Divers found a hole in the hull.",), {0: 0.1})
    b = article("b", ("Divers allegedly found a hole in the hull.",), {0: 0.6})
    hole = fact("hole", (a, A_HOLE), (b, "Divers allegedly found a hole in the hull"))

    assert texts(common_ground((a, b), (hole,), n=1)) == [
        "Divers allegedly found a hole in the hull."
    ]


A_HOLE = "Divers found a hole in the hull"


@pytest.mark.parametrize("change", ["conflicting", "doubtful", "alone"])
def test_what_conflicts_is_doubtful_or_one_articles_own_is_left_out(change: str) -> None:
    a, b = ferry()
    stated = [(a, A[1][:-1]), (b, B[1][:-1])][: 1 if change == "alone" else 2]
    score = 0.3 if change == "doubtful" else 0.9
    divers = fact("divers", *stated, score=score, conflicting=change == "conflicting")

    summary = common_ground((a, b), (divers,), n=2)

    assert summary.sentences == ()
    assert summary.note == "No sentence was found all of which several articles state."


def test_a_sentence_that_leans_on_the_one_before_is_not_said() -> None:
    a = article("a", ("Divers came.", "This was the third wreck of the year at the reef."))
    b = article("b", ("Divers came.", "The reef has now seen its third wreck of the year."))
    third = fact(
        "third",
        (a, "This was the third wreck of the year at the reef"),
        (b, "The reef has now seen its third wreck of the year"),
    )

    assert texts(common_ground((a, b), (third,), n=1)) == [
        "The reef has now seen its third wreck of the year."
    ]


def test_one_fact_is_said_once() -> None:
    a, b = ferry()
    again = fact("again", (a, A[1][:-1]), (b, B[1][:-1]))

    assert len(common_ground((a, b), (*three_facts(), again), n=4).sentences) == 3


def test_what_all_report_comes_before_what_some_do_and_is_said_in_reading_order() -> None:
    a, b = ferry()
    c = article("c", ("Divers inspected the hull by night.",))
    facts = (
        three_facts()[0],
        fact("divers", (a, A[1][:-1]), (b, B[1][:-1]), (c, "Divers inspected the hull by night")),
    )

    first = common_ground((a, b, c), facts, n=1)
    both = common_ground((a, b, c), facts, n=2)

    assert {e.article for e in first.sentences[0].evidence} == {"a", "b", "c"}
    assert "ferry" in both.sentences[0].text or both.sentences[0].text == first.sentences[0].text
    assert len(both.sentences) == 2


def test_too_few_shared_facts_are_said_to_be_few() -> None:
    summary = common_ground(ferry(), three_facts()[:1], n=3)

    assert summary.note == "Only one sentence could be found all of which several articles state."


def test_the_order_of_articles_and_facts_changes_nothing() -> None:
    facts = three_facts()

    assert common_ground(ferry(), facts, n=2) == common_ground(ferry()[::-1], facts[::-1], n=2)


@pytest.mark.parametrize("is_known", [True, False])
def test_a_copy_bears_nothing_out(is_known: bool) -> None:
    a, b = article("a", A), article("b", A if not is_known else (*A, "Read more."))
    divers = fact("divers", (a, A[1][:-1]), (b, A[1][:-1]))
    copies = (Duplicate("a", "b", 0.97),) if is_known else ()

    assert common_ground((a, b), (divers,), n=1, duplicates=copies).sentences == ()


def test_what_all_say_in_loaded_words_only_is_left_out() -> None:
    a, b = article("a", A, {1: 0.9}), article("b", B, {1: 0.8})

    assert common_ground((a, b), three_facts()[1:2], n=1).sentences == ()


def test_a_forename_or_title_more_is_no_news_of_one_article() -> None:
    text = "Mayor <n:ada Ada Lorn> closed the harbour on Friday."
    made = make_story([text], actors={"ada": ("Ada Lorn", "person")})
    a = replace(made, article=replace(made.article, id="a"))
    b = article("b", ("On Friday Lorn closed the harbour to all ferries of Tarn.",))
    closed = fact("closed", (a, "closed the harbour on Friday"), (b, "Lorn closed the harbour"))

    assert texts(common_ground((a, b), (closed,), n=1)) == [a.article.text]


def test_of_names_of_places_every_word_must_be_shared() -> None:
    a = article("a", ("The ferry sailed from North Tarn on Friday.",))
    b = article("b", ("On Friday the ferry sailed from Tarn.",))
    sailed = fact("sailed", (a, a.article.text[:-1]), (b, b.article.text[:-1]))

    assert texts(common_ground((a, b), (sailed,), n=1)) == [b.article.text]


@pytest.mark.parametrize("copied", ["a", "b"])
def test_a_copy_with_small_edits_changes_nothing_but_the_notes(copied: str) -> None:
    a, b = ferry()
    own = {"a": A, "b": B}[copied]
    edited = ("UPDATED: " + own[0], *(line.replace("the night", "night") for line in own[1:]))
    c = article("c", edited)
    copy_of = {"a": a, "b": b}[copied]
    copies = (Duplicate(copied, "c", 0.8),)
    facts = tuple(
        replace(
            each,
            evidence=(
                *each.evidence,
                *(
                    Statement("c", (c.sentences or ())[at].span, 0.9)
                    for s in each.evidence
                    if s.article == copied
                    for at, line in enumerate(own)
                    if line.startswith(s.span.of(copy_of.article.text))
                ),
            ),
        )
        for each in three_facts()
    )
    before = common_ground((a, b), three_facts(), n=3)
    after = common_ground((a, b, c), facts, n=3, duplicates=copies)

    assert len(after.sentences) == len(before.sentences)
    for sentence in after.sentences:
        sources = {e.article for e in sentence.evidence}
        assert len(sources & {"a", "b"} | ({copied} if "c" in sources else set())) == 2
        assert not {copied, "c"} <= sources


def test_a_copy_does_not_make_a_fact_more_shared() -> None:
    a, b = ferry()
    third = article("d", (B[0], "Nothing else was known."))
    copies = tuple(article(f"copy-{n}", (*A, "Read more.")) for n in range(3))
    facts = (
        fact("aground", (b, B[0][:-1]), (third, B[0][:-1])),
        fact("divers", (a, A[1][:-1]), (b, B[1][:-1]), *((c, A[1][:-1]) for c in copies)),
    )
    same = tuple(Duplicate("a", c.article.id, 0.95) for c in copies)
    among = tuple(
        Duplicate(one.article.id, two.article.id, 1.0)
        for i, one in enumerate(copies)
        for two in copies[i + 1 :]
    )
    with_copies = common_ground((a, b, third, *copies), facts, n=1, duplicates=(*same, *among))
    without = common_ground(
        (a, b, third),
        (facts[0], fact("divers", (a, A[1][:-1]), (b, B[1][:-1]))),
        n=1,
    )

    assert texts(with_copies) == texts(without)


def test_a_summary_has_at_least_one_sentence_to_give() -> None:
    with pytest.raises(SettingsError):
        common_ground(ferry(), three_facts(), n=0)
