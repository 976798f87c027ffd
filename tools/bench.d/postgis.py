"""The peer's database: a PostgreSQL cluster of its own, with the register's own objects in it."""

import datetime
import hashlib
import json
import os
import pathlib
import pwd
import sqlite3
import tomllib

from machine import POSTGRES_BIN
from processes import Failed, free_port, run

_HERE = pathlib.Path(__file__).parent
_USER = "postgres"

# EPSG:9210 (VN-2000 / TM-3 105-45) to Web Mercator by the register's own datum operation. PROJ left to itself may take
# another of the operations it knows, and the tiles would lie metres apart.
_CRS = "EPSG:9210"
_DATUM_OPERATION = "EPSG:6960"
_TO_MERCATOR = (
    "+proj=pipeline +step +inv +proj=tmerc +lat_0=0 +lon_0=105.75 +k=0.9999 +x_0=500000 +y_0=0 +ellps=WGS84 "
    "+step +proj=push +v_3 +step +proj=cart +ellps=WGS84 "
    "+step +proj=helmert +x=-191.90441429 +y=-39.30318279 +z=-111.45032835 +rx=-0.00928836 +ry=0.01975479 "
    "+rz=-0.00427372 +s=0.252906278 +convention=coordinate_frame "
    "+step +inv +proj=cart +ellps=WGS84 +step +proj=pop +v_3 +step +proj=webmerc +ellps=WGS84")

_SETTINGS = {
    "listen_addresses": "127.0.0.1", "max_connections": 64, "shared_buffers": "1GB", "effective_cache_size": "4GB",
    "work_mem": "64MB", "maintenance_work_mem": "256MB", "random_page_cost": 1.1,
    "max_parallel_workers_per_gather": 0,  # A query of a millisecond only waits for its helpers.
    "jit": "off",                          # Compiling takes longer than the query.
    "autovacuum": "off",                   # Everything is vacuumed once, and then only read.
    "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "wal_level": "minimal", "max_wal_senders": 0,
    "max_wal_size": "4GB",
}


class Postgis:
    r"""\param folder where the cluster is kept from run to run."""

    def __init__(self, folder, run_state):
        self._data = folder / "pg"
        self._state = run_state
        self._sockets = run_state.folder / "sql"
        self.port = free_port()
        self.database = None

    def _as_owner(self, *words):
        # PostgreSQL refuses to run as root.
        prefix = ["runuser", "-u", _USER, "--"] if os.geteuid() == 0 else []
        return run(*prefix, *words, cwd="/")

    def _give(self, path):
        if os.geteuid() == 0:
            owner = pwd.getpwnam(_USER)
            os.chown(path, owner.pw_uid, owner.pw_gid)

    def start(self):
        self._data.mkdir(parents=True, exist_ok=True)
        self._sockets.mkdir()
        self._give(self._data)
        self._give(self._sockets)
        if not (self._data / "PG_VERSION").exists():
            self._as_owner(POSTGRES_BIN / "initdb", "-D", self._data, "-U", _USER, "-A", "trust", "-E", "UTF8",
                           "--locale=C.UTF-8", "--no-sync")
        if (self._data / "postmaster.pid").exists():  # A run that was killed left it.
            try:
                self._as_owner(POSTGRES_BIN / "pg_ctl", "stop", "-D", self._data, "-m", "immediate", "-w")
            except Failed:
                pass
        options = [f"-p {self.port}", f"-k {self._sockets}"] + [f"-c {k}={v}" for k, v in _SETTINGS.items()]
        self._state.at_end(self.stop)
        self._as_owner(POSTGRES_BIN / "pg_ctl", "start", "-D", self._data, "-w", "-l", self._sockets / "log", "-o",
                       " ".join(options))

    def stop(self):
        if (self._data / "postmaster.pid").exists():
            self._as_owner(POSTGRES_BIN / "pg_ctl", "stop", "-D", self._data, "-m", "fast", "-w")

    def conninfo(self, database=None):
        return f"host={self._sockets} port={self.port} user={_USER} dbname={database or self.database}"

    def sql(self, text, database=None):
        r"""Runs statements. \return rows as lists of text"""
        out = run("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-A", "-t", "-F", "\t", "-d", self.conninfo(database),
                  input=text)
        return [line.split("\t") for line in out.splitlines()]

    def version(self):
        return self.sql("SELECT version(), postgis_full_version()")[0]

    def open(self, name, register):
        """Makes `name` the database of a register, loading it unless it is there already."""
        self.database = name
        stamp = _stamp(register)
        there = self.sql(f"SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = '{name}'",
                         "postgres")
        if there and there[0][0] == stamp:
            return
        print("loading the register into PostGIS", flush=True)
        self.sql(f"DROP DATABASE IF EXISTS {name}", "postgres")
        self.sql(f"CREATE DATABASE {name}", "postgres")
        self.sql("CREATE EXTENSION postgis")
        self._load(register)
        self.sql(f"COMMENT ON DATABASE {name} IS '{stamp}'")

    def _load(self, register):
        if (register.crs, register.datum_operation) != (_CRS, _DATUM_OPERATION):
            raise Failed(f"the bench knows the way from {_CRS} by {_DATUM_OPERATION} only")
        plans = []
        for kind, path in register.objects():
            meta = dict(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True).execute("SELECT key, value FROM meta"))
            if kind == "parcels":
                source = f"SELECT fid + 0 AS source_fid, '{meta['commune']}' AS commune, sheet, number, land_use, geom FROM parcels"
                self._copy(path, source, "parcels_in", "-a_srs", _CRS)
                self._copy(path, source, "parcels_3857_in", "-t_srs", "EPSG:3857", "-ct", _TO_MERCATOR)
            elif kind == "plan":
                plan = tomllib.loads(meta["plan.toml"])
                plans.append(plan)
                for table in ("areas", "lines"):
                    source = f"SELECT fid + 0 AS source_fid, '{plan['id']}' AS plan, * FROM {table}"
                    self._copy(path, source, table + "_in", "-a_srs", _CRS)
                self._copy(path, f"SELECT '{plan['id']}' AS plan, geom FROM boundary", "boundaries_in", "-a_srs", _CRS)
        self.sql("CREATE TABLE plans (plan text, topic text, status text, in_force bool, ahead bool, about text);\n"
                 "COPY plans FROM stdin;\n" + "".join(_plan_row(p) for p in plans) + "\\.\n")
        self.sql("CREATE TABLE topics (place int, topic text, has_balance bool);\nCOPY topics FROM stdin;\n" +
                 "".join(f"{i}\t{topic['id']}\t{topic['geometry'] != 'line'}\n" for i, topic in enumerate(register.topics)) +
                 "\\.\n")
        self.sql((_HERE / "sql/schema.sql").read_text())
        self.sql((_HERE / "sql/indexes.sql").read_text())

    def _copy(self, path, source, table, *crs):
        run("ogr2ogr", "--config", "PG_USE_COPY", "YES", "-f", "PostgreSQL", "PG:" + self.conninfo(), path, "-append", "-sql",
            source, "-nln", table, "-nlt", "GEOMETRY", "-lco", "GEOMETRY_NAME=geom", "-lco", "SPATIAL_INDEX=NONE", "-lco",
            "FID=loaded_id", *crs)


def _stamp(register):
    code = hashlib.sha256()
    for path in (_HERE / "postgis.py", _HERE / "sql/schema.sql", _HERE / "sql/indexes.sql"):
        code.update(path.read_bytes())
    # A plan's status depends on the day, and so does the answer.
    return f"{register.edition} {_today()} {code.hexdigest()[:16]}"


def _today():
    return datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=7))).date()  # In the district.


def status_on(plan, day):
    """The same rule as status_on of geo/plan/plan.cc."""
    begin, end = plan.get("in_force", {}).get("from"), plan.get("in_force", {}).get("to")
    times = plan.get("suspension", [])
    if plan["status"] == "consultation" or (plan["status"] == "suspended" and not times) or begin is None:
        return plan["status"]
    covered = any((t.get("from") is None or t["from"] <= day) and (t.get("to") is None or day < t["to"]) for t in times)
    if covered and (end is None or day < end):
        return "suspended"
    if day < begin:
        return "approved_not_yet_in_force"
    if end is None or day < end:
        return "in_force"
    return plan["status"] if plan["status"] in ("replaced", "repealed") else "expired"


def _plan_row(plan):
    status = status_on(plan, _today())
    ahead = status in ("consultation", "approved_not_yet_in_force", "suspended")
    about = {"id": plan["id"], "title": plan["title"], "topic": plan["topic"], "decision": plan.get("decision"),
             "scale": plan.get("scale"), "accuracy_m": plan.get("accuracy_m"), "in_force": plan.get("in_force"),
             "documents": plan.get("document", []), "status": status}
    text = json.dumps(about, ensure_ascii=False, default=str, separators=(",", ":")).replace("\\", "\\\\")
    return "\t".join([plan["id"], plan["topic"], status, str(status == "in_force"), str(ahead), text]) + "\n"
