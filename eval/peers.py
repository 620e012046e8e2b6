"""Times other summarisers beside the whole analysis, on one article, in one run.

- LexRank of `sumy`: a graph over word vectors, three sentences.
- A model of the size of `sshleifer/distilbart-cnn-6-6`
  (6 + 6 layers, 1024 wide, 230 million parameters) with random weights, which writes exactly 60
  tokens. The cost of a step does not depend on the weights' values. Four beams are its released
  default; greedy search is the least it can cost.

`python -m eval.peers` prints the result and writes `peers.json`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from eval.adapters import load_tool
from eval.bench import ARTICLE, machine, seconds
from eval.extractive import PlainTokenizer
from eval.report import RESULTS

NEW_TOKENS = 60
POSITIONS = 1024
VOCABULARY = 50264


def lexrank(text: str, n: int = 3) -> list[str]:
    """Return the `n` sentences that LexRank chooses."""
    from sumy.parsers.plaintext import PlaintextParser
    from sumy.summarizers.lex_rank import LexRankSummarizer

    document = PlaintextParser.from_string(text, PlainTokenizer()).document
    return [str(sentence) for sentence in LexRankSummarizer()(document, n)]


def random_bart(**size: int) -> Any:
    """Return a BART with random weights, of distilbart-cnn-6-6's size unless `size` differs."""
    import torch
    from transformers import BartConfig, BartForConditionalGeneration

    shape = {
        "vocab_size": VOCABULARY,
        "d_model": 1024,
        "encoder_layers": 6,
        "decoder_layers": 6,
        "encoder_attention_heads": 16,
        "decoder_attention_heads": 16,
        "encoder_ffn_dim": 4096,
        "decoder_ffn_dim": 4096,
        "max_position_embeddings": POSITIONS,
    }
    with torch.random.fork_rng():
        torch.manual_seed(0)
        return BartForConditionalGeneration(BartConfig(**(shape | size))).eval()


def generate(model: Any, n_input: int, beams: int) -> int:
    """Return how many tokens `model` wrote for an input of `n_input` random tokens: always 60."""
    import torch

    generator = torch.Generator().manual_seed(0)
    ids = torch.randint(4, model.config.vocab_size, (1, n_input), generator=generator)
    with torch.inference_mode():
        written = model.generate(
            input_ids=ids,
            attention_mask=torch.ones_like(ids),
            num_beams=beams,
            do_sample=False,
            min_new_tokens=NEW_TOKENS,
            max_new_tokens=NEW_TOKENS,
        )
    # The first token is the decoder's start, which is given and not written.
    return int(written.shape[1]) - 1


def compare(text: str, repeats: int) -> dict[str, Any]:
    """Return the median seconds of each system on `text`, and ours over theirs."""
    tool = load_tool()
    n_input = min(POSITIONS, len(tool.encoder.encode([text])[0].offsets))
    times = {"summarizer, whole analysis": seconds(partial(tool.analyze, text), repeats)}
    times["sumy LexRank"] = seconds(partial(lexrank, text), repeats)
    model = random_bart()
    for name, beams in (("4 beams", 4), ("greedy", 1)):
        key = f"distilbart-cnn-6-6 size, {NEW_TOKENS} tokens, {name}"
        times[key] = seconds(partial(generate, model, n_input, beams), repeats)
    parameters = sum(p.numel() for p in model.parameters())
    return {
        "words": len(text.split()),
        "input_tokens": n_input,
        "parameters": parameters,
        "seconds": times,
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Time all systems, print the result and write `peers.json`; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m eval.peers", description=__doc__)
    parser.add_argument("--article", type=Path, default=ARTICLE, help="a text file")
    parser.add_argument("--repeats", type=int, default=3, help="runs to take the median of")
    parser.add_argument("--output", type=Path, default=RESULTS, help="folder of the results")
    options = parser.parse_args(arguments)
    result = compare(options.article.read_text(encoding="utf-8"), options.repeats)
    result["machine"] = machine()
    ours = next(iter(result["seconds"].values()))
    for name, time in result["seconds"].items():
        print(f"{name:52} {time:8.3f} s  {time / ours:6.2f}x")
    options.output.mkdir(parents=True, exist_ok=True)
    path = options.output / "peers.json"
    path.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
