"""Settings and a manifest → heads → the pipeline."""

from __future__ import annotations

from dataclasses import dataclass, replace

from summarizer.codebook import load_codebook
from summarizer.neural.assembly import NETWORK, READERS, Heads, assemble, use_threads
from summarizer.neural.encoder import Encoder
from summarizer.neural.framing import tones_of
from summarizer.neural.weights import Manifest
from summarizer.pipeline import Pipeline
from summarizer.settings import Settings
from summarizer.stages.actors import Actors
from summarizer.stages.attribution import Attribution
from summarizer.stages.encode import Encode
from summarizer.stages.framing import TECHNIQUES, Framing
from summarizer.stages.parse import Parse, load_parser
from summarizer.stages.portrayal import Portrayals
from summarizer.stages.salience import Salience
from summarizer.stages.sentences import Sentences

__all__ = ["NETWORK", "READERS", "Built", "Heads", "build"]


@dataclass(frozen=True, slots=True, eq=False)
class Built:
    """What `build` makes of settings and weights.

    `parser` is the package and version of the parser; `codebooks` are versions by name.
    """

    encoder: Encoder
    heads: Heads
    pipeline: Pipeline
    parser: tuple[str, str]
    codebooks: dict[str, str]


def build(settings: Settings, manifest: Manifest) -> Built:
    """Return the heads and the pipeline that `settings` ask for.

    Raises:
        ModelMissing, ModelCorrupt: weights are not there, or not what the manifest pins.
        CodebookError: there is no such codebook.
    """
    use_threads(settings.threads)
    book, techniques = load_codebook(settings.codebook), load_codebook(TECHNIQUES)
    encoder, heads = assemble(manifest, tuple(label.name for label in book.labels))
    heads = replace(heads, framing=replace(heads.framing, tones=tones_of(book)))
    parse = Parse(load_parser())
    pipeline = Pipeline(
        (
            Sentences(),
            parse,
            Encode(encoder),
            Actors(),
            Attribution(heads.attribution),
            Framing(heads.framing, heads.loaded, book.name),
            Portrayals(heads.sentiment, heads.role),
            Salience(heads.salience),
        )
    )
    codebooks = {each.name: each.version for each in (book, techniques)}
    return Built(encoder, heads, pipeline, parse.model, codebooks)
