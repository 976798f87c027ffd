"""Job 1: what the plans say of a parcel, over HTTP, beside PostGIS alone and PostGIS behind an HTTP service."""

import json
import urllib.request

from load import quantile

_CONNECTIONS = 16
_COMPARED = 300
_BY_KEY = "(SELECT * FROM parcels WHERE commune = $1 AND sheet = $2 AND number = $3)"
_BY_DRAW = "(SELECT parcels.* FROM asked JOIN parcels USING (commune, sheet, number) WHERE asked.id = :id)"


def measure(context):
    tools, postgis, keys = context.instruments, context.postgis, context.references
    ours = tools.lines("planning.txt", ["/api/v1/planning?parcel=" + "/".join(key) for key in keys])
    theirs = tools.lines("keys.txt", ["/" + "/".join(key) for key in keys])
    rows = "".join(f"{i}\t" + "\t".join(key) + "\n" for i, key in enumerate(keys, 1))
    postgis.sql("DROP TABLE IF EXISTS asked; CREATE TABLE asked (id int PRIMARY KEY, commune text, sheet text, number text);\n"
                "COPY asked FROM stdin;\n" + rows + "\\.\nVACUUM ANALYZE asked;")

    server = context.server()
    services = {}
    for name in ("json", "json_full"):
        process = context.state.start(name, tools.service, postgis.conninfo(), tools.query(name, asked=_BY_KEY))
        services[name] = (process, int(context.state.first_line(process)))

    def walk(port, paths):
        return lambda seconds, turn: tools.http_walk(port, paths, seconds, turn * 4001).must_be(200).latency()

    def crowd(port, paths):
        return lambda seconds, turn: {"per_s": tools.wrk(port, paths, seconds, _CONNECTIONS, turn * 4001)}

    def our_crowd(seconds, turn):
        before = server.processor_s()
        rate = tools.wrk(server.port, ours, seconds, _CONNECTIONS, turn * 4001)
        return {"per_s": rate, "processor_ms": (server.processor_s() - before) * 1e3 / (rate * seconds)}

    def bare(name, clients):
        query = tools.query(name, asked=_BY_DRAW)
        query.write_text(f"\\set id random(1, {len(keys)})\n{query.read_text()};\n")

        def once(seconds, turn):
            rate, took_ms = tools.pgbench(postgis.conninfo(), query, {}, seconds, clients, turn)
            if clients > 1:
                return {"per_s": rate}
            return {"p50_ms": quantile(took_ms, 0.5), "p95_ms": quantile(took_ms, 0.95), "per_s": rate}
        return once

    result = {"different_parcels": len(keys), "agreement": _agreement(keys, server.port, services["json_full"][1])}
    result["one_connection"] = context.take_turns({
        "ours": walk(server.port, ours),
        "sql": bare("rows", 1),
        "sql_whole_zones": bare("rows_whole", 1),
        "sql_http": walk(services["json"][1], theirs),
        "sql_http_full": walk(services["json_full"][1], theirs),
    })
    result["sixteen_connections"] = context.take_turns({
        "ours": our_crowd,
        "sql": bare("rows", _CONNECTIONS),
        "sql_http": crowd(services["json"][1], theirs),
        "sql_http_full": crowd(services["json_full"][1], theirs),
    })
    server.stop()
    for process, _ in services.values():
        context.state.stop(process)
    return result


def _agreement(keys, our_port, their_port):
    """Whether both say the same: zones by plan and code with their areas, and the state of every topic."""
    worst_m2, states, zones, other_zones, our_bytes, their_bytes = 0.0, 0, 0, 0, 0, 0
    for key in keys[:_COMPARED]:
        path = "/".join(key)
        mine_text = _get(f"http://127.0.0.1:{our_port}/api/v1/planning?parcel={path}")
        peer_text = _get(f"http://127.0.0.1:{their_port}/{path}")
        our_bytes, their_bytes = our_bytes + len(mine_text), their_bytes + len(peer_text)
        mine, peer = json.loads(mine_text), json.loads(peer_text)
        our_areas, their_areas = _areas(mine), _areas(peer)
        zones += len(our_areas)
        other_zones += len(our_areas.keys() ^ their_areas.keys())
        for zone in our_areas.keys() & their_areas.keys():
            worst_m2 = max(worst_m2, abs(our_areas[zone] - their_areas[zone]))
        states += sum(_drawn_state(a) != b["state"] for a, b in zip(mine["topics"], peer["topics"], strict=True))
    count = min(_COMPARED, len(keys))
    return {"parcels_compared": count, "zones_compared": zones, "zones_only_one_tells": other_zones,
            "largest_area_difference_m2": worst_m2, "topic_states_that_differ": states,
            "our_bytes_mean": our_bytes / count, "their_bytes_mean": their_bytes / count}


def _get(url):
    with urllib.request.urlopen(url) as answer:
        return answer.read()


def _is_drawn(restriction):
    """Whether it touches the parcel as drawn: our answer also tells of what may, the peer's does not."""
    return (restriction.get("area_m2") or 0.0) > 0.0 or (restriction.get("length_m") or 0.0) > 0.0


def _drawn_state(topic):
    """The state of a topic as if drawn lines were knives, as the peer takes them."""
    if any(_is_drawn(r) for r in topic.get("restrictions") or []):
        return "concerned"
    if topic["state"] != "boundary_uncertain":
        return topic["state"]
    return "no_data" if topic.get("reason_code") else "not_concerned"


def _areas(answer):
    areas = {}
    for topic in answer["topics"]:
        for r in filter(_is_drawn, topic.get("restrictions") or []):
            zone = (r["plan"]["id"], r["zone"]["code"])
            areas[zone] = areas.get(zone, 0.0) + (r.get("area_m2") or 0.0)
    return areas
