"""The table a run ends with."""

import statistics


def _at(result, path):
    for part in path:
        result = result.get(part) if isinstance(result, dict) else None
    return result


def _median(found):
    return found["median"] if isinstance(found, dict) else found


def _ratio(ours, theirs, more_is_better):
    """Median over the rounds: what else the machine did in a round met both."""
    pairs = zip(ours["rounds"], theirs["rounds"], strict=True)
    return statistics.median(a / b if more_is_better else b / a for a, b in pairs)


# job, what is told, path of ours, path of the peer, name of the peer, limit of ours ("<" or ">"), ratio asked for.
# A ratio above 1 means that ours is better: their time by our time, or our rate by theirs.
_ROWS = [
    ("planning", "planning, 1 connection, p50 ms", ("one_connection", "ours", "p50_ms"), None, None, ("<", 0.25), None),
    ("planning", "", ("one_connection", "ours", "p50_ms"), ("one_connection", "sql", "p50_ms"), "SQL", None, 1.5),
    ("planning", "", ("one_connection", "ours", "p50_ms"), ("one_connection", "sql_whole_zones", "p50_ms"),
     "SQL, whole zones", None, None),
    ("planning", "", ("one_connection", "ours", "p50_ms"), ("one_connection", "sql_http", "p50_ms"), "SQL by HTTP, zones only",
     None, None),
    ("planning", "", ("one_connection", "ours", "p50_ms"), ("one_connection", "sql_http_full", "p50_ms"),
     "SQL by HTTP, full answer", None, 4),
    ("planning", "planning, 1 connection, p95 ms", ("one_connection", "ours", "p95_ms"), ("one_connection", "sql", "p95_ms"),
     "SQL", None, None),
    ("planning", "", ("one_connection", "ours", "p95_ms"), ("one_connection", "sql_http_full", "p95_ms"),
     "SQL by HTTP, full answer", None, None),
    ("planning", "planning, 16 connections, /s", ("sixteen_connections", "ours", "per_s"),
     ("sixteen_connections", "sql", "per_s"), "SQL", (">", 15000), 1.5),
    ("planning", "", ("sixteen_connections", "ours", "per_s"), ("sixteen_connections", "sql_http", "per_s"),
     "SQL by HTTP, zones only", None, None),
    ("planning", "", ("sixteen_connections", "ours", "per_s"), ("sixteen_connections", "sql_http_full", "per_s"),
     "SQL by HTTP, full answer", None, 4),
    ("planning", "planning, processor ms an answer", ("sixteen_connections", "ours", "processor_ms"), None, None, None, None),
    ("cold", "cold tile z14, 1 connection, p50 ms", ("z14", "one_connection", "ours", "p50_ms"),
     ("z14", "one_connection", "sql", "p50_ms"), "ST_AsMVT", ("<", 0.6), 8),
    ("cold", "cold tile z14, 1 connection, p95 ms", ("z14", "one_connection", "ours", "p95_ms"),
     ("z14", "one_connection", "sql", "p95_ms"), "ST_AsMVT", None, None),
    ("cold", "cold tile z14, 8 connections, /s", ("z14", "eight_connections", "ours", "per_s"),
     ("z14", "eight_connections", "sql", "per_s"), "ST_AsMVT", None, None),
    ("cold", "cold tile z16, 1 connection, p50 ms", ("z16", "one_connection", "ours", "p50_ms"),
     ("z16", "one_connection", "sql", "p50_ms"), "ST_AsMVT", ("<", 0.2), 5),
    ("cold", "cold tile z16, 1 connection, p95 ms", ("z16", "one_connection", "ours", "p95_ms"),
     ("z16", "one_connection", "sql", "p95_ms"), "ST_AsMVT", None, None),
    ("cold", "cold tile z16, 8 connections, /s", ("z16", "eight_connections", "ours", "per_s"),
     ("z16", "eight_connections", "sql", "per_s"), "ST_AsMVT", None, None),
    *[("low_zooms", f"cold z8–z12, {tileset}, {encoding}, {metric.replace('_', ' ')}", ("served", f"{tileset} {encoding}", metric),
       None, None, limit if encoding == "identity" else None, None)
      for tileset in ("base", "cadastre", "planning")
      for encoding in ("identity", "gzip")  # brotli is in the JSON
      for metric, limit in (("p50_ms", None), ("p95_ms", None), ("max_ms", ("<", 3)), ("max_bytes", ("<", 500_000)))
      if encoding == "identity" or metric.startswith("max")],
    *[("warm", f"warm tile, {encoding}, 32 connections, /s", ("throughput", f"ours {encoding}", "per_s"),
       ("throughput", f"nginx {encoding}", "per_s"), "nginx", None, 1) for encoding in ("identity", "gzip")],
    ("start", "start to ready, ms", ("starts", "ours", "ready_ms"), None, None, ("<", 3000), None),
    ("start", "resident, MB", ("starts", "ours", "rss_mb"), None, None, None, None),
    ("start", "resident in a small district, MB", ("starts", "small", "rss_mb"), None, None, None, None),
    ("start", "bytes per parcel, by difference", ("bytes_per_parcel_by_difference_rss_mb",), None, None, ("<", 300), None),
    ("start", "bytes per parcel, anonymous, by difference", ("bytes_per_parcel_by_difference_anonymous_mb",), None, None, None,
     None),
    ("start", "bytes per parcel above 60 MB", ("bytes_per_parcel_above_60_mb",), None, None, ("<", 300), None),
    ("search", "search, 5 hits, p50 ms", ("one_connection", "ours", "p50_ms"), None, None, None, None),
    ("search", "search, 5 hits, p95 ms", ("one_connection", "ours", "p95_ms"), None, None, None, None),
    ("search", "search, 16 connections, /s", ("sixteen_connections", "ours", "per_s"), None, None, None, None),
]


def rows(jobs):
    r"""\return what the table says, a dictionary a row"""
    told = []
    for job, what, our_path, their_path, peer, limit, ratio_asked in _ROWS:
        ours = _at(jobs.get(job), our_path)
        theirs = _at(jobs.get(job), their_path) if their_path else None
        if ours is None or (their_path and theirs is None):
            continue
        ratio = _ratio(ours, theirs, our_path[-1] == "per_s") if their_path else None
        ours, theirs = _median(ours), _median(theirs)
        verdicts = []
        if limit:
            verdicts.append(ours <= limit[1] if limit[0] == "<" else ours >= limit[1])
        if ratio_asked:
            verdicts.append(ratio >= ratio_asked)
        told.append({"what": what or told[-1]["what"], "ours": ours, "peer": peer, "theirs": theirs, "ratio": ratio,
                     "limit": f"{limit[0]} {limit[1]:,}" if limit else None, "ratio_asked": ratio_asked,
                     "met": all(verdicts) if verdicts else None})
    return told


def _figure(value):
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}" if abs(value) >= 10 else f"{value:.3f}"


def print_table(jobs):
    table = [("job", "ours", "peer", "theirs", "ratio", "asked", "")]
    before = None
    for row in rows(jobs):
        asked = " ".join(filter(None, [row["limit"], f"× {row['ratio_asked']}" if row["ratio_asked"] else None]))
        verdict = {None: "", True: "met", False: "MISSED"}[row["met"]]
        table.append(("" if row["what"] == before else row["what"], _figure(row["ours"]), row["peer"] or "",
                      _figure(row["theirs"]), f"{row['ratio']:.2f}" if row["ratio"] else "", asked, verdict))
        before = row["what"]
    widths = [max(len(line[i]) for line in table) for i in range(len(table[0]))]
    right = {1, 3, 4}
    for number, line in enumerate(table):
        print("  ".join(cell.rjust(w) if i in right else cell.ljust(w) for i, (cell, w) in enumerate(zip(line, widths))).rstrip())
        if number == 0:
            print("  ".join("-" * w for w in widths))
    for line in _remarks(jobs):
        print(line)


def _remarks(jobs):
    if "planning" in jobs:
        a = jobs["planning"]["agreement"]
        yield (f"Answers: {a['parcels_compared']} parcels, {a['zones_compared']} zones compared; {a['zones_only_one_tells']} told by "
               f"one side only, {a['topic_states_that_differ']} topic states differ, areas by at most "
               f"{a['largest_area_difference_m2']:.1e} m²; {a['our_bytes_mean']:,.0f} bytes beside {a['their_bytes_mean']:,.0f}.")
    for z, tiles in jobs.get("cold", {}).items():
        a = tiles["agreement"]
        yield (f"Tiles {z}: {a['our_features_mean']:.1f} features and {a['our_bytes_mean']:,.0f} bytes beside "
               f"{a['their_features_mean']:.1f} and {a['their_bytes_mean']:,.0f} ({a['feature_difference_percent']:+.2f} % features).")
    if "warm" in jobs:
        yield f"Warm tile {jobs['warm']['tile']}: " + ", ".join(f"{size:,} bytes {e}" for e, size in jobs["warm"]["bytes"].items()) + "."
    if "search" in jobs:
        yield f"Searched in {jobs['search']['parcels']:,} parcels."
