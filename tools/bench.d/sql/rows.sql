-- The zones in force on a parcel with their areas, from pieces: the least that can be called an answer.
SELECT a.topic, a.plan, a.code, a.name, a.function, a.land_use, cut.area_m2
FROM {asked} AS p
CROSS JOIN LATERAL (
  SELECT z.area, sum(ST_Area(ST_Intersection(z.geom, p.geom))) AS area_m2
  FROM pieces AS z WHERE z.in_force AND ST_Intersects(p.geom, z.geom) GROUP BY z.area) AS cut
JOIN areas AS a ON a.id = cut.area
