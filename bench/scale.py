#!/usr/bin/env python3
"""How reading and comparing grow over worker processes of Apache Spark: documents a second, bytes that are shuffled, memory.

  bench/scale.py [--sizes 10000,100000] [--workers 1,2] [--read 500] [--json]

Run it with a Python that has the package and Spark (`make bench-scale` does). Reports are generated (`compare_scale.py` tells
how) and written as lines of the read contract; every figure is of a local cluster of worker processes with one core each, but for
those of one process without Spark (`at once`). It fails where two of them come to different matters.
"""

import argparse
import hashlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from compare_scale import CORPUS, seeds
from options import ROOT

COLUMNS = ["documents", "workers", "seconds", "documents_s", "shuffled_mb", "stored_mb", "python_mb", "java_mb", "links", "largest_set"]


def generate(options, folder, size):
    """`size` generated readings as lines of the read contract."""
    path = Path(folder) / f"readings-{size}.jsonl"
    examples = options.target / "examples"
    pairs = subprocess.Popen([examples / "scale", f"{folder}/seeds.jsonl", str(size), "write"], stdout=subprocess.PIPE)
    with path.open("wb") as out:
        subprocess.run([examples / "contract"], check=True, stdin=pairs.stdout, stdout=out)
    if pairs.wait():
        sys.exit("the generator failed")
    return path


def session(workers, memory, partitions):
    import pyspark
    from pyspark.sql import SparkSession

    from gainsay import spark

    os.environ["SPARK_HOME"] = str(Path(pyspark.__file__).parent)
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master(f"local-cluster[{workers},1,{memory + 124}]").appName("gainsay bench")
    settings = spark.SETTINGS | {
        "spark.executor.memory": f"{memory}m",
        "spark.sql.shuffle.partitions": str(partitions),
        "spark.executor.processTreeMetrics.enabled": "true",
        "spark.executor.metrics.pollingInterval": "500",
        "spark.ui.retainedStages": "2000",
    }
    for key, value in settings.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


def measured(session):
    """What Spark says of all stages and workers so far."""
    context = session.sparkContext
    base = f"{context.uiWebUrl}/api/v1/applications/{context.applicationId}"
    ask = lambda path: json.load(urllib.request.urlopen(f"{base}/{path}"))  # noqa: E731
    stages = [stage for stage in ask("stages") if stage["status"] == "COMPLETE"]
    peaks = [worker.get("peakMemoryMetrics") or {} for worker in ask("executors") if worker["id"] != "driver"]
    peak = lambda name: max((metrics.get(name, 0) for metrics in peaks), default=0) / 1e6  # noqa: E731
    return {
        "shuffled_mb": sum(stage["shuffleWriteBytes"] for stage in stages) / 1e6,
        "stored_mb": sum(stage["outputBytes"] for stage in stages) / 1e6,
        "python_mb": peak("ProcessTreePythonRSSMemory"),
        "java_mb": peak("ProcessTreeJVMRSSMemory"),
        "stages": [
            [stage["stageId"], stage["numTasks"], round(stage["executorRunTime"] / 1e3, 1), round(stage["shuffleWriteBytes"] / 1e6, 1)]
            for stage in sorted(stages, key=lambda stage: stage["stageId"])
            if stage["executorRunTime"] > 1000
        ],
    }


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def one(options):
    """One measurement, in a process of its own; a line of JSON."""
    from gainsay import _gainsay, spark

    # Enough parts that each is of some hundred reports, and every worker has several.
    partitions = max(4 * options.workers_of_one, min(200, options.size // 500))
    running = session(options.workers_of_one, options.memory, partitions)
    source = running.read.text(options.one).withColumnRenamed("value", "reading" if options.what == "compare" else "line")
    source = source.limit(options.size).repartition(partitions).persist()
    source.count()
    before = measured(running)
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as work:
        result = {"what": options.what, "documents": options.size, "workers": options.workers_of_one}
        if options.what == "compare":
            job = spark._Job(source, work, partitions)
            matters = job.run()
            matters.write.parquet(f"{work}/out")
            result["seconds"] = time.monotonic() - start
            parts = [row.part for row in matters.select("part").toLocalIterator()]
            result |= {"matters": len(parts), "sha256": sha256(_gainsay.staged_assembled(parts))}
            result |= {"links": job.sizes["links of incidents"], "largest_set": job.sizes["largest set of incidents"]}
            result["sizes"] = job.sizes
        else:
            spark.read(source, reader=options.reader).write.parquet(f"{work}/out")
            result["seconds"] = time.monotonic() - start
    after = measured(running)
    result |= after
    for name in ("shuffled_mb", "stored_mb"):
        result[name] = after[name] - before[name]
    result["documents_s"] = options.size / result["seconds"]
    running.stop()
    print(json.dumps(result))


def lines_of(options):
    with open(options.one, encoding="utf-8") as file:
        return [line.rstrip("\n") for line, _ in zip(file, range(options.size))]


def at_once(options):
    """The same comparison in the memory of this process, without Spark. A line of JSON."""
    from gainsay import _gainsay

    lines = lines_of(options)
    start = time.monotonic()
    found = _gainsay.staged_at_once(lines)
    seconds = time.monotonic() - start
    result = {"what": "at once", "documents": len(lines), "seconds": seconds, "documents_s": len(lines) / seconds}
    result["python_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    print(json.dumps(result | {"sha256": sha256(found)}))


def sizes(options):
    """What a report is for the stages, in bytes; without Spark. A line of JSON."""
    from gainsay import _gainsay

    lines = lines_of(options)
    start = time.process_time()
    some = [lines[at : at + 500] for at in range(0, len(lines), 500)]
    tally = _gainsay.staged_merged([_gainsay.staged_tally(part) for part in some], False)
    several = _gainsay.staged_merged([tally], True)
    counted = time.process_time() - start
    weighing = _gainsay.Weighing(several, None)
    result = {"what": "sizes", "documents": len(lines), "line": sum(map(len, lines)) / len(lines), "tally": len(tally), "sent": len(several)}
    result |= {"words": _gainsay.staged_sizes(tally)[1], "words_sent": _gainsay.staged_sizes(several)[1]}
    rows, listed, kept = [], 0, time.process_time()
    for part in some:
        found = [row for row in weighing.listed(part)[0] if row[0] == "incidents"]
        listed += sum((len(row[6]) + len(row[2]) + len(row[3]) + 8) * len(row[4]) for row in found)
        rows += [(len(row[6]), len(row[4])) for row in found]
    result |= {"incidents": len(rows) / len(lines), "row": sum(row for row, _ in rows) / len(rows), "keys": sum(keys for _, keys in rows) / len(rows)}
    result |= {"listed": listed / len(lines), "count_ms": counted * 1e3 / len(lines), "list_ms": (time.process_time() - kept) * 1e3 / len(lines)}
    print(json.dumps(result))


def again(what, path, size, workers, options):
    """One measurement in another process."""
    command = [sys.executable, __file__, "--one", str(path), "--what", what, "--size", str(size), "--workers-of-one", str(workers)]
    command += ["--memory", str(options.memory), "--reader", options.reader]
    run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode:
        sys.exit(run.stderr[-3000:])
    return json.loads(run.stdout.splitlines()[-1])


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--target", type=Path, default=ROOT / "target/release")
    arguments.add_argument("--corpus", type=Path, default=CORPUS)
    arguments.add_argument("--sizes", default="10000,100000")
    arguments.add_argument("--workers", default="1,2")
    arguments.add_argument("--at-once", type=int, default=100_000, help="up to how many reports are also compared in one process")
    arguments.add_argument("--read", type=int, default=500, help="how many reports are read")
    arguments.add_argument("--reader", default="trained")
    arguments.add_argument("--memory", type=int, default=1800, help="MB of each worker's Java process")
    arguments.add_argument("--json", action="store_true")
    for name in ("--one", "--what"):
        arguments.add_argument(name, help=argparse.SUPPRESS)
    for name in ("--size", "--workers-of-one"):
        arguments.add_argument(name, type=int, help=argparse.SUPPRESS)
    options = arguments.parse_args()
    if options.one:
        return {"sizes": sizes, "at once": at_once}.get(options.what, one)(options)
    corpus = options.corpus
    if not corpus.exists():
        print(f"{corpus.name} is not there; measuring on the demo's reports", file=sys.stderr)
        corpus = ROOT / "demo/reports"
    workers = [int(count) for count in options.workers.split(",")]
    results = []
    with tempfile.TemporaryDirectory() as folder:
        if corpus.suffix == ".jsonl" and options.read:
            lines = corpus.read_text(encoding="utf-8").splitlines()
            many = Path(folder) / "reports.jsonl"
            many.write_text("\n".join((lines * (options.read // len(lines) + 1))[: options.read]), encoding="utf-8")
            results += [again("read", many, options.read, count, options) for count in workers]
        seeds(str(options.target / "gainsay"), str(options.target / "examples/reports"), corpus, folder)
        for size in map(int, filter(None, options.sizes.split(","))):
            path = generate(options, folder, size)
            results.append(again("sizes", path, size, 1, options))
            found = [again("at once", path, size, 1, options)] if size <= options.at_once else []
            found += [again("compare", path, size, count, options) for count in workers]
            results += found
            if len({result["sha256"] for result in found}) > 1:
                sys.exit(f"{size} documents: one process and the numbers of workers come to different matters")
            path.unlink()
    if options.json:
        print(json.dumps(results, indent=1))
        return None
    for result in results:
        if result["what"] == "sizes":
            print(", ".join(f"{name} {value:,.1f}" if isinstance(value, float) else f"{name} {value}" for name, value in result.items()))
    results = [result for result in results if result["what"] != "sizes"]
    print("\n| what | " + " | ".join(COLUMNS) + " |")
    print("|---" * (len(COLUMNS) + 1) + "|")
    for result in results:
        cells = [result.get(column, "") for column in COLUMNS]
        shown = [f"{cell:,.1f}" if isinstance(cell, float) else f"{cell:,}" if cell != "" else "" for cell in cells]
        print(f"| {result['what']} | " + " | ".join(shown) + " |")
    return None


if __name__ == "__main__":
    main()
