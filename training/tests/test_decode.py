"""Tag sequences, and attributions put together from constructed outputs."""

import numpy as np

from gainsay_training.decode import Linking, attributions
from gainsay_training.labels import NAME_TAGS, ROLE_TAGS, spans, viterbi
from gainsay_training.polnear import document
from gainsay_training.text import Pieces

TAGS = {t: i for i, t in enumerate(ROLE_TAGS)}


def certain(tags: list[str]) -> np.ndarray:
    """Log-probabilities that are sure of a tag sequence."""
    out = np.full((len(tags), len(ROLE_TAGS)), -8.0)
    for i, t in enumerate(tags):
        out[i, TAGS[t]] = -0.01
    return out


def pointing(n: int, targets: dict[int, int]) -> np.ndarray:
    """Pointer log-probabilities: word → word, all others to none."""
    out = np.full((n, n + 1), -9.0)
    for i in range(n):
        out[i, 1 + targets[i] if i in targets else 0] = -0.01
    return out


def test_viterbi_mends_an_inside_tag_without_a_beginning() -> None:
    scores = certain(["O", "I-content", "I-content"])
    scores[1, TAGS["B-content"]] = -0.5
    path = viterbi(scores, ROLE_TAGS)
    assert [ROLE_TAGS[t] for t in path] == ["O", "B-content", "I-content"]


def test_viterbi_of_nothing() -> None:
    assert spans(viterbi(np.zeros((0, len(NAME_TAGS))), NAME_TAGS), NAME_TAGS) == []


def test_one_attribution() -> None:
    # Ann said rain stopped
    tags = ["B-source", "B-cue", "B-content", "I-content"]
    found = attributions(certain(tags), pointing(4, {2: 1, 3: 1}), pointing(4, {1: 0, 2: 0, 3: 0}), Linking())
    assert [(a.source, a.cue, a.content) for a in found] == [(((0, 1),), ((1, 2),), ((2, 4),))]


def test_discontinuous_content_and_shared_source() -> None:
    # rain , Ann said , stopped , and [she] denied flooding
    tags = ["B-content", "O", "B-source", "B-cue", "O", "B-content", "O", "O", "B-cue", "B-content"]
    cue = {0: 3, 5: 3, 9: 8}
    source = {0: 2, 5: 2, 3: 2, 8: 2, 9: 2}
    found = attributions(certain(tags), pointing(10, cue), pointing(10, source), Linking())
    assert [(a.source, a.cue, a.content) for a in found] == [
        (((2, 3),), ((3, 4),), ((0, 1), (5, 6))),
        (((2, 3),), ((8, 9),), ((9, 10),)),
    ]


def test_no_source_and_no_cue() -> None:
    tags = ["B-cue", "B-content", "O", "B-content"]
    found = attributions(certain(tags), pointing(4, {1: 0}), pointing(4, {}), Linking())
    assert [(a.source, a.cue, a.content) for a in found] == [((), ((0, 1),), ((1, 2),)), ((), (), ((3, 4),))]


def test_labels_follow_the_text() -> None:
    text = "“Rain stopped,” said Ann.\nBob denied it."
    gold = {
        "source": [[text.index("Ann"), text.index("Ann") + 3]],
        "cue": [[text.index("said"), text.index("said") + 4]],
        "content": [[0, text.index(" said")]],
    }
    doc = document(
        {"id": "x", "text": text, "attributions": [gold]}, lambda word, space, after: Pieces((1,), (1,))
    )
    assert doc.roles is not None and doc.cue_pointer is not None and doc.source_pointer is not None
    assert [ROLE_TAGS[t] for t in doc.roles[:7]] == ["B-content"] + ["I-content"] * 4 + ["B-cue", "B-source"]
    assert doc.cue_pointer[0] == 5 and doc.source_pointer[0] == 6 and doc.source_pointer[5] == 6
    assert doc.paragraph[7] == 0 and doc.paragraph[8] == 1 and (doc.roles[7:] == 0).all()
