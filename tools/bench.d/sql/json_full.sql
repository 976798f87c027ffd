-- The whole answer: every topic with its state, zones and lines in force, what is ahead, and the balance of areas.
WITH p AS MATERIALIZED (SELECT * FROM {asked} AS asked),
cut AS MATERIALIZED (
  SELECT z.area, z.topic, z.in_force, ST_Intersection(z.geom, p.geom) AS geom
  FROM p JOIN pieces AS z ON ST_Intersects(p.geom, z.geom)),
told AS MATERIALIZED (
  SELECT a.topic, a.in_force, zone.area_m2, json_build_object(
    'plan', plans.about::json,
    'zone', json_build_object('code', a.code, 'name', a.name, 'function', a.function, 'land_use', a.land_use,
                              'width_m', a.width_m, 'building_coverage_percent', a.building_coverage_percent,
                              'storeys_max', a.storeys_max, 'height_max_m', a.height_max_m,
                              'floor_area_ratio', a.floor_area_ratio, 'population', a.population,
                              'ground_level_m', a.ground_level_m),
    'area_m2', zone.area_m2, 'share_percent', 100 * zone.area_m2 / p.area_m2) AS restriction
  FROM p, (SELECT area, sum(ST_Area(geom)) AS area_m2 FROM cut GROUP BY area) AS zone
  JOIN areas AS a ON a.id = zone.area JOIN plans USING (plan)
  WHERE zone.area_m2 > p.area_m2 * 1e-10
  UNION ALL
  SELECT l.topic, l.in_force, 0, json_build_object(
    'plan', plans.about::json, 'zone', json_build_object('code', l.code, 'name', l.name, 'function', l.function),
    'length_m', ST_Length(ST_Intersection(l.geom, p.geom)))
  FROM p JOIN lines AS l ON (l.in_force OR l.ahead) AND ST_Intersects(l.geom, p.geom) JOIN plans USING (plan)),
reach AS (
  SELECT topic, max(area_m2) AS area_m2
  FROM (SELECT b.topic, b.plan, sum(ST_Area(ST_Intersection(b.geom, p.geom))) AS area_m2
        FROM p JOIN boundaries AS b ON ST_Intersects(p.geom, b.geom) GROUP BY b.topic, b.plan) AS one
  GROUP BY topic),
balance AS (
  -- Pieces of one zone do not overlap: only where several zones meet is there a union to be made.
  SELECT topic, sum(ST_Area(geom)) AS covered_m2,
         CASE WHEN count(DISTINCT area) = 1 THEN sum(ST_Area(geom))
              ELSE (SELECT ST_Area(ST_Union(c.geom)) FROM cut AS c WHERE c.in_force AND c.topic = cut.topic) END AS united_m2
  FROM cut WHERE in_force GROUP BY topic)
SELECT json_build_object(
  'place', json_build_object('commune', p.commune, 'sheet', p.sheet, 'number', p.number, 'land_use', p.land_use,
                             'computed_area_m2', p.area_m2),
  'topics', (
    SELECT json_agg(json_build_object(
      'topic', t.topic,
      'state', CASE WHEN r.list IS NOT NULL THEN 'concerned'
                    WHEN reach.area_m2 >= p.area_m2 * (1 - 1e-6) THEN 'not_concerned' ELSE 'no_data' END,
      'restrictions', r.list,
      'balance', CASE WHEN t.has_balance THEN json_build_object(
        'parcel_area_m2', p.area_m2, 'covered_m2', coalesce(b.covered_m2, 0),
        'uncovered_m2', p.area_m2 - coalesce(b.united_m2, 0),
        'overlapped_m2', coalesce(b.covered_m2 - b.united_m2, 0)) END) ORDER BY t.place)
    FROM topics AS t
    LEFT JOIN (SELECT topic, json_agg(restriction ORDER BY area_m2 DESC) AS list FROM told WHERE in_force GROUP BY topic) AS r
           ON r.topic = t.topic
    LEFT JOIN reach ON reach.topic = t.topic
    LEFT JOIN balance AS b ON b.topic = t.topic),
  'changes', (SELECT json_agg(restriction) FROM told WHERE NOT in_force))
FROM p
