#!/usr/bin/env python3
"""A process with spaCy loaded: does what a line of standard input asks, answers with a line of JSON.

  spacy_worker.py MODEL_FOLDER quotations|syntax|names

Runs in the environment of requirements.txt; workers.py starts it. A request is {"path": FILE, "part": i, "parts": n,
"out": FILE or null}: of the file's documents the i-th of every n is worked on. "seconds" of the answer leave out
loading the model, reading the file and writing the output, in spaCy's favour.
"""

import json
import resource
import sys
import time
from pathlib import Path

import spacy
from spacy.tokens import Doc

import treebank

# What each task needs: textacy's quotations use no names, names need no syntax.
LEFT_OUT = {
    "quotations": ["ner", "senter"],
    "syntax": ["lemmatizer", "senter"],
    "names": ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "senter"],
}


def read(request):
    """The text of the file and a function that picks this process's share of a list."""
    text = Path(request["path"]).read_text(encoding="utf-8")
    return text, lambda documents: documents[request["part"] :: request["parts"]]


def with_gold_words(nlp, document):
    """spaCy's document of the sentences' words, with their spaces and sentence starts, not yet worked on."""
    words = [word for sentence in document for word in sentence]
    starts = [number == 0 for sentence in document for number in range(len(sentence))]
    return Doc(nlp.vocab, [word.form for word in words], [word.space for word in words], sent_starts=starts)


def label(token):
    """The BIO label of a token's name."""
    return f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "O"


def quotations(nlp, request):
    """textacy's direct quotations, paragraph by paragraph: in a whole article one stray quotation mark stops it."""
    from textacy.extract.triples import direct_quotations

    text, share = read(request)
    texts = share([json.loads(line)["text"] for line in text.split("\n") if line.strip()])
    start = time.perf_counter()
    found = refused = 0
    paragraphs = (paragraph for text in texts for paragraph in text.split("\n") if paragraph.strip())
    for doc in nlp.pipe(paragraphs):
        try:
            found += sum(1 for _ in direct_quotations(doc))
        except ValueError:  # an odd number of quotation marks
            refused += 1
    seconds = time.perf_counter() - start
    return {"seconds": seconds, "words": sum(len(t.split()) for t in texts), "found": found, "refused": refused}


def syntax(nlp, request):
    """Parts of speech, heads and relations of CoNLL-U documents.

    Names stand in the last column as `NE=`: the conversion to UD asks for them. Their time is not counted.
    """
    text, share = read(request)
    documents = share(treebank.conllu(text))
    start = time.perf_counter()
    made = list(nlp.pipe((with_gold_words(nlp, document) for _, document in documents), disable=["ner"]))
    seconds = time.perf_counter() - start
    if not request["out"]:
        documents = []
    for (_, document), doc in zip(documents, made):
        tokens = iter(nlp.get_pipe("ner")(doc))
        for sentence in document:
            first = None
            for word in sentence:
                token = next(tokens)
                first = token.i if first is None else first
                word.upos, word.xpos, word.relation = token.pos_, token.tag_, token.dep_
                word.head = 0 if token.head.i == token.i else token.head.i - first + 1
                word.misc = {"NE": label(token)} if token.ent_type_ else {}
    if request["out"]:
        Path(request["out"]).write_text(treebank.conllu_text(documents), encoding="utf-8")
    return {"seconds": seconds, "words": sum(len(doc) for doc in made)}


def spaced(forms):
    """Words with guessed spaces."""
    return [treebank.Word(form, space=space) for form, space in zip(forms, treebank.spacing(forms))]


def names(nlp, request):
    """BIO labels of OntoNotes names in files of CoNLL-2003 columns."""
    text, share = read(request)
    documents = share(treebank.columns(text))
    given = [[spaced([form for form, _ in sentence]) for sentence in document] for document in documents]
    start = time.perf_counter()
    made = list(nlp.pipe(with_gold_words(nlp, document) for document in given))
    seconds = time.perf_counter() - start
    labelled = []
    for document, doc in zip(given, made):
        labels = map(label, doc)
        labelled.append([[(word.form, next(labels)) for word in sentence] for sentence in document])
    if request["out"]:
        Path(request["out"]).write_text(treebank.columns_text(labelled), encoding="utf-8")
    return {"seconds": seconds, "words": sum(len(doc) for doc in made)}


def main():
    model, task = sys.argv[1:]
    nlp = spacy.load(model, exclude=LEFT_OUT[task])
    work = {"quotations": quotations, "syntax": syntax, "names": names}[task]
    list(nlp.pipe(["The mayor of Ruritania said on Monday that nobody was hurt."]))  # what is made at first use
    versions = {"spacy": spacy.__version__, "model": f"{nlp.meta['name']} {nlp.meta['version']}"}
    if task == "quotations":
        import textacy

        versions["textacy"] = textacy.__version__
    print(json.dumps(versions), flush=True)
    for line in sys.stdin:
        answer = work(nlp, json.loads(line))
        answer["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
