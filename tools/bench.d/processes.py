"""Starts and stops what a run needs. Nothing outlives the run, however it ends."""

import ctypes
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile

_PR_SET_PDEATHSIG = 1
_STOP_SECONDS = 10


class Failed(Exception):
    """The bench cannot go on; the message says why."""


def run(*words, **options):
    r"""Runs a command to its end and returns its standard output. \raises Failed with what it wrote to standard error."""
    done = subprocess.run([str(w) for w in words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)
    if done.returncode != 0:
        raise Failed(f"{words[0]} ended with {done.returncode}:\n{done.stderr[-2000:] or done.stdout[-2000:]}")
    return done.stdout


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _die_with_parent():
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


class Run:
    """The working folder and the processes of one run; a context manager."""

    def __init__(self, keep):
        self.keep = keep
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="quyhoach-bench-"))
        self.folder.chmod(0o755)  # The database's own user keeps its socket in here.
        self._processes = []
        self._at_end = []

    def __enter__(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt()))
        return self

    def __exit__(self, kind, *_):
        for process in self._processes:
            if kind is Failed and process.poll() is not None:
                print(f"{process.name} had ended with {process.returncode}" +
                      (": somebody stopped it" if process.returncode == 0 else ""), file=sys.stderr)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # A second Ctrl-C must not leave a database behind.
        for process in reversed(self._processes):
            self.stop(process)
        for action in reversed(self._at_end):
            action()
        if self.keep:
            print(f"kept: {self.folder}")
        else:
            shutil.rmtree(self.folder, ignore_errors=True)

    def at_end(self, action):
        self._at_end.append(action)

    def start(self, name, *words):
        """Starts a process in a session of its own; its standard error goes to NAME.log."""
        log = open(self.folder / f"{name}.log", "ab")
        process = subprocess.Popen([str(w) for w in words], stdout=subprocess.PIPE, stderr=log, stdin=subprocess.DEVNULL,
                                   start_new_session=True, preexec_fn=_die_with_parent)
        log.close()
        process.name = name
        self._processes.append(process)
        return process

    def first_line(self, process):
        """What the process writes first, such as the address it listens at."""
        line = process.stdout.readline().decode().strip()
        if not line:
            process.wait()
            raise Failed(f"{process.name} did not start:\n" + (self.folder / f"{process.name}.log").read_text()[-2000:])
        return line

    def stop(self, process):
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        process.stdout.close()
        self._processes = [p for p in self._processes if p is not process]
