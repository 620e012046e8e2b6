from __future__ import annotations

from dataclasses import replace

import pytest
from spacy.language import Language

from summarizer.guard import check, find_problems, prepare
from summarizer.stages.parse import load_parser, parse_text
from summarizer.stages.sentences import split_article
from summarizer.types import Analysis, Article, Evidence, Perspective, Summary, SummarySentence

TEXT = (
    "The Wexley council rejected a plan by Tarn Rail to close two stations on Monday.\n\n"
    "The closure could cost the town 400 jobs, mayor Ines Calder said.\n\n"
    "Tarn Rail is expected to appeal by 12 March.\n\n"
    "Police arrested Tomas Reyk on suspicion of damaging a signal box.\n\n"
    "The union accused the firm of hiding a safety report.\n\n"
    "The firm did not respond to a request for comment.\n\n"
    "Passenger numbers fell by 12 per cent in 2019 and by 30 per cent in 2021.\n\n"
    "Some drivers will strike unless pay rises.\n\n"
    "Wexley beat Oldport and lost to Harn.\n\n"
    "The regulator alleged that the firm had bribed an inspector."
)
COUNCIL, CLOSURE, APPEAL, ARREST, UNION, FIRM, NUMBERS, STRIKE, MATCH, BRIBE = range(10)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_parser()


@pytest.fixture(scope="module")
def article(nlp: Language) -> Analysis:
    read = Article("article-1", TEXT)
    sentences = split_article(read)
    parse = parse_text(nlp, TEXT, sentences)
    return Analysis(read, sentences=sentences, parse=parse, quotes=(), actors=())


def said(article: Analysis, text: str, *at: int) -> SummarySentence:
    sentences = article.sentences or ()
    evidence = tuple(Evidence("article-1", sentences[i].span) for i in at)
    return SummarySentence(text, evidence, 1.0)


def problems(article: Analysis, nlp: Language, text: str, *at: int) -> list[str]:
    sources = {"article-1": prepare(article)}
    return find_problems(said(article, text, *at), sources, read=nlp)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("A plan by Tarn Rail to close two stations was rejected by the Wexley council.", COUNCIL),
        ("The council turned down a plan to close 2 stations.", COUNCIL),
        ("The closure may cost the town 400 jobs, according to mayor Ines Calder.", CLOSURE),
        ("Ines Calder said that 400 jobs could be lost.", CLOSURE),
        ("Tarn Rail is likely to appeal by 12 March.", APPEAL),
        ("Tomas Reyk was arrested by police on suspicion of damaging a signal box.", ARREST),
        ("The firm was accused by the union of hiding a safety report.", UNION),
        ("The firm gave no response to a request for comment.", FIRM),
        ("In 2021, passenger numbers dropped by 30%.", NUMBERS),
        ("Unless pay rises, some drivers will strike.", STRIKE),
        ("Oldport was beaten by Wexley, which lost to Harn.", MATCH),
        ("According to the regulator, the firm had bribed an inspector.", BRIBE),
    ],
)
def test_other_words_for_the_same_are_let_through(
    article: Analysis, nlp: Language, text: str, at: int
) -> None:
    assert problems(article, nlp, text, at) == []


@pytest.mark.parametrize(
    ("text", "at", "why"),
    [
        ("Tarn Rail rejected a plan by the Wexley council.", COUNCIL, "changed places"),
        ("A plan to close two stations was approved by the council.", COUNCIL, "opposite"),
        ("The closure will cost the town 400 jobs, Ines Calder said.", CLOSURE, "surer"),
        ("The closure could cost the town 400 jobs.", CLOSURE, "source"),
        ("Tarn Rail said the closure could cost the town 400 jobs.", CLOSURE, "not who says"),
        ("Tarn Rail appealed by 12 March.", APPEAL, "surer"),
        ("By 12 March, Tarn Rail will appeal.", APPEAL, "surer"),
        ("Tomas Reyk damaged a signal box.", ARREST, "surer"),
        ("Tomas Reyk was convicted of damaging a signal box.", ARREST, "beyond"),
        ("The firm accused the union of hiding a safety report.", UNION, "changed places"),
        ("The firm hid a safety report.", UNION, "surer"),
        ("The firm responded to a request for comment.", FIRM, "asserted"),
        ("Passenger numbers rose by 12% in 2019.", NUMBERS, "opposite"),
        ("Passenger numbers fell by 13% in 2019.", NUMBERS, "number"),
        ("Passenger numbers fell by 12 in 2019.", NUMBERS, "number"),
        ("All drivers will strike unless pay rises.", STRIKE, "'all' is added"),
        ("Some of the drivers will go on strike.", STRIKE, "surer"),
        ("Oldport beat Wexley.", MATCH, "changed places"),
        ("The firm bribed an inspector.", BRIBE, "surer"),
    ],
)
def test_what_says_something_else_is_refused(
    article: Analysis, nlp: Language, text: str, at: int, why: str
) -> None:
    found = problems(article, nlp, text, at)

    assert any(why in problem for problem in found), found


def test_a_copied_sentence_is_held_to_its_words(article: Analysis, nlp: Language) -> None:
    whole = TEXT.split("\n\n")

    assert all(problems(article, nlp, line, i) == [] for i, line in enumerate(whole))
    assert problems(article, nlp, "The firm did respond to a request for comment.", FIRM)


def test_without_a_parse_of_the_article_names_and_numbers_are_still_checked(
    article: Analysis, nlp: Language
) -> None:
    sources = {"article-1": prepare(replace(article, parse=None))}
    wrong = said(article, "Tarn Rail plans to appeal by 14 March.", APPEAL)

    assert find_problems(wrong, sources, read=nlp) == ["number 14 is not in the evidence"]


def test_a_summary_in_other_words_keeps_what_is_borne_out(article: Analysis, nlp: Language) -> None:
    good = said(article, "Tarn Rail is likely to appeal by 12 March.", APPEAL)
    bad = said(article, "Tarn Rail has won its appeal.", APPEAL)
    checked = check(Summary(Perspective("neutral"), (good, bad)), [article], read=nlp)

    assert (checked.sentences, checked.dropped) == ((good,), 1)
