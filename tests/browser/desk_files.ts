// Folders as consultants and strangers send them, made for the planner's desk's tests from the zones of the trial plan.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';

type Position = readonly [number, number];
interface Zone {
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

/** Letters that are one byte in TCVN3, as the .VnTime fonts have them. */
const kTcvn3: Readonly<Record<string, number>> = {
  Â: 0xa2, Ê: 0xa3, Ô: 0xa4, à: 0xb5, á: 0xb8, â: 0xa9, ã: 0xb7, è: 0xcc, é: 0xd0, ê: 0xaa, ì: 0xd7, í: 0xdd, ò: 0xdf,
  ó: 0xe3, ô: 0xab, õ: 0xe2, ù: 0xef, ú: 0xf3, ý: 0xfd, Ă: 0xa1, Đ: 0xa7, Ơ: 0xa5, Ư: 0xa6, ă: 0xa8, đ: 0xae, ĩ: 0xdc,
  ũ: 0xf2, ơ: 0xac, ư: 0xad, ạ: 0xb9, ả: 0xb6, ấ: 0xca, ầ: 0xc7, ẩ: 0xc8, ẫ: 0xc9, ậ: 0xcb, ắ: 0xbe, ằ: 0xbb, ẳ: 0xbc,
  ẵ: 0xbd, ặ: 0xc6, ẹ: 0xd1, ẻ: 0xce, ẽ: 0xcf, ế: 0xd5, ề: 0xd2, ể: 0xd3, ễ: 0xd4, ệ: 0xd6, ỉ: 0xd8, ị: 0xde, ọ: 0xe4,
  ỏ: 0xe1, ố: 0xe8, ồ: 0xe5, ổ: 0xe6, ỗ: 0xe7, ộ: 0xe9, ớ: 0xed, ờ: 0xea, ở: 0xeb, ỡ: 0xec, ợ: 0xee, ụ: 0xf4, ủ: 0xf1,
  ứ: 0xf8, ừ: 0xf5, ử: 0xf6, ữ: 0xf7, ự: 0xf9, ỳ: 0xfa, ỵ: 0xfe, ỷ: 0xfb, ỹ: 0xfc,
};

function tcvn3(text: string, width: number): Buffer {
  const bytes = [...text.normalize('NFC')].map((letter) => kTcvn3[letter] ?? (letter.charCodeAt(0) < 128 ? letter.charCodeAt(0) : 0x2d));
  return Buffer.concat([Buffer.from(bytes), Buffer.alloc(width, 0x20)]).subarray(0, width);
}

/** A Shapefile with texts in TCVN3 that says neither its encoding nor its CRS. ESRI Shapefile Technical Description, 1998 */
export function writeTcvn3Shapefile(folder: string, zones: readonly Zone[]): void {
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
  writeFileSync(join(folder, 'O_PHO.shp'), Buffer.concat([header(offset), ...records]));
  writeFileSync(join(folder, 'O_PHO.shx'), Buffer.concat([header(100 + 8 * index.length), ...index]));
  const columns = [['MA_O', 12], ['CHUC_NANG', 60]] as const;
  const head = Buffer.alloc(32 + 32 * columns.length + 1);
  head.set([3, 126, 11, 23]);
  head.writeUInt32LE(zones.length, 4);
  head.writeUInt16LE(head.length, 8);
  head.writeUInt16LE(1 + 12 + 60, 10);
  columns.forEach(([name, width], at) => {
    head.write(name, 32 + 32 * at, 'latin1');
    head.write('C', 32 + 32 * at + 11, 'latin1');
    head.writeUInt8(width, 32 + 32 * at + 16);
  });
  head.writeUInt8(0x0d, head.length - 1);
  const rows = zones.map(({ code, name }) => Buffer.concat([Buffer.from(' '), tcvn3(code, 12), tcvn3(name, 60)]));
  writeFileSync(join(folder, 'O_PHO.dbf'), Buffer.concat([head, ...rows, Buffer.from([0x1a])]));
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

/** A ZIP of one member, all zeros: small on its way, far larger than is unpacked. APPNOTE.TXT 4.3 */
export function writeZipBomb(path: string, megabytes: number): void {
  const name = Buffer.from('zones.shp');
  const zeros = Buffer.alloc(megabytes * 2 ** 20);
  const packed = deflateRawSync(zeros, { level: 9 });
  const crc = crcOfZeros(zeros.length);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(8, 4);
  common.writeUInt32LE(crc, 10);
  common.writeUInt32LE(packed.length, 14);
  common.writeUInt32LE(zeros.length, 18);
  common.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, name, packed]);
  const central = Buffer.concat([Buffer.from('PK\x01\x02', 'latin1'), Buffer.from([20, 0]), common, Buffer.alloc(14), name]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  writeFileSync(path, Buffer.concat([local, central, end]));
}

function crcOfZeros(length: number): number {
  const table = Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    return value >>> 0;
  });
  let crc = 0xffffffff;
  for (let at = 0; at < length; at += 1) crc = ((crc >>> 8) ^ (table[crc & 0xff] ?? 0)) >>> 0;
  return (crc ^ 0xffffffff) >>> 0;
}
