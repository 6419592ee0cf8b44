"""Reports for tests: the demo's own, and invented ones by a seeded generator."""

import json
import random
from pathlib import Path

DEMO = Path(__file__).resolve().parents[2] / "demo" / "reports"

TOWNS = ["Tacuarembó", "Turku", "Bergamo", "Kisumu", "Cork", "Salta", "Gävle", "Porto"]
BODIES = ["Civil Defence Office", "Ministry of Health", "Coast Guard", "River Police", "Harbour Union"]
OUTLETS = ["Eastwick Tribune", "Varnholt Post", "Meridian Standard", "Isle and Main", "Calder Bay Courier", ""]
EVENTS = [
    ("explosion", "at the grain store"),
    ("ferry sinking", "near the old quay"),
    ("earthquake", "that shook the market"),
    ("attack", "on the bus station"),
    ("flood", "in the lower streets"),
]
UNIONS = ["Harbour Union", "Rail Guild", "Millers League"]
TALKS = [
    "The {union} accused the Ministry of Health of breaking its promise on {what}.",
    "The {union} demanded more money for {what} in talks with the Ministry of Health.",
    "The Ministry of Health rejected the demand of the {union} for {what}.",
]
NAMES = ["Celina Ibarra", "Ola Brandt", "Iris Vane", "Tomas Hale", "Mirela Dunn", "Jon Askel"]


def demo():
    """The demo's reports in plain text and JSON Lines, as columns."""
    files = sorted(DEMO.glob("*.txt"))
    rows = [{"id": path.name, "text": path.read_text(encoding="utf-8")} for path in files]
    known = ["id", "text", "published", "title", "outlet", "url"]
    for path in sorted(DEMO.glob("*.jsonl")):
        lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
        rows += [{key: line[key] for key in known if key in line} for line in lines]
    return rows


def generated(count, seed=7):
    """Invented reports: several of one incident, which differ in their figures, days and words."""
    chance = random.Random(seed)
    rows = []
    incident = 0
    while len(rows) < count:
        incident += 1
        town, (event, where) = chance.choice(TOWNS), chance.choice(EVENTS)
        day, killed = chance.randrange(1, 25), chance.randrange(2, 40)
        name, age = chance.choice(NAMES), chance.randrange(18, 80)
        for _ in range(chance.choice([1, 1, 2, 3, 5])):
            body, outlet = chance.choice(BODIES), chance.choice(OUTLETS)
            published = day + chance.randrange(0, 4)
            toll = killed + chance.choice([0, 0, 0, 1, 5])
            text = (
                f"At least {toll} people were killed in the {event} {where} in {town} on {day} March 2024, the {body} said.\n\n"
                f"The {body} denied that the toll was {toll + 7}. {name}, {age}, was among those hurt in the {event}.\n\n"
                f"Officials said that {toll * 3} people were injured. Report {incident} of {outlet or 'nobody'}.\n\n"
                + TALKS[incident % 3].format(union=UNIONS[day % 3], what=["wages", "night trains", "new cranes"][killed % 3])
            )
            row = {"id": f"r{len(rows)}", "text": text, "title": f"{event.capitalize()} in {town} kills {toll}"}
            row["outlet"] = outlet or None
            row["published"] = f"2024-03-{published:02}" if chance.random() < 0.9 else None
            rows.append(row)
            if len(rows) == count:
                break
    return rows
