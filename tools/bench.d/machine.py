"""What the run needs of the machine, and what the machine is."""

import datetime
import os
import pathlib
import shutil
import subprocess

from processes import Failed, run

# A file or command that shows the package is there → the package.
_NEEDED = {
    "wrk": "wrk",
    "nginx": "nginx-light",
    "ogr2ogr": "gdal-bin",
    "cc": "gcc",
    "/usr/include/stdio.h": "libc6-dev",
    "/usr/lib/postgresql/15/bin/initdb": "postgresql-15",
    "/usr/share/postgresql/15/extension/postgis.control": "postgresql-15-postgis-3",
    "/usr/include/postgresql/libpq-fe.h": "libpq-dev",
}
_PACKAGES_TOLD = ["wrk", "nginx-light", "postgresql-15", "postgresql-15-postgis-3", "gdal-bin", "libpq5", "libgeos3.11.1"]

POSTGRES_BIN = pathlib.Path("/usr/lib/postgresql/15/bin")


def _is_there(sign):
    return os.path.exists(sign) if sign.startswith("/") else shutil.which(sign) is not None


def install_missing():
    os.environ["PATH"] += ":/usr/sbin:/sbin"  # Where nginx is, and a user's path may not reach.
    missing = [package for sign, package in _NEEDED.items() if not _is_there(sign)]
    if not missing:
        return
    as_root = [] if os.geteuid() == 0 else ["sudo"]
    if as_root and not shutil.which("sudo"):
        raise Failed("these packages are missing and need root to install: " + " ".join(missing))
    print("installing", *missing, flush=True)
    # RUNLEVEL=1: Debian's scripts then do not start the services, which would listen and take memory during the run.
    settings = ["env", "DEBIAN_FRONTEND=noninteractive", "RUNLEVEL=1"]
    run(*as_root, *settings, "apt-get", "update", "-qq")
    run(*as_root, *settings, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing)


def compile_c(source, binary, *libraries):
    run("cc", "-std=gnu11", "-O2", "-Wall", "-Wextra", "-Werror", "-pthread", "-I/usr/include/postgresql", source, "-o", binary,
        *libraries)
    return binary


def _version_of(package):
    told = subprocess.run(["dpkg-query", "-W", "-f", "${Version}", package], capture_output=True, text=True)
    return told.stdout if told.returncode == 0 else None


def describe():
    info = pathlib.Path("/proc/cpuinfo").read_text()
    model = next((line.split(":", 1)[1].strip() for line in info.splitlines() if line.startswith("model name")), "unknown")
    memory_kb = int(pathlib.Path("/proc/meminfo").read_text().split()[1])
    return {
        "cores": os.cpu_count(),
        "cpu": model,
        "memory_gb": round(memory_kb / 2**20, 1),
        "kernel": os.uname().release,
        "load_average_before": os.getloadavg()[0],
        "packages": {name: version for name in _PACKAGES_TOLD if (version := _version_of(name))},
    }


def now():
    return datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds")
