import { describe, expect, test } from 'vitest';
import en from '../src/i18n/en.json';
import vi from '../src/i18n/vi.json';
import { text } from '../src/i18n/texts';

const params = (sentence: string): string[] => (sentence.match(/\{\w+\}/g) ?? []).sort();

describe('texts', () => {
  test('both languages have the same keys in the same order', () => {
    expect(Object.keys(en)).toEqual(Object.keys(vi));
  });

  test('both languages take the same parameters', () => {
    const inEnglish: Record<string, string> = en;
    for (const [key, sentence] of Object.entries(vi)) expect(params(inEnglish[key] ?? ''), key).toEqual(params(sentence));
  });

  test('no text is empty, and Vietnamese is in normalisation form C', () => {
    for (const [key, sentence] of Object.entries(vi)) {
      expect(sentence.trim(), key).not.toBe('');
      expect(sentence.normalize('NFC'), key).toBe(sentence);
    }
  });

  test('a parameter that is not given stays visible', () => {
    expect(text('vi', 'place.commune')).toContain('{name}');
    expect(text('vi', 'place.commune', { name: 'Củ Chi' })).toBe('Xã Củ Chi');
  });

  test('"no data" never reads like "not affected"', () => {
    for (const lang of ['vi', 'en'] as const) expect(text(lang, 'state.no_data')).not.toBe(text(lang, 'state.not_concerned'));
  });
});
