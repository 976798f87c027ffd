import { describe, expect, test } from 'vitest';
import { hasLayer, readToml, tomlText, withoutLayer, writeToml, type TomlPlace } from '../src/desk/proposal/toml_edit';

const kText = `# Proposed.
id = ""  # TODO: a-z
# scale = 2000  # TODO: 2000 means 1/2000
crs = "EPSG:9210"  # of its first layer

[decision]
number = ""  # TODO
# date = 2026-01-31  # TODO

[[layer]]  # 2 polygons
role = "zones"  # a guess by its shapes
file = "ô phố.shp"
crs = "EPSG:9210"  # as the file says
[layer.fields]
code = "MA_O"  # confidence 1.00
[layer.land_use_codes]

[[layer]]
role = "zones"
file = "a.gpkg"
layer = "một"

[[layer]]
role = "lines"
file = "a.gpkg"
layer = "hai"
[layer.fields]
code = "x"
`;
const own = (table: '' | 'fields' | 'encodings' | 'land_use_codes'): TomlPlace => ({ file: 'ô phố.shp', layer: null, table });
const two: TomlPlace = { file: 'a.gpkg', layer: 'hai', table: '' };

describe('a proposed plan.toml', () => {
  test('is read by table and layer', () => {
    expect(readToml(kText, { table: '' }, 'crs')).toBe('EPSG:9210');
    expect(readToml(kText, { table: '' }, 'scale')).toBeNull();
    expect(readToml(kText, { table: '' }, 'number')).toBeNull();
    expect(readToml(kText, own('fields'), 'code')).toBe('MA_O');
    expect(readToml(kText, two, 'role')).toBe('lines');
    expect(readToml(kText, { file: 'a.gpkg', layer: 'một', table: 'fields' }, 'code')).toBeNull();
    expect(readToml(kText, { file: 'none', layer: null, table: '' }, 'role')).toBeNull();
  });

  test('is changed in one line; a TODO that was done goes, a reason stays', () => {
    const named = writeToml(kText, { table: '' }, 'id', tomlText('qh-1'));
    expect(named).toContain('id = "qh-1"\n# scale');
    const scaled = writeToml(named, { table: '' }, 'scale', '500');
    expect(scaled).toContain('\nscale = 500\ncrs');
    expect(writeToml(kText, own(''), 'crs', tomlText('EPSG:9211'))).toContain('crs = "EPSG:9211"  # as the file says\n');
    expect(writeToml(kText, two, 'role', tomlText('points')).split('\n').filter((line) => line.startsWith('role'))).toEqual(['role = "zones"  # a guess by its shapes', 'role = "zones"', 'role = "points"']);
  });

  test('gets lines and tables it did not have, where they belong', () => {
    const axes = writeToml(kText, own(''), 'axes', tomlText('north, east'));
    expect(readToml(axes, own(''), 'axes')).toBe('north, east');
    const fields = writeToml(kText, { file: 'a.gpkg', layer: 'một', table: 'fields' }, 'name', tomlText('tên "của" ô'));
    expect(readToml(fields, { file: 'a.gpkg', layer: 'một', table: 'fields' }, 'name')).toBe('tên "của" ô');
    expect(readToml(fields, { file: 'a.gpkg', layer: 'hai', table: 'fields' }, 'name')).toBeNull();
    const codes = writeToml(kText, own('land_use_codes'), 'Đất ở (mới)', tomlText('ODT'));
    expect(codes).toContain('[layer.land_use_codes]\n"Đất ở (mới)" = "ODT"\n');
    expect(readToml(codes, own('land_use_codes'), 'Đất ở (mới)')).toBe('ODT');
    expect(readToml(writeToml(kText, { table: 'in_force' }, 'from', '2026-01-31'), { table: 'in_force' }, 'from')).toBe('2026-01-31');
  });

  test('loses lines and layers with all that is theirs', () => {
    expect(writeToml(kText, own('fields'), 'code', null)).not.toContain('MA_O');
    expect(writeToml(kText, own('fields'), 'nothing', null)).toBe(kText);
    const less = withoutLayer(kText, 'ô phố.shp', null);
    expect(hasLayer(less, 'ô phố.shp', null)).toBe(false);
    expect(less).not.toContain('land_use_codes');
    expect(hasLayer(withoutLayer(less, 'a.gpkg', 'hai'), 'a.gpkg', 'một')).toBe(true);
  });

  test('whatever is in a value stays in it', () => {
    for (const value of ['"', '\\', 'a # b', '$&', '[layer]', 'dòng\nhai', '\u007f']) {
      const changed = writeToml(kText, { table: '' }, 'title', tomlText(value));
      expect(readToml(changed, { table: '' }, 'title')).toBe(value);
      expect(changed.split('\n').length).toBe(kText.split('\n').length + 1);
    }
  });
});
