"""Run a reader over documents and put the windows' outputs together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import numpy as np
import torch

from .decode import Attribution, Linking, attributions
from .documents import Document
from .model import Reader
from .train import half_precision, tensors
from .windows import Batch, Window, batches, windows

Outputs = dict[str, np.ndarray]
Run = Callable[[Batch], Outputs]
# A window and the outputs of its words.
Predicted = tuple[Window, Outputs]


def torch_run(reader: Reader, half: bool | None = None) -> Run:
    """Outputs of a batch by name, from PyTorch; `half` uses bfloat16 products, by default where they are fast."""
    half = half_precision() if half is None else half

    def run(b: Batch) -> Outputs:
        i, _ = tensors(b)
        reader.eval()
        with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=half):
            out = reader(i["ids"], i["shapes"], i["mask"], i["index"], i["words"], i["sentences"])
        return {k: v.float().numpy() for k, v in zip(Reader.outputs, out)}

    return run


def predictions(run: Run, docs: list[Document], pieces: int = 4096) -> Iterator[Predicted]:
    """Outputs of every window of the documents; windows of like length are run together."""
    items = [w for d in docs for w in windows(d)]
    for b in batches(items, pieces, None):
        out = run(b)
        for row, w in enumerate(b.windows):
            n = w.end - w.first
            own = {}
            for name, values in out.items():
                values = values[row, 1 : 1 + n]
                own[name] = values[:, : 1 + n] if name in ("cue_pointer", "source_pointer", "arcs") else values
            yield w, own


def attributions_of(
    predicted: Iterable[Predicted], docs: list[Document], linking: Linking, paths: list[np.ndarray] | None = None
) -> dict[str, list[tuple[int, Attribution]]]:
    """(first word of the window, attribution within the window) of every document, in the order of the text.

    `paths` are the role paths of the windows, if they are known already. Of an overlapping window those attributions
    are kept whose content starts in the kept part.
    """
    out: dict[str, list[tuple[int, Attribution]]] = {d.id: [] for d in docs}
    for i, (w, o) in enumerate(predicted):
        path = paths[i] if paths is not None else None
        for a in attributions(o["roles"], o["cue_pointer"], o["source_pointer"], linking, path):
            if w.keep <= w.first + a.content[0][0] < w.until:
                out[w.doc.id].append((w.first, a))
    return {k: sorted(v, key=lambda x: x[0] + x[1].content[0][0]) for k, v in out.items()}


def record(doc: Document, found: list[tuple[int, Attribution]]) -> dict:
    """The scorer's line of a document: character spans."""

    def place(first: int, part: tuple[tuple[int, int], ...]) -> list[list[int]]:
        return [[doc.offsets[first + a][0], doc.offsets[first + b - 1][1]] for a, b in part]

    return {
        "id": doc.id,
        "attributions": [
            {
                "source": place(f, a.source),
                "cue": place(f, a.cue),
                "content": place(f, a.content),
                "features": [round(x, 5) for x in a.features],
            }
            for f, a in found
        ],
    }

