"""ONNX files of a trained reader, and the description that goes with them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from .calibrate import FLOOR
from .decode import FEATURES, Linking
from .labels import NAME_TAGS, RELATIONS, ROLE_TAGS, UPOS
from .lexicon import PARTICLE, PIECES
from .model import Reader
from .predict import Outputs, Run
from .text import SHAPES, WordPiece
from .windows import LONGEST, OVERLAP, Batch

INPUTS = ("ids", "shapes", "mask", "index", "words", "sentences")
SQUARE = ("cue_pointer", "source_pointer", "arcs")  # outputs of words pointing at words
OPSET = 17


class RowTable(nn.Module):
    """An embedding kept as 8-bit integers with one scale a row."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("scale", scale)
        self.register_buffer("table", (weight / scale).round().to(torch.int8))

    def forward(self, ids: Tensor) -> Tensor:
        return self.table[ids].float() * self.scale[ids]


def onnx_file(reader: Reader, path: Path) -> None:
    """Write the single-precision graph (word embeddings already in 8 bits); windows, pieces and words are dynamic."""
    reader.eval()
    table, reader.encoder.words = reader.encoder.words, RowTable(reader.encoder.words.weight.data)
    b, t, w = 2, 12, 7
    index = torch.arange(w)[None].repeat(b, 1)
    ones = torch.ones(b, t, dtype=torch.int64)
    example = (ones, ones, ones, index, torch.ones_like(index), torch.ones_like(index))
    axes = {n: {0: "windows", 1: "pieces" if n in INPUTS[:3] else "words"} for n in INPUTS}
    axes |= {n: {0: "windows", 1: "words"} | ({2: "words"} if n in SQUARE else {}) for n in Reader.outputs}
    try:
        torch.onnx.export(
            reader, example, str(path), input_names=list(INPUTS), output_names=list(Reader.outputs), dynamic_axes=axes,
            opset_version=OPSET, dynamo=False,
        )  # fmt: skip
    finally:
        reader.encoder.words = table
    onnx.checker.check_model(str(path))


def int8_file(single: Path, path: Path, reduce_range: bool = False) -> None:
    """Weights of all matrix products as signed 8-bit integers with one scale an output channel."""
    quantize_dynamic(
        single, path, op_types_to_quantize=["MatMul"], per_channel=True, reduce_range=reduce_range,
        weight_type=QuantType.QInt8, extra_options={"MatMulConstBOnly": True},
    )  # fmt: skip


def onnx_run(path: Path, threads: int = 2) -> Run:
    """Outputs of a batch by name, from ONNX Runtime, every window alone as in the program.

    8-bit graphs scale the numbers of a batch together, so that a window's answers would depend on its company.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def run(b: Batch) -> Outputs:
        whole: Outputs = {}
        rows, words = b.word_mask.shape
        for row in range(rows):
            p, w = int(b.attention_mask[row].sum()), int(b.word_mask[row].sum())
            arrays = [a[row : row + 1, :p] for a in (b.input_ids, b.shape_ids, b.attention_mask)]
            arrays += [a[row : row + 1, :w] for a in (b.word_index, b.word_mask, b.sentence_ids)]
            for name, own in zip(Reader.outputs, session.run(list(Reader.outputs), dict(zip(INPUTS, arrays)))):
                width = words if name in SQUARE else own.shape[-1]
                all_rows = whole.setdefault(name, np.zeros((rows, words, width), own.dtype))
                all_rows[row, :w, : own.shape[-1]] = own[0]
        return whole

    return run


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def description(
    graph: Path, lexicon: Path, word_piece: WordPiece, linking: Linking, confidence: np.ndarray | None
) -> dict:
    """What a program needs beside the graph, the word pieces and the lexicon."""
    return {
        "sha256": digest(graph),
        "lexicon": {"sha256": digest(lexicon), "pieces": PIECES | {"particle": word_piece.ids(PARTICLE)[0]}},
        "window": {"pieces": LONGEST, "overlap_words": OVERLAP, "longest_word_pieces": WordPiece.longest},
        "special": {"pad": WordPiece.pad, "unknown": WordPiece.unknown, "cls": WordPiece.cls, "sep": WordPiece.sep},
        "shapes": list(SHAPES),
        "role_tags": list(ROLE_TAGS),
        "name_tags": list(NAME_TAGS),
        "upos": list(UPOS),
        "relations": list(RELATIONS),
        "linking": linking.as_dict(),
        "confidence": {
            "features": list(FEATURES),
            "floor": FLOOR,
            "weights": None if confidence is None else [round(float(w), 6) for w in confidence],
        },
        "inputs": list(INPUTS),
        "outputs": list(Reader.outputs),
    }


def write_description(path: Path, described: dict) -> None:
    """Write a description as JSON."""
    path.write_text(json.dumps(described, indent=1) + "\n")
