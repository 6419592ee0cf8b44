"""The encoder (BERT, MiniLM-L6) and its heads."""

from __future__ import annotations

import json
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from .labels import NAME_TAGS, RELATIONS, ROLE_TAGS, UPOS
from .text import SHAPE_IDS

FAR = -1e4  # the score of what may not be chosen; finite so that half precision and softmax stay defined


class Layer(nn.Module):
    """One transformer layer; layer norm after each residual, as in BERT."""

    def __init__(self, size: int, inner: int, heads: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(size, 3 * size)
        self.out = nn.Linear(size, size)
        self.norm1 = nn.LayerNorm(size, eps=1e-12)
        self.up = nn.Linear(size, inner)
        self.down = nn.Linear(inner, size)
        self.norm2 = nn.LayerNorm(size, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        b, t, d = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        # Plain matrix products: on CPUs with bfloat16 units faster than the fused kernel's backward pass.
        scores = (q * (d // self.heads) ** -0.5) @ k.transpose(-1, -2)
        if bias is not None:
            scores = scores + bias.to(q.dtype)
        mixed = (softmax(scores) @ v).transpose(1, 2).reshape(b, t, d)
        x = self.norm1(x + self.dropout(self.out(mixed)))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


def softmax(scores: Tensor) -> Tensor:
    """Softmax over the last axis in the scores' own precision."""
    with torch.autocast("cpu", enabled=False):
        return torch.softmax(scores, -1)


class Encoder(nn.Module):
    """BERT with a word-shape embedding added to each piece."""

    def __init__(self, config: dict, dropout: float = 0.1) -> None:
        super().__init__()
        size = config["hidden_size"]
        self.size = size
        self.words = nn.Embedding(config["vocab_size"], size)
        self.positions = nn.Embedding(config["max_position_embeddings"], size)
        self.shapes = nn.Embedding(SHAPE_IDS, size)
        self.norm = nn.LayerNorm(size, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(
            Layer(size, config["intermediate_size"], config["num_attention_heads"], dropout)
            for _ in range(config["num_hidden_layers"])
        )

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        x = self.words(ids) + self.positions.weight[: ids.shape[1]] + self.shapes(shapes)
        x = self.dropout(self.norm(x))
        # Training skips the padding bias where nothing is padded; an exported graph always has it.
        padded = not self.training or bool((mask == 0).any())
        bias = ((1 - mask) * FAR).to(x.dtype)[:, None, None, :] if padded else None
        for layer in self.layers:
            x = layer(x, bias)
        return x


def load_base(encoder: Encoder, base: Path) -> None:
    """Fill an encoder from a BERT safetensors file; the shape embedding starts at zero."""
    old = {k.removeprefix("bert."): v for k, v in load_file(str(base / "model.safetensors")).items()}
    new = {
        "words.weight": old["embeddings.word_embeddings.weight"],
        "positions.weight": old["embeddings.position_embeddings.weight"]
        + old["embeddings.token_type_embeddings.weight"][0],
        "shapes.weight": torch.zeros_like(encoder.shapes.weight),
        "norm.weight": old["embeddings.LayerNorm.weight"],
        "norm.bias": old["embeddings.LayerNorm.bias"],
    }
    parts = {
        "out": "attention.output.dense",
        "norm1": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm2": "output.LayerNorm",
    }
    for i in range(len(encoder.layers)):
        for kind in ("weight", "bias"):
            prefix = f"encoder.layer.{i}."
            new[f"layers.{i}.qkv.{kind}"] = torch.cat(
                [old[f"{prefix}attention.self.{n}.{kind}"] for n in ("query", "key", "value")]
            )
            for mine, theirs in parts.items():
                new[f"layers.{i}.{mine}.{kind}"] = old[f"{prefix}{theirs}.{kind}"]
    encoder.load_state_dict(new)


class Pointer(nn.Module):
    """Scores of every word (rows) pointing at every word (columns)."""

    def __init__(self, size: int, inner: int) -> None:
        super().__init__()
        self.rows = nn.Linear(size, inner)
        self.columns = nn.Linear(size, inner)
        self.bias = nn.Linear(inner, 1)
        self.inner = inner

    def forward(self, x: Tensor) -> Tensor:
        rows, columns = F.gelu(self.rows(x)), F.gelu(self.columns(x))
        return rows @ columns.transpose(-1, -2) * self.inner**-0.5 + self.bias(columns).transpose(-1, -2)


class Reader(nn.Module):
    """All readings of a window in one pass; see `forward` for what comes out."""

    outputs = ("roles", "cue_pointer", "source_pointer", "names", "upos", "arcs", "relations")

    def __init__(self, config: dict, dropout: float = 0.1, pointer: int = 128, relation: int = 64) -> None:
        super().__init__()
        self.encoder = Encoder(config, dropout)
        size = self.encoder.size
        self.dropout = nn.Dropout(dropout)
        self.roles = nn.Linear(size, len(ROLE_TAGS))
        self.cue_pointer, self.source_pointer = Pointer(size, pointer), Pointer(size, pointer)
        self.names = nn.Linear(size, len(NAME_TAGS))
        self.upos = nn.Linear(size, len(UPOS))
        self.arcs = Pointer(size, pointer)
        self.dependent, self.governor = nn.Linear(size, relation), nn.Linear(size, relation)
        self.relation_pair = nn.Linear(relation, relation * len(RELATIONS), bias=False)
        self.relation_sum = nn.Linear(2 * relation, len(RELATIONS))

    def encode(self, ids: Tensor, shapes: Tensor, mask: Tensor, index: Tensor) -> Tensor:
        """Vectors of the words: those of their first pieces."""
        x = self.encoder(ids, shapes, mask)
        x = torch.gather(x, 1, index[:, :, None].expand(-1, -1, x.shape[-1]))
        return self.dropout(x)

    def arc_scores(self, x: Tensor, sentences: Tensor) -> Tensor:
        """Scores of heads: words of the same sentence, or word 0 for the root; never the word itself."""
        scores = self.arcs(x)
        same = (sentences[:, :, None] == sentences[:, None, :]).to(scores.dtype)
        place = torch.arange(x.shape[1])
        root = (place == 0).to(scores.dtype)
        own = (place[:, None] == place[None, :]).to(scores.dtype)
        allowed = torch.clamp(same + root, max=1.0) * (1 - own)
        return scores * allowed + FAR * (1 - allowed)

    def relation_scores(self, x: Tensor, heads: Tensor) -> Tensor:
        """Scores of the relation between each word and its head (`heads`, words of the window)."""
        governor = F.gelu(self.governor(x))
        governor = torch.gather(governor, 1, heads[:, :, None].expand(-1, -1, governor.shape[-1]))
        dependent = F.gelu(self.dependent(x))
        b, n, r = governor.shape
        pair = self.relation_pair(governor).view(b, n, len(RELATIONS), r) @ dependent[..., None]
        return pair[..., 0] + self.relation_sum(torch.cat([dependent, governor], -1))

    def forward(
        self, ids: Tensor, shapes: Tensor, mask: Tensor, index: Tensor, words: Tensor, sentences: Tensor
    ) -> tuple[Tensor, ...]:
        """Log-probabilities in the order of `outputs`; relations are those to the best-scored heads."""
        x = self.encode(ids, shapes, mask, index)
        absent = ((1 - words) * FAR).to(x.dtype)[:, None, :]
        arcs = self.arc_scores(x, sentences) + absent
        relations = self.relation_scores(x, arcs.argmax(-1))
        out = (
            self.roles(x), self.cue_pointer(x) + absent, self.source_pointer(x) + absent,
            self.names(x), self.upos(x), arcs, relations,
        )  # fmt: skip
        return tuple(torch.log_softmax(o.float(), -1) for o in out)

    def loss(self, task: str, inputs: dict[str, Tensor], labels: dict[str, Tensor], pointer_weight: float) -> Tensor:
        """Training loss of a batch of one task."""
        x = self.encode(inputs["ids"], inputs["shapes"], inputs["mask"], inputs["index"])
        absent = ((1 - inputs["words"]) * FAR).to(x.dtype)[:, None, :]
        if task == "attribution":
            pointers = cross_entropy(self.cue_pointer(x) + absent, labels["cue_pointer"]) + cross_entropy(
                self.source_pointer(x) + absent, labels["source_pointer"]
            )
            return cross_entropy(self.roles(x), labels["roles"]) + pointer_weight * pointers
        if task == "names":
            return cross_entropy(self.names(x), labels["names"])
        arcs = self.arc_scores(x, inputs["sentences"]) + absent
        relations = self.relation_scores(x, labels["heads"].clamp(min=0))
        return (
            cross_entropy(self.upos(x), labels["upos"])
            + cross_entropy(arcs, labels["heads"])
            + cross_entropy(relations, labels["relations"])
        ) / 3


def cross_entropy(scores: Tensor, target: Tensor) -> Tensor:
    """Mean cross entropy over the last axis in single precision, labels IGNORE left out."""
    return F.cross_entropy(scores.float().flatten(0, -2), target.flatten(), ignore_index=-100)


def new_reader(base: Path, dropout: float = 0.1) -> Reader:
    """A reader with the base encoder's weights and fresh heads."""
    reader = Reader(json.loads((base / "config.json").read_text()), dropout)
    load_base(reader.encoder, base)
    return reader
