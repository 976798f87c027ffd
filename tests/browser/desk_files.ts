// Folders as consultants and strangers send them, made for the planner's desk's tests from the zones of the trial plan.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type Position = readonly [number, number];
export interface Zone {
  readonly code: string;
  readonly name: string;
  /** First ring, closed. */
  readonly ring: readonly Position[];
}

/** Blocks of the trial plan's GeoJSON, in metres. */
export function zonesOf(trial: string): readonly Zone[] {
  const { features } = JSON.parse(readFileSync(join(trial, 'o_pho.geojson'), 'utf8')) as {
    features: readonly { properties: { ma_o: string; chuc_nang: string }; geometry: { coordinates: readonly (readonly (readonly Position[])[])[] } }[];
  };
  return features.flatMap(({ properties, geometry }) => {
    const ring = geometry.coordinates[0]?.[0];
    return properties.ma_o.startsWith('O-') && ring ? [{ code: properties.ma_o, name: properties.chuc_nang, ring }] : [];
  });
}

export function emptyFolder(path: string): string {
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true });
  return path;
}

function middle(ring: readonly Position[]): Position {
  const xs = ring.map(([x]) => x);
  const ys = ring.map(([, y]) => y);
  return [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2];
}

/** Outlines and texts; a DXF has nowhere to say a CRS. */
export function writeDxf(path: string, zones: readonly Zone[]): void {
  const pairs: (readonly [number, string | number])[] = [[0, 'SECTION'], [2, 'ENTITIES']];
  for (const { code, ring } of zones) {
    pairs.push([0, 'POLYLINE'], [8, 'RANH'], [66, 1], [70, 1]);
    for (const [x, y] of ring.slice(0, -1)) pairs.push([0, 'VERTEX'], [8, 'RANH'], [10, x], [20, y]);
    const [x, y] = middle(ring);
    pairs.push([0, 'SEQEND'], [0, 'TEXT'], [8, 'KYHIEU'], [10, x], [20, y], [40, 2], [1, code]);
  }
  pairs.push([0, 'ENDSEC'], [0, 'EOF']);
  writeFileSync(path, pairs.map(([group, value]) => `${group}\n${value}\n`).join(''));
}

/** Line strings on level 10 and texts on level 20 of an Intergraph design file (DGN V7, two-dimensional, millimetres). */
export function writeDgn(path: string, zones: readonly Zone[]): void {
  const kPerMetre = 1000;
  const middleEndian = (bytes: Buffer, value: number, at: number): void => {
    const whole = Math.round(value) | 0;
    bytes.writeUInt16LE((whole >>> 16) & 0xffff, at);
    bytes.writeUInt16LE(whole & 0xffff, at + 2);
  };
  const element = (level: number, type: number, length: number, points: readonly Position[]): Buffer => {
    const bytes = Buffer.alloc(length + (length % 2));
    bytes.writeUInt8(level, 0);
    bytes.writeUInt8(type, 1);
    bytes.writeUInt16LE(bytes.length / 2 - 2, 2);
    const biased = (value: number): number => value ^ 0x80000000;
    const corner = (pick: (...values: readonly number[]) => number, axis: 0 | 1): number => Math.round(pick(...points.map((point) => point[axis])) * kPerMetre);
    if (points.length > 0) {
      middleEndian(bytes, biased(corner(Math.min, 0)), 4);
      middleEndian(bytes, biased(corner(Math.min, 1)), 8);
      middleEndian(bytes, biased(corner(Math.max, 0)), 16);
      middleEndian(bytes, biased(corner(Math.max, 1)), 20);
      // Words to the attributes, of which there are none.
      bytes.writeUInt16LE(bytes.length / 2 - 16, 30);
    }
    return bytes;
  };
  const settings = element(8, 9, 1536, []);
  middleEndian(settings, kPerMetre, 1112);
  middleEndian(settings, 1, 1116);
  settings.write('m ', 1120, 'latin1');
  settings.write('mm', 1122, 'latin1');
  const parts: Buffer[] = [settings];
  for (const { code, ring } of zones) {
    const line = element(10, 4, 38 + 8 * ring.length, ring);
    line.writeUInt16LE(ring.length, 36);
    ring.forEach(([x, y], at) => {
      middleEndian(line, x * kPerMetre, 38 + 8 * at);
      middleEndian(line, y * kPerMetre, 42 + 8 * at);
    });
    const at = middle(ring);
    const text = element(20, 17, 60 + code.length, [at]);
    middleEndian(text, 2 * kPerMetre * 0.1667, 38);
    middleEndian(text, 2 * kPerMetre * 0.1667, 42);
    middleEndian(text, at[0] * kPerMetre, 50);
    middleEndian(text, at[1] * kPerMetre, 54);
    text.writeUInt8(code.length, 58);
    text.write(code, 60, 'latin1');
    parts.push(line, text);
  }
  writeFileSync(path, Buffer.concat([...parts, Buffer.from([0xff, 0xff])]));
}
