#!/usr/bin/env python3
"""Open every export of the demo's ledger with the tool it is for.

Usage: check.py PROGRAM, in an environment with the packages of requirements.txt and, without its own, hermes 0.10.0, whose
copies of the vocabularies of schema.org and PROV the linked data is held to. Nothing is fetched.
"""

import json
import re
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import linked
import served

PROGRAM = str(Path(sys.argv[1]).resolve()) if len(sys.argv) > 1 else sys.exit(__doc__)


class Desk:
    """A folder with the demo's ledger, and the program run in it."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.files = 0
        self.run("demo", "--no-serve", "--ledger", "gainsay.db", ledger=False)
        claims = self.lines("claims")
        self.decide("reject", claims[0]["claim"])
        figure = next(row for row in claims if row["figure"] and row["claim"] != claims[0]["claim"])
        self.decide("correct", figure["claim"], "--figure", "77", "--of", figure["figure"])

    def run(self, *args: str, ledger: bool = True, code: int = 0) -> str:
        args = [*args, "--ledger", "gainsay.db"] if ledger else list(args)
        done = subprocess.run([PROGRAM, *args], cwd=self.folder, capture_output=True, text=True)
        assert done.returncode == code, f"{args}: {done.returncode}\n{done.stderr}"
        self.stderr = done.stderr
        return done.stdout

    def decide(self, *args: str) -> None:
        self.run("review", *args, "--by", "Ada Quill", "--reason", "a check of the exports")

    def lines(self, records: str) -> list[dict]:
        return [json.loads(line) for line in self.run("export", records).splitlines()]

    def file(self, records: str, kind: str, *more: str) -> Path:
        self.files += 1
        path = self.folder / f"{self.files}-{records}.{kind}"
        self.run("export", records, "--format", kind, *more, "--to", path.name)
        return path


def csv(desk: Desk) -> None:
    """pandas reads every CSV with the cells that JSON Lines has; the column sets have one row a matter."""
    import pandas

    for records in ["claims", "quantities", "places"]:
        table = pandas.read_csv(desk.file(records, "csv"), keep_default_na=False, dtype=str)
        lines = desk.lines(records)
        assert list(table.columns) == list(lines[0]) and len(table) == len(lines), records
        for column in ["document", "low", "words", "figure"]:
            if column in table:
                cells = ["" if line[column] is None else str(line[column]) for line in lines]
                assert [re.sub(r"^'(?=['=+\-@\t\r])", "", cell) for cell in table[column]] == cells, column
    matters = desk.lines("matters")
    for columns, key in [("airwars", "unique_reference_code"), ("ucdp-ged", "id")]:
        table = pandas.read_csv(desk.file("matters", "csv", "--columns", columns))
        assert list(table[key]) == [matter["matter"] for matter in matters], columns
        assert table.dropna(axis=1, how="all").shape[1] > 12, f"{columns}: nearly all is empty"
    assert table["best"].isna().all(), "a best figure without a policy"
    best = pandas.read_csv(desk.file("matters", "csv", "--columns", "ucdp-ged", "--policy", "majority"))
    assert best["best"].notna().any()


def geojson(desk: Desk) -> None:
    """geopandas (GDAL) reads every collection: points on earth, in longitude and latitude."""
    import geopandas

    for records in ["claims", "matters", "places"]:
        path = desk.file(records, "geojson")
        table = geopandas.read_file(path)
        left_out = int(re.search(r"(\d+) ha(s|ve) no position", desk.stderr)[1]) if "position" in desk.stderr else 0
        assert len(table) + left_out == len(desk.lines(records)), records
        assert table.crs.to_epsg() == 4326 and table.geometry.is_valid.all() and (table.geom_type == "Point").all()
        if records == "places":
            known = [line for line in desk.lines(records) if line["lat"] is not None]
            assert [round(point.y, 9) for point in table.geometry] == [round(line["lat"], 9) for line in known]


def parquet(desk: Desk) -> None:
    """pyarrow, pandas, polars and DuckDB read every table with the values that JSON Lines has."""
    import duckdb
    import pandas
    import polars
    import pyarrow.parquet

    for records in ["claims", "matters", "quantities", "places", "readings"]:
        path = desk.file(records, "parquet")
        lines = desk.lines(records)
        table = pyarrow.parquet.read_table(path)
        assert table.schema.metadata[b"gainsay.table"] == records.encode()
        assert table.schema.metadata[b"gainsay.schema"] == b"1"
        assert len(table) == len(lines) == len(pandas.read_parquet(path)) == len(polars.read_parquet(path))
        assert duckdb.sql(f"SELECT count(*) FROM '{path}'").fetchall() == [(len(lines),)]
        for row, line in zip(table.to_pylist(), lines):
            if records == "readings":
                assert json.loads(row["reading"]) == line and row["text"] == line["text"]
                continue
            for key in row:
                if key in line:
                    assert same(row[key], line[key]), f"{records}.{key}: {row[key]!r} is not {line[key]!r}"
    path = desk.file("claims", "parquet", "--as-of", "2024-02-14")
    assert duckdb.sql(f"SELECT max(published) <= DATE '2024-02-14' FROM '{path}'").fetchall() == [(True,)]


def same(cell, value) -> bool:
    if isinstance(cell, dict):
        return value is not None and all(same(cell[key], value.get(key)) for key in cell)
    if isinstance(cell, list):
        return len(cell) == len(value) and all(map(same, cell, value))
    return (str(cell) if hasattr(cell, "isoformat") else cell) == value


def jsonld(desk: Desk) -> None:
    """PyLD expands the graph, rdflib takes it in; terms, domains and ranges are those of the vocabularies."""
    linked.check(json.loads(desk.file("claims", "jsonld").read_text()), desk.lines("claims"))


def brat(desk: Desk) -> None:
    """bioc reads every .ann file; every offset leads to its words; what is changed there becomes decisions."""
    from bioc import brat as reader

    folder = desk.file("annotations", "brat")
    anns = sorted(folder.glob("*.ann"))
    assert len(anns) == len(desk.lines("readings"))
    for ann in anns:
        text = ann.with_suffix(".txt").read_text()
        with ann.open() as lines:
            document = reader.load_ann(lines)
        assert document.entities and document.relations
        for entity in document.entities:
            pieces = [text[place.begin : place.end] for place in sorted(entity.locations)]
            assert " ".join(pieces) == entity.text, entity
    conf = (folder / "annotation.conf").read_text()
    assert [line for line in conf.splitlines() if line.startswith("[")] == ["[entities]", "[relations]", "[events]", "[attributes]"]
    ann, figure = next((ann, note) for ann in anns if (note := counted(ann.read_text())))
    changed = ann.read_text().replace(figure, figure.rsplit("\t", 1)[0] + "\t4321\n")
    ann.write_text(changed + "A1\tDecision T1 Accept\nT9999\tCue 0 1\tx\n")
    came_back(desk, "brat", folder.name)


def counted(ann: str) -> str | None:
    """The note on a quantity that is a claim's, where one is an exact number."""
    for relation in re.finditer(r"Counts Arg1:T\d+ Arg2:(T\d+)", ann):
        if note := re.search(rf"^#\d+\tAnnotatorNotes {relation[1]}\t\d+\n", ann, re.MULTILINE):
            return note[0]
    return None


def came_back(desk: Desk, kind: str, path: str) -> None:
    """Decisions come back in, what cannot be kept is named, and a second time nothing is decided twice."""
    take = ["review", "import", path, "--format", kind, "--by", f"Bo {kind}", "--reason", "as annotated", "--json"]
    rows = [json.loads(line) for line in desk.run(*take, code=1).splitlines()]
    decided = [row["decision"] for row in rows if row["entry"]]
    assert "accept" in decided and "correct figure to 4321" in decided, rows
    assert sum(row["skipped"] is not None for row in rows) == 1, rows
    again = [json.loads(line) for line in desk.run(*take, code=1).splitlines()]
    assert [row["entry"] for row in again] == [row["entry"] for row in rows]
    desk.run("verify")


def label_studio(desk: Desk) -> None:
    """Label Studio's SDK takes the interface and every prediction; a submitted annotation becomes decisions."""
    from label_studio_sdk.label_interface import LabelInterface

    folder = desk.file("annotations", "label-studio")
    interface = LabelInterface((folder / "config.xml").read_text())
    interface.validate()
    tasks = json.loads((folder / "tasks.json").read_text())
    assert len(tasks) == len(desk.lines("readings"))
    for task in tasks:
        for prediction in task["predictions"]:
            wrong = interface.validate_prediction(prediction, return_errors=True)
            assert not wrong, wrong[:3]
            for result in prediction["result"]:
                if result["type"] == "labels":
                    value = result["value"]
                    assert task["data"]["text"][value["start"] : value["end"]] == value["text"]
    for task in tasks:
        results = task["predictions"][0]["result"]
        counts = {one["to_id"] for one in results if one.get("labels") == ["Counts"]}
        figures = [one for one in results if one["type"] == "textarea" and one["id"] in counts]
        if figures := [one for one in figures if one["value"]["text"][0].isdigit()]:
            break
    figures[0]["value"]["text"] = ["4321"]
    accept = {"id": "c1", "from_name": "decision", "to_name": "text", "type": "choices", "value": {"choices": ["Accept"]}}
    new = {"id": "n", "from_name": "label", "to_name": "text", "type": "labels", "value": {"start": 0, "end": 1, "labels": ["Cue"]}}
    task["annotations"] = [{"completed_by": 3, "updated_at": "2024-02-14T09:00:00Z", "result": [*results, accept, new]}]
    (desk.folder / "submitted.json").write_text(json.dumps([task]))
    came_back(desk, "label-studio", "submitted.json")


def spacy(desk: Desk) -> None:
    """spaCy reads every document, keeps it in a DocBin and gives the same words back."""
    import spacy
    from spacy.tokens import Doc, DocBin

    nlp = spacy.blank("en")
    Doc.set_extension("gainsay", default=None)
    lines = desk.file("annotations", "spacy").read_text().splitlines()
    docs = DocBin(store_user_data=True)
    for line in lines:
        docs.add(Doc(nlp.vocab).from_json(json.loads(line), validate=True))
    path = desk.folder / "annotations.spacy"
    docs.to_disk(path)
    back = list(DocBin().from_disk(path).get_docs(nlp.vocab))
    assert len(back) == len(desk.lines("readings"))
    for doc, line in zip(back, map(json.loads, lines)):
        assert doc.text == line["text"]
        assert [(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents] == [
            (ent["start"], ent["end"], ent["label"]) for ent in line["ents"]
        ]
        for name, spans in line["spans"].items():
            found = sorted((span.start_char, span.end_char, span.kb_id_) for span in doc.spans[name])
            assert found == sorted((span["start"], span["end"], span["kb_id"]) for span in spans), name
        # A DocBin gives lists back as tuples.
        assert json.loads(json.dumps(doc._.gainsay)) == line["_"]["gainsay"]


def follow_the_money(desk: Desk) -> None:
    """Every entity is one of the model: known properties, clean values, references that are met."""
    from followthemoney import model

    lines = desk.file("entities", "ftm").read_text().splitlines()
    entities = [model.get_proxy(json.loads(line), cleaned=False) for line in lines]
    ids = {entity.id for entity in entities}
    assert len(ids) == len(entities)
    for entity, line in zip(entities, map(json.loads, lines)):
        entity.schema.validate(entity.to_dict())
        given = {name: sorted(values) for name, values in line["properties"].items()}
        kept = {name: sorted(values) for name, values in entity.to_dict()["properties"].items()}
        assert given == kept, f"{entity.schema.name}: {set(given) ^ set(kept)}"
        for prop, value in entity.itervalues():
            assert prop.type.name != "entity" or value in ids, value
    kinds = {entity.schema.name for entity in entities}
    assert {"Article", "Event", "Mention", "Organization", "Person", "UnknownLink"} <= kinds, kinds


def datasette(desk: Desk) -> None:
    """Datasette shows a view, a facet and a search, with the metadata and without."""
    (desk.folder / "metadata.json").write_text(desk.run("export", "datasette-metadata"))
    served.check(desk.folder / "gainsay.db", desk.folder / "metadata.json")


CHECKS = {
    csv: ["pandas"],
    geojson: ["geopandas", "shapely", "pyogrio"],
    parquet: ["pyarrow", "pandas", "polars", "duckdb"],
    jsonld: ["PyLD", "rdflib"],
    brat: ["bioc"],
    label_studio: ["label-studio-sdk"],
    spacy: ["spacy"],
    follow_the_money: ["followthemoney"],
    datasette: ["datasette"],
}


def main() -> None:
    wanted = sys.argv[2:]
    failed = []
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        for check, packages in CHECKS.items():
            if wanted and check.__name__ not in wanted:
                continue
            tools = ", ".join(f"{package} {version(package)}" for package in packages)
            try:
                check(desk)
                print(f"{check.__name__}: good ({tools})", flush=True)
            except Exception as error:
                failed.append(check.__name__)
                print(f"{check.__name__}: BAD ({tools}): {type(error).__name__}: {str(error)[:2000]}", flush=True)
    sys.exit(f"failed: {', '.join(failed)}" if failed else 0)


if __name__ == "__main__":
    main()
