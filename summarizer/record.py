"""Articles that come as JSON."""

from __future__ import annotations

import json
from typing import Any

from summarizer.errors import InputError
from summarizer.types import Article

_OPTIONAL = ("title", "outlet", "url", "published", "id")


def article_fields(raw: str, source: str) -> Article:
    """Return the article in the JSON text `raw`: its text and what is known about it.

    `raw` is an object with `text` and, if known, `title`, `outlet`, `url`, `published` and
    `id`; or one of our reports on one article. Other members are ignored.

    Raises:
        InputError: it is not JSON, or not such an object.
    """
    try:
        value = json.loads(raw)
    except json.JSONDecodeError as exc:
        raise InputError(
            f"{source}: not valid JSON in line {exc.lineno}, column {exc.colno}: {exc.msg}"
        ) from exc
    except (RecursionError, ValueError) as exc:
        raise InputError(f"{source}: not JSON that can be read: {exc}") from exc
    if isinstance(value, dict) and "text" not in value and "articles" in value:
        value = _only_article(value["articles"], source)
    if not isinstance(value, dict):
        raise InputError(f'{source}: expected an object with "text", found {_name(value)}')
    if not isinstance(value.get("text"), str):
        found = _name(value["text"]) if "text" in value else "no such member"
        raise InputError(f'{source}: "text" must be a string, found {found}')
    fields: dict[str, str] = {}
    for name in _OPTIONAL:
        member = value.get(name)
        if isinstance(member, str) and member.strip():
            fields[name] = member
        elif member is not None and not isinstance(member, str):
            raise InputError(f'{source}: "{name}" must be a string, found {_name(member)}')
    return Article(
        id=fields.get("id", "article-1"),
        text=value["text"],
        title=fields.get("title"),
        outlet=fields.get("outlet"),
        url=fields.get("url"),
        published=fields.get("published"),
    )


def _only_article(articles: object, source: str) -> object:
    if not isinstance(articles, list) or len(articles) != 1:
        n = len(articles) if isinstance(articles, list) else 0
        raise InputError(f"{source}: a report with {n} articles; give one with a single article")
    return articles[0]


def _name(value: Any) -> str:
    """Return what JSON calls `value`."""
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false"}
    return names.get(type(value), "null" if value is None else "a number")
