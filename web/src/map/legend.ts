import type { Map as MapLibre } from 'maplibre-gl';
import type { District } from '../api/model';
import type { LegendEntry } from '../app/state';
import type { Locale } from '../i18n/locale';
import { switchOf } from './layers';

const kMostEntries = 40;

function plainColour(map: MapLibre, layer: string, property: 'fill-color' | 'line-color'): string | null {
  const colour = map.getPaintProperty(layer, property);
  return typeof colour === 'string' ? colour : null;
}

/** What is on screen now: land-use codes, and the topics that have no land use of their own. */
export function legendEntries(map: MapLibre, district: District, locale: Locale): readonly LegendEntry[] {
  const layers = map.getLayersOrder().filter((id) => switchOf(id) !== null && !id.endsWith('label') && !id.endsWith('labels') && id !== 'parcels-line');
  const counts = new Map<string, number>();
  const topics = new Map<string, string>();
  for (const feature of map.queryRenderedFeatures({ layers })) {
    const landUse: unknown = feature.properties['land_use'];
    if (typeof landUse === 'string' && landUse !== '') {
      for (const code of landUse.split('+')) counts.set(code.trim(), (counts.get(code.trim()) ?? 0) + 1);
      continue;
    }
    const topic = switchOf(feature.layer.id);
    if (topic === null || topics.has(topic)) continue;
    const property = feature.layer.type === 'line' ? 'line-color' : 'fill-color';
    const colour = plainColour(map, feature.layer.id, property);
    if (colour) topics.set(topic, colour);
  }
  const codes = [...counts.entries()]
    .sort(([, a], [, b]) => b - a)
    .flatMap(([code]) => district.land_use.filter((entry) => entry.code === code))
    .slice(0, kMostEntries);
  const rows = district.topics.flatMap((topic) => {
    const fill = topics.get(topic.id);
    return fill ? [{ code: '', fill, name: locale.name(topic.name) }] : [];
  });
  return [...codes, ...rows];
}
