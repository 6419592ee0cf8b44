"""Makes tiny.onnx, tiny.int8.onnx and tiny.json: the reader's graph with few random weights, and what it answers.

Run from the repository root with the training environment: python crates/gainsay-encode/tests/data/make.py
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import onnxruntime
import torch

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[3] / "training"))

from gainsay_training.documents import Document  # noqa: E402
from gainsay_training.export import INPUTS, int8_file, onnx_file  # noqa: E402
from gainsay_training.model import Reader  # noqa: E402
from gainsay_training.text import SHAPE_IDS, Pieces  # noqa: E402
from gainsay_training.windows import batch, windows  # noqa: E402

TINY = {
    "hidden_size": 16, "intermediate_size": 32, "num_attention_heads": 2, "num_hidden_layers": 1, "vocab_size": 120,
    "max_position_embeddings": 64,
}  # fmt: skip


def document(words: int, rng: np.random.Generator) -> Document:
    """Random words of one to three pieces in sentences of five and paragraphs of ten."""
    pieces = []
    for _ in range(words):
        n = int(rng.integers(1, 4))
        pieces.append(
            Pieces(tuple(int(x) for x in rng.integers(1, 100, n)), tuple(int(x) for x in rng.integers(1, SHAPE_IDS, n)))
        )
    place = np.arange(words)
    return Document("d", "attribution", ["w"] * words, pieces, place // 10, place // 5)


def main() -> None:
    torch.manual_seed(7)
    reader = Reader(TINY, pointer=8, relation=4)
    # Fresh heads answer nearly the same everywhere; wider weights make the answers differ.
    with torch.no_grad():
        for p in reader.parameters():
            if p.dim() > 1:
                p.mul_(3)
    # [CLS] and [SEP] have ids beyond a tiny vocabulary.
    from gainsay_training.text import WordPiece

    WordPiece.cls, WordPiece.sep = 101, 102
    onnx_file(reader, HERE / "tiny.onnx")
    int8_file(HERE / "tiny.onnx", HERE / "tiny.int8.onnx")
    session = onnxruntime.InferenceSession(str(HERE / "tiny.onnx"), providers=["CPUExecutionProvider"])
    rng = np.random.default_rng(3)
    cases = []
    for words in (1, 8, 27):
        (window,) = windows(document(words, rng), longest=64)
        b = batch([window])
        arrays = (b.input_ids, b.shape_ids, b.attention_mask, b.word_index, b.word_mask, b.sentence_ids)
        out = session.run(list(Reader.outputs), dict(zip(INPUTS, arrays)))
        doc = window.doc
        cases.append({
            "ids": [list(p.ids) for p in doc.pieces],
            "shapes": [list(p.shapes) for p in doc.pieces],
            "paragraphs": doc.paragraph.tolist(),
            "sentences": doc.sentence.tolist(),
            # The last label of every word is enough to tell two answers apart.
            "outputs": {n: [[round(float(x), 4) for x in row[-3:]] for row in o[0]] for n, o in zip(Reader.outputs, out)},
        })  # fmt: skip
    (HERE / "tiny.json").write_text(json.dumps(cases, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
