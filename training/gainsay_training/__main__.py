"""Command line: `python -m gainsay_training prepare|train|evaluate|finish`."""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

import numpy as np
import torch

from . import evaluate, finish, polnear, prepare, treebank
from .decode import Linking
from .documents import Document
from .lexicon import Lexicon
from .model import Reader, new_reader
from .predict import Run, torch_run
from .swap import Swap
from .text import WordPiece
from .train import Settings, train


LEXICON = Path(__file__).parents[2] / "crates/gainsay-read/weights/lexicon.tsv"


def corpora(data: Path, tasks: set[str], split: str, word_piece: WordPiece) -> dict[str, list[Document]]:
    """Documents of the tasks, by task."""
    syntax = data / "syntax"
    readers = {
        "attribution": lambda: polnear.load(data / f"polnear/{split}.gold.jsonl", word_piece),
        "names": lambda: treebank.named(syntax / f"conllpp.{split}.txt", word_piece),
        "syntax": lambda: [
            d for name in ("ewt", "gum") for d in treebank.conllu(syntax / f"{name}.{split}.conllu", word_piece)
        ],
    }
    return {task: readers[task]() for task in sorted(tasks)}


def figures(
    run: Run, docs: dict[str, list[Document]], args: argparse.Namespace, linking: Linking | None = None,
    weights: np.ndarray | None = None,
) -> dict:
    """Development figures of all tasks in `docs`."""
    out: dict = {}
    if "attribution" in docs:
        score = evaluate.scorer(args.scorer)
        gold = score.load_gold([str(args.data / "polnear/dev.gold.jsonl")])
        out |= evaluate.attribution(run, docs["attribution"], score, gold, linking or Linking(), weights)
    if "names" in docs:
        out |= evaluate.names(run, docs["names"])
    if "syntax" in docs:
        for name in ("ewt", "gum"):
            part = [d for d in docs["syntax"] if (d.id.startswith("GUM")) == (name == "gum")]
            out |= {f"{name}_{k}": v for k, v in evaluate.syntax(run, part).items()}
    return out


def load_reader(base: Path, checkpoint: Path | None) -> Reader:
    """A reader from the base weights, or from a checkpoint."""
    reader = new_reader(base)
    if checkpoint:
        reader.load_state_dict(torch.load(checkpoint, map_location="cpu", weights_only=True)["reader"])
    return reader


def main() -> None:
    parser = argparse.ArgumentParser(prog="gainsay_training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with polnear/ and syntax/")
    parser.add_argument("--scorer", type=Path, required=True, help="score_attribution.py")
    parser.add_argument("--base", type=Path, required=True, help="folder with the base model")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--lexicon", type=Path, default=LEXICON, help="which words are shown, and which as names alone")
    parser.add_argument("--open-names", action="store_true", help="show every word as it stands")
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("train")
    run.add_argument("--out", type=Path, required=True)
    run.add_argument("--start", type=Path, help="checkpoint to go on from, instead of the base weights")
    run.add_argument("--tasks", default="attribution")
    run.add_argument("--shares", default="", help="names=0.15,syntax=0.4: pieces as a share of the attribution pieces")
    run.add_argument("--epochs", type=float, default=Settings.epochs)
    run.add_argument("--rate", type=float, default=Settings.encoder_rate)
    run.add_argument("--head-rate", type=float, default=Settings.head_rate)
    run.add_argument("--seed", type=int, default=Settings.seed)
    run.add_argument("--warmup", type=float, default=Settings.warmup)
    run.add_argument("--freeze-words", action="store_true", help="leave the word embeddings as they are")
    run.add_argument("--watch", default="", help="tasks to evaluate after every epoch; all of --tasks unless given")
    run.add_argument("--minutes", type=float, default=0.0, help="follow the clock instead of --epochs")
    look = commands.add_parser("evaluate")
    look.add_argument("checkpoint", type=Path)
    look.add_argument("--tasks", default="attribution,names,syntax")
    ship = commands.add_parser("finish", help="tune linking, calibrate, export, quantise, compare")
    ship.add_argument("checkpoint", type=Path)
    ship.add_argument("--out", type=Path, required=True)
    ship.add_argument("--tasks", default="attribution,names,syntax")
    ship.add_argument("--linking", type=Path, help="a heads.json whose linking constants are kept instead of tuned")
    convert = commands.add_parser("prepare", help="attribution articles from their public layout to --data")
    convert.add_argument("corpus", type=Path, help="the corpus' data folder, with train/ and dev/")
    args = parser.parse_args()
    if args.command == "prepare":
        (args.data / "polnear").mkdir(parents=True, exist_ok=True)
        for split in ("train", "dev"):
            n = prepare.convert(args.corpus / split, args.data / f"polnear/{split}.gold.jsonl")
            print(f"{split}: {n} articles")
        return
    torch.set_num_threads(args.threads)
    word_piece = WordPiece(args.base, None if args.open_names else Lexicon.read(args.lexicon))
    tasks = set(args.tasks.split(","))
    dev = corpora(args.data, tasks, "dev", word_piece)
    if args.command == "evaluate":
        print(figures(torch_run(load_reader(args.base, args.checkpoint)), dev, args))
        return
    if args.command == "finish":
        score = evaluate.scorer(args.scorer)
        finish.finish(
            load_reader(args.base, args.checkpoint),
            dev,
            score,
            score.load_gold([str(args.data / "polnear/dev.gold.jsonl")]),
            args.out,
            args.base,
            args.lexicon,
            word_piece,
            lambda run, linking, weights: figures(run, dev, args, linking, weights),
            lambda line: print(line, flush=True),
            args.threads,
            Linking(**json.loads(args.linking.read_text())["linking"]) if args.linking else None,
        )
        return
    shares = tuple((k, float(v)) for k, v in (s.split("=") for s in args.shares.split(",") if s))
    settings = Settings(
        epochs=args.epochs, encoder_rate=args.rate, head_rate=args.head_rate, seed=args.seed, shares=shares,
        minutes=args.minutes, warmup=args.warmup, freeze_words=args.freeze_words,
    )
    torch.manual_seed(args.seed)
    watched = set(args.watch.split(",")) if args.watch else tasks
    known = corpora(args.data, tasks, "train", word_piece)
    train(
        load_reader(args.base, args.start),
        known,
        settings,
        args.out,
        lambda reader: figures(torch_run(reader), {k: v for k, v in dev.items() if k in watched}, args),
        lambda line: print(line, flush=True),
        Swap(known["attribution"], word_piece) if args.open_names and "attribution" in known else None,
    )


if __name__ == "__main__":
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    main()
