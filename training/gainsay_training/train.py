"""The training loop."""

from __future__ import annotations

import copy
import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from .documents import Document
from .model import Reader
from .swap import SHARE, Swap
from .windows import LONGEST, Batch, Window, batches, windows


@dataclass(frozen=True)
class Settings:
    """What a run depends on besides data and code."""

    epochs: float = 4.0
    encoder_rate: float = 3e-4
    head_rate: float = 1e-3
    warmup: float = 0.08
    weight_decay: float = 0.01
    pieces: int = 2048
    pointer_weight: float = 0.2
    freeze_words: bool = False  # leave the word embeddings as they are: a tenth less work an update
    average: float = 0.95  # decay of the running mean of the weights, per AVERAGE_EVERY updates
    shares: tuple[tuple[str, float], ...] = ()  # other tasks: pieces an epoch, as a share of the attribution pieces
    seed: int = 1
    minutes: float = 0.0  # if positive the schedule follows the clock and ends after this time, whatever the epochs


AVERAGE_EVERY = 5
SHORTEST = 112  # pieces of the shortest training windows; shorter ones cost less, longer ones show more context


def tensors(b: Batch) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
    """(inputs, labels) of a batch."""
    inputs = dict(
        ids=b.input_ids, shapes=b.shape_ids, mask=b.attention_mask, index=b.word_index, words=b.word_mask,
        sentences=b.sentence_ids,
    )  # fmt: skip
    return {k: torch.from_numpy(v) for k, v in inputs.items()}, {k: torch.from_numpy(v) for k, v in b.labels.items()}


def cut(docs: list[Document], rng: np.random.Generator, swap: Swap | None = None) -> list[Window]:
    """Windows of all documents, of another length and cut at other places every time, some with other names."""
    out = []
    for d in docs:
        if swap and rng.random() < SHARE:
            d = swap(d, rng)
        longest = int(rng.integers(SHORTEST, LONGEST + 1))
        out += windows(d, longest, int(rng.integers(longest // 4, longest + 1)))
    return out


def epoch_batches(
    corpora: dict[str, list[Document]], settings: Settings, epoch: int, swap: Swap | None = None
) -> list[Batch]:
    """Batches of one epoch: all attribution windows, and the share of each other task, in random order."""
    rng = np.random.default_rng([settings.seed, epoch])
    main = cut(corpora["attribution"], rng, swap) if "attribution" in corpora else []
    out = batches(main, settings.pieces, rng)
    total = sum(w.pieces for w in main)
    for task, share in settings.shares:
        docs = corpora[task]
        wanted = share * total if main else sum(w.pieces for w in cut(docs, rng))
        chosen: list[Window] = []
        while wanted > 0:
            for d in rng.permutation(len(docs)):
                mine = cut([docs[d]], rng)
                chosen += mine
                wanted -= sum(w.pieces for w in mine)
                if wanted <= 0:
                    break
        out += batches(chosen, settings.pieces, rng)
    return [out[i] for i in rng.permutation(len(out))]


def optimizer(reader: Reader, settings: Settings) -> torch.optim.Optimizer:
    """AdamW with one rate for the encoder and one for the heads."""
    groups: dict[tuple[bool, bool], list[Tensor]] = {}
    for name, p in reader.named_parameters():
        fresh = not name.startswith("encoder.") or "shapes" in name
        groups.setdefault((fresh, p.dim() > 1), []).append(p)
    return torch.optim.AdamW(
        [
            {
                "params": ps,
                "lr": settings.head_rate if fresh else settings.encoder_rate,
                "weight_decay": settings.weight_decay if matrix else 0.0,
            }
            for (fresh, matrix), ps in groups.items()
        ],
        betas=(0.9, 0.98),
        fused=True,
    )


def rate(progress: float, warmup: float) -> float:
    """Share of the full learning rate: linear warm-up, linear decay to zero."""
    return min(progress / warmup, (1 - progress) / (1 - warmup)) if 0 < progress < 1 else 0.0


def half_precision() -> bool:
    """Whether this processor multiplies bfloat16 matrices faster than single precision ones."""
    return bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())


def save(reader: Reader, path: Path, settings: Settings, figures: dict) -> None:
    """Write a checkpoint (weights, settings, figures) in one step."""
    part = path.with_suffix(".part")
    torch.save({"reader": reader.state_dict(), "settings": asdict(settings), "figures": figures}, part)
    part.replace(path)


def train(
    reader: Reader,
    corpora: dict[str, list[Document]],
    settings: Settings,
    folder: Path,
    evaluate: Callable[[Reader], dict],
    log: Callable[[str], None],
    swap: Swap | None = None,
) -> Reader:
    """Train and return the running mean of the weights; a checkpoint and figures are written after every epoch."""
    torch.manual_seed(settings.seed)
    reader.encoder.words.weight.requires_grad_(not settings.freeze_words)
    mean = copy.deepcopy(reader).eval()
    opt = optimizer(reader, settings)
    full = [g["lr"] for g in opt.param_groups]
    own = [p for p in reader.parameters() if p.requires_grad]
    averaged = [p for p in mean.parameters() if p.requires_grad]
    folder.mkdir(parents=True, exist_ok=True)
    half = half_precision()
    step, epoch, last, start = 0, 0, False, time.monotonic()
    while not last:
        todo = epoch_batches(corpora, settings, epoch, swap)
        total = int(settings.epochs * len(todo))
        began, losses = time.monotonic(), {}
        reader.train()
        for i, b in enumerate(todo):
            step += 1
            progress = step / total
            if settings.minutes:
                progress = (time.monotonic() - start) / (60 * settings.minutes)
            scale = rate(progress, settings.warmup)
            for group, top in zip(opt.param_groups, full):
                group["lr"] = top * scale
            inputs, labels = tensors(b)
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=half):
                loss = reader.loss(b.task, inputs, labels, settings.pointer_weight)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(own, 1.0, foreach=True)
            opt.step()
            opt.zero_grad(set_to_none=True)
            losses.setdefault(b.task, []).append(loss.item())
            if step % AVERAGE_EVERY == 0:
                decay = min(settings.average, step / (step + 10 * AVERAGE_EVERY))
                with torch.no_grad():
                    torch._foreach_lerp_(averaged, own, 1 - decay)
            if step % 40 == 0:
                recent = {t: round(float(np.mean(v[-40:])), 3) for t, v in losses.items()}
                log(f"epoch {epoch + 1} batch {i + 1}/{len(todo)} {time.monotonic() - began:.0f} s loss {recent}")
            if step % 100 == 0:
                save(mean, folder / "latest.pt", settings, {})
            if progress >= 1:
                last = True
                break
        epoch += 1
        figures = {"epoch": epoch, "seconds": round(time.monotonic() - began), **evaluate(mean)}
        log(json.dumps(figures))
        save(mean, folder / f"epoch{epoch}.pt", settings, figures)
    save(mean, folder / "reader.pt", settings, figures)
    return mean
