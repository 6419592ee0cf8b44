"""Files with gold words: CoNLL-U treebanks, GUM's entities in them, and CoNLL-2003 columns with names."""

import re
from dataclasses import dataclass, field

CLOSING = set(".,;:!?)]}%") | {"'s", "n't", "'re", "'ve", "'ll", "'d", "'m", "'"}
OPENING = set("([{$")
ENTITY = re.compile(r"\(([^()]+)\)|\(([^()]+)|([^()]+)\)")


@dataclass
class Word:
    """A word of a treebank: `head` is the number of another word of its sentence, counted from 1, or 0 for the root."""

    form: str
    upos: str = "_"
    xpos: str = "_"
    head: int = 0
    relation: str = "_"
    space: bool = True
    misc: dict = field(default_factory=dict)


def conllu(text):
    """[(document's name, [sentence as a list of words])]; words of enhanced graphs alone (8.1) are left out."""
    documents, sentence = [], []
    glued, glued_space = 0, True
    for line in text.split("\n"):
        if line.startswith("# newdoc") or (not documents and line):
            documents.append((line.split("=", 1)[-1].strip(), []))
        if not line and sentence:
            documents[-1][1].append(sentence)
            sentence, glued = [], 0
        elif line and not line.startswith("#"):
            cells = line.split("\t")
            if "." in cells[0]:
                continue
            misc = dict(item.split("=", 1) for item in cells[9].split("|") if "=" in item)
            space = misc.pop("SpaceAfter", "Yes") != "No"
            if "-" in cells[0]:
                glued, glued_space = int(cells[0].split("-")[1]), space
                continue
            number = int(cells[0])
            if number <= glued:
                space = glued_space if number == glued else False
            head = int(cells[6]) if cells[6] != "_" else 0
            sentence.append(Word(cells[1], cells[3], cells[4], head, cells[7], space, misc))
    if sentence:
        documents[-1][1].append(sentence)
    return documents


def sentences(documents):
    """Every sentence of the documents, in order."""
    return [sentence for _, document in documents for sentence in document]


def conllu_text(documents):
    """The documents as CoNLL-U; lemma, features and enhanced graph stay empty."""
    lines = []
    for name, document in documents:
        lines.append(f"# newdoc id = {name}")
        for sentence in document:
            for number, word in enumerate(sentence, 1):
                misc = word.misc | ({} if word.space else {"SpaceAfter": "No"})
                cells = "|".join(f"{key}={value}" for key, value in misc.items()) or "_"
                columns = [word.form, "_", word.upos, word.xpos, "_", word.head, word.relation, "_", cells]
                lines.append("\t".join(map(str, [number, *columns])))
            lines.append("")
    return "\n".join(lines) + "\n"


def columns(text):
    """[[sentence as a list of (word, label)]] of a CoNLL-2003 file, a list a document; the label is the last column."""
    documents, sentence = [], []
    for line in [*text.split("\n"), ""]:
        cells = line.split()
        if line.startswith("-DOCSTART-"):
            documents.append([])
        elif cells:
            sentence.append((cells[0], cells[-1]))
        elif sentence:
            documents = documents or [[]]
            documents[-1].append(sentence)
            sentence = []
    return documents


def columns_text(documents):
    """The documents in CoNLL-2003 columns; the two middle columns stay empty."""
    lines = []
    for document in documents:
        lines += ["-DOCSTART- -X- -X- O", ""]
        for sentence in document:
            lines += [f"{word} _ _ {label}" for word, label in sentence] + [""]
    return "\n".join(lines) + "\n"


def spacing(words):
    """Whether a space follows each word, guessed from punctuation: CoNLL-2003 files do not say."""
    after, quoted = [True] * len(words), False
    for number, word in enumerate(words):
        closes = word in CLOSING or (word == '"' and quoted)
        if closes and number:
            after[number - 1] = False
        if word in OPENING or (word == '"' and not quoted):
            after[number] = False
        quoted ^= word == '"'
    return after


def mentions(sentences):
    """GUM's mentions that lie in one sentence: [(sentence, first word, end word, type, words of the minimal span)].

    Numbers count from 0, minimal words within the sentence. The column `Entity=` opens a mention with
    `(identifier-type-status-salience-centering-minimal words-link…` and closes it with `identifier)`.
    """
    found, still_open = [], []
    for at, sentence in enumerate(sentences):
        for number, word in enumerate(sentence):
            for whole, opening, closing in ENTITY.findall(word.misc.get("Entity", "")):
                if begun := whole or opening:
                    cells = begun.split("-")
                    least = [number + int(k) - 1 for k in cells[5].split(",") if k.isdigit()] if len(cells) > 5 else []
                    still_open.append((cells[0], at, number, cells[1], least))
                if ended := closing or whole.split("-")[0]:
                    # The innermost mention of that identifier ends; `1[2/2]` is a part of a discontinuous one.
                    matching = [mention for mention in still_open if mention[0] == ended]
                    if matching:
                        still_open.remove(matching[-1])
                        _, begin_at, first, kind, least = matching[-1]
                        if begin_at == at:
                            found.append((at, first, number + 1, kind, least))
    return found
