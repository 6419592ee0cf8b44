"""Scores of parts of speech, syntax and names on gold words."""

# Relations that join the same two words whether function words or content words are heads.
SHARED = {"det", "amod", "nummod", "nsubj", "nsubj:pass", "obj", "iobj", "aux", "aux:pass"}


def universal(relation):
    """A relation without its subtype."""
    return relation.split(":")[0]


def share(hits):
    """Hits as a percentage of the tries, `None` without tries."""
    hits = list(hits)
    return 100 * sum(hits) / len(hits) if hits else None


def syntax(gold, guess):
    """Percentages over all words of parallel sentences: parts of speech, heads (UAS), heads and relations (LAS).

    Relations count without subtypes, as in the CoNLL 2018 shared task. Words without a gold relation are left out.
    `UAS shared` counts the words alone whose head is the same under either convention of heads: the gold relation is
    one of `SHARED` and the gold head has no copula.
    """
    upos, heads, labelled, worded, shared = [], [], [], [], []
    for right, made in zip(gold, guess, strict=True):
        assert [w.form for w in right] == [w.form for w in made], "the words are the same"
        copular = {w.head for w in right if w.relation == "cop"}
        for expected, found in zip(right, made):
            if expected.upos != "_":
                upos.append(expected.upos == found.upos)
            if expected.relation == "_":
                continue
            hit = expected.head == found.head
            heads.append(hit)
            labelled.append(hit and universal(expected.relation) == universal(found.relation))
            if expected.relation != "punct":
                worded.append(labelled[-1])
            if expected.relation in SHARED and expected.head not in copular:
                shared.append(hit)
    return {
        "words": len(upos),
        "UPOS": share(upos),
        "UAS": share(heads),
        "LAS": share(labelled),
        "LAS without punctuation": share(worded),
        "UAS shared": share(shared),
        "shared words": len(shared),
    }


def spans(labels):
    """[(first, end, type)] of a sentence's BIO labels; an I- with nothing to follow starts a name."""
    found = []
    for number, label in enumerate(labels):
        if label == "O":
            continue
        prefix, kind = label.split("-", 1)
        if prefix == "I" and found and found[-1][1:] == (number, kind):
            found[-1] = (found[-1][0], number + 1, kind)
        else:
            found.append((number, number + 1, kind))
    return found


def matched(gold, guess, same):
    """How many names of a sentence find one of their own among the guesses (the leftmost that is left)."""
    free, hits = list(guess), 0
    for name in gold:
        for other in free:
            if same(name, other):
                free.remove(other)
                hits += 1
                break
    return hits


def exact(name, other):
    """The same words under the same type."""
    return name == other


def touching(name, other):
    """At least one word in common, under the same type."""
    return name[2] == other[2] and name[0] < other[1] and other[0] < name[1]


def names(gold, guess, kinds, same=exact):
    """{"P", "R", "F1", "gold"} in percent over the names of `kinds`; both lists hold a list of spans a sentence."""
    hits = expected = made = 0
    for right, found in zip(gold, guess, strict=True):
        right, found = ([name for name in side if name[2] in kinds] for side in (right, found))
        hits, expected, made = hits + matched(right, found, same), expected + len(right), made + len(found)
    return {
        "P": 100 * hits / made if made else 0.0,
        "R": 100 * hits / expected if expected else 0.0,
        "F1": 200 * hits / (made + expected) if hits else 0.0,
        "gold": expected,
    }
