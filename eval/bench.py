"""Times the analysis of one article, the comparison of several, and the start.

`python -m eval.bench` prints the result and writes `bench.json`. Times depend on the machine
and on what else runs on it; the ratios to a bare encoder pass and to single analyses of the
same run do not.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, Protocol

from eval.adapters import Tool
from eval.report import RESULTS

if TYPE_CHECKING:
    from summarizer.types import Article, Report

DATA = Path(__file__).parent / "data"
ARTICLE = DATA / "bench_article.txt"
EVENT = DATA / "bench_event"
REPEATS = 5
COMPARE_REPEATS = 3
LONG_WORDS = 1_500
SENTENCES, ACTORS = 3, 4  # as in the settings

# Runs in a fresh process, so that nothing is in its memory or caches yet.
_START = """
import json, resource, sys, time
begin = time.perf_counter()
import summarizer
imported = time.perf_counter()
tool = summarizer.load()
loaded = time.perf_counter()
tool.analyze(open(sys.argv[1], encoding="utf-8").read())
done = time.perf_counter()
for line in open("/proc/self/status") if sys.platform == "linux" else ():
    if line.startswith("VmRSS:"):
        now = int(line.split()[1]) * 1024
        break
else:
    now = None
unit = 1 if sys.platform == "darwin" else 1024
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
print(json.dumps({
    "import_s": imported - begin, "load_s": loaded - imported, "first_analysis_s": done - loaded,
    "memory_bytes": now, "peak_memory_bytes": peak,
}))
"""

# The same for the memory of one comparison: a peak only grows, so nothing else may run before.
_COMPARE = """
import json, resource, sys
import summarizer
from eval.bench import long_articles, read_event
summarizer.load().compare(long_articles(read_event()))
unit = 1 if sys.platform == "darwin" else 1024
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
print(json.dumps({"peak_memory_bytes": peak}))
"""


class ComparingTool(Protocol):
    """What is timed of `summarizer.load()` on several articles."""

    def analyze(self, text: str | Article) -> Report:
        """Return the report on one article."""

    def compare(self, articles: Sequence[str | Article]) -> Report:
        """Return the report on several articles on one event."""


def read_event(folder: Path = EVENT) -> list[Article]:
    """Return the articles in `folder`, each with the name of its file as id and as outlet."""
    from summarizer.read import read_path

    paths = sorted(folder.glob("*.txt"))
    return [read_path(path, id=path.stem, outlet=path.stem) for path in paths]


def long_articles(
    event: Sequence[Article], other: Path = ARTICLE, n_words: int = LONG_WORDS
) -> list[Article]:
    """Return twelve articles of about `n_words` words, made from five and one on another event.

    Each is the headline and the first half of its words from one article, by whole paragraphs,
    and as much from another: all ten pairs of the five, each of which leads two of them, and
    two that go on with `other`. So two articles share half their words at most, which is not
    enough to be taken for one text; but every paragraph stands, word for word, in four or five
    of the twelve, which twelve real outlets would not do.
    """
    from summarizer.read import read_path, read_text

    n, more = len(event), read_path(other, id="other")
    pairs = [(event[i], event[(i + step) % n]) for step in (1, 2) for i in range(n)]
    pairs += [(event[0], more), (event[2], more)]
    return [
        read_text(
            f"{_opening(one.text, n_words / 2)}\n\n{_opening(two.text, n_words / 2, first=1)}",
            id=f"{one.id}+{two.id}",
            outlet=f"{one.outlet} and {two.id}",
        )
        for one, two in pairs
    ]


def _opening(text: str, n_words: float, first: int = 0) -> str:
    """Return the paragraphs of `text` from number `first` on that begin within `n_words` words."""
    kept: list[str] = []
    for paragraph in text.split("\n\n")[first:]:
        if sum(len(each.split()) for each in kept) >= n_words:
            break
        kept.append(paragraph)
    return "\n\n".join(kept)


def seconds(call: Callable[[], object], repeats: int = REPEATS, *, warm_up: bool = True) -> float:
    """Return the median seconds that `call` takes, by default after one call to warm up."""
    if warm_up:
        call()
    times = []
    for _ in range(repeats):
        begin = perf_counter()
        call()
        times.append(perf_counter() - begin)
    return statistics.median(times)


def start_up(article: Path = ARTICLE) -> dict[str, Any]:
    """Return the seconds of import, load and first analysis, and memory, of a fresh process.

    Raises:
        CalledProcessError: the process failed; its message went to stderr.
    """
    return _fresh(_START, str(article))


def compare_memory() -> int:
    """Return the peak memory, in bytes, of a fresh process that compares twelve long articles.

    Raises:
        CalledProcessError: the process failed; its message went to stderr.
    """
    return int(_fresh(_COMPARE)["peak_memory_bytes"])


def _fresh(program: str, *arguments: str) -> dict[str, Any]:
    """Return the JSON object that `program` prints in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        check=True,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parent.parent,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def stage_seconds(tool: Tool, text: str, repeats: int = REPEATS) -> dict[str, float]:
    """Return the median seconds of each stage of the pipeline, in its order."""
    from summarizer.read import read_text
    from summarizer.types import Analysis

    times: dict[str, list[float]] = {}
    for turn in range(repeats + 1):
        begin = perf_counter()
        batch = [Analysis(read_text(text))]
        laps = {"Read": perf_counter() - begin}
        for stage in tool.pipeline.stages:
            begin = perf_counter()
            batch = stage(batch)
            laps[type(stage).__name__] = perf_counter() - begin
        if turn:
            for name, lap in laps.items():
                times.setdefault(name, []).append(lap)
    return {name: statistics.median(laps) for name, laps in times.items()}


def measure(tool: Tool, text: str, repeats: int = REPEATS) -> dict[str, Any]:
    """Return the warm times of one article, in seconds, and what follows from them.

    `encoder_s` is one bare pass of the shared encoder over the same text, tokenising included.
    """
    whole = seconds(partial(tool.analyze, text), repeats)
    bare = seconds(partial(tool.encoder.encode, [text]), repeats)
    stages = stage_seconds(tool, text, repeats)
    tokens = len(tool.encoder.encode([text])[0].offsets)
    summaries = summary_seconds(tool, text, repeats)
    chosen = choice_seconds(tool, [*read_event(), text], repeats)
    rest = max(0.0, whole - sum(stages.values()))
    return {
        "words": len(text.split()),
        "tokens": tokens,
        "analysis_s": whole,
        "tokens_per_s": tokens / whole,
        "encoder_s": bare,
        "encoder_passes": whole / bare,
        "summaries_s": summaries,
        "summarizer_s": chosen,
        "stages_s": {**stages, "summaries and report": rest},
    }


def summary_seconds(tool: Tool, text: str, repeats: int = REPEATS) -> float:
    """Return the median seconds of all summaries of an article that is encoded and marked."""
    from summarizer.read import read_text
    from summarizer.summaries import summarize_all

    analysis = tool.pipeline.run([read_text(text, outlet="Bench Post")])[0]
    spans = [sentence.span for sentence in analysis.sentences]

    def summarise() -> None:
        vectors = tool.heads.space.vectors(analysis.encoding, spans)
        summarize_all(analysis, vectors @ vectors.T, SENTENCES, n_actors=ACTORS)

    return seconds(summarise, repeats)


def choice_seconds(tool: Tool, texts: Sequence[str | Article], repeats: int = REPEATS) -> float:
    """Return the median seconds an article in which its neutral summary is chosen.

    The articles are encoded and marked before. What is timed is the default summariser: the
    salience of every sentence, read from the encoding, and the choice among them with the
    guard behind it.
    """
    from summarizer.read import read_text
    from summarizer.stages.salience import Salience
    from summarizer.summaries.neutral import neutral_summary

    read = [read_text(each) if isinstance(each, str) else each for each in texts]
    analyses = tool.pipeline.run(read)
    scorer = next(stage for stage in tool.pipeline.stages if isinstance(stage, Salience))

    def choose() -> None:
        for analysis in scorer(analyses):
            spans = [sentence.span for sentence in analysis.sentences or ()]
            vectors = tool.heads.space.vectors(analysis.encoding, spans)
            neutral_summary(analysis, vectors @ vectors.T, SENTENCES)

    return seconds(choose, repeats) / len(analyses)


def measure_comparison(
    tool: ComparingTool,
    five: Sequence[Article],
    twelve: Sequence[Article],
    repeats: int = COMPARE_REPEATS,
) -> dict[str, Any]:
    """Return the warm times of comparing five and twelve articles, in seconds.

    `single_analyses` is how often the five, analysed one by one, would fit in the time of
    their comparison.
    """
    singles = seconds(lambda: [tool.analyze(article) for article in five], repeats)
    short = _comparison(tool, five, repeats)
    return {
        "singles_s": singles,
        "five": {**short, "single_analyses": short["comparison_s"] / singles},
        "twelve": _comparison(tool, twelve, repeats, warm_up=False),
    }


def _comparison(
    tool: ComparingTool, articles: Sequence[Article], repeats: int, *, warm_up: bool = True
) -> dict[str, Any]:
    """Return the time of one comparison, with what it found: events told apart take less."""
    last: deque[Report] = deque(maxlen=1)
    whole = seconds(lambda: last.append(tool.compare(articles)), repeats, warm_up=warm_up)
    found = last[0].comparison
    if found is None:
        raise ValueError("the report on several articles holds no comparison")
    return {
        "articles": len(articles),
        "words": sum(len(article.text.split()) for article in articles),
        "comparison_s": whole,
        "per_article_s": whole / len(articles),
        "events": len(found.events),
        "duplicates": len(found.duplicates),
        "facts": len(found.facts),
        "failures": len(last[0].failures),
    }


def machine() -> dict[str, Any]:
    """Return what the times depend on."""
    import torch

    return {
        "system": platform.system(),
        "processor": platform.machine(),
        "cores": os.cpu_count(),
        "threads": torch.get_num_threads(),
        "torch": str(torch.__version__),
        "python": platform.python_version(),
    }


def lines_of(result: dict[str, Any]) -> list[str]:
    """Return the result as lines of text."""
    warm, start = result["warm"], result["start"]
    lines = [
        f"article             {warm['words']} words, {warm['tokens']} tokens",
        f"analysis, warm      {warm['analysis_s']:.3f} s, {warm['tokens_per_s']:.0f} tokens/s",
        f"bare encoder pass   {warm['encoder_s']:.3f} s",
        f"analysis in passes  {warm['encoder_passes']:.2f}",
        f"all its summaries   {warm['summaries_s']:.3f} s, {1 / warm['summaries_s']:.0f} a second",
        f"its neutral one     {warm['summarizer_s']:.3f} s, "
        f"{1 / warm['summarizer_s']:.0f} articles a second once encoded",
        f"import + load       {start['import_s']:.2f} + {start['load_s']:.2f} s",
        f"first analysis      {start['first_analysis_s']:.2f} s",
        f"peak memory         {start['peak_memory_bytes'] / 2**20:.0f} MiB",
        "",
    ]
    for name, lap in warm["stages_s"].items():
        lines.append(f"  {name:22} {lap:7.3f} s  {lap / warm['analysis_s']:6.1%}")
    return [*lines, "", *_comparison_lines(result["compare"])]


def _comparison_lines(result: dict[str, Any]) -> list[str]:
    lines = []
    for each in (result["five"], result["twelve"]):
        lines += [
            f"comparison          {each['articles']} articles, {each['words']} words",
            f"  warm              {each['comparison_s']:.2f} s, "
            f"{each['per_article_s']:.2f} s an article",
            f"  found             {each['facts']} facts in {each['events']} events, "
            f"{each['duplicates']} duplicates, {each['failures']} failures",
        ]
    ratio = result["five"]["single_analyses"]
    return [
        *lines,
        f"five one by one     {result['singles_s']:.2f} s; compared {ratio:.2f} times that",
        f"peak memory         {result['peak_memory_bytes'] / 2**20:.0f} MiB, twelve compared",
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the bench, print it, and write `bench.json`; return the exit code."""
    import summarizer

    options = _options(arguments)
    text = options.article.read_text(encoding="utf-8")
    start = start_up(options.article)
    peak = compare_memory()
    tool = summarizer.load()
    warm = measure(tool, text, options.repeats)
    event = read_event()
    compared = measure_comparison(tool, event, long_articles(event), options.compare_repeats)
    result = {
        "bench": options.article.name,
        "machine": machine(),
        "start": start,
        "warm": warm,
        "compare": {**compared, "peak_memory_bytes": peak},
    }
    print("\n".join(lines_of(result)))
    options.output.mkdir(parents=True, exist_ok=True)
    path = options.output / "bench.json"
    path.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m eval.bench", description=__doc__)
    parser.add_argument("--article", type=Path, default=ARTICLE, help="a text file")
    parser.add_argument("--repeats", type=int, default=REPEATS, help="runs to take the median of")
    parser.add_argument("--output", type=Path, default=RESULTS, help="folder of the results")
    parser.add_argument(
        "--compare-repeats", type=int, default=COMPARE_REPEATS, help="the same for comparisons"
    )
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
