// Plans of one layer, made for what a test wants of them: where the trial plan lies, in its CRS.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyFolder, zonesOf, type Position } from './desk_files';

/** Corner of the trial plan's first block. */
export function placeOfTrial(trial: string): Position {
  const at = zonesOf(trial)[0]?.ring[0];
  if (!at) throw new Error('the trial plan has no block');
  return at;
}

/** \param rings  outlines, not closed, in metres from where the trial plan lies */
export function writePlan(folder: string, id: string, trial: string, rings: readonly (readonly Position[])[]): void {
  emptyFolder(folder);
  const [east, north] = placeOfTrial(trial);
  const features = rings.map((ring, index) => {
    const placed = [...ring, ...ring.slice(0, 1)].map(([x, y]) => [east + x, north + y]);
    return { type: 'Feature', properties: { ma_o: `O-${index + 1}`, loai_dat: 'ODT' }, geometry: { type: 'Polygon', coordinates: [placed] } };
  });
  const crs = { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::9210' } };
  writeFileSync(join(folder, 'zones.geojson'), JSON.stringify({ type: 'FeatureCollection', crs, features }));
  writeFileSync(join(folder, 'plan.toml'), `id = "${id}"
topic = "detailed_plan"
title = "Đồ án ${id} (DEMO)"
status = "in_force"
scale = 500
crs = "EPSG:9210"
[decision]
number = "DEMO-${id}"
date = 2026-01-31
authority = "Ủy ban nhân dân (DEMO)"
[in_force]
from = 2026-02-01
[[layer]]
role = "zones"
file = "zones.geojson"
[layer.fields]
code = "ma_o"
land_use = "loai_dat"
`);
}
