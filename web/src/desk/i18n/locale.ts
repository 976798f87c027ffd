import { createLocale, type Locale } from '../../i18n/locale';
import type { Lang, TextKey, TextParams } from '../../i18n/texts';
import en from './en.json';
import vi from './vi.json';

export type DeskTextKey = keyof typeof vi;

/** What both pages say, and what only the desk says. Its texts are of their own: citizens do not download them. */
export interface DeskLocale extends Omit<Locale, 't'> {
  t(key: TextKey | DeskTextKey, params?: TextParams): string;
  /** A size in the unit that suits it. */
  bytes(bytes: number): string;
  /** Seconds, or minutes where there are many; never "0 s". */
  duration(seconds: number): string;
}

const kTexts: Readonly<Record<Lang, Readonly<Record<DeskTextKey, string>>>> = { vi, en };
const kUnits = ['unit.bytes', 'unit.kilobytes', 'unit.megabytes', 'unit.gigabytes'] as const;

function isDeskKey(key: string): key is DeskTextKey {
  return Object.hasOwn(vi, key);
}

export function createDeskLocale(lang: Lang): DeskLocale {
  const common = createLocale(lang);
  const fill = (sentence: string, params: TextParams): string =>
    sentence.replace(/\{(\w+)\}/g, (whole, name: string) => (name in params ? String(params[name]) : whole));
  const t = (key: TextKey | DeskTextKey, params: TextParams = {}): string =>
    isDeskKey(key) ? fill(kTexts[lang][key], params) : common.t(key, params);
  return {
    ...common,
    t,
    lookUp: (key, otherwise, params) => (isDeskKey(key) ? t(key, params) : common.lookUp(key, otherwise, params)),
    duration: (seconds) => {
      if (seconds < 1) return t('unit.seconds_least');
      return seconds < 90 ? t('unit.seconds', { number: common.number(seconds, seconds < 10 ? 1 : 0) }) : t('unit.minutes', { number: common.number(seconds / 60, 0) });
    },
    bytes: (bytes) => {
      const power = bytes < 1024 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), kUnits.length - 1);
      return t(kUnits[power] ?? 'unit.bytes', { number: common.number(bytes / 1024 ** power, power === 0 ? 0 : 1) });
    },
  };
}
