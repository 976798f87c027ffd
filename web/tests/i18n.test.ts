import { describe, expect, test } from 'vitest';
import deskEn from '../src/desk/i18n/en.json';
import deskVi from '../src/desk/i18n/vi.json';
import en from '../src/i18n/en.json';
import vi from '../src/i18n/vi.json';
import { text } from '../src/i18n/texts';

const params = (sentence: string): string[] => (sentence.match(/\{\w+\}/g) ?? []).sort();

const pages: readonly (readonly [string, Record<string, string>, Record<string, string>])[] = [
  ['the public page', vi, en],
  ["the planner's desk", deskVi, deskEn],
];

describe.each(pages)('texts of %s', (_, vietnamese, english) => {
  test('both languages have the same keys in the same order', () => {
    expect(Object.keys(english)).toEqual(Object.keys(vietnamese));
  });

  test('both languages take the same parameters', () => {
    for (const [key, sentence] of Object.entries(vietnamese)) expect(params(english[key] ?? ''), key).toEqual(params(sentence));
  });

  test('no text is empty, and Vietnamese is in normalisation form C', () => {
    for (const [key, sentence] of Object.entries(vietnamese)) {
      expect(sentence.trim(), key).not.toBe('');
      expect(sentence.normalize('NFC'), key).toBe(sentence);
    }
  });
});

describe('texts', () => {
  test('the desk names nothing as the public page does', () => {
    expect(Object.keys(deskVi).filter((key) => key in vi)).toEqual([]);
  });

  test('a parameter that is not given stays visible', () => {
    expect(text('vi', 'place.commune')).toContain('{name}');
    expect(text('vi', 'place.commune', { name: 'Củ Chi' })).toBe('Xã Củ Chi');
  });

  test('"no data" never reads like "not affected"', () => {
    for (const lang of ['vi', 'en'] as const) expect(text(lang, 'state.no_data')).not.toBe(text(lang, 'state.not_concerned'));
  });

  test('each state has a name of its own', () => {
    const states = ['concerned', 'boundary_uncertain', 'no_data', 'not_concerned'] as const;
    for (const lang of ['vi', 'en'] as const) expect(new Set(states.map((state) => text(lang, `state.${state}`))).size).toBe(states.length);
  });
});
