"""Times the whole analysis of one article, warm, and the start in a fresh process.

`python -m eval.bench` prints the result and writes `bench.json`. Times depend on the machine
and on what else runs on it; the ratio to a bare encoder pass of the same run does not.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

from eval.adapters import Tool, load_tool
from eval.report import RESULTS

ARTICLE = Path(__file__).parent / "data" / "bench_article.txt"
REPEATS = 5

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


def seconds(call: Callable[[], object], repeats: int = REPEATS) -> float:
    """Return the median seconds that `call` takes, after one call to warm up."""
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
    done = subprocess.run(
        [sys.executable, "-c", _START, str(article)],
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
    rest = max(0.0, whole - sum(stages.values()))
    return {
        "words": len(text.split()),
        "tokens": tokens,
        "analysis_s": whole,
        "tokens_per_s": tokens / whole,
        "encoder_s": bare,
        "encoder_passes": whole / bare,
        "stages_s": {**stages, "summaries and report": rest},
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
        f"import + load       {start['import_s']:.2f} + {start['load_s']:.2f} s",
        f"first analysis      {start['first_analysis_s']:.2f} s",
        f"peak memory         {start['peak_memory_bytes'] / 2**20:.0f} MiB",
        "",
    ]
    for name, lap in warm["stages_s"].items():
        lines.append(f"  {name:22} {lap:7.3f} s  {lap / warm['analysis_s']:6.1%}")
    return lines


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the bench, print it, and write `bench.json`; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m eval.bench", description=__doc__)
    parser.add_argument("--article", type=Path, default=ARTICLE, help="a text file")
    parser.add_argument("--repeats", type=int, default=REPEATS, help="runs to take the median of")
    parser.add_argument("--output", type=Path, default=RESULTS, help="folder of the results")
    options = parser.parse_args(arguments)
    text = options.article.read_text(encoding="utf-8")
    start = start_up(options.article)
    warm = measure(load_tool(), text, options.repeats)
    result = {"bench": options.article.name, "machine": machine(), "start": start, "warm": warm}
    print("\n".join(lines_of(result)))
    options.output.mkdir(parents=True, exist_ok=True)
    path = options.output / "bench.json"
    path.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
