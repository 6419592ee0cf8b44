"""The exported graph gives what the model gives, alone or in a padded batch."""

from pathlib import Path

import numpy as np
import pytest
import torch

from gainsay_training.documents import Document
from gainsay_training.export import int8_file, onnx_file, onnx_run
from gainsay_training.model import Reader
from gainsay_training.predict import predictions, torch_run
from gainsay_training.text import Pieces

TINY = {
    "hidden_size": 32, "intermediate_size": 64, "num_attention_heads": 4, "num_hidden_layers": 2, "vocab_size": 500,
    "max_position_embeddings": 256,
}  # fmt: skip


def document(id: str, n: int, seed: int) -> Document:
    """n random words in sentences of five, paragraphs of ten."""
    rng = np.random.default_rng(seed)
    pieces = [Pieces(tuple(rng.integers(200, 500, 1 + i % 2)), (1,) * (1 + i % 2)) for i in range(n)]
    return Document(id, "attribution", ["w"] * n, pieces, np.arange(n) // 10, np.arange(n) // 5)


@pytest.fixture(scope="module")
def reader() -> Reader:
    torch.manual_seed(0)
    return Reader(TINY, pointer=16, relation=8)


def test_onnx_agrees_with_torch(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "r.onnx"
    onnx_file(reader, path)
    docs = [document("a", 23, 1), document("b", 60, 2)]
    for t, o in zip(predictions(torch_run(reader, half=False), docs), predictions(onnx_run(path), docs)):
        for name, values in t[1].items():
            # Word embeddings are rounded to 8 bits in the graph.
            assert np.abs(np.exp(values) - np.exp(o[1][name])).max() < 0.05, name


def test_outputs_do_not_depend_on_the_batch(reader: Reader) -> None:
    a, b = document("a", 23, 1), document("b", 60, 2)
    run = torch_run(reader, half=False)
    alone = {d[0].doc.id: d[1] for doc in (a, b) for d in predictions(run, [doc])}
    together = {d[0].doc.id: d[1] for d in predictions(run, [a, b])}
    for id, out in alone.items():
        for name, values in out.items():
            assert np.allclose(values, together[id][name], atol=1e-4), name


def test_int8_graph_is_smaller_and_runs(reader: Reader, tmp_path: Path) -> None:
    single, small = tmp_path / "r.onnx", tmp_path / "r.int8.onnx"
    onnx_file(reader, single)
    int8_file(single, small)
    (out,) = predictions(onnx_run(small), [document("a", 23, 1)])
    assert np.isfinite(out[1]["roles"]).all() and small.stat().st_size < single.stat().st_size
