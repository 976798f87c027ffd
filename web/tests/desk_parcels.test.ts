import { describe, expect, test } from 'vitest';
import type { LayerProposal, PlanProposal } from '../src/desk/model';
import { withOffer } from '../src/desk/proposal/layer';
import { missingParts, parcelFields, parcelsToml, withColumn, withConstant } from '../src/desk/proposal/parcels';
import { hasLayer, readToml } from '../src/desk/proposal/toml_edit';

const kParts = ['commune', 'sheet', 'number'] as const;
const column = (name: string) => ({ name, encoding: null, confidence: 1, samples: [] });
const layer = (file: string, more: Partial<LayerProposal>): LayerProposal => ({
  file, layer: null, role: 'zones', polygons: 1, lines: 0, points: 0, stated_crs: null, crs_offers: [], encodings: [], corners_of: null, drawing: false, drawing_layers: [],
  columns: [], fields: [], personal: [], land_use_codes: [], profile: null, values: {}, not_there: {}, ...more });
const parcels = layer('thua.shp', { polygons: 9, columns: ['MA_O', 'SO_TO', 'Số thửa', 'LOAI_DAT', 'DIEN_TICH', 'DT2', 'ĐỊA CHỈ'].map(column) });
const roads = layer('duong.shp', { role: 'lines', polygons: 0, lines: 4 });
const drawing = layer('ban-ve.dxf', { drawing: true, polygons: 0, lines: 8 });
const proposal = (layers: readonly LayerProposal[]): PlanProposal => ({ layers: [...layers], documents: [], left_out: [], plan_toml: `# Proposed.
id = ""  # TODO
crs = "EPSG:9210"

[decision]
number = ""

# [[document]]  # TODO
# file = "a.pdf"

[[layer]]  # 9 polygons
role = "zones"  # a guess by its shapes
file = "thua.shp"
crs = "EPSG:9210"
[layer.fields]
code = "MA_O"
land_use = "LOAI_DAT"
[layer.land_use_codes]
"đất ở" = "ODT"

[[layer]]
role = "lines"
file = "duong.shp"

[[layer]]
role = "zones"
file = "ban-ve.dxf"
drawing = true
[layer.fields]
code = "text"
` });
const fieldsOf = (toml: string, { file }: LayerProposal, table: 'fields' | 'values'): Readonly<Record<string, string>> =>
  Object.fromEntries(parcelFields(kParts).flatMap((field) => {
    const value = readToml(toml, { file, layer: null, table }, field);
    return value === null ? [] : [[field, value]];
  }));

describe('a proposed parcels.toml', () => {
  const of = proposal([parcels, roads, drawing]);
  const toml = parcelsToml(of, '27553', kParts);

  test('names its commune and nothing of a plan', () => {
    expect(toml.startsWith('commune = "27553"\n\n[[layer]]')).toBe(true);
    for (const word of ['id =', 'decision', 'document', 'a.pdf']) expect(toml).not.toContain(word);
    expect(parcelsToml(of, '', ['number']).startsWith('[[layer]]'), 'a key without communes').toBe(true);
  });

  test('takes polygons and drawings for parcels and leaves lines out', () => {
    expect(hasLayer(toml, 'duong.shp', null)).toBe(false);
    expect(readToml(toml, { file: 'thua.shp', layer: null, table: '' }, 'role')).toBe('parcels');
    expect(readToml(toml, { file: 'thua.shp', layer: null, table: 'land_use_codes' }, 'đất ở')).toBe('ODT');
  });

  test('finds columns by their names; what is the same for all is a value', () => {
    expect(fieldsOf(toml, parcels, 'fields')).toEqual({ sheet: 'SO_TO', number: 'Số thửa', land_use: 'LOAI_DAT', registered_area_m2: 'DIEN_TICH', address: 'ĐỊA CHỈ' });
    expect(fieldsOf(toml, parcels, 'values')).toEqual({ commune: '27553' });
    expect(toml, 'fields of zones').not.toContain('MA_O');
    expect(fieldsOf(toml, drawing, 'fields')).toEqual({ number: 'text' });
    expect(fieldsOf(toml, drawing, 'values')).toEqual({ commune: '27553' });
  });

  test('says which part of the key is nowhere', () => {
    expect(missingParts(toml, of, kParts)).toEqual([{ layer: 2, part: 'sheet' }]);
    const whole = withConstant(toml, drawing, 'sheet', '10');
    expect(missingParts(whole, of, kParts)).toEqual([]);
    expect(missingParts(withColumn(whole, parcels, 'number', ''), of, kParts)).toEqual([{ layer: 0, part: 'number' }]);
  });

  test('has a column or a value, not both', () => {
    const mapped = withColumn(toml, parcels, 'commune', 'MA_O');
    expect(fieldsOf(mapped, parcels, 'values')).toEqual({});
    const valued = withConstant(mapped, parcels, 'commune', '27559');
    expect(readToml(valued, { file: 'thua.shp', layer: null, table: 'fields' }, 'commune')).toBeNull();
    expect(fieldsOf(valued, parcels, 'values')).toEqual({ commune: '27559' });
  });

  test('has no CRS of its own: its layers have', () => {
    const offer = { crs: 'EPSG:9211', name: '', axes: 'north, east', datum: null, share_inside: 1, near_parcels_share: null, stated: false, taken: false, box: [0, 0, 1, 1] } as const;
    const placed = withOffer(toml, parcels, { ...offer, box: [...offer.box] }, 'parcels');
    expect(readToml(placed, { table: '' }, 'crs')).toBeNull();
    expect(readToml(placed, { file: 'thua.shp', layer: null, table: '' }, 'crs')).toBe('EPSG:9211');
  });
});
