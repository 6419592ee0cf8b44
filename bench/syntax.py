#!/usr/bin/env python3
"""Parts of speech, syntax and names beside spaCy's en_core_web_md, on the same gold words; prints Markdown tables.

  bench/syntax.py [--tag target/release/examples/tag] [--weights FOLDER] [--data FOLDER] [--runs 3] [--cores 0,1]

`make bench-syntax` makes the environment it needs. Our side is `tag conllu WEIGHTS < in.conllu` and
`tag names WEIGHTS < in.txt`, which print their input with predictions in it. README.md beside this file says what is
compared and how far it can be.
"""

import argparse
import dataclasses
import platform
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

import clear_to_ud
import names
import scores
import treebank
from options import ROOT, SHARED
from tables import markdown, percent
from workers import Workers, add_options, alternate, pin, rate, run

DATA = SHARED / "data/syntax"
TREEBANKS = {"EWT": "ewt.dev.conllu", "GUM": "gum.dev.conllu"}
NAMES = "conllpp.dev.txt"
SYNTAX = ["UPOS", "UAS", "LAS", "LAS without punctuation", "UAS shared"]
OURS, PEER = "gainsay", "spaCy en_core_web_md"


def load(path):
    return treebank.conllu(path.read_text(encoding="utf-8"))


def with_arcs(documents, scheme):
    """The sentences with the heads and relations that `scheme` makes of them."""
    return [
        [dataclasses.replace(word, head=head, relation=rel) for word, (head, rel) in zip(sentence, scheme(sentence))]
        for sentence in treebank.sentences(documents)
    ]


def syntax_rows(treebank_name, gold, ours, peer):
    """Rows of the syntax table; `ours` or `peer` may be missing."""
    gold = treebank.sentences(gold)
    systems = {}
    if ours:
        systems[OURS] = treebank.sentences(ours)
    if peer:
        systems[f"{PEER}, heads as they are"] = with_arcs(peer, clear_to_ud.renamed)
        systems[f"{PEER}, converted to UD"] = with_arcs(peer, clear_to_ud.convert)
    for name, guess in systems.items():
        result = scores.syntax(gold, guess)
        yield [name, treebank_name, f"{result['words']:,}", *(percent(result[key]) for key in SYNTAX)]


def label_spans(documents):
    """The spans of the BIO labels of a CoNLL file, a list a sentence."""
    return [scores.spans([label for _, label in sentence]) for document in documents for sentence in document]


def peer_variants(documents):
    """{name of the row: spans a sentence} of spaCy's names."""
    spans = [names.mapped(found) for found in label_spans(documents)]
    words = [[word for word, _ in sentence] for document in documents for sentence in document]
    cut = [names.trimmed(*pair) for pair in zip(words, spans)]
    return {f"{PEER}, types mapped": spans, f"{PEER}, types mapped, without the and 's": cut}


def name_rows(what, gold, systems, kinds, touching=False):
    """Rows of the names table."""
    for name, guess in systems.items():
        result = scores.names(gold, guess, kinds)
        kinds_apart = (scores.names(gold, guess, {k})["F1"] if k in kinds else None for k in names.CONLL)
        touched = scores.names(gold, guess, kinds, scores.touching)["F1"] if touching else None
        figures = [result["P"], result["R"], result["F1"], *kinds_apart, touched]
        yield [name, what, f"{result['gold']:,}", *map(percent, figures)]


class Measured:
    """Runs both sides on files in turns and keeps the first output of each and the seconds of all."""

    def __init__(self, options, folder, cores):
        self.folder, self.runs = folder, options.runs
        self.ours = options.tag.exists()
        if not self.ours:
            print(f"{options.tag} is not there: only spaCy's rows", file=sys.stderr)
        self.options, self.cores, self.speeds = options, cores, []

    def tag(self, task, given, out):
        """Seconds of our tagger from start to exit."""
        return run([self.options.tag, task, self.options.weights], given, out)[0]

    def outputs(self, task, paths):
        """[(our output or `None`, spaCy's output)] a file."""
        made = {
            path: (self.folder / f"ours.{path.name}" if self.ours else None, self.folder / f"peer.{path.name}")
            for path in paths
        }
        worker = {"conllu": "syntax", "names": "names"}[task]
        with ExitStack() as stack:
            one = stack.enter_context(Workers(self.options, worker))
            systems = {}
            if self.ours:
                systems[OURS, 1] = lambda: sum(self.tag(task, path, made[path][0]) for path in paths)
            systems[PEER, 1] = lambda: sum(one.run(path, made[path][1])["seconds"] for path in paths)
            if self.cores > 1:
                several = stack.enter_context(Workers(self.options, worker, self.cores))
                systems[PEER, self.cores] = lambda: sum(several.run(path)["seconds"] for path in paths)
            results = alternate(systems, self.runs, lambda name, s: print(f"{name[0]}: {s:.2f} s", file=sys.stderr))
            self.versions = one.versions
        self.speeds.append((paths, results))
        return list(made.values())

    def speed_rows(self, words):
        """Rows of the speed table; `words` gives the words of a file."""
        for paths, results in self.speeds:
            total = sum(words[path] for path in paths)
            for (name, processes), seconds in results.items():
                files = " + ".join(path.name for path in paths)
                yield [name, files, str(processes), f"{total:,}", f"{rate(total, seconds):,.0f}"]


def gum_names(measured, gum, peer_syntax, folder):
    """[(part of GUM, gold names, {system: names})] for the news documents and for all."""
    path = folder / "gum.names.txt"
    plain = [[[(word.form, "O") for word in sentence] for sentence in document] for _, document in gum]
    path.write_text(treebank.columns_text(plain), encoding="utf-8")
    systems = {}
    if measured.ours:
        out = folder / "ours.gum.names.txt"
        measured.tag("names", path, out)
        systems[OURS] = label_spans(treebank.columns(out.read_text(encoding="utf-8")))
    # spaCy's names came with its syntax: its recognizer looks at the words alone.
    labelled = [
        [[(word.form, word.misc.get("NE", "O")) for word in sentence] for sentence in document]
        for _, document in peer_syntax
    ]
    systems |= peer_variants(labelled)
    gold = names.of_gum(treebank.sentences(gum))
    news = [("_news_" in name) for name, document in gum for _ in document]
    for title, keep in (("GUM dev, news", news), ("GUM dev, all kinds of text", [True] * len(news))):
        picked = {name: [s for s, k in zip(spans, keep) if k] for name, spans in systems.items()}
        yield title, [s for s, k in zip(gold, keep) if k], picked


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--tag", type=Path, default=ROOT / "target/release/examples/tag", help="our tagger")
    arguments.add_argument("--weights", type=Path, default=ROOT / "crates/gainsay-read/weights")
    arguments.add_argument("--data", type=Path, default=DATA, help="folder of ewt.dev.conllu and the others")
    add_options(arguments)
    options = arguments.parse_args()
    treebanks = {name: options.data / file for name, file in TREEBANKS.items()}
    conll = options.data / NAMES
    for needed in (*treebanks.values(), conll, options.python, options.model):
        if not needed.exists():
            sys.exit(f"{needed} is not there: run `make bench-syntax`, and see bench/README.md for the data")
    cores = pin(options.cores)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        measured = Measured(options, folder, cores)
        gold = {name: load(path) for name, path in treebanks.items()}
        made = dict(zip(treebanks, measured.outputs("conllu", list(treebanks.values()))))
        loaded = {name: [path and load(path) for path in pair] for name, pair in made.items()}
        rows = [row for name in treebanks for row in syntax_rows(name, gold[name], *loaded[name])]
        [(our_names, peer_names)] = measured.outputs("names", [conll])
        columns = treebank.columns(conll.read_text(encoding="utf-8"))
        systems = {OURS: label_spans(treebank.columns(our_names.read_text(encoding="utf-8")))} if our_names else {}
        systems |= peer_variants(treebank.columns(peer_names.read_text(encoding="utf-8")))
        named = list(name_rows("CoNLL++ dev", label_spans(columns), systems, names.CONLL))
        for title, expected, found in gum_names(measured, gold["GUM"], loaded["GUM"][1], folder):
            named += name_rows(title, expected, found, names.CONLL[:3], touching=True)
    words = {path: sum(map(len, treebank.sentences(gold[name]))) for name, path in treebanks.items()}
    words[conll] = sum(len(sentence) for document in columns for sentence in document)
    versions = ", ".join(f"{name} {version}" for name, version in measured.versions.items())
    print(
        f"Gold words and sentences; {cores} cores ({platform.machine()}); {options.runs} runs in turns.\n{versions}\n"
    )
    print(markdown(["system", "treebank, dev", "words", *SYNTAX], rows))
    header = ["system", "texts", "names", "P", "R", "F1", *names.CONLL, "F1, touching"]
    print(f"\n{markdown(header, named)}\n")
    header = ["system", "files", "processes", "words", "words/s, median"]
    print(markdown(header, list(measured.speed_rows(words))))


if __name__ == "__main__":
    main()
