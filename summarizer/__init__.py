"""Read a news article, and see with evidence how it is told.

Example:
    from summarizer import load

    report = load().analyze(text)
    report.summary("neutral"), report.save("report.html")
"""

from summarizer.api import Tool, load
from summarizer.codebook import Codebook, load_codebook
from summarizer.errors import SummarizerError
from summarizer.settings import Settings
from summarizer.types import Analysis, Article, Report, Span, Summary

__version__ = "0.1.0"

__all__ = [
    "Analysis",
    "Article",
    "Codebook",
    "Report",
    "Settings",
    "Span",
    "SummarizerError",
    "Summary",
    "Tool",
    "__version__",
    "load",
    "load_codebook",
]
