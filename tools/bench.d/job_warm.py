"""Job 4: a tile that is in the cache, beside nginx sending a file of the same bytes."""

import socket
import time

from district import tiles_of_parcels
from processes import Failed, free_port

_CONNECTIONS = 32
_CONTENT_TYPE = "application/vnd.mapbox-vector-tile"
_NGINX = """
daemon off;
pid {folder}/pid;
error_log stderr;
worker_processes auto;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  sendfile on;
  tcp_nopush on;
  tcp_nodelay on;
  keepalive_timeout 3600s;
  keepalive_requests 1000000000;
  open_file_cache max=100 inactive=3600s;
  open_file_cache_valid 3600s;
  default_type {content_type};
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
  uwsgi_temp_path {folder}; scgi_temp_path {folder};
  server {{
    listen 127.0.0.1:{port};
    root {folder}/files;
    location /gzip.mvt {{ add_header Content-Encoding gzip; add_header Vary Accept-Encoding; }}
  }}
}}
"""


def measure(context):
    tools, folder = context.instruments, context.state.folder / "nginx"
    (folder / "files").mkdir(parents=True)
    tiles = tiles_of_parcels(context.postgis, 14, 600)
    z, x, y = max(set(tiles), key=lambda tile: (tiles.count(tile), tile))  # The one asked for most.
    ours = tools.lines("warm.txt", [f"/tiles/cadastre/{z}/{x}/{y}.mvt"])
    server = context.server()
    sizes = {}
    for encoding in ("identity", "gzip"):
        body = folder / "files" / f"{encoding}.mvt"
        tools.http_walk(server.port, ours, 0, 0, encoding, body).must_be(200)
        body.chmod(0o644)
        sizes[encoding] = body.stat().st_size
    if (folder / "files/gzip.mvt").read_bytes()[:2] != b"\x1f\x8b":
        raise Failed("the server does not compress when asked for gzip")
    port = free_port()
    (folder / "conf").write_text(_NGINX.format(folder=folder, port=port, content_type=_CONTENT_TYPE))
    nginx = context.state.start("nginx", "nginx", "-c", folder / "conf", "-e", "stderr")
    _wait_for(port)

    measures = {}
    for encoding in sizes:
        def our_crowd(seconds, _, encoding=encoding):
            return {"per_s": tools.wrk(server.port, ours, seconds, _CONNECTIONS, 0, encoding)}

        def their_crowd(seconds, _, encoding=encoding, paths=tools.lines(f"nginx-{encoding}.txt", [f"/{encoding}.mvt"])):
            return {"per_s": tools.wrk(port, paths, seconds, _CONNECTIONS, 0, encoding)}
        measures[f"ours {encoding}"] = our_crowd
        measures[f"nginx {encoding}"] = their_crowd
    result = {"tile": f"{z}/{x}/{y}", "bytes": sizes, "throughput": context.take_turns(measures)}
    context.state.stop(nginx)
    server.stop()
    return result


def _wait_for(port):
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            time.sleep(0.01)
    raise Failed("nginx does not listen")
