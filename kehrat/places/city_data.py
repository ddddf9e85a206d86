"""The portal's own facts about places, read from kehrat/data (sources: kehrat/data/SOURCES.md)."""

import csv
from pathlib import Path
from types import SimpleNamespace

DATA = Path(__file__).parent.parent / "data"


def districts():
    """The 59 districts in order of number; x, y and r are None until wind_yarn has placed them."""
    return [
        SimpleNamespace(
            number=int(row["number"]),
            slug=row["slug"],
            name_fi=row["name_fi"],
            name_sv=row["name_sv"],
            aliases=row["aliases"].split(";") if row["aliases"] else [],
            major=(row["major_code"], row["major_fi"], row["major_sv"]),
            lon=float(row["lon"]),
            lat=float(row["lat"]),
            population=int(row["population"]),
            neighbours=_numbers(row["neighbours"]),
            neighbours_land=_numbers(row["neighbours_land"]),
            x=float(row["x"]) if row["x"] else None,
            y=float(row["y"]) if row["y"] else None,
            r=float(row["r"]) if row["r"] else None,
        )
        for row in rows("districts")
    ]


def rows(name):
    """Rows of a data file as dicts of text."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def place_balls(places):
    """Write `places`, [(number, x, y, r)], into the data file. Returns how many rows changed."""
    found = rows("districts")
    where = {number: (str(x), str(y), str(r)) for number, x, y, r in places}
    changed = 0
    for row in found:
        new = where[int(row["number"])]
        changed += (row["x"], row["y"], row["r"]) != new
        row["x"], row["y"], row["r"] = new
    with (DATA / "districts.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, found[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(found)
    return changed


def _numbers(text):
    return [int(number) for number in text.split(";") if number]
