import type { Corner } from '../url/state';

/** More corners than a certificate ever prints; the address bar would not hold them either. */
export const kMostCorners = 120;

export type CornerReading =
  | { readonly kind: 'read'; readonly vertices: readonly Corner[] }
  | { readonly kind: 'refused'; readonly reason: 'few' | 'many' | 'line'; readonly line: number };

/** `1.219.200,15`, `1219200.15` and `1 219 200,15` are one number: the last separator before one to three digits is the decimal mark. */
export function readNumber(text: string): number | null {
  let digits = text.replace(/[\s\u00a0]/g, '');
  if (!/^-?\d[\d.,]*$/.test(digits)) return null;
  const marks = digits.match(/[.,]/g) ?? [];
  const last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
  if (marks.length > 1) {
    const isDecimal = digits.indexOf(digits[last] ?? '') === last;
    digits = isDecimal ? `${digits.slice(0, last).replace(/[.,]/g, '')}.${digits.slice(last + 1)}` : digits.replace(/[.,]/g, '');
  } else {
    digits = digits.replace(',', '.');
  }
  const value = Number(digits);
  return Number.isFinite(value) ? value : null;
}

/**
 * A corner table as pasted: one corner a line, X and Y the last two columns that could be coordinates, before an optional
 * edge length. A point number in front and a repeated last corner are dropped. The order of the axes is the server's to find out.
 */
export function readCornerTable(text: string): CornerReading {
  const vertices: Corner[] = [];
  const lines = text.split(/\r?\n/);
  for (const [index, line] of lines.entries()) {
    // `588104.20,1219212.35`: the comma parts two numbers when both have a point.
    const parted = line.trim().replace(/(\d\.\d+),(?=\s*\d+\.)/g, '$1 ');
    const columns = parted.split(/[\t;|]+|\s+/).map((column) => column.replace(/,$/, '')).filter((column) => column !== '');
    if (columns.length === 0) continue;
    const values = columns.map(readNumber);
    // Grid coordinates have five digits or more before the mark; point numbers and edge lengths do not.
    const large = values.filter((value): value is number => value !== null && Math.abs(value) >= 10_000);
    const isHeading = values.every((value) => value === null);
    if (isHeading && vertices.length === 0) continue;
    const [first, second, ...rest] = large;
    if (first === undefined || second === undefined || rest.length > 0) {
      if (large.length === 0 && vertices.length > 0 && values.filter((value) => value !== null).length <= 1) continue;
      return { kind: 'refused', reason: 'line', line: index + 1 };
    }
    vertices.push([first, second]);
  }
  const [start] = vertices;
  const end = vertices.at(-1);
  if (start && end && vertices.length > 3 && start[0] === end[0] && start[1] === end[1]) vertices.pop();
  if (vertices.length < 3) return { kind: 'refused', reason: 'few', line: 0 };
  if (vertices.length > kMostCorners) return { kind: 'refused', reason: 'many', line: 0 };
  return { kind: 'read', vertices };
}
