// Texts as old programs wrote them. The letters are those of the C++ tests' table, read from there.
import { readFileSync } from 'node:fs';

/** In the order of the table's columns. */
export const kCharsets = ['TCVN3', 'VNI', 'CP1258'] as const;
export type Charset = (typeof kCharsets)[number];

const kTable = readFileSync(new URL('../vietnamese_charsets.h', import.meta.url), 'utf8');

/** `ấ ca 61e1 e2ec;`: a letter and its bytes in each. */
const kLetters = new Map([...kTable.matchAll(/([^\s";]+) ([0-9a-f]{2,4}) ([0-9a-f]{2,4}) ([0-9a-f]{2,4});/g)].map(([, letter = '', ...bytes]) => [letter.normalize('NFC'), bytes]));

/** The old sets have one dash alone. \throws for a letter that is neither ASCII nor Vietnamese */
export function encoded(text: string, charset: Charset): Buffer {
  const column = kCharsets.indexOf(charset);
  return Buffer.concat([...text.normalize('NFC').replaceAll('\u2013', '-')].map((letter) => {
    const hex = kLetters.get(letter)?.[column];
    if (hex !== undefined) return Buffer.from(hex, 'hex');
    if (letter.charCodeAt(0) < 128) return Buffer.from(letter, 'latin1');
    throw new Error(`${letter} is not in ${charset}`);
  }));
}
