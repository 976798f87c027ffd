import type { Map as MapLibre, MapGeoJSONFeature } from 'maplibre-gl';
import type { District, ParcelKey } from '../api/model';
import type { CentreEntry } from '../app/state';
import { communeText, parcelTitle } from '../format/place';
import type { Locale } from '../i18n/locale';
import { kKeyParts } from '../url/state';
import { switchOf } from './layers';

/** As many as there are number keys. */
const kMostEntries = 9;
const kReach_px = 6;
const kOrder: readonly CentreEntry['kind'][] = ['parcel', 'zone', 'line', 'place', 'road', 'water', 'commune'];

function property(feature: MapGeoJSONFeature, name: string): string {
  const value: unknown = feature.properties[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function parcelKey(feature: MapGeoJSONFeature, district: District): ParcelKey | null {
  const key: ParcelKey = {};
  for (const part of kKeyParts) {
    if (!district.parcel_key.parts.includes(part)) continue;
    const value = property(feature, part);
    if (value === '') return null;
    key[part] = value;
  }
  return key;
}

function parcelEntry(feature: MapGeoJSONFeature, district: District, locale: Locale): CentreEntry {
  const key = parcelKey(feature, district);
  const landUse = property(feature, 'land_use');
  if (!key) return { kind: 'parcel', text: locale.t('centre.parcel_far', { land_use: landUse }), parcel: null };
  const commune = district.communes.find((entry) => entry.code === key.commune);
  const parts = [parcelTitle(key, undefined, locale), commune ? communeText({ code: commune.code, name: commune.name, now: commune.now ?? null }, locale) : '', landUse];
  return { kind: 'parcel', text: parts.filter((part) => part !== '').join(', '), parcel: key };
}

function entryOf(feature: MapGeoJSONFeature, district: District, locale: Locale): CentreEntry | null {
  const layer = feature.sourceLayer ?? '';
  const name = property(feature, 'name');
  switch (layer) {
    case 'parcels':
      return parcelEntry(feature, district, locale);
    case 'areas':
    case 'lines': {
      const topic = district.topics.find((entry) => entry.id === property(feature, 'topic'));
      const parts = [property(feature, 'code'), property(feature, 'function') || property(feature, 'land_use')].filter((part) => part !== '');
      return { kind: layer === 'areas' ? 'zone' : 'line', text: `${topic ? locale.name(topic.name) : ''}: ${parts.join(' – ')}`, parcel: null };
    }
    case 'roads':
      return name ? { kind: 'road', text: name, parcel: null } : null;
    case 'water':
      return name ? { kind: 'water', text: name, parcel: null } : null;
    case 'places':
      return name ? { kind: 'place', text: name, parcel: null } : null;
    case 'communes':
      return { kind: 'commune', text: name || property(feature, 'code'), parcel: null };
    default:
      return null;
  }
}

/** What lies under the crosshair, parcels first. */
export function centreEntries(map: MapLibre, district: District, locale: Locale): readonly CentreEntry[] {
  const { x, y } = map.project(map.getCenter());
  const reach = (layer: string): number => (switchOf(layer) !== null ? 0.5 : kReach_px);
  const found: CentreEntry[] = [];
  for (const layer of map.getLayersOrder()) {
    const r = reach(layer);
    for (const feature of map.queryRenderedFeatures([[x - r, y - r], [x + r, y + r]], { layers: [layer] })) {
      const entry = entryOf(feature, district, locale);
      if (entry && !found.some((other) => other.kind === entry.kind && other.text === entry.text)) found.push(entry);
    }
  }
  return found.sort((a, b) => kOrder.indexOf(a.kind) - kOrder.indexOf(b.kind)).slice(0, kMostEntries);
}
