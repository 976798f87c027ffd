import type { LocalName } from '../api/model';
import { text, isTextKey, type Lang, type TextKey, type TextParams } from './texts';

const kNoBreakSpace = '\u00a0';

/** Everything that turns values into words, in one language. */
export interface Locale {
  readonly lang: Lang;
  t(key: TextKey, params?: TextParams): string;
  /** Text of a key made at run time, or `otherwise` where there is none. */
  lookUp(key: string, otherwise: string, params?: TextParams): string;
  name(name: LocalName): string;
  /** m², rounded to 0.1 as the page says. */
  area(area_m2: number): string;
  /** "490,1–505,9 m²"; one figure where both ends would be printed alike. */
  areaRange(least_m2: number, most_m2: number): string;
  length(length_m: number): string;
  /** m, rounded to 0.1, below a metre to 0.01: there it decides whether anything is touched at all. */
  distance(distance_m: number): string;
  distanceRange(least_m: number, most_m: number): string;
  percent(share_percent: number): string;
  number(value: number, digits?: number): string;
  /** `YYYY-MM-DD`, or the start of a date and time. */
  date(iso: string): string;
  dateTime(iso: string): string;
}

const kTags: Readonly<Record<Lang, string>> = { vi: 'vi-VN', en: 'en-GB' };

function fixed(lang: Lang, value: number, least: number, most: number): string {
  return new Intl.NumberFormat(kTags[lang], { minimumFractionDigits: least, maximumFractionDigits: most }).format(value);
}

function dateText(lang: Lang, iso: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso);
  if (!match) return iso;
  const [, year = '', month = '', day = ''] = match;
  if (lang === 'vi') return `${day}/${month}/${year}`;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(date);
}

function dateTimeText(lang: Lang, iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  const time = new Intl.DateTimeFormat(kTags[lang], { hour: '2-digit', minute: '2-digit', timeZoneName: 'short' }).format(date);
  const pad = (value: number): string => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
  return `${time}, ${dateText(lang, day)}`;
}

function distanceDigits(distance_m: number): number {
  return distance_m < 1 ? 2 : 1;
}

/** The lower end of a range: nothing is "0", and what would round to nothing is not called nothing. */
function lowerEnd(lang: Lang, value: number, digits: number): string {
  if (value === 0) return '0';
  const least = 10 ** -digits;
  return value < least / 2 ? text(lang, 'unit.under', { value: fixed(lang, least, digits, digits) }) : fixed(lang, value, digits, digits);
}

function range(lang: Lang, least: number, most: number, digits: number, unit: string): string {
  return text(lang, 'unit.range', { least: lowerEnd(lang, least, digits), most: `${fixed(lang, most, digits, digits)}${kNoBreakSpace}${unit}` });
}

export function createLocale(lang: Lang): Locale {
  const area = (area_m2: number): string =>
    area_m2 > 0 && area_m2 < 0.05 ? text(lang, 'unit.area_least') : `${fixed(lang, area_m2, 1, 1)}${kNoBreakSpace}m²`;
  const distance = (distance_m: number): string => {
    const digits = distanceDigits(distance_m);
    return `${lowerEnd(lang, distance_m, digits)}${kNoBreakSpace}m`;
  };
  return {
    lang,
    t: (key, params) => text(lang, key, params),
    lookUp: (key, otherwise, params) => (isTextKey(key) ? text(lang, key, params) : otherwise),
    name: (name) => name[lang] ?? name.vi,
    area,
    areaRange: (least_m2, most_m2) => (most_m2 < 0.05 || area(least_m2) === area(most_m2) ? area(most_m2) : range(lang, least_m2, most_m2, 1, 'm²')),
    distance,
    distanceRange: (least_m, most_m) => (distance(least_m) === distance(most_m) ? distance(most_m) : range(lang, least_m, most_m, distanceDigits(most_m), 'm')),
    length: (length_m) =>
      length_m > 0 && length_m < 0.05 ? text(lang, 'unit.length_least') : `${fixed(lang, length_m, 1, 1)}${kNoBreakSpace}m`,
    percent: (share_percent) =>
      share_percent > 0 && share_percent < 0.05 ? text(lang, 'unit.percent_least') : `${fixed(lang, share_percent, 1, 1)}%`,
    number: (value, digits = 2) => fixed(lang, value, 0, digits),
    date: (iso) => dateText(lang, iso),
    dateTime: (iso) => dateTimeText(lang, iso),
  };
}
