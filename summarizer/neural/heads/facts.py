"""Whether sentences of one article state claims of another, from the words of both."""

from __future__ import annotations

from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn
from torch.nn import functional as F

N_TAGS, N_ROLES = 8, 5
NAME, NUMBER = 1, 4
HEAD, SUBJECT, OBJECT = 0, 1, 2
_SIZE, _PLAIN_SIZE, _HIDDEN = 96, 64, 48
_ROW_FEATURES, _ARTICLE_FEATURES = 19, 13
_LIKELIEST = 3  # sentences by which an article is judged, however many it has


@dataclass(frozen=True, slots=True, eq=False)
class FactWords:
    """Content words of one or more articles.

    `states` and `plain` `[words, width]` are the contextual states and the word embeddings,
    both of unit length; `lemmas`, `stems` and `tags` `[words]` are ids; `governors` `[words]`
    the index of the word each depends on, or -1; `negated` `[words]`.
    """

    states: Tensor
    plain: Tensor
    lemmas: Tensor
    stems: Tensor
    tags: Tensor
    governors: Tensor
    negated: Tensor


@dataclass(frozen=True, slots=True, eq=False)
class FactRows:
    """Pairs of a claim and a sentence; -1 pads rows of word indices.

    `claims` `[claims, longest]` are the words of each claim and `roles` what they are to its
    head `heads` `[claims]`; `whole` `[claims]` says which claims span a sentence. `sentences`
    is `[sentences, longest]`. `claim`, `sentence` and `likeness` `[rows]` say which are paired
    and how near their sentence vectors are.
    """

    claims: Tensor
    roles: Tensor
    heads: Tensor
    whole: Tensor
    sentences: Tensor
    claim: Tensor
    sentence: Tensor
    likeness: Tensor


class FactHead(nn.Module):
    """Align each claim with each sentence word by word, and judge how well that went.

    Learned projections say which predicates and which other words name the same thing;
    beside them stand plain embeddings and lemmas, and whether the arguments of the best
    matching predicate are those of the claim. A small network reads these features; another
    reads the best of all sentences and what the article covers as a whole.
    """

    def __init__(self, width: int) -> None:
        super().__init__()
        self.predicate = nn.Linear(width, _SIZE)
        self.argument = nn.Linear(width, _SIZE)
        self.plain = nn.Linear(width, _PLAIN_SIZE)
        self.weight = nn.Linear(width, 1)
        self.role_weight = nn.Embedding(N_ROLES, 1)
        self.tag_weight = nn.Embedding(N_TAGS, 1)
        self.drop = nn.Dropout(0.4)
        self.sentence = _scorer(_ROW_FEATURES, _HIDDEN)
        self.article = _scorer(_ARTICLE_FEATURES, 24)

    def forward(self, words: FactWords, rows: FactRows) -> tuple[Tensor, Tensor]:
        """Return logits of the rows and, over the rows of each claim, of the claims."""
        match = _matches(self, words, rows)
        features = self._row_features(words, rows, match)
        logits = self.sentence(features)[:, 0]
        at = _likeliest(logits.detach(), rows.claim)
        some = replace(rows, claim=rows.claim[at], likeness=rows.likeness[at])
        return logits, self._of_article(some, match.at(at), features[at], logits[at])

    def _row_features(self, words: FactWords, rows: FactRows, match: _Match) -> Tensor:
        mask, n = match.mask, match.mask.sum(1).clamp(min=1)
        governed = match.argument_near
        whole, tags = rows.whole[rows.claim].float(), match.tags
        roles = rows.roles[rows.claim]
        head = rows.heads[rows.claim]
        columns = [
            *match.of_head,
            (match.weights * match.argument).sum(1),
            (match.arguments * match.argument).sum(1),
            (match.arguments * governed).sum(1),
            (match.weights * match.lemma).sum(1),
            (match.plain * mask).sum(1) / n,
            match.lemma.sum(1) / n,
            _mean_where(mask & (tags == NAME), match.lemma),
            _mean_where(mask & (tags == NUMBER), match.lemma),
            _mean_where(mask & (roles == SUBJECT), governed),
            _mean_where(mask & (roles == OBJECT), governed),
            rows.likeness,
            n.float().log(),
            (words.negated[head] != words.negated[match.best]).float(),
            whole,
        ]
        return torch.stack(columns, 1)

    def _of_article(
        self, rows: FactRows, match: _Match, features: Tensor, logits: Tensor
    ) -> Tensor:
        n = len(rows.claims)
        best = _most(logits, rows.claim, n, -12.0)
        some = torch.zeros(n).index_add(0, rows.claim, F.softplus(logits))
        mask = rows.claims >= 0
        count = mask.sum(1).clamp(min=1)
        lemma, plain = (_most(m, rows.claim, n, 0.0) * mask for m in (match.lemma, match.plain))
        argument = _most(match.argument, rows.claim, n, -1.0)
        weights = _most(match.weights, rows.claim, n, 0.0)
        either = torch.maximum(lemma, plain).masked_fill(~mask, 1.0)
        tags = _most(match.tags, rows.claim, n, 0)
        whole = rows.whole.float()
        covered = lemma.sum(1) / count
        columns = [
            best,
            some,
            _most(features[:, 0], rows.claim, n, -1.0),
            _most(rows.likeness, rows.claim, n, -1.0),
            covered,
            plain.sum(1) / count,
            (weights * argument).sum(1),
            (weights * lemma).sum(1),
            either.amin(1),
            _mean_where(mask & (tags == NAME), lemma),
            _mean_where(mask & (tags == NUMBER), lemma),
            count.float().log(),
            whole,
        ]
        total: Tensor = best + self.article(torch.stack(columns, 1))[:, 0]
        return total


@dataclass(frozen=True, slots=True, eq=False)
class _Match:
    """What the words of claims find in sentences: `[rows, words of the claim]` each.

    `of_head` are `[rows]`: predicate, plain, contextual likeness, same lemma, same stem;
    `best` `[rows]` is the word that is likest to the head.
    """

    mask: Tensor
    tags: Tensor
    weights: Tensor
    arguments: Tensor
    argument: Tensor
    argument_near: Tensor
    plain: Tensor
    lemma: Tensor
    of_head: tuple[Tensor, ...]
    best: Tensor

    def at(self, rows: Tensor) -> _Match:
        """Return what belongs to `rows` only."""
        return _Match(
            self.mask[rows],
            self.tags[rows],
            self.weights[rows],
            self.arguments[rows],
            self.argument[rows],
            self.argument_near[rows],
            self.plain[rows],
            self.lemma[rows],
            tuple(each[rows] for each in self.of_head),
            self.best[rows],
        )


def _matches(head: FactHead, words: FactWords, rows: FactRows) -> _Match:
    states, plain = head.drop(words.states), head.drop(words.plain)
    claims, roles = rows.claims[rows.claim], rows.roles[rows.claim]
    mask, at = claims >= 0, claims.clamp(min=0)
    sentences = rows.sentences[rows.sentence]
    real, where = sentences >= 0, sentences.clamp(min=0)
    predicates = _near(head.predicate(states))
    same = (words.lemmas[:, None] == words.lemmas).float()
    stems = (words.stems[:, None] == words.stems).float()
    pair = _Pairs(at, where, real)
    top = rows.heads[rows.claim]
    by_predicate = pair.of(predicates, top)
    best = where.gather(1, by_predicate.argmax(1)[:, None])[:, 0]
    arguments = pair.all(_near(head.argument(states)))
    near = _is_near(words.governors, where, best) & real
    own = head.weight(states)[:, 0].gather(0, at.flatten()).view(at.shape)
    own = own + head.role_weight(roles)[..., 0]
    tags = words.tags[at]
    role = mask & (roles != HEAD)
    return _Match(
        mask=mask,
        tags=tags * mask,
        weights=_softmax(own + head.tag_weight(tags)[..., 0], mask),
        arguments=_softmax(own, role),
        argument=arguments.amax(-1),
        argument_near=arguments.masked_fill(~near[:, None], -1.0).amax(-1),
        plain=pair.all(_near(words.plain)).amax(-1).clamp(min=0) * mask,
        lemma=pair.all(same).amax(-1).clamp(min=0) * mask,
        of_head=(
            by_predicate.amax(1),
            pair.of(_near(head.plain(plain)), top).amax(1),
            pair.of(_near(words.states), top).amax(1),
            pair.of(same, top).amax(1).clamp(min=0),
            pair.of(stems, top).amax(1).clamp(min=0),
        ),
        best=best,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Pairs:
    """Reads tables `[words, words]` for the words of claims and sentences of each row."""

    claim: Tensor
    sentence: Tensor
    real: Tensor

    def all(self, table: Tensor) -> Tensor:
        """Return `[rows, words of the claim, words of the sentence]`; -1 for padding."""
        at = self.claim[:, :, None] * len(table) + self.sentence[:, None]
        found = table.flatten().gather(0, at.flatten()).view(at.shape)
        return found.masked_fill(~self.real[:, None], -1.0)

    def of(self, table: Tensor, word: Tensor) -> Tensor:
        """Return `[rows, words of the sentence]` for one `word` `[rows]` each."""
        at = word[:, None] * len(table) + self.sentence
        found = table.flatten().gather(0, at.flatten()).view(at.shape)
        return found.masked_fill(~self.real, -1.0)


class Scale(nn.Module):
    """Bring features to mean 0 and variance 1, by what they were in the training data.

    The average is kept over all batches, for those of claims of one kind differ much.
    """

    center: Tensor
    spread: Tensor

    def __init__(self, n: int) -> None:
        super().__init__()
        self.register_buffer("center", torch.zeros(n))
        self.register_buffer("spread", torch.ones(n))

    def forward(self, features: Tensor) -> Tensor:
        """Return `features` `[rows, n]` scaled, and within five deviations."""
        return ((features - self.center) / self.spread).clamp(-5, 5)


def _scorer(n: int, hidden: int) -> nn.Sequential:
    return nn.Sequential(
        Scale(n),
        nn.Linear(n, hidden),
        nn.GELU(),
        nn.Dropout(0.2),
        nn.Linear(hidden, 1),
    )


def _likeliest(logits: Tensor, claim: Tensor) -> Tensor:
    """Return the indices of the rows with the greatest logits, at most `_LIKELIEST` a claim."""
    order = torch.argsort(logits, descending=True, stable=True)
    order = order[torch.argsort(claim[order], stable=True)]
    counts = torch.bincount(claim)
    starts = counts.cumsum(0) - counts
    rank = torch.arange(len(order)) - starts[claim[order]]
    return order[rank < _LIKELIEST]


def _near(vectors: Tensor) -> Tensor:
    """Return the cosine of each two vectors."""
    unit = F.normalize(vectors, dim=-1)
    return unit @ unit.T


def _is_near(governors: Tensor, words: Tensor, best: Tensor) -> Tensor:
    """Return which of `words` depend on `best`, at most at second hand, or govern it."""
    above = governors[words]
    second = torch.where(above >= 0, governors[above.clamp(min=0)], -1)
    best = best[:, None]
    return (words == best) | (above == best) | (second == best) | (words == governors[best])


def _softmax(logits: Tensor, mask: Tensor) -> Tensor:
    return logits.masked_fill(~mask, -1e9).softmax(-1) * mask


def _mean_where(mask: Tensor, values: Tensor) -> Tensor:
    """Return the mean of `values` in each row where `mask` is set, and 0.5 where it never is."""
    n = mask.sum(1)
    return torch.where(n > 0, (values * mask).sum(1) / n.clamp(min=1), 0.5)


def _most(values: Tensor, group: Tensor, n: int, least: float) -> Tensor:
    """Return the greatest of `values` `[rows, …]` in each of `n` groups, at least `least`."""
    start = torch.full((n, *values.shape[1:]), least, dtype=values.dtype)
    index = group.view(-1, *[1] * (values.dim() - 1)).expand_as(values)
    return start.scatter_reduce(0, index, values, "amax")
