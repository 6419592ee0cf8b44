"""Label sets and the transitions allowed between tags."""

from __future__ import annotations

import numpy as np

ROLES = ("source", "cue", "content")
ROLE_TAGS = ("O",) + tuple(f"{p}-{r}" for r in ROLES for p in "BI")
NAMES = ("PER", "ORG", "LOC", "MISC")
NAME_TAGS = ("O",) + tuple(f"{p}-{n}" for n in NAMES for p in "BI")
UPOS = (
    "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X"
).split()
# Relations of English UD treebanks; a relation not listed is learned as its part before the colon.
RELATIONS = (
    "acl acl:relcl advcl advcl:relcl advmod amod appos aux aux:pass case cc cc:preconj ccomp compound "
    "compound:prt conj cop csubj csubj:outer csubj:pass dep det det:predet discourse dislocated expl fixed flat "
    "goeswith iobj list mark nmod nmod:desc nmod:poss nmod:unmarked nsubj nsubj:outer nsubj:pass nummod obj obl "
    "obl:agent obl:unmarked orphan parataxis punct reparandum root vocative xcomp"
).split()
IGNORE = -100


def relation_id(label: str) -> int:
    """Index of a relation, falling back to its part before the colon, then to `dep`."""
    for candidate in (label, label.split(":")[0], "dep"):
        if candidate in RELATIONS:
            return RELATIONS.index(candidate)
    raise AssertionError("dep is listed")


def bio(tags: tuple[str, ...]) -> tuple[np.ndarray, np.ndarray]:
    """(may start, may follow[previous, next]) of BIO tags: an I- tag follows only its own B- or I- tag."""
    start = np.array([not t.startswith("I-") for t in tags])
    follow = np.array([[not b.startswith("I-") or a[2:] == b[2:] for b in tags] for a in tags])
    return start, follow


def viterbi(scores: np.ndarray, tags: tuple[str, ...]) -> np.ndarray:
    """Best tag sequence (words × tags log-probabilities in, tag ids out) that keeps to the BIO transitions."""
    if not len(scores):
        return np.zeros(0, dtype=np.int64)
    start, follow = bio(tags)
    best = np.where(start, scores[0], -np.inf)
    back = np.zeros(scores.shape, dtype=np.int64)
    penalty = np.where(follow, 0.0, -np.inf)
    for i in range(1, len(scores)):
        via = best[:, None] + penalty
        back[i] = via.argmax(0)
        best = via.max(0) + scores[i]
    path = np.zeros(len(scores), dtype=np.int64)
    path[-1] = best.argmax()
    for i in range(len(scores) - 1, 0, -1):
        path[i - 1] = back[i, path[i]]
    return path


def spans(path: np.ndarray, tags: tuple[str, ...]) -> list[tuple[str, int, int]]:
    """(label, first word, end word) of every run of tags, in order; an I- tag with nothing to follow starts a run."""
    out: list[tuple[str, int, int]] = []
    for i, t in enumerate(path):
        tag = tags[t]
        if tag == "O":
            continue
        if tag.startswith("I-") and out and out[-1][0] == tag[2:] and out[-1][2] == i:
            out[-1] = (tag[2:], out[-1][1], i + 1)
        else:
            out.append((tag[2:], i, i + 1))
    return out
