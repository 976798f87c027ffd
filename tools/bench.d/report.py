"""The table a run ends with."""


def _at(result, path):
    for part in path:
        result = result.get(part) if isinstance(result, dict) else None
    return result["median"] if isinstance(result, dict) and "median" in result else result


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
      for encoding in ("identity", "gzip", "br")
      for metric, limit in (("p50_ms", None), ("p95_ms", None), ("max_ms", ("<", 3)), ("max_bytes", ("<", 500_000)))],
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
    """\\return what the table says, a dictionary a row"""
    told = []
    for job, what, our_path, their_path, peer, limit, ratio_asked in _ROWS:
        ours = _at(jobs.get(job), our_path)
        theirs = _at(jobs.get(job), their_path) if their_path else None
        if ours is None or (their_path and theirs is None):
            continue
        ratio = None
        if theirs is not None:
            ratio = ours / theirs if our_path[-1] == "per_s" else theirs / ours
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
