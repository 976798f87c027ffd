// ZIP archives: a plan as it should be, and one that grows beyond all measure. APPNOTE.TXT 4.3
import { readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { filesIn } from './desk';

interface Member {
  readonly name: string;
  readonly bytes: Buffer;
}

const kCrcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});

function crcOf(bytes: Buffer): number {
  let crc = 0xffffffff;
  // By index: an iterator takes a minute for what the bomb unpacks to.
  for (let at = 0; at < bytes.length; at += 1) crc = ((crc >>> 8) ^ (kCrcTable[(crc ^ (bytes[at] ?? 0)) & 0xff] ?? 0)) >>> 0;
  return (crc ^ 0xffffffff) >>> 0;
}

export function writeZip(path: string, members: readonly Member[]): void {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name: text, bytes } of members) {
    const name = Buffer.from(text);
    const packed = deflateRawSync(bytes, { level: 9 });
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    // Names are in UTF-8.
    common.writeUInt16LE(0x800, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crcOf(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(name.length, 22);
    const where = Buffer.alloc(14);
    where.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02', 'latin1'), Buffer.from([20, 0]), common, where, name]));
    parts.push(Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, name, packed]));
    offset += parts.at(-1)?.length ?? 0;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  writeFileSync(path, Buffer.concat([...parts, central, end]));
}

/** All of a folder, as somebody's file manager packs it: below the folder's own name. */
export function writeZipOf(path: string, folder: string, name: string): void {
  writeZip(path, filesIn(folder).map((file) => ({ name: `${name}/${relative(folder, file)}`, bytes: readFileSync(file) })));
}

/** One member, all zeros: small on its way, far larger than is unpacked. */
export function writeZipBomb(path: string, megabytes: number): void {
  writeZip(path, [{ name: 'zones.shp', bytes: Buffer.alloc(megabytes * 2 ** 20) }]);
}
