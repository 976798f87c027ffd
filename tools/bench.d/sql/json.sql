-- What rows.sql finds as one JSON document, with what is told of each plan.
SELECT json_build_object(
  'place', json_build_object('commune', p.commune, 'sheet', p.sheet, 'number', p.number, 'land_use', p.land_use,
                             'computed_area_m2', p.area_m2),
  'restrictions', (
    SELECT json_agg(json_build_object(
      'topic', a.topic, 'plan', plans.about::json,
      'zone', json_build_object('code', a.code, 'name', a.name, 'function', a.function, 'land_use', a.land_use,
                                'width_m', a.width_m, 'building_coverage_percent', a.building_coverage_percent,
                                'storeys_max', a.storeys_max, 'height_max_m', a.height_max_m,
                                'floor_area_ratio', a.floor_area_ratio, 'population', a.population,
                                'ground_level_m', a.ground_level_m),
      'area_m2', cut.area_m2, 'share_percent', 100 * cut.area_m2 / p.area_m2))
    FROM (SELECT z.area, sum(ST_Area(ST_Intersection(z.geom, p.geom))) AS area_m2
          FROM pieces AS z WHERE z.in_force AND ST_Intersects(p.geom, z.geom) GROUP BY z.area) AS cut
    JOIN areas AS a ON a.id = cut.area JOIN plans ON plans.plan = a.plan
    WHERE cut.area_m2 > p.area_m2 * 1e-10))
FROM {asked} AS p
