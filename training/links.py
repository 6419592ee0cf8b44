#!/usr/bin/env python3
"""Learn how much each thing that two incidents share, or do not share, speaks for their being one.

  cargo run --release -p gainsay --example links -- pairs LEDGER > pairs.tsv
  training/links.py pairs.tsv GOLD.jsonl > crates/gainsay-compare/data/link_weights.tsv

GOLD has the reports of each incident ({"docs", "junk_docs"}). A logistic model with a ridge, fitted by Newton's method;
the comment lines say how well it does on incidents that it was not fitted on (five folds by incident). Needs NumPy.
"""

import argparse
import json
import zlib

import numpy

FOLDS, RIDGE, ROUNDS = 5, 3.0, 25
HEAD = """\
# How much each thing that two incidents share, or do not share, speaks for their being one. Licence: MIT OR Apache-2.0, as
# the project. Weights of a logistic model, learned by training/links.py from reports of the Gun Violence Archive join's
# development part; no word, name or place is weighed.
# feature: see crates/gainsay-compare/src/cluster/score.rs
# weight:  natural logarithm of the odds
# On incidents that the weights were not fitted on: {held_out}
feature\tweight\tsource"""


def load(pairs, gold):
    """The features of every usable pair, whether it is one incident, its fold, and the names of the features."""
    of, junk = {}, set()
    for line in gold:
        incident = json.loads(line)
        junk.update(incident.get("junk_docs") or [])
        for document in incident["docs"]:
            of.setdefault(document, set()).add(incident["incident"])
    names = next(pairs).rstrip("\n").split("\t")[2:]
    values, labels, folds = [], [], []
    for line in pairs:
        a, b, *cells = line.rstrip("\n").split("\t")
        if a in junk or b in junk or a not in of or b not in of:
            continue
        values.append([float(cell) for cell in cells])
        labels.append(bool(of[a] & of[b]))
        folds.append(zlib.crc32(min(of[a]).encode()) % FOLDS)
    return numpy.array(values), numpy.array(labels, float), numpy.array(folds), names


def fit(values, labels, ridge=RIDGE):
    """The weights with the highest penalised likelihood; the first one, the bias, is not penalised."""
    weights = numpy.zeros(values.shape[1])
    penalty = numpy.full(values.shape[1], ridge)
    penalty[0] = 1e-6
    for _ in range(ROUNDS):
        chance = 1 / (1 + numpy.exp(-numpy.clip(values @ weights, -30, 30)))
        slope = values.T @ (labels - chance) - penalty * weights
        curve = (values * (chance * (1 - chance))[:, None]).T @ values + numpy.diag(penalty)
        step = numpy.linalg.solve(curve, slope)
        weights += step
        if numpy.abs(step).max() < 1e-6:
            break
    return weights


def quality(values, labels, folds):
    """Precision, recall and F1 of the pairs of held-out folds."""
    taken = numpy.zeros(len(labels), bool)
    for fold in range(FOLDS):
        weights = fit(values[folds != fold], labels[folds != fold])
        taken[folds == fold] = values[folds == fold] @ weights > 0
    right = (taken & (labels > 0)).sum()
    precision, recall = right / max(taken.sum(), 1), right / max(labels.sum(), 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("pairs")
    arguments.add_argument("gold")
    options = arguments.parse_args()
    with open(options.pairs, encoding="utf-8") as pairs, open(options.gold, encoding="utf-8") as gold:
        values, labels, folds, names = load(pairs, gold)
    precision, recall, f1 = (100 * value for value in quality(values, labels, folds))
    held_out = f"P {precision:.1f}, R {recall:.1f}, F1 {f1:.1f} of {int(labels.sum())} right among {len(labels)} pairs."
    print(HEAD.format(held_out=held_out))
    for name, weight in zip(names, fit(values, labels)):
        print(f"{name}\t{weight:.3f}\tlearned")


if __name__ == "__main__":
    main()
