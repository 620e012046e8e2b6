"""What a sentence must share with its evidence: numbers, names, hedges, word for word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

_FORMS = str.maketrans({"“": '"', "”": '"', "«": '"', "»": '"', "‘": "'", "’": "'"})
_WORD = re.compile(r"[^\W\d_]+(?:['.-][^\W\d_]+)*")
_NUMBER = re.compile(
    r"(?P<figure>(?:(?<![\w)])-)?\d+(?:[.,:/]\d+)*)(?P<percent>\s*%|[\s-]per\s?cents?\b)?"
    r"(?P<scale>[\s-](?:hundred|thousand|million|billion|trillion)\b)?"
    r"|\b(?P<word>two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
    r"|(?:hundred|thousand|million|billion|trillion|dozen)s?|half|quarter|twice|doubled?|tripled?)\b",
    re.IGNORECASE,
)
# Words that deny, weaken or bound a statement: a summary may neither add nor lose one.
_HEDGES = frozenset(
    _WORD.findall("""
    not no never nor neither none nobody nothing nowhere without hardly barely
    scarcely can could would might may should must alleged allegedly reportedly apparently purported
    purportedly suspected supposed supposedly ostensibly possible possibly probably perhaps
    maybe likely unlikely potentially unclear uncertain unconfirmed estimated approximately
    roughly nearly almost least most according so-called""")
)
_CONTRACTED = {"won't": ("not",), "can't": ("can", "not"), "cannot": ("can", "not")}
# A sentence may open with one of these, in a capital, without naming anyone.
_FUNCTION_WORDS = frozenset(
    _WORD.findall("""
    a an the this that these those he it she they we you i his her its their our my
    your who what which when where while why how if as at by for from in into of on onto off
    over under to with within upon after before since until during through between among against
    about and
    or but so yet both each all some any many more few several one there here then than also
    only even just still although though because despite once was were is are be been has have
    had do does did""")
)


def plain(text: str) -> str:
    """Return `text` with one form of quotation mark and single spaces, for comparing."""
    return " ".join(text.translate(_FORMS).split())


def words(text: str) -> list[str]:
    """Return the words of `text` in small letters, without a possessive ending."""
    return [_bare(m.group()) for m in _WORD.finditer(plain(text))]


def _bare(word: str) -> str:
    return word.casefold().removesuffix("'s")


def holds(text: str, phrase: str) -> bool:
    """Return whether the words of `phrase` stand in `text` as they are, side by side."""
    phrase = plain(phrase).strip(" .,;:!?")
    return re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", plain(text)) is not None


def numbers(text: str) -> frozenset[str]:
    """Return the numbers of `text`, in figures or words, each with its percent or scale."""
    found: set[str] = set()
    for match in _NUMBER.finditer(text):
        if match["word"]:
            found.add(match["word"].casefold())
            continue
        # "3,250" is "3250", but "3,25" may be a decimal and stays apart.
        figure = re.sub(r",(?=\d{3}(?!\d))", "", match["figure"])
        scale = (match["scale"] or "").strip(" -\n\t").casefold()
        found.add(figure + ("%" if match["percent"] else "") + scale)
    return frozenset(found)


def hedges(text: str) -> Counter[str]:
    """Return how often each denying, weakening or bounding word stands in `text`."""
    counts: Counter[str] = Counter()
    for match in _WORD.finditer(plain(text)):
        if match.group() == "May":  # far more often the month
            continue
        word = match.group().casefold()
        if word in _CONTRACTED:
            counts.update(_CONTRACTED[word])
            continue
        if word.endswith("n't"):
            counts["not"] += 1
            word = word.removesuffix("n't")
        counts[word] += word in _HEDGES
    return +counts


def unknown_names(text: str, evidence: str) -> list[str]:
    """Return the capitalised words of `text`, run by run, that `evidence` does not have.

    A run passes if the evidence has the same words side by side, or a longer name with
    these words in this order ("Dr. Amina Diallo" bears out "Amina Diallo").
    """
    known = f" {' '.join(words(evidence))} "
    longer = [run for run, _ in _capital_runs(evidence)]
    common = _FUNCTION_WORDS.union(
        m.group() for m in _WORD.finditer(plain(evidence)) if m.group().islower()
    )
    unknown: list[str] = []
    for run, is_opening in _capital_runs(text):
        if _is_known(run, known, longer):
            continue
        if is_opening and run[0] in common:  # in a capital only because it comes first
            run = run[1:]
        if run and not _is_known(run, known, longer):
            unknown.append(" ".join(run))
    return unknown


def _is_known(run: list[str], known: str, longer: list[list[str]]) -> bool:
    if f" {' '.join(run)} " in known:
        return True
    return any(_is_part(run, name) for name in longer)


def _is_part(run: list[str], name: list[str]) -> bool:
    rest = iter(name)
    return all(word in rest for word in run)


def _capital_runs(text: str) -> Iterator[tuple[list[str], bool]]:
    """Yield runs of capitalised words, and whether one opens a sentence or quotation."""
    text = plain(text)
    run: list[str] = []
    is_opening, end = True, 0
    for match in _WORD.finditer(text):
        gap = text[end : match.start()]
        is_capital = match.group()[0].isupper()
        if run and not (is_capital and gap == " "):
            yield run, is_opening
            run = []
        if is_capital:
            if not run:
                is_opening = not text[: match.start()].strip(' "[(') or gap.strip()[:1] in {
                    *'.!?:"'
                }
            run.append(_bare(match.group()))
        end = match.end()
    if run:
        yield run, is_opening
