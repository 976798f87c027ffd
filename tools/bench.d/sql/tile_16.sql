-- One cadastre tile at z16: what geo/tile draws there, with its buffer of 64 units and its feature ids.
SELECT ST_AsMVT(shown, 'parcels', 4096, 'geom', 'id')
FROM (SELECT id, land_use, commune, sheet, number, ST_AsMVTGeom(geom_3857, ST_TileEnvelope($1, $2, $3), 4096, 64) AS geom
      FROM parcels WHERE geom_3857 && ST_TileEnvelope($1, $2, $3, margin => 64.0 / 4096)) AS shown
WHERE geom IS NOT NULL
