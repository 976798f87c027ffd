-- Indexes hold only what the jobs ask for: plans that are in force or ahead. Old ones would only be filtered out again.

ALTER TABLE parcels ADD PRIMARY KEY (id);
CREATE INDEX parcels_key ON parcels (commune, sheet, number);
CREATE INDEX parcels_geom ON parcels USING gist (geom);
CREATE INDEX parcels_geom_3857 ON parcels USING gist (geom_3857);
ALTER TABLE areas ADD PRIMARY KEY (id);
CREATE INDEX areas_geom ON areas USING gist (geom);
CREATE INDEX areas_in_force ON areas USING gist (geom) WHERE in_force;
CREATE INDEX pieces_geom ON pieces USING gist (geom);
CREATE INDEX pieces_in_force ON pieces USING gist (geom) WHERE in_force;
CREATE INDEX lines_told ON lines USING gist (geom) WHERE in_force OR ahead;
CREATE INDEX boundaries_geom ON boundaries USING gist (geom);
ALTER TABLE plans ADD PRIMARY KEY (plan);
CLUSTER parcels USING parcels_geom_3857;
CLUSTER areas USING areas_geom;
CLUSTER pieces USING pieces_geom;
VACUUM ANALYZE;
