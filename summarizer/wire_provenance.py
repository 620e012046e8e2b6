"""The provenance of a report as JSON, out and in."""

from __future__ import annotations

from typing import get_args

from summarizer.types import Generator, Provenance, Report
from summarizer.wire_types import (
    Layer,
    WireCodebook,
    WireGenerator,
    WireModel,
    WireNotRun,
    WireProvenance,
)

LAYERS: tuple[Layer, ...] = get_args(Layer)


def provenance_out(report: Report) -> WireProvenance:
    """Return the provenance of a report, with the layers that did not run."""
    made_by, writer = report.provenance, report.provenance.generator
    return WireProvenance(
        version=made_by.version,
        models=tuple(WireModel(*model) for model in made_by.models),
        codebooks=tuple(WireCodebook(*book) for book in made_by.codebooks),
        generator=WireGenerator(writer.name, writer.revision, writer.prompts, writer.requests),
        settings=dict(made_by.settings),
        counts=dict(made_by.counts),
        warnings=made_by.warnings,
        not_run=tuple(
            WireNotRun(a.article.id, layer)
            for a in report.articles
            for layer in LAYERS
            if getattr(a, layer) is None
        ),
    )


def provenance_in(wire: WireProvenance, schema: str) -> Provenance:
    """Return the provenance in JSON of this schema."""
    writer = wire.generator
    return Provenance(
        version=wire.version,
        schema=schema,
        models=tuple((model.id, model.sha256) for model in wire.models),
        codebooks=tuple((book.name, book.version) for book in wire.codebooks),
        settings=tuple(wire.settings.items()),
        counts=tuple(wire.counts.items()),
        warnings=wire.warnings,
        generator=Generator(writer.name, writer.revision, writer.prompts, writer.requests),
    )
