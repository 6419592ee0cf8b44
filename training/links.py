#!/usr/bin/env python3
"""Learn how much each thing that two incidents share, or do not share, speaks for their being one.

  cargo run --release -p gainsay --example links -- pairs LEDGER > pairs.tsv
  training/links.py pairs.tsv GOLD.jsonl [pairs.tsv GOLD.jsonl …] > crates/gainsay-compare/data/link_weights.tsv

GOLD has the reports of each incident ({"incident", "docs", "junk_docs"}), or a report a line with its sub-topic ({"id",
"topic", "subtopic"}). A logistic model with a ridge, fitted by Newton's method; the comment lines say how well it does on
incidents and topics that it was not fitted on, data by data (five folds). Needs NumPy.
"""

import argparse
import json
import zlib

import numpy

FOLDS, RIDGE, ROUNDS = 5, 3.0, 25
HEAD = """\
# How much each thing that two incidents share, or do not share, speaks for their being one. Licence: MIT OR Apache-2.0, as
# the project. Weights of a logistic model, learned by training/links.py from the development parts of the Gun Violence Archive
# join and of ECB+ (reports of one sub-topic are of one incident); no word, name or place is weighed.
# feature: see crates/gainsay-compare/src/cluster/score.rs
# weight:  natural logarithm of the odds
# On incidents and topics that the weights were not fitted on, data by data:
# {held_out}.
feature\tweight\tsource"""


def incidents(gold):
    """The incidents of each document, the documents that are of no use, and the group that is held out together.

    A line is an incident with its reports ({"incident", "docs", "junk_docs"}), or a report with its sub-topic ({"id",
    "topic", "subtopic"}), which is one story; the sub-topics of a topic are alike and are held out together.
    """
    of, junk, group = {}, set(), {}
    for row in map(json.loads, gold):
        if "subtopic" in row:
            of[row["id"]], group[row["subtopic"]] = {row["subtopic"]}, row["topic"]
            continue
        junk.update(row.get("junk_docs") or [])
        group[row["incident"]] = row["incident"]
        for document in row["docs"]:
            of.setdefault(document, set()).add(row["incident"])
    return of, junk, group


def load(pairs, gold):
    """The features of every usable pair, whether it is one incident, its fold, and the names of the features."""
    of, junk, group = incidents(gold)
    names = next(pairs).rstrip("\n").split("\t")[2:]
    values, labels, folds = [], [], []
    for line in pairs:
        a, b, *cells = line.rstrip("\n").split("\t")
        if a in junk or b in junk or a not in of or b not in of:
            continue
        values.append([float(cell) for cell in cells])
        labels.append(bool(of[a] & of[b]))
        folds.append(zlib.crc32(group[min(of[a])].encode()) % FOLDS)
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


def held_out_links(values, labels, folds):
    """Which pairs are linked by weights that were fitted on the other folds."""
    taken = numpy.zeros(len(labels), bool)
    for fold in range(FOLDS):
        taken[folds == fold] = values[folds == fold] @ fit(values[folds != fold], labels[folds != fold]) > 0
    return taken


def quality(taken, labels):
    """Precision, recall and F1 of the pairs that are taken."""
    right = (taken & (labels > 0)).sum()
    precision, recall = right / max(taken.sum(), 1), right / max(labels.sum(), 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("files", nargs="+", metavar="PAIRS GOLD", help="pairs and their gold, in turns")
    files = arguments.parse_args().files
    if len(files) % 2:
        arguments.error("every file of pairs needs its gold")
    parts, held_out = [], []
    for pairs, gold in zip(files[::2], files[1::2]):
        with open(pairs, encoding="utf-8") as pairs, open(gold, encoding="utf-8") as gold:
            parts.append(load(pairs, gold))
    names = parts[0][3]
    values, labels, folds = (numpy.concatenate([part[at] for part in parts]) for at in range(3))
    taken, start = held_out_links(values, labels, folds), 0
    for _, own, _, _ in parts:
        end = start + len(own)
        precision, recall, f1 = (100 * value for value in quality(taken[start:end], own))
        held_out.append(f"P {precision:.1f}, R {recall:.1f}, F1 {f1:.1f} of {int(own.sum())} right among {len(own)} pairs")
        start = end
    print(HEAD.format(held_out="; ".join(held_out)))
    for name, weight in zip(names, fit(values, labels)):
        print(f"{name}\t{weight:.3f}\tlearned")


if __name__ == "__main__":
    main()
