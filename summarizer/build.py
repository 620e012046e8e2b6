"""Settings and a manifest → heads → the pipeline."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from summarizer.codebook import load_codebook, names_of
from summarizer.fewshot.background import read_background
from summarizer.fewshot.judge import CodebookJudge
from summarizer.fewshot.load import check_names, codebook_judge
from summarizer.fewshot.rows import ExampleReader
from summarizer.neural.assembly import NETWORK, READERS, Heads, Names, assemble, use_threads
from summarizer.neural.blind import BlindReader
from summarizer.neural.encoder import Encoder
from summarizer.neural.framing import tones_of
from summarizer.neural.phrase_space import PhraseSpace
from summarizer.neural.support import Support
from summarizer.neural.support_reading import SupportReader
from summarizer.neural.weights import Manifest
from summarizer.pipeline import Pipeline
from summarizer.settings import Settings
from summarizer.stages.actors import Actors
from summarizer.stages.attribution import Attribution
from summarizer.stages.blind import Blind
from summarizer.stages.encode import Encode
from summarizer.stages.frames import FRAMES, Frames
from summarizer.stages.framing import TECHNIQUES, Framing, named_techniques
from summarizer.stages.parse import Parse, load_parser
from summarizer.stages.portrayal import Portrayals
from summarizer.stages.relations import Relations
from summarizer.stages.salience import Salience
from summarizer.stages.sentences import Sentences

__all__ = ["NETWORK", "READERS", "Built", "Heads", "build"]


@dataclass(frozen=True, slots=True, eq=False)
class Built:
    """What `build` makes of settings and weights.

    `parser` is the package and version of the parser; `codebooks` are versions by name, and
    `reader` reads the examples of others; `support` judges sentences by their evidence.
    """

    encoder: Encoder
    heads: Heads
    pipeline: Pipeline
    parser: tuple[str, str]
    codebooks: dict[str, str]
    reader: ExampleReader
    support: Support


def build(settings: Settings, manifest: Manifest) -> Built:
    """Return the heads and the pipeline that `settings` ask for.

    Raises:
        ModelMissing, ModelCorrupt: weights are not there, or not what the manifest pins.
        CodebookError: there is no such codebook.
    """
    check_names(settings.codebooks)
    use_threads(settings.threads)
    book, techniques = load_codebook(settings.codebook), load_codebook(TECHNIQUES)
    frames = load_codebook(FRAMES)
    encoder, heads = assemble(manifest, Names(names_of(book), names_of(frames), named_techniques()))
    heads = replace(heads, framing=replace(heads.framing, tones=tones_of(book)))
    parse = Parse(load_parser())
    space = PhraseSpace(encoder, heads.framing.head, heads.space)
    reader = ExampleReader(encoder, heads.framing, space, parse.nlp)
    others = _judges(settings, manifest, reader)
    pipeline = Pipeline(
        (
            Sentences(),
            parse,
            Encode(encoder),
            Blind(BlindReader(encoder, heads.framing.words)),
            Actors(heads.references, heads.pronouns),
            Attribution(heads.attribution),
            Framing(heads.framing, heads.loaded, heads.technique, book.name, others),
            Frames(heads.frames),
            Portrayals(heads.sentiment, heads.role),
            Relations(heads.sentiment),
            Salience(heads.salience),
        )
    )
    books = (book, techniques, frames, *(judge.book for judge in others))
    codebooks = {each.name: each.version for each in books}
    known = heads.facts.reader
    support = Support(heads.support, SupportReader(parse.nlp, known.tokenizer, known.embeddings))
    return Built(encoder, heads, pipeline, parse.model, codebooks, reader, support)


def _judges(
    settings: Settings, manifest: Manifest, reader: ExampleReader
) -> tuple[CodebookJudge, ...]:
    # A folder was trained against the background; only a file is yet to be compared with it.
    is_read = any(not Path(path).is_dir() for path in settings.codebooks)
    background = read_background(reader) if is_read else None
    digest = manifest.spec(NETWORK).digest
    return tuple(
        codebook_judge(path, reader, encoder_digest=digest, background=background)
        for path in settings.codebooks
    )
