"""Jobs 5 and 6: start and memory; search."""

_BASE_MB = 60  # What the requirement grants the program itself.


def measure_start(context, small):
    r"""\param small register of a district with almost nothing in it, for the memory of the program itself"""
    def start(register):
        def once(_seconds, _turn):
            server = context.server(register=register)
            memory = server.memory_kb()
            server.stop()
            return {"ready_ms": server.ready_ms, "rss_mb": memory["VmRSS"] / 1024, "anonymous_mb": memory["RssAnon"] / 1024}
        return once

    seen = context.take_turns({"ours": start(context.register), "small": start(small)})
    large, count, few = seen["ours"], context.register.parcels, small.parcels
    result = {"parcels": count, "parcels_small": few, "starts": seen}
    if count > few:
        for metric in ("rss_mb", "anonymous_mb"):
            grown = large[metric]["median"] - seen["small"][metric]["median"]
            result[f"bytes_per_parcel_by_difference_{metric}"] = grown * 2**20 / (count - few)
    result["bytes_per_parcel_above_60_mb"] = (large["rss_mb"]["median"] - _BASE_MB) * 2**20 / count
    return result


def measure_search(context, register):
    r"""\param register the district searched: the largest there is"""
    tools = context.instruments
    paths = tools.lines("search.txt", register.searches())
    server = context.server(register=register)

    def walk(seconds, turn):
        return tools.http_walk(server.port, paths, seconds, turn * 371).must_be(200).latency()

    def crowd(seconds, turn):
        return {"per_s": tools.wrk(server.port, paths, seconds, 16, turn * 371)}

    result = {"parcels": register.parcels, "one_connection": context.take_turns({"ours": walk}),
              "sixteen_connections": context.take_turns({"ours": crowd})}
    server.stop()
    return result
