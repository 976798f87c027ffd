"""The instruments: each asks one thing for some seconds and tells what it saw."""

import pathlib
import statistics

from machine import compile_c
from processes import Failed, run

_HERE = pathlib.Path(__file__).parent


class Samples:
    """What each request of a walk took."""

    def __init__(self, text):
        rows = [tuple(map(int, line.split())) for line in text.splitlines()]
        if not rows:
            raise Failed("nothing was measured")
        self.indices = [row[0] for row in rows]
        self.statuses = [row[1] for row in rows]
        self.bytes = [row[2] for row in rows]
        self.ms = [row[3] / 1e6 for row in rows]

    def must_be(self, *allowed):
        r"""\raises Failed if an answer had another status."""
        wrong = set(self.statuses) - set(allowed)
        if wrong:
            raise Failed(f"answers with status {sorted(wrong)}")
        return self

    def latency(self):
        return {"p50_ms": quantile(self.ms, 0.5), "p95_ms": quantile(self.ms, 0.95)}

    def by_request(self):
        """Median time and bytes of each request of the list."""
        times, sizes = {}, {}
        for index, size, ms in zip(self.indices, self.bytes, self.ms):
            times.setdefault(index, []).append(ms)
            sizes[index] = size
        return {index: (statistics.median(list_ms), sizes[index]) for index, list_ms in times.items()}


def quantile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


class Instruments:
    r"""\param folder the run's working folder"""

    def __init__(self, folder, cores):
        self._folder = folder
        self._threads = min(2, cores)  # Of the loading side: it shares the machine with what it loads.
        self._count = 0
        self.http = compile_c(_HERE / "c/http_walk.c", folder / "http_walk")
        self.pg = compile_c(_HERE / "c/pg_walk.c", folder / "pg_walk", "-lpq")
        self.service = compile_c(_HERE / "c/pg_http.c", folder / "pg_http", "-lpq")

    def lines(self, name, entries):
        """A list of requests as a file."""
        path = self._folder / name
        path.write_text("".join(f"{entry}\n" for entry in entries))
        return path

    def query(self, name, **parts):
        """A statement of sql/ with its {parts} filled in, as a file."""
        text = (_HERE / f"sql/{name}.sql").read_text()
        for part, replacement in parts.items():
            text = text.replace("{" + part + "}", replacement)
        path = self._folder / f"{name}-{len(parts)}-{self._next()}.sql"
        path.write_text(text)
        return path

    def _next(self):
        self._count += 1
        return self._count

    def http_walk(self, port, paths, seconds, start=0, encoding="-", body=None):
        """One connection, one request after the other."""
        words = [self.http, port, paths, seconds, start, encoding] + ([body] if body else [])
        return Samples(run(*words))

    def pg_walk(self, conninfo, query, parameters, seconds, start=0, connections=1, body=None):
        words = [self.pg, conninfo, query, parameters, seconds, start, connections] + ([body] if body else [])
        return Samples(run(*words))

    def wrk(self, port, paths, seconds, connections, start=0, encoding="-"):
        """Requests a second over so many connections."""
        out = run("wrk", "-t", self._threads, "-c", connections, "-d", f"{seconds}s", "-s", _HERE / "wrk/walk.lua",
                  f"http://127.0.0.1:{port}/", "--", paths, self._threads, start, encoding)
        told = next((line for line in out.splitlines() if line.startswith("RESULT ")), None)
        if told is None:
            raise Failed("wrk told nothing:\n" + out)
        requests, duration_us, _, refused, broken = map(int, told.split()[1:])
        if refused or broken or not requests:
            raise Failed(f"of {requests} requests {refused} were refused and {broken} broke off")
        return requests / (duration_us / 1e6)

    def pgbench(self, conninfo, query, variables, seconds, clients, seed):
        r"""\return transactions a second, and what each took in ms"""
        prefix = self._folder / f"pgbench-{self._next()}"
        out = run("pgbench", "-n", "-M", "prepared", "-c", clients, "-j", min(clients, self._threads), "-T", seconds, "-f",
                  query, f"--random-seed={seed}", "-l", f"--log-prefix={prefix}",
                  *[f"-D{name}={value}" for name, value in variables.items()], conninfo)
        rate = next(float(line.split()[2]) for line in out.splitlines() if line.startswith("tps ="))
        logs = list(self._folder.glob(prefix.name + ".*"))
        took_ms = [int(line.split()[2]) / 1e3 for log in logs for line in log.read_text().splitlines()]
        for log in logs:
            log.unlink()
        return rate, took_ms
