"""From the dependency scheme of spaCy's English models to Universal Dependencies, for the regular cases.

spaCy's English parsers are trained on OntoNotes converted by ClearNLP ("CLEAR", Choi and Palmer 2012): prepositions,
copulas and the first conjunct's conjunction are heads there, and 45 labels differ from UD's. `convert` rebuilds heads
and labels by these rules, in this order; what no rule names keeps its head and gets its label's nearest UD name.

1. `want him to go`: a bare or `to` infinitive's own subject becomes the object of the verb above; ccomp -> xcomp.
2. prep + pobj: the object takes the preposition's place as obl or nmod, the preposition becomes its case; of two
   prepositions in a row the outer is a case too (`out of`), or, for known pairs, both are one (`because of`: fixed).
   prep + pcomp: the clause becomes advcl or acl, the preposition its mark.
3. be + attr/acomp, else be + a prepositional phrase or adverb after it: that word takes the verb's place and
   dependents, the verb becomes its cop. `there is` stays: there is expl, its attr is nsubj.
4. Coordination: all conjuncts hang on the first, the conjunction on the conjunct that follows it.
5. Personal names: the first word is the head, the others flat.
6. Punctuation: at the end on the root; brackets and quotation marks on the head of what they enclose; the rest on the
   phrase beside it that depends on something beyond the mark.
7. Labels (`LABELS`), with a few that depend on the part of speech.

Not rebuilt: clefts, ellipsis, comparatives, `so ... that`, free relatives, reported speech as parataxis, dates, lists.
"""

from treebank import Word

# One to one: what can be renamed without touching heads.
LABELS = {
    "ROOT": "root",
    "acomp": "xcomp",
    "agent": "obl:agent",
    "attr": "xcomp",
    "auxpass": "aux:pass",
    "csubjpass": "csubj:pass",
    "dative": "iobj",
    "dobj": "obj",
    "intj": "discourse",
    "meta": "discourse",
    "neg": "advmod",
    "npadvmod": "obl:unmarked",
    "nsubjpass": "nsubj:pass",
    "oprd": "xcomp",
    "pcomp": "advcl",
    "pobj": "obl",
    "poss": "nmod:poss",
    "preconj": "cc:preconj",
    "predet": "det:predet",
    "prep": "case",
    "prt": "compound:prt",
    "quantmod": "advmod",
    "relcl": "acl:relcl",
}
PREPOSITIONS = {"prep", "agent", "dative"}
NOMINAL = {"NOUN", "PROPN", "PRON", "NUM", "SYM"}
FIXED = {
    *("according to", "as for", "as of", "as to", "because of", "due to", "instead of", "rather than", "such as"),
    *("less than", "more than", "as well", "at least", "of course", "in case", "prior to", "in order", "up to"),
}
BE = {"be", "am", "is", "are", "was", "were", "been", "being", "'s", "’s", "'re", "’re", "'m", "’m", "ai", "s", "m"}

NO_PREDICATES = {"not", "n't", "also", "just", "now", "still", "only", "always", "then"}
PAIRS = {")": "(", "]": "[", "}": "{", "”": "“", "’": "‘", "''": "``", '"': '"'}


class Tree:
    """Heads and labels under change; words are numbered from 1, and 0 stands above the root."""

    def __init__(self, words):
        self.words = [Word(""), *words]
        self.head = [0] + [word.head for word in words]
        self.label = [""] + [word.relation for word in words]

    def numbers(self):
        return range(1, len(self.words))

    def form(self, number):
        return self.words[number].form.lower()

    def upos(self, number):
        return self.words[number].upos

    def children(self, number, *labels):
        return [i for i in self.numbers() if self.head[i] == number and (not labels or self.label[i] in labels)]

    def depth(self, number):
        steps, at = 0, number
        while at and steps < len(self.words):
            steps, at = steps + 1, self.head[at]
        return steps

    def put(self, number, head, label):
        self.head[number], self.label[number] = head, label

    def replace(self, old, new, label, *stay):
        """`new` takes the place of `old` above it and its dependents, but for `stay`; `old` hangs on `new`."""
        for child in self.children(old):
            if child != new and child not in stay:
                self.head[child] = new
        self.put(new, self.head[old], self.label[old])
        self.put(old, new, label)

    def outermost_first(self, labels):
        return sorted((i for i in self.numbers() if self.label[i] in labels), key=self.depth)


def infinitives(tree):
    """Rule 1."""
    for verb in [i for i in tree.numbers() if tree.label[i] == "ccomp"]:
        if tree.words[verb].xpos != "VB" or not tree.head[verb] < verb:
            continue
        helpers = [tree.form(i) for i in tree.children(verb, "aux")]
        if tree.children(verb, "mark") or set(helpers) - {"to"}:
            continue
        for subject in tree.children(verb, "nsubj"):
            tree.put(subject, tree.head[verb], "dobj")
        tree.label[verb] = "xcomp"


def prepositions(tree):
    """Rule 2, the innermost first."""
    for word in reversed(tree.outermost_first(PREPOSITIONS)):
        above = tree.head[word]
        nominal = tree.upos(above) in NOMINAL
        complements = tree.children(word, "pobj", "pcomp", "lifted")
        if not complements:
            continue
        inner = [i for i in complements if tree.upos(i) == "ADP" and tree.label[i] == "pcomp"]
        objects = [i for i in complements if i not in inner]
        if not objects:
            continue
        new = objects[0]
        clause = tree.label[new] == "pcomp" and tree.upos(new) in {"VERB", "AUX"}
        nested = tree.label[word] in PREPOSITIONS and tree.label[above] in PREPOSITIONS
        nested = nested and not tree.children(above, "pobj")
        label = "agent" if tree.label[word] == "agent" else "nmod" if nominal else "obl"
        if clause:
            label = "acl" if nominal else "advcl"
        elif tree.label[new] == "pcomp" and tree.upos(new) == "ADV":
            label = "advmod"
        tree.replace(word, new, "mark" if clause else "case")
        tree.label[new] = "lifted" if nested else label
        for second in inner:
            tree.put(second, word, "fixed")
        for second in tree.children(new, "case"):
            if second == word + 1 and f"{tree.form(word)} {tree.form(second)}" in FIXED:
                tree.put(second, word, "fixed")
    for word in tree.numbers():
        if tree.label[word] == "lifted":
            tree.label[word] = "obl"


def copulas(tree):
    """Rule 3, the innermost clause first."""
    verbs = [i for i in tree.numbers() if tree.form(i) in BE and tree.upos(i) in {"AUX", "VERB"}]
    for verb in sorted(verbs, key=tree.depth, reverse=True):
        if tree.label[verb] in {"aux", "auxpass", "cop"}:
            continue
        predicates = tree.children(verb, "attr", "acomp")
        if any(tree.form(i) == "there" for i in tree.children(verb, "expl")):
            for subject in predicates[:1]:
                tree.label[subject] = "nsubj"
            continue
        if not predicates and tree.children(verb, "nsubj"):
            predicates = [i for i in tree.children(verb, "ccomp", "xcomp") if i > verb]
            if not predicates:
                predicates = [i for i in tree.children(verb, "obl", "advmod") if i > verb]
                predicates = [i for i in predicates if tree.label[i] == "obl" or tree.upos(i) == "ADV"]
                predicates = [i for i in predicates if tree.form(i) not in NO_PREDICATES]
        if predicates:
            tree.replace(verb, predicates[0], "cop")


def coordination(tree):
    """Rule 4."""
    for word in tree.outermost_first({"conj"}):
        if tree.label[tree.head[word]] == "conj":
            tree.head[word] = tree.head[tree.head[word]]
    for word in tree.numbers():
        if tree.label[word] == "cc":
            first = tree.head[word]
            # It may hang on the conjunct before it, which hangs on the first by now.
            top = tree.head[first] if tree.label[first] == "conj" and word > first else first
            following = [i for i in tree.children(top, "conj") if i > word > top]
            if following:
                tree.head[word] = following[0]


def personal_names(tree):
    """Rule 5; the words of a personal name carry the label `NE=B-PERSON` or `NE=I-PERSON` in their last column."""
    run = []
    for number in [*tree.numbers(), 0]:
        label = tree.words[number].misc.get("NE") if tree.upos(number) == "PROPN" else None
        if run and label == "I-PERSON":
            run.append(number)
            continue
        heads = [i for i in run if tree.head[i] not in run]
        if len(run) > 1 and len(heads) == 1 and heads[0] == run[-1]:
            inside = [i for i in run if i != run[0]]
            tree.replace(run[-1], run[0], "flat")
            for other in inside:
                tree.put(other, run[0], "flat")
        run = [number] if label in {"B-PERSON", "I-PERSON"} else []


def edges(tree):
    """The first and the last word of what hangs on each word, punctuation left aside."""
    first, last = list(range(len(tree.head))), list(range(len(tree.head)))
    for word in sorted(tree.numbers(), key=tree.depth, reverse=True):
        above = tree.head[word]
        if tree.label[word] != "punct":
            first[above], last[above] = min(first[above], first[word]), max(last[above], last[word])
    return first, last


def punctuation(tree):
    """Rule 6."""
    marks = {i for i in tree.numbers() if tree.label[i] == "punct" and not tree.children(i)}
    words = [i for i in tree.numbers() if i not in marks]
    if not words:
        return
    first, last = edges(tree)
    waiting = []
    for mark in sorted(marks):
        before = max((i for i in words if i < mark), default=0)
        after = min((i for i in words if i > mark), default=0)
        form = tree.form(mark)
        opened = next((i for i in reversed(waiting) if tree.form(i) == PAIRS.get(form)), None)
        if opened is not None:
            inside = [i for i in words if opened < i < mark]
            tops = [i for i in inside if tree.head[i] not in inside]
            if len(tops) == 1:
                tree.head[opened] = tree.head[mark] = tops[0]
            del waiting[waiting.index(opened) :]
            continue
        if form in PAIRS.values():
            waiting.append(mark)
        if not after:
            tree.head[mark] = next(i for i in words if tree.head[i] == 0)
        elif before and not tree.words[mark - 1].space and not tree.words[mark].space:
            # Inside a compound written with hyphens or slashes.
            tree.head[mark] = before
        else:
            left, right = before, after
            while left and tree.head[left] and last[tree.head[left]] == before:
                left = tree.head[left]
            while tree.head[right] and first[tree.head[right]] == after:
                right = tree.head[right]
            if tree.head[right] and tree.head[right] < mark:
                tree.head[mark] = right
            elif left and tree.head[left] > mark:
                tree.head[mark] = left


def labels(tree):
    """Rule 7."""
    for word in tree.numbers():
        label, above = tree.label[word], tree.head[word]
        if label == "aux" and tree.form(word) == "to":
            label = "mark"
        elif label == "prep" and tree.upos(above) in {"VERB", "AUX", "ADJ"}:
            label = "advmod" if tree.upos(word) == "ADV" else "obl"
        elif label == "dobj" and tree.children(above, "ccomp"):
            label = "iobj"
        elif label == "npadvmod" and tree.upos(above) in NOMINAL:
            label = "nmod:unmarked"
        elif label == "nmod":
            label = "nmod" if tree.children(word, "case") else "compound"
        tree.label[word] = LABELS.get(label, label)


def renamed(words):
    """(head, relation) of every word with the heads as they are."""
    return [(word.head, LABELS.get(word.relation, word.relation)) for word in words]


def convert(words):
    """(head, relation) of every word of a sentence after all rules."""
    tree = Tree(words)
    for rule in (infinitives, prepositions, copulas, coordination, personal_names, punctuation, labels):
        rule(tree)
    return list(zip(tree.head[1:], tree.label[1:]))
