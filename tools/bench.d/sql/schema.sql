-- What is loaded, before indexes. Staging tables come from ogr2ogr: parcels_in (grid), parcels_3857_in (Web Mercator by the
-- pinned datum operation), areas_in, lines_in, boundaries_in; plans comes from the manifests kept in the objects.

CREATE TABLE parcels AS
SELECT row_number() OVER (ORDER BY g.commune, g.source_fid)::int AS id, g.commune, g.sheet, g.number, g.land_use,
       ST_Area(g.geom) AS area_m2, ST_SetSRID(g.geom, 9210) AS geom, m.geom AS geom_3857
FROM parcels_in g JOIN parcels_3857_in m USING (commune, source_fid);

CREATE TABLE areas AS
SELECT row_number() OVER (ORDER BY a.plan, a.source_fid)::int AS id, p.topic, p.status, p.ahead, p.in_force, a.plan, a.code,
       a.name, a.function, a.land_use, a.width_m, a.building_coverage_percent, a.storeys_max, a.height_max_m,
       a.floor_area_ratio, a.population, a.ground_level_m, ST_SetSRID(a.geom, 9210) AS geom
FROM areas_in a JOIN plans p USING (plan);

CREATE TABLE lines AS
SELECT row_number() OVER (ORDER BY l.plan, l.source_fid)::int AS id, p.topic, p.status, p.ahead, p.in_force, l.plan, l.code,
       l.name, l.function, l.land_use, ST_SetSRID(l.geom, 9210) AS geom
FROM lines_in l JOIN plans p USING (plan);

-- Zones in pieces of at most 64 vertices: some zones have thousands, and PostGIS reads all of them for every parcel inside.
-- In pieces the same answer comes two to four times as fast; whoever runs such a service would do this first.
CREATE TABLE pieces AS
SELECT id AS area, topic, in_force, ST_Subdivide(geom, 64) AS geom FROM areas WHERE in_force OR ahead;

CREATE TABLE boundaries AS
SELECT b.plan, p.topic, ST_Subdivide(ST_SetSRID(b.geom, 9210), 64) AS geom
FROM boundaries_in b JOIN plans p USING (plan) WHERE p.in_force;

DROP TABLE parcels_in, parcels_3857_in, areas_in, lines_in, boundaries_in;
