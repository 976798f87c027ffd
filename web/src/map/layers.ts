import type { DataDrivenPropertyValueSpecification, Map as MapLibre } from 'maplibre-gl';
import { kCadastre } from './cadastre';

const kCadastreLayers = new Set(['land-use', 'parcels-land-use', 'parcels-fill', 'parcels-line', 'parcel-labels']);
/** A number or an expression; the library's own type of the property. */
type Opacity = DataDrivenPropertyValueSpecification<number> | undefined;
type Opaque = 'fill-opacity' | 'line-opacity' | 'text-opacity';
const kProperties: Readonly<Record<string, Opaque>> = { fill: 'fill-opacity', line: 'line-opacity', symbol: 'text-opacity' };

/** Opacity each layer had in the style, before anyone moved a slider. */
const base = new WeakMap<object, Map<string, Opacity>>();

/** `topic:<id>:fill` → id; the layers of the register → kCadastre; others are not switched. */
export function switchOf(layer: string): string | null {
  if (kCadastreLayers.has(layer)) return kCadastre;
  const [prefix, topic] = layer.split(':');
  return prefix === 'topic' && topic ? topic : null;
}

function originals(map: MapLibre): Map<string, Opacity> {
  let known = base.get(map.style);
  if (!known) {
    known = new Map();
    base.set(map.style, known);
  }
  return known;
}

export function applyLayers(map: MapLibre, hidden: readonly string[], opacity: Readonly<Record<string, number>>): void {
  const known = originals(map);
  for (const id of map.getLayersOrder()) {
    const owner = switchOf(id);
    const layer = owner === null ? undefined : map.getLayer(id);
    if (owner === null || !layer) continue;
    map.setLayoutProperty(id, 'visibility', hidden.includes(owner) ? 'none' : 'visible');
    const property = kProperties[layer.type];
    if (!property) continue;
    if (!known.has(id)) known.set(id, map.getPaintProperty(id, property) as Opacity);
    const original = known.get(id);
    const factor = opacity[owner] ?? 1;
    // An expression of the zoom cannot be multiplied; then the slider alone decides.
    const scaled = typeof original === 'number' ? original * factor : factor;
    const isUntouched = factor === 1 && typeof original !== 'number';
    map.setPaintProperty(id, property, isUntouched ? original : scaled);
  }
}
