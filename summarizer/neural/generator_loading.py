"""Find and load the model of a generator: safetensors only, no code of its own."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from transformers import (
    AutoConfig,
    AutoModelForCausalLM,
    AutoModelForSeq2SeqLM,
    AutoTokenizer,
)
from transformers.utils import logging as hub_logging

from summarizer.errors import ModelError, ModelMissing
from summarizer.generators.names import GeneratorName
from summarizer.neural.generator import Chat, Seq2Seq

# T5 has no last position; it was trained on texts of this many tokens.
_T5_LIMIT = 512
_T5_PREFIX = "summarize: "
# Tokenizers that know no limit give a number far above any.
_NO_LIMIT = 10_000_000
_DIGEST_CHARACTERS = 12
_LONGEST_REASON = 200
_POSITIONS = ("max_encoder_position_embeddings", "max_position_embeddings", "n_positions")


def load_generator(named: GeneratorName, context: int = 0) -> Seq2Seq | Chat:
    """Return the generator, on the GPU if there is one.

    Args:
        named: a folder, or a model of the Hugging Face hub; the environment variable
            HF_HUB_OFFLINE keeps to those that were fetched before.
        context: tokens that it may read at once; 0 stands for all that it can.

    Raises:
        ModelMissing: there is no such model, or none with safetensors weights.
        ModelError: it is of a kind that cannot be used.
    """
    path = str(Path(named.model).expanduser()) if named.is_folder else named.model
    if named.is_folder:
        _check_folder(Path(path))
    # A hub would otherwise be asked to convert weights of other formats.
    os.environ.setdefault("DISABLE_SAFETENSORS_CONVERSION", "1")
    hub_logging.set_verbosity_error()
    hub_logging.disable_progress_bar()
    try:
        model, tokenizer = _loaded(path)
    except ImportError as exc:
        raise ModelError(f"{named.shown} needs a package that is not there: {_line(exc)}") from exc
    except OSError as exc:
        here = "among those fetched before, and HF_HUB_OFFLINE is set"
        where = here if _is_offline() else "to be had"
        raise ModelMissing(
            f"no model {named.model} with safetensors weights is {where}; check the name, or "
            "give the path of a folder"
        ) from exc
    except (ValueError, KeyError, RuntimeError, TypeError, AttributeError, SafetensorError) as exc:
        raise ModelError(f"{named.shown} cannot be loaded: {_line(exc)}") from exc
    return _ready(named, path, (model, tokenizer), context)


def _check_folder(folder: Path) -> None:
    if not folder.is_dir():
        raise ModelMissing(f"{folder} is not a folder; give one with a model, or a name on the hub")
    if not (folder / "config.json").is_file():
        raise ModelMissing(f"{folder} has no config.json; it is not the folder of a model")
    if not any(folder.glob("*.safetensors")):
        raise ModelMissing(f"{folder} has no .safetensors file; other weights are not read")


def _loaded(path: str) -> tuple[Any, Any]:
    config = AutoConfig.from_pretrained(path, trust_remote_code=False)
    kind = AutoModelForSeq2SeqLM if config.is_encoder_decoder else AutoModelForCausalLM
    tokenizer = AutoTokenizer.from_pretrained(path, trust_remote_code=False)
    has_gpu = torch.cuda.is_available()
    model, told = kind.from_pretrained(
        path,
        config=config,
        trust_remote_code=False,
        use_safetensors=True,
        dtype="auto" if has_gpu else torch.float32,
        output_loading_info=True,
    )
    if missing := sorted(told["missing_keys"]):
        raise ValueError(f"its weights lack {missing[0]} and {len(missing) - 1} more")
    return model.to("cuda" if has_gpu else "cpu").eval(), tokenizer


def _ready(
    named: GeneratorName, path: str, loaded: tuple[Any, Any], context: int
) -> Seq2Seq | Chat:
    model, tokenizer = loaded
    most = _limit(model.config, tokenizer)
    limit = min(most, context) if context else most
    revision = _digest(Path(path)) if named.is_folder else _commit(model.config)
    if model.config.is_encoder_decoder:
        prefix = _prefix(model.config)
        return Seq2Seq(named.shown, revision, model, tokenizer, limit, prefix)
    if not tokenizer.chat_template:
        raise ModelError(f"{named.shown} has no chat template; give a model that was instructed")
    return Chat(named.shown, revision, model, tokenizer, limit)


def _limit(config: Any, tokenizer: Any) -> int:
    """Return the most tokens that the model reads at once, or was trained to."""
    text = config.get_text_config() if not config.is_encoder_decoder else config
    known = [getattr(text, name, None) for name in _POSITIONS]
    known.append(tokenizer.model_max_length)
    found = [int(each) for each in known if each and 0 < each < _NO_LIMIT]
    return min(found, default=_T5_LIMIT)


def _prefix(config: Any) -> str:
    """Return what the training of a model put before the texts to summarise."""
    tasks = getattr(config, "task_specific_params", None) or {}
    named = tasks.get("summarization", {}).get("prefix")
    if isinstance(named, str):
        return named
    return _T5_PREFIX if config.model_type == "t5" else ""


def _digest(folder: Path) -> str:
    """Return the start of the digest of all weights in `folder`."""
    digest = sha256()
    for file in sorted(folder.glob("*.safetensors")):
        with file.open("rb") as opened:
            while block := opened.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()[:_DIGEST_CHARACTERS]


def _commit(config: Any) -> str | None:
    """Return the start of the hub's digest of what was loaded."""
    commit = getattr(config, "_commit_hash", None)
    return str(commit)[:_DIGEST_CHARACTERS] if commit else None


def _is_offline() -> bool:
    return os.environ.get("HF_HUB_OFFLINE", "").upper() in {"1", "ON", "YES", "TRUE"}


def _line(exc: Exception) -> str:
    """Return what an exception says, on one line and not too long."""
    words = " ".join(str(exc).split()) or type(exc).__name__
    return words if len(words) <= _LONGEST_REASON else words[:_LONGEST_REASON] + "…"
