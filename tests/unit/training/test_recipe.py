from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.codebook import load_codebook
from summarizer.errors import DataError
from summarizer.training import train
from summarizer.training.recipe import read_recipe

RECIPES = sorted((Path(__file__).parents[3] / "models" / "recipes").glob("*.toml"))


def ignore(line: str) -> None:
    """Take a line of progress."""


@pytest.mark.parametrize("path", RECIPES, ids=lambda p: p.stem)
def test_the_released_recipes_can_be_read(path: Path) -> None:
    recipe = read_recipe(path)

    assert recipe.kind in {
        "casts",
        "facts",
        "frames",
        "marks",
        "network",
        "pronouns",
        "quotes",
        "readers",
        "references",
        "support",
        "targets",
        "techniques",
    }
    assert recipe.seed == (1 if "start" in recipe.values else 0)
    if recipe.kind == "network":
        shares = [item["share"] for item in recipe.values["data"]]
        assert sum(shares) == pytest.approx(1.0)
        assert load_codebook(recipe.values["codebook"]).labels


def test_there_are_recipes_for_both_models() -> None:
    assert {read_recipe(path).id for path in RECIPES} == {
        "news-casts",
        "news-coreference",
        "news-encoder",
        "news-facts",
        "news-frames",
        "news-marks",
        "news-pronouns",
        "news-quotes",
        "news-readers",
        "news-support",
        "news-targets",
        "news-techniques",
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('id = "x"', "lacks the field 'kind'"),
        ("id = ", "is not TOML"),
        ('id = "x"\nkind = "soup"', "kind 'soup' is not one of network, readers"),
    ],
)
def test_a_recipe_that_is_none_is_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "recipe.toml"
    path.write_text(text, "utf-8")

    with pytest.raises(DataError, match=message):
        train(path, tmp_path, tmp_path, ignore)


def test_a_recipe_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"soup\.toml is not a recipe"):
        read_recipe(tmp_path / "soup.toml")
