"""Reading of standoff annotations, on a constructed article."""

import json
from pathlib import Path

from gainsay_training.prepare import convert

TEXT = "Rain, Ann said, stopped."
STANDOFF = """T1\tSource 6 9\tAnn
T2\tCue 10 14\tsaid
T3\tContent 0 4;4 5\tRain ,
T4\tContent 16 23\tstopped
E1\tAttribution:T2 Cue:T2 Source:T1 Content:T3 Content2:T4
#1\tNote E1\tignored
"""


def test_parts_of_one_content_are_joined(tmp_path: Path) -> None:
    for name in ("text", "attributions"):
        (tmp_path / name).mkdir()
    (tmp_path / "text/a_b.txt").write_text(TEXT)
    (tmp_path / "attributions/a_b_00ff.ann").write_text(STANDOFF)
    (tmp_path / "attributions/a_b_10aa.ann").write_text("")
    assert convert(tmp_path, tmp_path / "out.jsonl") == 1
    line = json.loads((tmp_path / "out.jsonl").read_text())
    assert (line["id"], line["text"], line["annotator"]) == ("a_b", TEXT, "00ff")
    assert line["attributions"] == [{"source": [[6, 9]], "cue": [[10, 14]], "content": [[0, 4], [4, 5], [16, 23]]}]
    assert line["other_annotators"] == {"10aa": []}
