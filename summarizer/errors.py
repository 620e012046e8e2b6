"""The tree of exceptions that callers can meet."""


class SummarizerError(Exception):
    """Any failure of this package that a caller can act on."""


class InputError(SummarizerError):
    """What the user gave cannot be read; the message says why in one sentence."""


class UnsafeUrl(InputError):
    """A URL that must not be fetched: wrong scheme, or a private or local address."""


class SpanError(SummarizerError):
    """A range that is empty, reversed, negative or outside its text."""


class SettingsError(SummarizerError):
    """A setting that is unknown, of the wrong type or out of range."""


class CodebookError(SummarizerError):
    """A codebook that cannot be used, or a label that it does not have."""


class PipelineError(SummarizerError):
    """Stages that do not fit together."""


class ModelError(SummarizerError):
    """Weights that cannot be used."""


class ModelMissing(ModelError):
    """A file of weights is not where the manifest says."""


class ModelCorrupt(ModelError):
    """A file of weights differs from what the manifest pins."""


class GeneratorError(SummarizerError):
    """A generator of summaries that cannot be reached, or does not answer as it should."""


class DataError(SummarizerError):
    """A data set that is missing or not in the expected form."""
