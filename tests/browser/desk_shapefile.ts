// Shapefiles as consultants send them.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encoded, type Charset } from './desk_charsets';
import type { Zone } from './desk_files';

export interface Column {
  readonly name: string;
  readonly width: number;
  readonly value: (zone: Zone, index: number) => string;
}

/** What a plan's zones say. */
export const kZoneColumns: readonly Column[] = [{ name: 'MA_O', width: 12, value: ({ code }) => code }, { name: 'CHUC_NANG', width: 60, value: ({ name }) => name }];

/** A Shapefile in an old encoding that says neither that nor its CRS. ESRI Shapefile Technical Description, 1998 */
export function writeShapefile(folder: string, name: string, zones: readonly Zone[], columns: readonly Column[], charset: Charset): void {
  const records = zones.map(({ ring }, index) => {
    const xs = ring.map(([x]) => x);
    const ys = ring.map(([, y]) => y);
    const body = Buffer.alloc(8 + 44 + 4 + ring.length * 16);
    body.writeInt32BE(index + 1, 0);
    body.writeInt32BE((body.length - 8) / 2, 4);
    body.writeInt32LE(5, 8);
    [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)].forEach((value, at) => body.writeDoubleLE(value, 12 + 8 * at));
    body.writeInt32LE(1, 44);
    body.writeInt32LE(ring.length, 48);
    ring.forEach(([x, y], at) => {
      body.writeDoubleLE(x, 56 + 16 * at);
      body.writeDoubleLE(y, 64 + 16 * at);
    });
    return body;
  });
  const all = zones.flatMap(({ ring }) => ring);
  const header = (length: number): Buffer => {
    const bytes = Buffer.alloc(100);
    bytes.writeInt32BE(9994, 0);
    bytes.writeInt32BE(length / 2, 24);
    bytes.writeInt32LE(1000, 28);
    bytes.writeInt32LE(5, 32);
    const [xs, ys] = [all.map(([x]) => x), all.map(([, y]) => y)];
    [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)].forEach((value, at) => bytes.writeDoubleLE(value, 36 + 8 * at));
    return bytes;
  };
  let offset = 100;
  const index = records.map((record) => {
    const entry = Buffer.alloc(8);
    entry.writeInt32BE(offset / 2, 0);
    entry.writeInt32BE((record.length - 8) / 2, 4);
    offset += record.length;
    return entry;
  });
  writeFileSync(join(folder, `${name}.shp`), Buffer.concat([header(offset), ...records]));
  writeFileSync(join(folder, `${name}.shx`), Buffer.concat([header(100 + 8 * index.length), ...index]));
  const head = Buffer.alloc(32 + 32 * columns.length + 1);
  head.set([3, 126, 11, 23]);
  head.writeUInt32LE(zones.length, 4);
  head.writeUInt16LE(head.length, 8);
  head.writeUInt16LE(columns.reduce((sum, { width }) => sum + width, 1), 10);
  columns.forEach(({ name: title, width }, at) => {
    head.write(title, 32 + 32 * at, 'latin1');
    head.write('C', 32 + 32 * at + 11, 'latin1');
    head.writeUInt8(width, 32 + 32 * at + 16);
  });
  head.writeUInt8(0x0d, head.length - 1);
  const cell = (text: string, width: number): Buffer => Buffer.concat([encoded(text, charset), Buffer.alloc(width, 0x20)]).subarray(0, width);
  const rows = zones.map((zone, at) => Buffer.concat([Buffer.from(' '), ...columns.map(({ width, value }) => cell(value(zone, at), width))]));
  writeFileSync(join(folder, `${name}.dbf`), Buffer.concat([head, ...rows, Buffer.from([0x1a])]));
}
