#!/bin/sh
# postgis.sh REGISTER ANSWER_PROOF [PARCELS]
#
# Compares the common areas in planning answers with PostGIS. ANSWER_PROOF (the built program) draws PARCELS parcels (11,000) from
# the register and writes their restrictions; this script reads the register's own objects into a database of its own and asks for
# ST_Area(ST_Intersection(parcel, zone)) of each. Exit 0 when all agree to 0.01 m², 1 when one does not, 2 when it cannot be
# asked, 77 when the packages cannot be installed. Works as root (the database then runs as user postgres) or as any other user.
set -eu

if [ $# -lt 2 ]; then
    echo "usage: postgis.sh REGISTER ANSWER_PROOF [PARCELS]" >&2
    exit 2
fi
register=$1
proof=$2
parcels=${3:-11000}
limit_m2=0.01
least_rows=20000

need() {
    [ -d /usr/lib/postgresql ] && ls /usr/share/postgresql/*/extension/postgis.control >/dev/null 2>&1 && command -v ogr2ogr >/dev/null
}
if ! need; then
    if [ "$(id -u)" -ne 0 ] || ! { apt-get update && apt-get install -y --no-install-recommends postgresql-15-postgis-3 gdal-bin; } >&2; then
        echo "skipped: PostGIS and ogr2ogr are not here and cannot be installed"
        exit 77
    fi
fi
control=$(ls /usr/share/postgresql/*/extension/postgis.control | sort -V | tail -n 1)
version=$(basename "$(dirname "$(dirname "$control")")")
bin=/usr/lib/postgresql/$version/bin

work=$(mktemp -d)
if [ "$(id -u)" -eq 0 ]; then
    as() { runuser -u postgres -- "$@"; }
    chown postgres: "$work"
else
    as() { "$@"; }
fi
clean() {
    as "$bin/pg_ctl" -D "$work/data" -m immediate -w stop >/dev/null 2>&1 || true
    rm -rf "$work"
}
trap clean EXIT
trap 'exit 2' INT TERM HUP

"$proof" "$register" --parcels "$parcels" --rows "$work/rows.tsv"
chmod 0755 "$work"
chmod 0644 "$work/rows.tsv"

cd "$work"   # runuser must not stand in a folder that postgres may not enter
as "$bin/initdb" -D "$work/data" --auth=trust --encoding=UTF8 --locale=C --no-sync >"$work/initdb.log"
# No port is opened: only a socket in our own folder. Nothing need survive a crash.
as "$bin/pg_ctl" -D "$work/data" -w -l "$work/log" start -o "-c listen_addresses='' -c unix_socket_directories='$work' \
    -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c shared_buffers=256MB -c jit=off" >/dev/null
ask() { as "$bin/psql" -h "$work" -d postgres -X -q -v ON_ERROR_STOP=1 "$@"; }
ask -c 'CREATE EXTENSION postgis' -c 'CREATE TABLE answered (parcels text, parcel int, plan text, zone int, area_m2 float8)' \
    -c 'CREATE TABLE shapes (object text, number int, geom geometry)' 2>/dev/null

# Objects are written by ogr2ogr as text for COPY, so that no driver for PostgreSQL is needed and none of our code reads them.
load() {  # object, layer
    ogr2ogr -f CSV /vsistdout/ "$register_abs/objects/$1.gpkg" -dialect SQLITE \
        -sql "SELECT '$1' AS object, CAST(fid AS INTEGER) AS number, hex(ST_AsBinary(geom)) AS wkb FROM \"$2\"" -lco STRING_QUOTING=IF_NEEDED |
        ask -c 'COPY shapes FROM STDIN (FORMAT csv, HEADER true)'
}
register_abs=$(cd "$OLDPWD" && cd "$register" && pwd)
for object in $(cut -f 1 "$work/rows.tsv" | sort -u); do
    load "$object" parcels
done
for object in $(cut -f 3 "$work/rows.tsv" | sort -u); do
    load "$object" areas
done
ask -c 'COPY answered FROM STDIN' <"$work/rows.tsv"
ask -c 'CREATE INDEX ON shapes (object, number)' -c 'ANALYZE'

result=$(ask -At -F ' ' -c "
    SELECT count(*), count(*) FILTER (WHERE difference IS NULL OR NOT difference <= $limit_m2), coalesce(max(difference), 'NaN')
    FROM (SELECT abs(ST_Area(ST_Intersection(p.geom, z.geom)) - a.area_m2) AS difference
          FROM answered a
          LEFT JOIN shapes p ON p.object = a.parcels AND p.number = a.parcel
          LEFT JOIN shapes z ON z.object = a.plan AND z.number = a.zone) d")
engine=$(ask -At -c 'SELECT postgis_full_version()' | sed 's/ PROJ=.*//')
set -- $result
echo "$engine"
echo "restrictions compared: $1; beyond $limit_m2 m2: $2; largest difference: $3 m2"
if [ "$1" -lt "$least_rows" ]; then
    echo "fewer than $least_rows rows: the sample proves too little" >&2
    exit 2
fi
[ "$2" -eq 0 ]
