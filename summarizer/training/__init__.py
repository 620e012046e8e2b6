"""Train the released weights from recipes; needs the `train` extra and labelled data."""

from summarizer.training.recipe import train

__all__ = ["train"]
