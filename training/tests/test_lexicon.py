"""Which words are shown, and which are names alone."""

from pathlib import Path

import pytest

from gainsay_training.lexicon import Lexicon, build, write
from gainsay_training.text import words

LEXICON = Lexicon(
    {"minister": "common", "us": "common", "upper": "modifier", "al": "particle", "orvane": "place", "orvanian": "demonym"}
)


@pytest.mark.parametrize(
    ("word", "after", "expected"),
    [
        ("Minister", "Orvane", "common"),
        ("seldom", "", "common"),
        ("Seldom", "", "name"),
        ("Orvane", "", "place"),
        ("Orvanian", "", "demonym"),
        ("us", "", "common"),
        ("US", "", "place"),
        ("al", "", "particle"),
        ("Al", "", "name"),
        ("al-Zadek", "", "name"),
        ("Kel-Orvane", "", "place"),
        ("B52", "", "common"),
        ("Upper", "Drema", "name"),
        ("Upper", "Minister", "common"),
        ("upper", "Drema", "common"),
    ],
)
def test_class(word: str, after: str, expected: str) -> None:
    assert LEXICON.class_of(word, after) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kel-Dorath's Umrat al-Zadek", ["Kel-Dorath", "'s", "Umrat", "al-Zadek"]),
        ("d’Aubremont, O'Brannoc", ["d’Aubremont", ",", "O'Brannoc"]),
        ("Orvane-based, pro-Orvane", ["Orvane", "-", "based", ",", "pro", "-", "Orvane"]),
        ("Orvane - Tesk", ["Orvane", "-", "Tesk"]),
    ],
)
def test_compound_names_are_one_word(text: str, expected: list[str]) -> None:
    assert [text[s:e] for s, e in words(text)] == expected


def test_words_are_common_by_their_case(tmp_path: Path) -> None:
    (tmp_path / "countries.json").write_text('{"OR": {"name": "Upper Orvane", "capital": "Ostrim"}}')
    (tmp_path / "us_states.json").write_text("{}")
    (tmp_path / "cities15000.json").write_text(
        '{"1": {"name": "Görlin", "population": 200000}, "2": {"name": "Pel", "population": 20000}}'
    )
    demonyms = tmp_path / "demonyms.txt"
    demonyms.write_text("Orvanian Orvanians\n")
    texts = [["the", "the", "The", "bridge", "Bridge", "Brannoc", *["Ran"] * 50, "ran", "ran"]]
    classes = build(texts, tmp_path, demonyms)
    write(classes, tmp_path / "lexicon.tsv")
    assert Lexicon.read(tmp_path / "lexicon.tsv").classes == classes
    expected = {
        "the": "common", "bridge": None, "brannoc": None, "ran": None, "orvane": "place", "ostrim": "place",
        "görlin": "place", "gorlin": "place", "pel": None, "orvanians": "demonym", "bin": "particle",
    }  # fmt: skip
    assert {word: classes.get(word) for word in expected} == expected
