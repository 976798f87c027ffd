"""Jobs 2 and 3: tiles drawn anew, the same features as PostGIS draws; and as they are served at low zooms."""

import statistics

import mvt
from district import tiles_of_parcels
from load import quantile

_CONNECTIONS = 8
_REQUESTS = {14: 600, 16: 3000}
_COMPARED = 25
_LOW_ZOOMS = range(8, 13)
_TILESETS = ("base", "cadastre", "planning")


def measure_cold(context):
    tools, postgis = context.instruments, context.postgis
    server = context.server("--tile-cache-mb", 0)
    result = {}
    for z, count in _REQUESTS.items():
        tiles = tiles_of_parcels(postgis, z, count)
        ours = tools.lines(f"tiles-{z}.txt", [f"/tiles/cadastre/{z}/{x}/{y}.mvt" for z, x, y in tiles])
        theirs = tools.lines(f"tiles-{z}-sql.txt", [f"{z} {x} {y}" for z, x, y in tiles])
        query = tools.query(f"tile_{z}")

        def our_walk(seconds, turn):
            return tools.http_walk(server.port, ours, seconds, turn * 97).must_be(200).latency()

        def their_walk(seconds, turn):
            return tools.pg_walk(postgis.conninfo(), query, theirs, seconds, turn * 97).must_be(1).latency()

        def our_crowd(seconds, turn):
            return {"per_s": tools.wrk(server.port, ours, seconds, _CONNECTIONS, turn * 97)}

        def their_crowd(seconds, turn):
            samples = tools.pg_walk(postgis.conninfo(), query, theirs, seconds, turn * 97, _CONNECTIONS)
            return {"per_s": len(samples.must_be(1).ms) / seconds}

        result[f"z{z}"] = {
            "different_tiles": len(set(tiles)),
            "agreement": _agreement(context, server, query, sorted(set(tiles), key=tiles.index)[:_COMPARED]),
            "one_connection": context.take_turns({"ours": our_walk, "sql": their_walk}),
            "eight_connections": context.take_turns({"ours": our_crowd, "sql": their_crowd}),
        }
    server.stop()
    return result


def _agreement(context, server, query, tiles):
    """Features and bytes of the same tiles from both."""
    tools, folder = context.instruments, context.state.folder
    counts, sizes = [], []
    for z, x, y in tiles:
        mine, peer = folder / "mine.mvt", folder / "peer.mvt"
        tools.http_walk(server.port, tools.lines("one.txt", [f"/tiles/cadastre/{z}/{x}/{y}.mvt"]), 0, body=mine)
        tools.pg_walk(context.postgis.conninfo(), query, tools.lines("one.txt", [f"{z} {x} {y}"]), 0, body=peer)
        counts.append([mvt.features(path.read_bytes()).get("parcels", 0) for path in (mine, peer)])
        sizes.append([path.stat().st_size for path in (mine, peer)])
    return {
        "tiles_compared": len(tiles),
        "our_features_mean": statistics.mean(a for a, _ in counts),
        "their_features_mean": statistics.mean(b for _, b in counts),
        "feature_difference_percent": 100 * (sum(a for a, _ in counts) / sum(b for _, b in counts) - 1),
        "our_bytes_mean": statistics.mean(a for a, _ in sizes),
        "their_bytes_mean": statistics.mean(b for _, b in sizes),
    }


def measure_low_zooms(context):
    """Every tile of the district at z8 to z12, as a browser is given it. A tile's time is the median of its repetitions."""
    tools = context.instruments
    server = context.server("--tile-cache-mb", 0)
    tiles = list(context.register.tiles_over(_LOW_ZOOMS))
    measures = {}
    for tileset in _TILESETS:
        paths = tools.lines(f"low-{tileset}.txt", [f"/tiles/{tileset}/{z}/{x}/{y}.mvt" for z, x, y in tiles])
        for encoding in ("identity", "gzip", "br"):
            def walk(seconds, _, paths=paths, encoding=encoding):
                # The whole list at least once, or the slowest tile may not be among those seen.
                once = tools.http_walk(server.port, paths, 0, 0, encoding).must_be(200, 204)
                more = tools.http_walk(server.port, paths, seconds, 0, encoding).by_request()
                seen = {**once.by_request(), **more}
                shown = [(ms, size) for ms, size in seen.values() if size > 0]
                times = [ms for ms, _ in shown]
                return {"p50_ms": quantile(times, 0.5), "p95_ms": quantile(times, 0.95), "max_ms": max(times),
                        "max_bytes": max(size for _, size in shown)}
            measures[f"{tileset} {encoding}"] = walk
    result = {"tiles": len(tiles), "served": context.take_turns(measures, min(2, context.seconds))}
    server.stop()
    return result
