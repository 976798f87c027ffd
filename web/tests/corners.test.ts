import { describe, expect, test } from 'vitest';
import { readCornerTable, readNumber } from '../src/search/corners';
import { areaOf, lengthOf } from '../src/map/geodesy';

describe('numbers as printed', () => {
  test.each([
    ['1219200.15', 1219200.15],
    ['1219200,15', 1219200.15],
    ['1.219.200,15', 1219200.15],
    ['1,219,200.15', 1219200.15],
    ['1.219.200', 1219200],
  ])('%s', (text, value) => expect(readNumber(text)).toBe(value));

  test('words are not numbers', () => expect(readNumber('M1')).toBeNull());
});

describe('a corner table', () => {
  const expected = { kind: 'read', vertices: [[1219212.35, 588104.2], [1219230.1, 588121.75], [1219201.88, 588140.02]] };

  test('with point numbers, a heading and edge lengths between the lines', () => {
    const table = 'Số hiệu X(m) Y(m) Cạnh\n1\t1219212.35\t588104.20\n24.96\n2\t1219230.10\t588121.75\t24.9\n3 1219201,88 588140,02\n1 1219212.35 588104.20\n';
    expect(readCornerTable(table)).toEqual(expected);
  });

  test('with commas between the numbers', () => {
    expect(readCornerTable('1219212.35,588104.20\n1219230.10, 588121.75\n1219201.88,588140.02')).toEqual(expected);
  });

  test('says which line it cannot read', () => {
    expect(readCornerTable('1 1219212.35 588104.20\n2 1219230.10')).toEqual({ kind: 'refused', reason: 'line', line: 2 });
    expect(readCornerTable('1219212.35 588104.20')).toEqual({ kind: 'refused', reason: 'few', line: 0 });
    expect(readCornerTable('')).toEqual({ kind: 'refused', reason: 'few', line: 0 });
  });
});

describe('measuring', () => {
  // One arc second of latitude at 10.95° N is 30.72 m, of longitude 30.37 m (WGS 84 radii of curvature).
  const second = 1 / 3600;
  const square = [
    { lon: 106.5, lat: 10.95 },
    { lon: 106.5 + second, lat: 10.95 },
    { lon: 106.5 + second, lat: 10.95 + second },
    { lon: 106.5, lat: 10.95 + second },
  ];
  const kTolerance_m = 0.01;

  test('length and area of an arc second', () => {
    expect(Math.abs(lengthOf(square.slice(0, 2)) - 30.361)).toBeLessThan(kTolerance_m * 5);
    expect(Math.abs((areaOf(square) ?? 0) - 30.361 * 30.72)).toBeLessThan(2);
    expect(areaOf(square.slice(0, 2))).toBeNull();
    expect(lengthOf([])).toBe(0);
  });
});
