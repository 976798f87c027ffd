-- The zones in force on a parcel with their areas, from whole zones, as they are published.
SELECT a.topic, a.plan, a.code, a.name, a.function, a.land_use, ST_Area(ST_Intersection(a.geom, p.geom)) AS area_m2
FROM {asked} AS p JOIN areas AS a ON a.in_force AND ST_Intersects(p.geom, a.geom)
