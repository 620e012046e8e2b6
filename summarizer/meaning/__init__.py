"""Whether a sentence in other words still says what its evidence says."""

from summarizer.meaning.check import find_changes
from summarizer.meaning.said import Said, names_near, of_evidence, of_sentence

__all__ = ["Said", "find_changes", "names_near", "of_evidence", "of_sentence"]
