#!/usr/bin/env python3
"""Learn which words around an event word show that a particular event is told, and not talk of its kind.

  cargo run --example realis -- CORPUS.jsonl > features.jsonl
  training/realis.py features.jsonl GOLD.jsonl score_incidents.py > crates/gainsay-read/data/realis.tsv

GOLD has the incidents of each report, not the words that tell them. So a report and a type of incident make one case: it
is right where at least one of the report's events of this type is a particular one (noisy-or over a logistic model of
each event). README.md beside this file says more. Python's standard library is enough; a fixed seed makes it repeatable.
"""

import argparse
import collections
import importlib.util
import json
import math
import random

EPOCHS, RATE, DECAY, FOLDS = 30, 0.05, 0.01, 5
UNREAL = ("conditional", "demanded", "hypothetical")
# An event less likely than this is taken for talk.
LEAST = 0.13
HEAD = """\
# What shows that a word tells of a particular deed of violence, and not of its kind. Licence: MIT OR Apache-2.0, as the
# project. Weights of a logistic model, learned by training/realis.py from the development part of MUC-4 (1,300 reports,
# upper and lower case guessed): a feature is a form of the words around, never a name or a word of a list of places.
# feature: see crates/gainsay-read/src/events/realis.rs; "every" is given to all, "least" is the sum below which it is talk
# weight:  natural logarithm of the odds
feature\tweight\tsource"""


def cases(features, gold, scorer):
    """(whether the gold has such an incident, the features of each event) of every report and type of incident."""
    out = []
    for line in features:
        report = json.loads(line)
        types = collections.defaultdict(list)
        for event in report["events"]:
            kind = scorer.maptype(event["type"], scorer.TYPES)
            if kind and event["polarity"] == "asserted" and event["modality"] not in UNREAL:
                types[kind].append(event["features"])
        wanted, _, _ = scorer.gold_sets(gold[report["id"]])
        for kind, events in types.items():
            found = [one for one in wanted["type"] if kind in one["alts"]]
            if not all(one["opt"] for one in found) or not found:
                out.append((bool(found), events))
    return out


def learn(examples, seed=0):
    """The weights of the features; that of "" is given to every event."""
    weights, seen = collections.defaultdict(float), collections.defaultdict(lambda: 1e-6)
    weights[""] = -1.0
    examples, chance = list(examples), random.Random(seed)
    for _ in range(EPOCHS):
        chance.shuffle(examples)
        for found, events in examples:
            likely = [likelihood(weights, event) for event in events]
            none = math.prod(1 - one for one in likely)
            step = collections.defaultdict(float)
            for one, event in zip(likely, events):
                change = one * none / max(1 - none, 1e-6) if found else -one
                for feature in ["", *event]:
                    step[feature] += change
            for feature, change in step.items():
                change -= DECAY * weights[feature] if feature else 0.0
                seen[feature] += change * change
                weights[feature] += RATE * change / math.sqrt(seen[feature])
    return weights


def likelihood(weights, event):
    """How likely the event is a particular one."""
    total = weights[""] + sum(weights.get(feature, 0.0) for feature in event)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def check(examples):
    """Over the folds: what share of the right and of the wrong cases is kept."""
    kept, every = collections.Counter(), collections.Counter()
    for fold in range(FOLDS):
        weights = learn(one for at, one in enumerate(examples) if at % FOLDS != fold)
        for found, events in examples[fold::FOLDS]:
            every[found] += 1
            kept[found] += any(likelihood(weights, event) >= LEAST for event in events)
    return [f"# {name} cases kept over {FOLDS} folds: {kept[found]} of {every[found]}" for found, name in ((True, "right"), (False, "wrong"))]


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("features", help="what the example `realis` prints")
    arguments.add_argument("gold", help="the incidents of each report")
    arguments.add_argument("scorer", help="score_incidents.py")
    options = arguments.parse_args()
    spec = importlib.util.spec_from_file_location("scorer", options.scorer)
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    with open(options.gold, encoding="utf-8") as file:
        gold = {one["id"]: one for one in map(json.loads, file)}
    with open(options.features, encoding="utf-8") as file:
        examples = cases(file, gold, scorer)
    print(*check(examples), HEAD, sep="\n")
    weights = learn(examples)
    print(f"every\t{weights.pop(''):.2f}\tlearned")
    print(f"least\t{math.log(LEAST / (1 - LEAST)):.2f}\town")
    for feature in sorted(weights):
        print(f"{feature}\t{weights[feature]:.2f}\tlearned")


if __name__ == "__main__":
    main()
