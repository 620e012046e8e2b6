"""A random network of a few thousand numbers: true shapes, meaningless scores.

It proves offsets, shapes, batching and saving without any download; never quality.
"""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers
from torch import nn

from summarizer.codebook import load_codebook
from summarizer.neural.assembly import (
    CASTS,
    COREFERENCE,
    FACTS,
    FRAMES,
    MARKS,
    NETWORK,
    PRONOUNS,
    QUOTES,
    READERS,
    SUPPORT,
    TARGETS,
    TECHNIQUES,
)
from summarizer.neural.encoder import Encoder, build_bert, reader_depth
from summarizer.neural.forms import FORMS
from summarizer.neural.framing import FEATURES
from summarizer.neural.heads import SalienceHead, TargetHead, WordsHead
from summarizer.neural.heads.attribution import AttributionHead
from summarizer.neural.heads.cast import CastHead
from summarizer.neural.heads.facts import FactHead
from summarizer.neural.heads.frames import FrameHead
from summarizer.neural.heads.marks import MarksHead
from summarizer.neural.heads.reader import ReaderHead
from summarizer.neural.heads.support import SupportHead
from summarizer.neural.heads.technique import TechniqueHead
from summarizer.neural.network import ROLES, SENTIMENTS, Network, NetworkSize
from summarizer.neural.references import ReferenceHead
from summarizer.neural.support_facts import FACTS as SUPPORT_FACTS
from summarizer.neural.techniques import FACTS as TECHNIQUE_FACTS
from summarizer.stages.actor_pronoun_facts import PRONOUN_FACTS
from summarizer.stages.framing import named_techniques

SIZE = {
    "vocab_size": 128,
    "hidden_size": 24,
    "num_hidden_layers": 1,
    "num_attention_heads": 2,
    "intermediate_size": 32,
    "max_position_embeddings": 512,
    "type_vocab_size": 2,
}


def tiny_tokenizer() -> Tokenizer:
    """Return a WordPiece tokenizer that knows single characters only."""
    letters = [chr(c) for c in range(33, 127)]
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *letters]
    words += [f"##{c}" for c in "abcdefghijklmnopqrstuvwxyz0123"]
    tokenizer = Tokenizer(models.WordPiece({w: i for i, w in enumerate(words)}, unk_token="[UNK]"))  # noqa: S106
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return tokenizer


def tiny_encoder(window: int = 254, overlap: int = 64) -> Encoder:
    """Return a random one-layer encoder."""
    with torch.random.fork_rng():
        torch.manual_seed(0)
        return Encoder(build_bert(SIZE).eval(), tiny_tokenizer(), window, overlap)


def write_tiny_models(folder: Path) -> Path:
    """Write a random model set with its manifest to `folder`, and return it."""
    with torch.random.fork_rng():
        torch.manual_seed(0)
        network = Network(NetworkSize(SIZE, len(load_codebook("framing").labels)))
        width = SIZE["hidden_size"]
        readers = nn.ModuleDict(
            {
                "salience": SalienceHead(width),
                "role": TargetHead(width, len(ROLES)),
                "words": WordsHead(width, network.phrase.label.out_features - 1),
            }
        )
        facts = nn.ModuleDict({"facts": FactHead(width)})
        n_pieces = network.encoder.config.vocab_size
        n_frames = len(load_codebook("frames").labels)
        frames = nn.ModuleDict({"frames": FrameHead(width, n_frames, n_pieces)})
        technique = TechniqueHead(width, len(named_techniques()), len(TECHNIQUE_FACTS))
        techniques = nn.ModuleDict({"technique": technique})
        references = nn.ModuleDict({"references": ReferenceHead()})
        pronouns = nn.ModuleDict({"pronouns": ReferenceHead(len(PRONOUN_FACTS))})
        sizes = (width, SIZE["num_attention_heads"], SIZE["intermediate_size"])
        reader = ReaderHead(sizes, len(SENTIMENTS), reader_depth(network.encoder))
        targets = nn.ModuleDict({"sentiment_reader": reader})
        cast = CastHead(2 * width + len(SENTIMENTS), len(ROLES) - 1)
        casts = nn.ModuleDict({"cast": cast})
        quotes = nn.ModuleDict({"quotes": AttributionHead(width, FORMS)})
        marks = nn.ModuleDict({"marks": MarksHead(sizes, SIZE["num_hidden_layers"])})
        support = nn.ModuleDict({"support": SupportHead(len(SUPPORT_FACTS))})
    parts = ((NETWORK, network), (READERS, readers), (FACTS, facts), (FRAMES, frames),
             (TECHNIQUES, techniques), (SUPPORT, support), (TARGETS, targets),
             (CASTS, casts), (COREFERENCE, references), (PRONOUNS, pronouns),
             (QUOTES, quotes), (MARKS, marks))  # fmt: skip
    entries = [_write(module, folder, name) for name, module in parts]
    weights = ", ".join(["0.0"] * len(FEATURES))
    entries[0] += f"[model.calibration.framing]\nweights = [{weights}]\nthreshold = 0.4\n"
    (folder / "manifest.toml").write_text("\n".join(entries), encoding="utf-8")
    return folder


def _write(module: nn.Module, folder: Path, name: str) -> str:
    """Write the files of one model, and return its entry in the manifest."""
    target = folder / name
    target.mkdir(parents=True, exist_ok=True)
    weights = {k: v.contiguous() for k, v in module.state_dict().items()}
    save_file(weights, target / "model.safetensors")
    if isinstance(module, Network):
        config = {"encoder": SIZE, "n_labels": module.phrase.label.out_features - 1}
        (target / "config.json").write_text(json.dumps(config), encoding="utf-8")
        tiny_tokenizer().save(str(target / "tokenizer.json"))
    digests = [(f.name, sha256(f.read_bytes()).hexdigest()) for f in sorted(target.iterdir())]
    return "\n".join(
        [
            "[[model]]",
            f'id = "{name}"',
            f'folder = "{name}"',
            'licence = "none"',
            "[model.files]",
            *(f'"{file}" = "{digest}"' for file, digest in digests),
            "",
        ]
    )
