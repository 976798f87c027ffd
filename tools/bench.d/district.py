"""The data of a run: the demo district, its register, and samples of what users ask."""

import json
import math
import random
import re
import shutil
import sqlite3
import tomllib
import unicodedata
import urllib.parse

from processes import run

_SEED = 20260729
_REFERENCES = 25_000
_HALF_WORLD_M = math.pi * 6378137.0  # Of Web Mercator.


def make_register(folder, parcels, programs, fresh):
    """The register of a demo district of so many parcels, made unless it is there."""
    place = folder / str(parcels)
    if fresh and place.exists():
        shutil.rmtree(place)
    if not (place / "register" / "current").exists():
        print(f"making a district of {parcels} parcels", flush=True)
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        run(programs / "quyhoach-demo", place / "demo", "--parcels", parcels)
        said = run(programs / "quyhoach", "load", place / "demo", "--register", place / "register")
        print(*[line for line in said.splitlines() if line.startswith("edition")], sep="\n")
        shutil.rmtree(place / "demo")  # The register holds all of it.
    return Register(place / "register")


class Register:
    """A register's current edition as it lies on disk."""

    def __init__(self, folder):
        self.folder = folder
        self.edition = (folder / "current").read_text().strip()
        edition = json.loads((folder / "editions" / f"{self.edition}.json").read_text())
        self.datum_operation = edition["datum_operation"]
        self._objects = edition["objects"]
        district = tomllib.loads(self._path("district").read_text())
        self.crs = district["crs"]
        self.bbox = district["bbox"]
        self.communes = {c["code"]: c["name"] for c in district["commune"]}
        rows = [line.split("\t") for line in self._path("topics").read_text().splitlines()[1:]]
        geometry = {row[0]: row[1] for row in rows}
        self.topics = [{"id": topic, "geometry": geometry[topic]} for topic in district["topics"]]
        self.parcels = sum(o["features"] for o in self._objects if o["kind"] == "parcels")
        self.bytes = sum(o["bytes"] for o in self._objects if o["kind"] != "document")

    def _path(self, kind):
        return self.folder / "objects" / next(o["file"] for o in self._objects if o["kind"] == kind)

    def objects(self):
        """Kind and path of every GeoPackage object."""
        return [(o["kind"], self.folder / "objects" / o["file"]) for o in self._objects if o["file"].endswith(".gpkg")]

    def _rows(self, kind, sql):
        for found, path in self.objects():
            if found == kind:
                base = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
                constant = dict(base.execute("SELECT key, value FROM meta")).get("commune")
                for row in base.execute(sql):
                    yield constant, *row

    def references(self):
        """Keys of different parcels in random order: those that name one parcel and need no escaping in a URL."""
        seen = {}
        for key in self._rows("parcels", "SELECT sheet, number FROM parcels"):
            seen[key] = seen.get(key, 0) + 1
        plain = re.compile(r"[0-9A-Za-z.-]+$")
        keys = sorted(key for key, count in seen.items() if count == 1 and all(plain.match(part) for part in key))
        return random.Random(_SEED).sample(keys, min(_REFERENCES, len(keys)))

    def searches(self):
        """What users type, a mixture: whole and begun names with and without marks, references, positions, a typing error."""
        draw = random.Random(_SEED)
        roads = sorted({row[1] for row in self._rows("base", "SELECT name FROM roads WHERE name <> ''")})
        keys = self.references()
        west, south, east, north = self.bbox
        asked = []
        for _ in range(200):
            code, sheet, number = draw.choice(keys)
            road, commune = draw.choice(roads), self.communes[code]
            twisted = list(_without_marks(commune))
            twisted[1], twisted[2] = twisted[2], twisted[1]
            asked += [
                f"{code}/{sheet}/{number}",
                f"tờ {sheet} thửa {number} {commune}",
                f"thua {number} to {sheet} {_without_marks(commune)}",
                commune,
                _without_marks(commune)[:5],
                road,
                _without_marks(road),
                road[: max(4, len(road) // 2)],
                "".join(twisted),
                draw.choice(["quy hoạch phân khu", "ke hoach su dung dat 2026", "lộ giới", "kênh", "cho cu chi", "quoc lo 22"]),
                f"{draw.uniform(south, north):.5f}, {draw.uniform(west, east):.5f}",
            ]
        return ["/api/v1/search?limit=5&q=" + urllib.parse.quote(text) for text in asked]

    def tiles_over(self, zooms):
        """Every tile of the bounding box at these zooms."""
        west, south, east, north = self.bbox
        for z in zooms:
            left, top = tile_at(z, *_mercator(west, north))
            right, bottom = tile_at(z, *_mercator(east, south))
            yield from ((z, x, y) for x in range(left, right + 1) for y in range(top, bottom + 1))


def _without_marks(text):
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in plain if not unicodedata.combining(c)).lower()


def _mercator(lon, lat):
    return math.radians(lon) * 6378137.0, math.asinh(math.tan(math.radians(lat))) * 6378137.0


def tile_at(z, x_m, y_m):
    span = 2 * _HALF_WORLD_M / 2**z
    return int((x_m + _HALF_WORLD_M) // span), int((_HALF_WORLD_M - y_m) // span)


def tiles_of_parcels(postgis, z, count):
    """Tiles in which parcels lie, drawn as a map's users would: uniformly over parcels, so that a full tile comes often."""
    positions = postgis.sql(f"SELECT ST_X(p), ST_Y(p) FROM (SELECT ST_PointOnSurface(geom_3857) AS p FROM parcels "
                            f"ORDER BY md5(id::text || '{_SEED}') LIMIT {count}) AS sample")
    return [(z, *tile_at(z, float(x), float(y))) for x, y in positions]
