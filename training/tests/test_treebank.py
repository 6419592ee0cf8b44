"""Reading of treebank and name files, on constructed sentences."""

from pathlib import Path

import numpy as np

from gainsay_training.labels import NAME_TAGS, RELATIONS
from gainsay_training.text import Pieces
from gainsay_training.treebank import conllu, named

CONLLU = """# newdoc id = a
# newpar
1\tRain\train\tNOUN\tNN\t_\t2\tnsubj\t_\t_
2\tfell\tfall\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No
3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\t_
1\tDo\tdo\tAUX\tVB\t_\t3\taux\t_\t_
2\tn't\tnot\tPART\tRB\t_\t3\tadvmod\t_\t_
3\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\t_

# newdoc id = b
1\tAnn\tAnn\tPROPN\tNNP\t_\t2\tnsubj:odd\t_\t_
2\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\t_

"""

NAMES = """-DOCSTART- -X- -X- O

Ann NNP B-NP B-PER
Ray/Smith NNP I-NP I-PER
left VBD B-VP O

"""


def piece(word: str, space_before: bool, after: str) -> Pieces:
    """A piece whose shape says whether a space comes before."""
    return Pieces((1,), (int(space_before),))


def test_conllu(tmp_path: Path) -> None:
    path = tmp_path / "x.conllu"
    path.write_text(CONLLU)
    first, second = conllu(path, piece)
    assert first.words == ["Rain", "fell", ".", "Do", "n't", "go"]
    assert first.heads is not None and second.heads is not None and second.relations is not None
    assert first.heads.tolist() == [1, -1, 1, 5, 5, -1] and second.heads.tolist() == [1, -1]
    assert first.sentence.tolist() == [0, 0, 0, 1, 1, 1]
    assert [p.shapes[0] for p in first.pieces] == [1, 1, 0, 1, 0, 1]
    assert RELATIONS[second.relations[0]] == "nsubj"


def test_a_name_word_cut_in_parts_keeps_its_name(tmp_path: Path) -> None:
    path = tmp_path / "n.txt"
    path.write_text(NAMES)
    (doc,) = named(path, piece)
    assert doc.words == ["Ann", "Ray", "/", "Smith", "left"]
    assert doc.names is not None
    assert [NAME_TAGS[t] for t in np.array(doc.names)] == ["B-PER", "I-PER", "I-PER", "I-PER", "O"]
