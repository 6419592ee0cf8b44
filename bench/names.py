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
    "mr mrs ms miss dr prof professor sir lord lady dame president senator sen representative rep governor gov "
    "minister secretary judge justice general gen colonel captain father rev reverend saint king queen prince princess "
    "emperor chairman chairwoman chief director dean mayor ambassador commissioner doctor".split()
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


def of_mention(sentence, kind, minimal):
    """The name in a mention of GUM: its minimal words from the first proper noun on, as far as they are adjoining.

    A bare title ("the President") is no name, nor is a people ("the Ruritanians"), which CoNLL-2003 counts to MISC.
    """
    run = []
    for number in minimal:
        if run and number != run[-1] + 1:
            break
        if run or sentence[number].upos == "PROPN":
            run.append(number)
    while run and sentence[run[-1]].upos != "PROPN":
        run.pop()
    if kind == "person":
        while run and sentence[run[0]].form.lower().rstrip(".") in TITLES:
            run.pop(0)
        if run and sentence[run[-1]].xpos == "NNPS":
            return None
    return (run[0], run[-1] + 1, GUM[kind]) if run else None


def of_gum(sentences):
    """The names of GUM's persons, organizations and places, a list a sentence; of nested names the outermost.

    A mention counts as a name where the first of its minimal words is a proper noun: "the mayor" and "she" are mentions
    of persons in GUM, but no names.
    """
    found = [set() for _ in sentences]
    for at, _, _, kind, minimal in mentions(sentences):
        sentence = sentences[at]
        if kind in GUM and minimal and minimal[-1] < len(sentence) and sentence[minimal[0]].upos == "PROPN":
            found[at].add(of_mention(sentence, kind, minimal))
    return [
        sorted(
            name
            for name in names - {None}
            if not any(o[0] <= name[0] and name[1] <= o[1] and o[:2] != name[:2] for o in names - {None})
        )
        for names in found
    ]
