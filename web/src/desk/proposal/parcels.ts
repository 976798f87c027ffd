import type { KeyPart } from '../../api/model';
import type { LayerProposal, PlanProposal } from '../model';
import { plainText } from '../plan_filter';
import { kFields, layerPlace, withField, withRole, withoutProposed } from './layer';
import { fromFirstLayer, hasLayer, readToml, tomlText, writeToml } from './toml_edit';

/** Columns by their usual names, without marks and separators. The first that fits and is not taken yet. */
const kNames: Readonly<Record<string, RegExp>> = {
  commune: /^(xa$|maxa|makvhc|madvhc|maphuong|commune)/,
  sheet: /^(to$|tobando|soto|sohieuto|shto|shbando|sotobd|mapsheet|sheet)/,
  number: /^(thua(dat)?$|sothua|sohieuthua|shthua|sothututhua|sttthua|parcel|number)/,
  land_use: /^(loaidat|maloaidat|mdsd|mucdich|kihieumdsd|landuse)/,
  registered_area_m2: /^(dientich|dtpl|dtphaply|dtich|area)/,
  address: /^(diachi|address)/,
};

/** Fields a parcel may have in a district whose key has these parts. */
export function parcelFields(parts: readonly KeyPart[]): readonly string[] {
  const all: readonly string[] = ['commune', 'sheet', 'number'];
  return (kFields['parcels'] ?? []).filter((field) => !all.includes(field) || (parts as readonly string[]).includes(field));
}

/** One value for all parcels of a layer, in place of a column; empty takes it away. */
export function withConstant(toml: string, layer: LayerProposal, field: string, value: string): string {
  const without = value === '' ? toml : withField(toml, layer, field, '');
  return writeToml(without, layerPlace(layer, 'values'), field, value === '' ? null : tomlText(value));
}

/** A column takes the place of a value for all. */
export function withColumn(toml: string, layer: LayerProposal, field: string, column: string): string {
  const without = column === '' ? toml : writeToml(toml, layerPlace(layer, 'values'), field, null);
  return withField(without, layer, field, column);
}

function withGuesses(toml: string, layer: LayerProposal, commune: string, parts: readonly KeyPart[]): string {
  if (layer.drawing) {
    const numbered = withField(toml, layer, 'number', 'text');
    return commune === '' ? numbered : withConstant(numbered, layer, 'commune', commune);
  }
  const taken = new Set<string>();
  let text = toml;
  for (const field of parcelFields(parts)) {
    const own = readToml(text, layerPlace(layer, 'fields'), field);
    const column = own ?? layer.columns.find(({ name }) => !taken.has(name) && kNames[field]?.test(plainText(name).replace(/[^a-z0-9]/g, '')))?.name;
    if (column === undefined) continue;
    taken.add(column);
    if (own === null) text = withField(text, layer, field, column);
  }
  const hasCommune = readToml(text, layerPlace(layer, 'fields'), 'commune') !== null;
  return commune === '' || hasCommune ? text : withConstant(text, layer, 'commune', commune);
}

/** A parcels.toml for a folder that has none: its polygons are parcels, what is known of its layers stays. \param commune  empty where the key has none */
export function parcelsToml(proposal: PlanProposal, commune: string, parts: readonly KeyPart[]): string {
  const isParcels = ({ polygons, drawing, corners_of: cornersOf }: LayerProposal): boolean => polygons > 0 || drawing || cornersOf !== null;
  const head = commune === '' ? '' : `commune = ${tomlText(commune)}\n\n`;
  let toml = head + fromFirstLayer(proposal.plan_toml);
  for (const layer of proposal.layers) {
    toml = isParcels(layer) ? withGuesses(withRole(toml, layer, 'parcels'), layer, commune, parts) : withoutProposed(toml, layer);
  }
  return toml;
}

/** Parts of the key that a layer gives its parcels by no column and no value, by the layer's place in the proposal. */
export function missingParts(toml: string, { layers }: PlanProposal, parts: readonly KeyPart[]): readonly { readonly layer: number; readonly part: KeyPart }[] {
  const has = (layer: LayerProposal, part: KeyPart): boolean =>
    readToml(toml, layerPlace(layer, 'fields'), part) !== null || (readToml(toml, layerPlace(layer, 'values'), part) ?? '') !== '';
  return layers.flatMap((layer, index) => (hasLayer(toml, layer.file, layer.layer) ? parts.filter((part) => !has(layer, part)).map((part) => ({ layer: index, part })) : []));
}
