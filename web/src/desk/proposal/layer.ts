import type { LayerProposal, PlanProposal } from '../model';
import { plainText } from '../plan_filter';
import { readToml, tomlText, withoutLayer, writeToml, type TomlPlace } from './toml_edit';

type LayerTable = '' | 'fields' | 'encodings' | 'values' | 'land_use_codes';

/** What a folder is described as. */
export type ProposalKind = 'plan' | 'parcels';

export type CrsOffer = LayerProposal['crs_offers'][number];

export const kRoles = ['zones', 'lines', 'points', 'boundary'] as const;

/** What a role's features may say. */
export const kFields: Readonly<Record<string, readonly string[]>> = {
  zones: ['code', 'name', 'function', 'land_use', 'building_coverage_percent', 'storeys_max', 'height_max_m', 'floor_area_ratio', 'population', 'ground_level_m'],
  lines: ['code', 'name', 'function', 'land_use', 'width_m', 'offset_left_m', 'offset_right_m'],
  points: ['code', 'name', 'function', 'land_use', 'radius_m'],
  boundary: [],
  parcels: ['commune', 'sheet', 'number', 'land_use', 'registered_area_m2', 'address'],
};

export function layerPlace({ file, layer }: LayerProposal, table: LayerTable): TomlPlace {
  return { file, layer, table };
}

export function layerKey({ file, layer }: LayerProposal): string {
  return layer === null ? file : `${file} / ${layer}`;
}

export function isOfferTaken(toml: string, layer: LayerProposal, offer: CrsOffer): boolean {
  const place = layerPlace(layer, '');
  return readToml(toml, place, 'crs') === offer.crs && readToml(toml, place, 'datum') === offer.datum && (readToml(toml, place, 'axes') ?? 'east, north') === offer.axes;
}

export function withOffer(toml: string, layer: LayerProposal, offer: CrsOffer, kind: ProposalKind): string {
  const place = layerPlace(layer, '');
  const placed = writeToml(toml, place, 'crs', tomlText(offer.crs));
  const shifted = writeToml(placed, place, 'datum', offer.datum === null ? null : tomlText(offer.datum));
  const turned = writeToml(shifted, place, 'axes', offer.axes === 'east, north' ? null : tomlText(offer.axes));
  // What the plan says its drawing is in: without it plan.toml cannot be read.
  return kind === 'parcels' || readToml(turned, { table: '' }, 'crs') ? turned : writeToml(turned, { table: '' }, 'crs', tomlText(offer.crs));
}

export function withEncoding(toml: string, layer: LayerProposal, encoding: string): string {
  return writeToml(toml, layerPlace(layer, ''), 'encoding', tomlText(encoding));
}

/** \param column  empty: the field is not filled */
export function withField(toml: string, layer: LayerProposal, field: string, column: string): string {
  const cleared = column === '' ? writeToml(toml, layerPlace(layer, 'encodings'), field, null) : toml;
  return writeToml(cleared, layerPlace(layer, 'fields'), field, column === '' ? null : tomlText(column));
}

export function withLandUse(toml: string, layer: LayerProposal, value: string, code: string): string {
  return writeToml(toml, layerPlace(layer, 'land_use_codes'), value, code === '' ? null : tomlText(code));
}

/** A boundary has no fields of its own; only areas are made of corners. */
export function withRole(toml: string, layer: LayerProposal, role: string): string {
  const kept = kFields[role] ?? [];
  const dropped = [...new Set(Object.values(kFields).flat())].filter((field) => !kept.includes(field));
  const fitting = dropped.reduce((text, field) => withField(text, layer, field, ''), toml);
  const isOfAreas = role === 'zones' || role === 'boundary' || role === 'parcels';
  const trimmed = layer.corners_of === null ? fitting : writeToml(fitting, layerPlace(layer, ''), 'corners_of', isOfAreas ? tomlText(layer.corners_of) : null);
  return writeToml(trimmed, layerPlace(layer, ''), 'role', tomlText(role));
}

export function withoutProposed(toml: string, { file, layer }: LayerProposal): string {
  return withoutLayer(toml, file, layer);
}

/** What a plan.toml needs and has not: keys of the form, in its order. */
export const kPlanKeys = ['title', 'id', 'topic', 'status', 'scale', 'number', 'date', 'authority', 'from'] as const;
export type PlanKey = (typeof kPlanKeys)[number];

export function planPlace(key: PlanKey): TomlPlace {
  if (key === 'number' || key === 'date' || key === 'authority') return { table: 'decision' };
  return { table: key === 'from' ? 'in_force' : '' };
}

export function missingKeys(toml: string): readonly PlanKey[] {
  const isConsultation = readToml(toml, { table: '' }, 'status') === 'consultation';
  return kPlanKeys.filter((key) => (readToml(toml, planPlace(key), key) ?? '') === '' && !(key === 'from' && isConsultation));
}

/** Scales and dates are written bare. */
export function withPlanKey(toml: string, key: PlanKey, value: string): string {
  const isBare = key === 'scale' || key === 'date' || key === 'from';
  const written = value === '' ? (isBare ? null : '""') : isBare ? value : tomlText(value);
  return writeToml(toml, planPlace(key), key, written);
}

/** The file's name without its ending, in the letters an id may have. */
export function proposedId(title: string): string {
  return plainText(title).replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 60);
}

export function boxesOf({ layers }: PlanProposal): readonly CrsOffer[] {
  return layers.flatMap(({ crs_offers }) => crs_offers.filter(({ taken }) => taken));
}
