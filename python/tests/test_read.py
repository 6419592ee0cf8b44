"""One report in, typed values out."""

import dataclasses
import threading
import time
from datetime import date, datetime, timedelta, timezone

import gainsay
import pytest

REPORT = "“Nine people were injured in Korva on Monday,” the ministry said. 🚢 The guild denied that its ferry had sunk."


def test_a_reading_is_typed_and_its_words_are_the_texts():
    reading = gainsay.read(REPORT, published="2024-02-14", outlet="Korva Herald", id="r1", reader="rules")
    assert (reading.id, reading.text, reading.published) == ("r1", REPORT, date(2024, 2, 14))
    assert reading.reader.startswith("rules/")
    figure = reading.quantities[0]
    assert (reading.words(figure.span), figure.low, figure.high, figure.outcome) == ("Nine people", 9, 9, "injured")
    assert reading.times[0].start == date(2024, 2, 12)
    assert [reading.holder(claim) for claim in reading.claims] == ["ministry", "guild"]
    # Behind the ship, which is one code point and four bytes.
    denial = reading.attribution(reading.claims[1].attribution)
    assert (reading.words(denial.cue), denial.stance) == ("denied", "deny")
    with pytest.raises(dataclasses.FrozenInstanceError):
        reading.text = "other"


def test_every_field_of_the_contract_is_a_field():
    import json

    reading = gainsay.read(REPORT, title="Nine injured in Korva", published="2024-02-14", reader="rules")
    keys = set(json.loads(reading.line)) - {"published_basis", "inferred_date", "settings"}
    assert keys <= {field.name for field in dataclasses.fields(reading)}
    assert gainsay.Reading.from_line(reading.line) == reading
    assert reading.title[slice(*reading.headline[0].span)] == "Nine"


@pytest.mark.parametrize(
    "given",
    ["2024-02-12", date(2024, 2, 12), datetime(2024, 2, 12, 23, 30, tzinfo=timezone(timedelta(hours=-5))), "12 February 2024",
     "2024-02-12T23:30:00-05:00"],
)
def test_the_day_is_that_of_the_clock_it_was_written_by(given):
    assert gainsay.read(REPORT, published=given, reader="rules").published == date(2024, 2, 12)


def test_what_is_no_report_is_refused_with_a_reason():
    for text, reason in [("", "empty"), (" \n", "empty"), ("a" * (33 << 20), r"33 MiB \(limit 32 MiB\)")]:
        with pytest.raises(gainsay.GainsayError, match=reason):
            gainsay.read(text, reader="rules")
    with pytest.raises(gainsay.GainsayError, match='there is no reader "best"'):
        gainsay.read(REPORT, reader="best")
    with pytest.raises(gainsay.GainsayError, match="reader.int8.onnx"):
        gainsay.Reader(weights="no/such/folder")
    with pytest.raises(TypeError):
        gainsay.read(None)
    note = gainsay.read(REPORT, published="soon", reader="rules").notes[0]
    assert (note.code, note.message) == ("date-unreadable", "`published` is no date: “soon”")


def test_other_threads_run_meanwhile():
    reader = gainsay.Reader("rules")
    text = " ".join(f"The mayor said that {number} barges sank in Korva." for number in range(4000))
    done = threading.Event()
    thread = threading.Thread(target=lambda: (reader.read(text), done.set()))
    thread.start()
    turns = 0
    while not done.is_set():
        turns += 1
        time.sleep(0.001)
    thread.join()
    assert turns > 20, "the interpreter was held"


def test_the_trained_reader_comes_with_the_package():
    reading = gainsay.read(REPORT, published="2024-02-14")
    assert not reading.reader.startswith("rules/")
    assert any(name.kind == "place" and reading.words(name.span) == "Korva" for name in reading.names)
