"""What every job gets: the data, the instruments, the servers, and how to take turns."""

import os
import statistics
import time
import urllib.parse
import urllib.request

from processes import Failed

_READY_SECONDS = 120


class Server:
    """Our server on a register, on a port of its own."""

    def __init__(self, state, program, register, *options):
        self.state = state
        begin = time.monotonic()
        self.process = state.start("server", program, "--register", register.folder, "--port", 0, "--rate", 0, *options)
        self.port = urllib.parse.urlsplit(state.first_line(self.process)).port
        self._wait(begin + _READY_SECONDS)
        self.ready_ms = (time.monotonic() - begin) * 1e3

    def _wait(self, until):
        while time.monotonic() < until:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz") as answer:
                    if answer.status == 200:
                        return
            except OSError:
                pass
            time.sleep(0.001)
        raise Failed("the server does not become ready")

    def memory_kb(self):
        """VmRSS and RssAnon of the process."""
        with open(f"/proc/{self.process.pid}/status") as status:
            fields = dict(line.split(":", 1) for line in status)
        return {name: int(fields[name].split()[0]) for name in ("VmRSS", "RssAnon")}

    def processor_s(self):
        """User and system time so far."""
        with open(f"/proc/{self.process.pid}/stat") as stat:
            after_name = stat.read().rsplit(")", 1)[1].split()
        return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self):
        self.state.stop(self.process)


class Context:
    def __init__(self, state, instruments, register, postgis, program, rounds, seconds):
        self.state = state
        self.instruments = instruments
        self.register = register
        self.postgis = postgis
        self.program = program
        self.rounds = rounds
        self.seconds = seconds
        self.references = register.references()

    def server(self, *options, register=None):
        return Server(self.state, self.program, register or self.register, *options)

    def take_turns(self, measures, seconds=None):
        r"""Every measure once in every round, so that whatever else the machine does meets all of them alike.

        \param measures  name → function of (seconds, round) that returns {metric: value}
        \param seconds  of one measure, where it is not the run's
        \return name → metric → {"median", "rounds"}
        """
        seconds = seconds or self.seconds
        for measure in measures.values():
            measure(min(1, seconds), 0)  # Warms caches, plans and connections; its figures are dropped.
        seen = {name: {} for name in measures}
        for turn in range(1, self.rounds + 1):
            for name, measure in measures.items():
                for metric, value in measure(seconds, turn).items():
                    seen[name].setdefault(metric, []).append(value)
        return {name: {metric: {"median": statistics.median(values), "rounds": values} for metric, values in metrics.items()}
                for name, metrics in seen.items()}
