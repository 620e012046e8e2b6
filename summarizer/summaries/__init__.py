from summarizer.summaries.actor import actor_summary
from summarizer.summaries.columns import main_actors, summarize_all
from summarizer.summaries.neutral import neutral_summary
from summarizer.summaries.outlet import outlet_summary

__all__ = [
    "actor_summary",
    "main_actors",
    "neutral_summary",
    "outlet_summary",
    "summarize_all",
]
