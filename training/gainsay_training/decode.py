"""From the reader's log-probabilities to attributions, names and trees."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np

from .labels import ROLE_TAGS, spans, viterbi


@dataclass(frozen=True)
class Linking:
    """Constants of the linking, tuned on the development articles."""

    floor: float = 0.02  # added to pointer probabilities before the logarithm
    distance: float = 0.06  # taken off per word between a span and what it may point at, natural log units
    content_weight: float = 1.0  # weight of a content's own vote on the source against the cue's
    outside: float = 0.0  # added to the log-probability of the tag O
    give: float = 0.5  # a cue without content takes another's segment if that costs at most this much
    threshold: float = 0.0  # attributions of a smaller confidence are dropped

    def as_dict(self) -> dict[str, float]:
        return asdict(self)


@dataclass(frozen=True)
class Attribution:
    """Word spans (first, end) of one attribution, and what its confidence is computed from (see FEATURES)."""

    source: tuple[tuple[int, int], ...]
    cue: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]
    features: tuple[float, ...]


# Log-probabilities of: the chosen source against the others; the weakest content-to-cue link; the weakest first tag of a
# content segment; the weakest tag after one; the content's tags on average; the cue's tags, the source's tags on
# average (0 where there is none). Then 1 where there is no cue; 1 where there is no source; the number of segments; the
# logarithms of 1 + words of content, and of 1 + words between the cue and the nearest segment. Then by how much the chosen
# source, and the weakest segment's cue, lead the next best; the first tags of cue and source; the logarithms of 1 + words
# of the source, and of 1 + words between it and the cue (or the first segment).
FEATURES = (
    "source_choice", "cue_link", "content_start", "content_stop", "content_tags", "cue_tags", "source_tags", "no_cue",
    "no_source", "segments", "content_words", "cue_gap", "source_lead", "cue_lead", "cue_start", "source_start",
    "source_words", "source_gap",
)  # fmt: skip


Span = tuple[int, int]
LEAD_LIMIT = 5.0


def gap(one: Span, other: Span) -> int:
    """Words between two spans, 0 where they touch."""
    return max(other[0] - one[1], one[0] - other[1], 0)


def lead(scores: np.ndarray) -> float:
    """By how much the best score leads the next; LEAD_LIMIT at most, and where there is no other."""
    if len(scores) < 2:
        return LEAD_LIMIT
    second, best = np.sort(scores)[-2:]
    return min(float(best - second), LEAD_LIMIT)


def votes(pointer: np.ndarray, span: Span, targets: list[Span], linking: Linking) -> np.ndarray:
    """Log-scores of a span pointing at none (first entry, column 0) or at each target.

    `pointer` holds log-probabilities over columns 0 = none and 1 + word. The probabilities of a target's words are
    added up and averaged over the span's words.
    """
    p = np.exp(pointer[span[0] : span[1]]).mean(0)
    mass = [p[0], *(p[1 + a : 1 + b].sum() for a, b in targets)]
    gaps = [0, *(gap(span, t) for t in targets)]
    return np.log(np.array(mass) + linking.floor) - linking.distance * np.array(gaps)


def role_path(roles: np.ndarray, linking: Linking) -> np.ndarray:
    """Best role tags of the words, from log-probabilities."""
    shifted = roles.copy()
    shifted[:, 0] += linking.outside
    return viterbi(shifted, ROLE_TAGS)


def attributions(
    roles: np.ndarray,
    cue_pointer: np.ndarray,
    source_pointer: np.ndarray,
    linking: Linking,
    path: np.ndarray | None = None,
) -> list[Attribution]:
    """Attributions among words, from log-probabilities: words × tags, and two of words × (1 + words).

    1. Role spans are the runs of the best tag sequence (`path`, if it is known already).
    2. Every content segment goes to the cue it points at most, or to none.
    3. A cue left without content takes the segment that loses least by it, if that is at most `give`, from a cue that
       has several or from none.
    4. The segments of one cue are one content. A segment of no cue is a content of its own.
    5. Cue and segments vote on the source, or on there being none. Sources nobody votes for are dropped.
    """
    path = role_path(roles, linking) if path is None else path
    found = spans(path, ROLE_TAGS)
    chosen = np.take_along_axis(roles, path[:, None], 1)[:, 0]
    sources, cues, contents = ([(a, b) for r, a, b in found if r == role] for role in ("source", "cue", "content"))
    link = [votes(cue_pointer, c, cues, linking) for c in contents]
    owner = [int(v.argmax()) - 1 for v in link]
    for k in range(len(cues)):
        if k in owner:
            continue
        offers = [
            (link[i][1 + k] - link[i][1 + owner[i]], i)
            for i in range(len(contents))
            if owner[i] < 0 or owner.count(owner[i]) > 1
        ]
        if offers and max(offers)[0] >= -linking.give:
            owner[max(offers)[1]] = k
    groups: list[tuple[int, list[int]]] = [(k, [i for i, o in enumerate(owner) if o == k]) for k in range(len(cues))]
    groups += [(-1, [i]) for i, o in enumerate(owner) if o < 0]
    out = []
    for k, segments in groups:
        if not segments:
            continue
        vote = np.zeros(1 + len(sources))
        if k >= 0:
            vote += votes(source_pointer, cues[k], sources, linking)
        weight = linking.content_weight if k >= 0 else 1.0
        vote += weight * np.mean([votes(source_pointer, contents[i], sources, linking) for i in segments], axis=0)
        best = int(vote.argmax()) - 1
        normal = vote - np.logaddexp.reduce(vote)
        own = [contents[i] for i in segments]
        stops = [chosen[b] for _, b in own if b < len(chosen)] or [0.0]
        features = (
            normal.max(),
            min(link[i].max() for i in segments),
            min(chosen[a] for a, _ in own),
            min(stops),
            np.concatenate([chosen[a:b] for a, b in own]).mean(),
            chosen[slice(*cues[k])].mean() if k >= 0 else 0.0,
            chosen[slice(*sources[best])].mean() if best >= 0 else 0.0,
            float(k < 0),
            float(best < 0),
            float(len(own)),
            np.log1p(sum(b - a for a, b in own)),
            np.log1p(min(gap(cues[k], s) for s in own)) if k >= 0 else 0.0,
            lead(vote),
            min(lead(link[i]) for i in segments),
            chosen[cues[k][0]] if k >= 0 else 0.0,
            chosen[sources[best][0]] if best >= 0 else 0.0,
            np.log1p(sources[best][1] - sources[best][0]) if best >= 0 else 0.0,
            np.log1p(gap(sources[best], cues[k] if k >= 0 else own[0])) if best >= 0 else 0.0,
        )
        out.append(
            Attribution(
                (sources[best],) if best >= 0 else (),
                (cues[k],) if k >= 0 else (),
                tuple(own),
                tuple(float(f) for f in features),
            )
        )
    return sorted(out, key=lambda a: (a.content[0], a.cue))
