"""Train the encoder and all its heads together."""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256
from importlib import resources, util
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F

from summarizer.codebook import load_codebook
from summarizer.errors import DataError, ModelCorrupt
from summarizer.neural.encoder import build_bert, pad_windows
from summarizer.neural.network import Network, NetworkSize
from summarizer.neural.tokens import load_tokenizer, tokenize
from summarizer.training.batches import Window, batches_of, collate, pack, windows_of
from summarizer.training.data import Example, read_codebook, read_set
from summarizer.training.losses import WEIGHTS, Batch, losses, semantic_loss
from summarizer.training.recipe import Progress, Recipe
from summarizer.training.release import pin

_SIZE_KEYS = ("vocab_size", "hidden_size", "num_hidden_layers", "num_attention_heads",
              "intermediate_size", "max_position_embeddings", "type_vocab_size")  # fmt: skip
_PACK_CHARACTERS = 950
_CHECKPOINT_STEPS = 200


def base_folder(base: dict[str, Any]) -> Path:
    """Return the folder of the base encoder's files, inside its package.

    Raises:
        DataError: the package is not installed.
        ModelCorrupt: its weights are not the ones that the recipe pins.
    """
    if util.find_spec(base["package"]) is None:
        raise DataError(f"{base['package']} is not installed; install the extra `train`")
    folder = Path(str(resources.files(base["package"]))) / "model"
    if sha256((folder / "model.safetensors").read_bytes()).hexdigest() != base["sha256"]:
        raise ModelCorrupt(f"{folder} does not hold the weights that the recipe pins")
    return folder


def train_network(recipe: Recipe, data: Path, output: Path, progress: Progress) -> Path:
    """Run a recipe of kind `network`; the weights go to `output/<id>`."""
    values = recipe.values
    schedule = values["schedule"]
    torch.manual_seed(recipe.seed)
    rng = np.random.default_rng(recipe.seed)
    folder = base_folder(values["base"])
    tokenizer = load_tokenizer(folder / "tokenizer.json")
    network = _start(values, folder, output)
    teacher = build_bert(_size(folder)).eval()
    teacher.load_state_dict(_base_weights(folder))
    streams = {
        item["set"]: _stream(_examples(item["set"], values, data), item, (tokenizer, schedule, rng))
        for item in values["data"]
    }
    optimiser, rates = _optimiser(network, schedule)
    seen: dict[str, list[float]] = defaultdict(list)
    target = output / recipe.id
    began = time.monotonic()
    network.train()
    for step in range(schedule["steps"]):
        done = step / schedule["steps"]
        windows = next(streams[_choose(values["data"], done, rng)])
        for name, loss in _step(network, teacher, (tokenizer, windows, rng)).items():
            seen[name].append(loss)
        torch.nn.utils.clip_grad_norm_(network.parameters(), schedule["clip"])
        for group, rate in zip(optimiser.param_groups, rates, strict=True):
            group["lr"] = rate * _shape(done, schedule["warmup"])
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        if (step + 1) % 50 == 0:
            means = " ".join(f"{k} {np.mean(v[-100:]):.3f}" for k, v in sorted(seen.items()))
            spent = f"{time.monotonic() - began:.0f} s"
            progress(f"step {step + 1} of {schedule['steps']}, {spent}: {means}")
        if (step + 1) % _CHECKPOINT_STEPS == 0:
            save_network(network, target, folder)
    save_network(network, target, folder)
    pin(output, recipe.id, values.get("release", {}))
    return target


def save_network(network: Network, target: Path, base: Path) -> None:
    """Write weights (fp16), sizes and tokenizer to `target`."""
    target.mkdir(parents=True, exist_ok=True)
    state = network.state_dict()
    weights = {k: v.detach().to(torch.float16).contiguous() for k, v in state.items()}
    save_file(weights, target / "model.safetensors")
    size = {"encoder": _size(base), "n_labels": network.phrase.label.out_features - 1}
    (target / "config.json").write_text(json.dumps(size, indent=2) + "\n", encoding="utf-8")
    (target / "tokenizer.json").write_bytes((base / "tokenizer.json").read_bytes())


def _start(values: dict[str, Any], folder: Path, output: Path) -> Network:
    """Return the base encoder with new heads, or the network that the recipe goes on from."""
    n_labels = len(load_codebook(values["codebook"]).labels)
    network = Network(NetworkSize(_size(folder), n_labels))
    network.encoder.load_state_dict(_base_weights(folder))
    torch.nn.init.eye_(network.semantic.weight)
    torch.nn.init.zeros_(network.semantic.bias)
    if "start" in values:
        network.load_state_dict(_earlier(output / values["start"]))
    for name in values["base"]["freeze"]:
        network.encoder.get_submodule(name).requires_grad_(False)
    return network


def _earlier(folder: Path) -> dict[str, Tensor]:
    path = folder / "model.safetensors"
    if not path.is_file():
        raise DataError(f"{path} is not there; run the recipe that this one goes on from first")
    return {name: tensor.float() for name, tensor in load_file(path).items()}


def _step(
    network: Network,
    teacher: torch.nn.Module,
    given: tuple[Tokenizer, list[Window], np.random.Generator],
) -> dict[str, float]:
    tokenizer, windows, rng = given
    ids, mask, stride = collate(tokenizer, windows)
    batch = Batch(network.states(ids, mask), stride, windows)
    found = losses(network, batch, rng)
    texts = [text for w in windows for _, text in w.sentences]
    if texts and rng.random() < 0.5:
        wanted = sentence_vectors(teacher, tokenizer, texts)
        found["semantic"] = semantic_loss(network, batch, wanted)
    total = sum((WEIGHTS[name] * loss for name, loss in found.items()), torch.zeros(()))
    torch.autograd.backward([total])
    return {name: float(loss.detach()) for name, loss in found.items()}


def sentence_vectors(model: torch.nn.Module, tokenizer: Tokenizer, texts: list[str]) -> Tensor:
    """Return the base encoder's unit sentence vectors `[texts, width]`, by mean pooling."""
    rows = [row.ids[:254] for row in tokenize(tokenizer, texts)]
    ids, mask = pad_windows(tokenizer, rows)
    with torch.no_grad():
        states = model(input_ids=ids, attention_mask=mask).last_hidden_state
    weights = mask.unsqueeze(-1).float()
    return F.normalize((states * weights).sum(1) / weights.sum(1), dim=-1)


def _examples(name: str, values: dict[str, Any], data: Path) -> list[Example]:
    if name == values["codebook"]:
        return read_codebook(load_codebook(name))
    return read_set(data, name, "train")


def _stream(
    examples: list[Example],
    item: dict[str, Any],
    given: tuple[Tokenizer, dict[str, Any], np.random.Generator],
) -> Iterator[list[Window]]:
    """Yield batches for ever, newly packed, cut and shuffled in each round.

    Raises:
        DataError: there is no text in the set.
    """
    tokenizer, schedule, rng = given
    while True:
        texts = pack(examples, item["pack"], _PACK_CHARACTERS, rng)
        windows = windows_of(texts, tokenizer, schedule["window"], rng)
        if not windows:
            raise DataError(f"the set {item['set']} holds no text to train on")
        yield from batches_of(windows, schedule["batch_tokens"], rng)


def _choose(items: list[dict[str, Any]], done: float, rng: np.random.Generator) -> str:
    open_items = [item for item in items if done < item.get("until", 1.0)]
    shares = np.array([item["share"] for item in open_items])
    return str(open_items[int(rng.choice(len(shares), p=shares / shares.sum()))]["set"])


def _optimiser(network: Network, schedule: dict[str, Any]) -> tuple[torch.optim.AdamW, list[float]]:
    body = [p for p in network.encoder.parameters() if p.requires_grad]
    heads = [p for n, p in network.named_parameters() if not n.startswith("encoder.")]
    rates = [schedule["learning_rate"], schedule["head_learning_rate"]]
    groups = [{"params": body}, {"params": heads}]
    return torch.optim.AdamW(groups, lr=rates[0], weight_decay=schedule["weight_decay"]), rates


def _shape(done: float, warmup: float) -> float:
    """Return the learning rate's share of its peak: a linear rise, then a linear fall."""
    return done / warmup if done < warmup else max(0.0, (1 - done) / (1 - warmup))


def _size(folder: Path) -> dict[str, int]:
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    return {key: config[key] for key in _SIZE_KEYS}


def _base_weights(folder: Path) -> dict[str, Tensor]:
    weights = load_file(folder / "model.safetensors")
    unused = ("pooler", "embeddings.position_ids")
    return {k: v for k, v in weights.items() if not k.startswith(unused)}
