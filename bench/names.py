"""Names of different schemes under the four types of CoNLL-2003: PER, ORG, LOC, MISC."""

from treebank import mentions

CONLL = ("PER", "ORG", "LOC", "MISC")
# The types of OntoNotes, which spaCy's English models give. Dates, times, amounts and ordinals are no names in CoNLL.
ONTONOTES = {
    "PERSON": "PER",
    "ORG": "ORG",
    **dict.fromkeys(("GPE", "LOC", "FAC"), "LOC"),
    **dict.fromkeys(("NORP", "EVENT", "WORK_OF_ART", "LANGUAGE", "LAW", "PRODUCT"), "MISC"),
}
# The types of GUM that both sides can give; its events, objects and abstractions are mostly no names.
GUM = {"person": "PER", "organization": "ORG", "place": "LOC"}
# OntoNotes counts these to a name, CoNLL-2003 does not.
ARTICLES = {"the", "a", "an"}
POSSESSIVES = {"'s", "’s", "'", "’"}
# GUM counts titles to a person's name, CoNLL-2003 and OntoNotes do not.
TITLES = set(
    "mr mrs ms miss madam vice dr prof professor sir lord lady dame president senator sen representative rep "
    "governor gov minister secretary judge justice general gen colonel captain father rev reverend saint king queen "
    "prince princess emperor chairman chairwoman chief director dean mayor ambassador commissioner doctor".split()
)


def mapped(spans):
    """A sentence's names of OntoNotes types under CoNLL's."""
    return [(first, end, ONTONOTES[kind]) for first, end, kind in spans if kind in ONTONOTES]


def trimmed(words, spans):
    """The names without an article before and a possessive after them; a name of nothing else is dropped."""
    kept = []
    for first, end, kind in spans:
        while first < end and words[first].lower() in ARTICLES:
            first += 1
        while first < end and words[end - 1] in POSSESSIVES:
            end -= 1
        if first < end:
            kept.append((first, end, kind))
    return kept


def proper(word):
    """Whether a word is tagged as part of a proper name: "United" in "United States" is, though its UPOS is VERB."""
    return word.xpos.startswith("NNP")


def of_mention(sentence, kind, minimal, end):
    """The name in a mention of GUM that ends before `end`, or nothing where it has none.

    Its minimal words from the first proper one on, as far as they are adjoining; for organizations and places also a
    part with "of" ("Port of Morva"). A bare title ("the President") is no name, nor is a people ("the Ruritanians"),
    which CoNLL-2003 counts to MISC.
    """
    run = []
    for number in minimal:
        if run and number != run[-1] + 1:
            break
        if run or proper(sentence[number]):
            run.append(number)
    while run and not proper(sentence[run[-1]]):
        run.pop()
    if run and kind == "person":
        while run and sentence[run[0]].form.lower().rstrip(".") in TITLES:
            run.pop(0)
        if run and sentence[run[-1]].xpos == "NNPS":
            return None
    elif run and run[-1] + 2 < end and sentence[run[-1] + 1].form == "of":
        last = run[-1] + 1
        if sentence[last + 1].form == "the":
            last += 1
        while last + 1 < end and proper(sentence[last + 1]):
            last += 1
        if proper(sentence[last]):
            run.append(last)
    return (run[0], run[-1] + 1, GUM[kind]) if run else None


def of_gum(sentences):
    """The names of GUM's persons, organizations and places, a list a sentence; of nested names the outermost.

    A mention counts as a name where a minimal word of it is proper: "the mayor" and "she" are mentions of persons in
    GUM, but no names.
    """
    found = [set() for _ in sentences]
    for at, _, end, kind, minimal in mentions(sentences):
        sentence = sentences[at]
        if kind in GUM and all(number < len(sentence) for number in minimal):
            name = of_mention(sentence, kind, minimal, end)
            found[at] |= {name} if name else set()

    def inside(name, other):
        return other[0] <= name[0] and name[1] <= other[1] and other[:2] != name[:2]

    return [sorted(name for name in names if not any(inside(name, other) for other in names)) for names in found]
