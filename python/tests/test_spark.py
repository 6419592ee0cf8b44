"""Spark comes to what one machine comes to, whatever happens to its workers."""

import gzip
import json
import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

pyspark = pytest.importorskip("pyspark", minversion="4.0")
pa = pytest.importorskip("pyarrow")

from pyspark.sql import SparkSession  # noqa: E402
from pyspark.sql import functions as F  # noqa: E402

import gainsay  # noqa: E402
from gainsay import _gainsay  # noqa: E402
from gainsay import _spark_main as main  # noqa: E402
from gainsay import spark as gs  # noqa: E402

from reports import demo, generated  # noqa: E402

COLUMNS = ["id", "text", "title", "outlet", "published"]


def table(rows):
    columns = {name: pa.array([row.get(name) for row in rows], pa.string()) for name in COLUMNS}
    return pa.table(columns)


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    """Two worker processes of one core and 1 GiB each."""
    os.environ["SPARK_HOME"] = str(Path(pyspark.__file__).parent)
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    here = str(Path(__file__).parent)
    builder = SparkSession.builder.master("local-cluster[2,1,1024]").appName("gainsay tests")
    settings = gs.SETTINGS | {
        "spark.sql.shuffle.partitions": "3",
        "spark.ui.enabled": "false",
        "spark.executorEnv.PYTHONPATH": os.pathsep.join([here, *filter(None, sys.path)]),
        "spark.sql.warehouse.dir": str(tmp_path_factory.mktemp("warehouse")),
        "spark.executor.memory": "900m",
        # The workers live shortly: what starts soon serves them better than what runs fast.
        "spark.sql.adaptive.enabled": "false",
        "spark.sql.codegen.wholeStage": "false",
        "spark.sql.codegen.factoryMode": "NO_CODEGEN",
        "spark.executor.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    }
    for key, value in settings.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def read_here(rows):
    return gainsay.read_arrow(table(rows), reader="rules")


def lines_of(rows):
    reader = gainsay.Reader("rules")
    return [reader._inner.read_line(**row) for row in rows]


def at_once(lines):
    return json.loads(_gainsay.staged_at_once(lines))


def frame(session, lines, parts=3):
    return session.createDataFrame(pa.table({"reading": pa.array(lines, pa.string())})).repartition(parts)


@pytest.fixture(scope="module")
def readings():
    return lines_of(demo() + generated(100))


def test_spark_reads_as_one_machine_does(session):
    rows = demo() + generated(40)
    found = gs.read(session.createDataFrame(table(rows)).repartition(3), reader="rules").orderBy("id").toArrow()
    here = read_here(rows).sort_by("id")
    assert found.column("reading").to_pylist() == here.column("reading").to_pylist()
    assert found.column("document").to_pylist() == here.column("document").to_pylist()


def test_spark_comes_to_identical_matters(session, readings, tmp_path):
    expected = at_once(readings)
    assert len(expected["matters"]) > 20 and expected["relations"], "there is something to compare"
    assert max(len(matter["documents"]) for matter in expected["matters"]) > 3
    found = gs.compare(frame(session, readings), work=str(tmp_path / "work"))
    assert json.dumps(gs.collect(found)) == json.dumps(expected)
    ordered = [row.matter for row in found.select("matter").collect()]
    assert ordered == [matter["id"] for matter in expected["matters"]]
    # Cut otherwise, and kept on the workers: the same.
    again = gs.compare(frame(session, readings, 7), partitions=2)
    assert json.dumps(gs.collect(again)) == json.dumps(expected)


def test_the_latest_reading_of_a_document_counts_and_rows_without_one_are_passed_over(session, readings):
    lines = readings[:40]
    expected = at_once(lines)
    older = []
    for line in lines[:5]:
        old = json.loads(line)
        old["reader"], old["claims"] = "a reader before", []
        older.append(json.dumps(old))
    broken = [None, "no line", '{"id":"x"}']
    found = gs.compare(frame(session, older + lines + broken))
    assert json.dumps(gs.collect(found)) == json.dumps(expected)


def test_nothing_comes_to_nothing(session):
    assert gs.collect(gs.compare(frame(session, [None]))) == {"matters": [], "relations": [], "origins": []}


def executors():
    """The worker processes of this test's Spark."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                command = (folder / "cmdline").read_bytes().decode(errors="replace").split("\0")
                parents = ancestors(int(folder.name))
            except OSError:
                continue
            if "org.apache.spark.executor.CoarseGrainedExecutorBackend" in command and os.getpid() in parents:
                found.append(int(folder.name))
    return found


def ancestors(pid):
    found = set()
    while pid > 1:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        pid = int(fields[1])
        found.add(pid)
    return found


def test_a_worker_killed_in_the_middle_changes_nothing(session, readings):
    expected = at_once(readings)
    before = set(executors())
    assert len(before) == 2
    found = {}

    def work():
        try:
            found["matters"] = gs.collect(gs.compare(frame(session, readings, 8), partitions=6))
        except Exception as error:  # noqa: BLE001
            found["error"] = error

    thread = threading.Thread(target=work)
    tracker = session.sparkContext.statusTracker()
    thread.start()
    # Kill one while tasks of it run, after some stages have left their results with it.
    while thread.is_alive() and not (
        len(tracker.getActiveStageIds()) and session.sparkContext._jsc.sc().dagScheduler().nextStageId() > 20
    ):
        time.sleep(0.05)
    assert thread.is_alive(), "the job was over before a worker could be killed"
    os.kill(before.pop(), signal.SIGKILL)
    thread.join(timeout=600)
    assert not thread.is_alive() and "error" not in found, found.get("error")
    assert json.dumps(found["matters"]) == json.dumps(expected)
    assert not before >= set(executors()), "another worker took its place"


def command(session, capsys, *words, code=0):
    """What the command line prints in this session: to standard output, or to standard error where it fails."""
    assert main.run(session, main.parsed(list(map(str, words)))) == code
    printed = capsys.readouterr()
    return printed.out + printed.err if code == 0 else printed.err


def test_the_command_line_tells_a_folder_s_format_by_its_files(session, capsys, tmp_path):
    rows = demo() + generated(20)
    reports = tmp_path / "reports"
    (reports / "more").mkdir(parents=True)
    lines = [json.dumps(row) + "\n" for row in rows]
    (reports / "some.jsonl").write_text("".join(lines[:9]) + "no report\n", encoding="utf-8")
    with gzip.open(reports / "more" / "others.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(lines[9:])
    (reports / "_SUCCESS").touch()
    printed = command(session, capsys, "read", reports, tmp_path / "readings", "--reader", "rules")
    assert printed.startswith(f"{len(rows)} reports read, 1 not (column `error`)")

    printed = command(session, capsys, "compare", tmp_path / "readings", tmp_path / "matters", "--partitions", 2)
    readings = session.read.parquet(str(tmp_path / "readings")).where("reading is not null")
    expected = at_once([row.reading for row in readings.select("reading").collect()])
    assert len(expected["matters"]) > 5
    assert f"{len(expected['matters'])} matters" in printed and "1 passed over: no reading" in printed
    assert json.dumps(gs.collect(session.read.parquet(str(tmp_path / "matters")))) == json.dumps(expected)
    assert not (tmp_path / "matters.work").exists(), "what the stages kept is gone"


def test_the_command_line_says_what_it_cannot_take(session, capsys, tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    fails = lambda *words: command(session, capsys, *words, code=1)  # noqa: E731
    assert "there are no files" in fails("read", folder, tmp_path / "out")
    assert "there are no files" in fails("read", tmp_path / "nowhere", tmp_path / "out")
    (folder / "a.csv").write_text("text\n", encoding="utf-8")
    assert "a.csv ends neither in .parquet nor in .jsonl; say what it is" in fails("read", folder, tmp_path / "out")
    (folder / "a.csv").rename(folder / "a.parquet")
    assert "cannot be read as Parquet: " in fails("read", folder, tmp_path / "out")
    (folder / "b.jsonl").write_text("{}\n", encoding="utf-8")
    assert "side by side (a.parquet and b.jsonl)" in fails("read", folder, tmp_path / "out")
    assert f"{folder}: is there already" in fails("read", folder / "b.jsonl", folder)
    session.createDataFrame(pa.table({"body": ["x"]})).write.parquet(str(tmp_path / "table"))
    assert "the column `reading` is missing: there are `body`" in fails("compare", tmp_path / "table", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_missing_column_is_named(session, tmp_path):
    session.createDataFrame(pa.table({"body": ["x"], "id": ["1"]})).write.parquet(str(tmp_path / "reports"))
    with pytest.raises(gainsay.GainsayError, match="`text` is missing: there are `body`, `id`"):
        gs.read(session.read.parquet(str(tmp_path / "reports")))
    with pytest.raises(gainsay.GainsayError, match="`reading` is missing"):
        gs.compare(session.read.parquet(str(tmp_path / "reports")))
    with pytest.raises(gainsay.GainsayError, match="`text` is of type bigint, not string"):
        gs.read(session.createDataFrame(pa.table({"text": [1]})))


def test_bad_rows_are_named_and_stop_no_other(session):
    good = generated(6)
    large = "word " * (100 * 2**20 // 5)
    rows = good[:3] + [{"id": "null", "text": None}, {"id": "empty", "text": ""}] + good[3:]
    frame = session.createDataFrame(table(rows)).repartition(3)
    # 100 MB that no driver has to hold.
    huge = session.range(1).select(
        F.lit("huge").alias("id"),
        F.expr(f"repeat('word ', {len(large) // 5})").alias("text"),
        *(F.lit(None).cast("string").alias(name) for name in COLUMNS[2:]),
    )
    found = gs.read(frame.unionByName(huge), reader="rules").select("id", "error", "claims").collect()
    errors = {row.id: row.error for row in found if row.error}
    assert set(errors) == {"null", "empty", "huge"}
    assert "104857600 bytes" in errors["huge"] and "`text`" in errors["huge"]
    assert {row.id for row in found if row.claims} == {row["id"] for row in good}


def test_days_of_publication_are_those_of_the_outlet(session):
    text = "Nine people were injured in Turku on Monday, the River Police said."
    days = ["2024-02-12T23:30:00-05:00", "2024-02-12T23:30:00+09:00", "2024-02-12"]
    rows = [{"id": str(at), "text": text, "published": day} for at, day in enumerate(days)]
    found = gs.read(session.createDataFrame(table(rows)), reader="rules").select("published").distinct().collect()
    assert [str(row.published) for row in found] == ["2024-02-12"]
    instants = session.createDataFrame(table(rows)).withColumn("published", F.col("published").cast("timestamp"))
    with pytest.raises(gainsay.GainsayError, match="`published` is a timestamp"):
        gs.read(instants)
