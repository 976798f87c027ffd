import en from './en.json';
import vi from './vi.json';

export const kLangs = ['vi', 'en'] as const;
export type Lang = (typeof kLangs)[number];
export type TextKey = keyof typeof vi;
export type TextParams = Readonly<Record<string, string | number>>;

const kTexts: Readonly<Record<Lang, Readonly<Record<TextKey, string>>>> = { vi, en };

export function isLang(value: unknown): value is Lang {
  return kLangs.some((lang) => lang === value);
}

export function isTextKey(key: string): key is TextKey {
  return Object.hasOwn(vi, key);
}

/** The sentence under a key, with `{name}` replaced by params. A missing param stays visible as `{name}`. */
export function text(lang: Lang, key: TextKey, params: TextParams = {}): string {
  return kTexts[lang][key].replace(/\{(\w+)\}/g, (whole, name: string) => (name in params ? String(params[name]) : whole));
}
