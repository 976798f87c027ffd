import type { Bbox } from '../api/model';
import type { Lang } from '../i18n/texts';
import { kSeverities, type Check, type Finding, type Severity } from './model';
import { said } from './words';

export interface FindingGroup {
  readonly code: string;
  readonly severity: Severity;
  /** All there are; `indices` may be fewer. */
  readonly count: number;
  readonly isRefusing: boolean;
  readonly isAccepted: boolean;
  /** An error that the planner may take knowingly. */
  readonly canAccept: boolean;
  /** Into the findings of the check. */
  readonly indices: readonly number[];
}

const rank = (severity: Severity): number => kSeverities.indexOf(severity);

/** One group per code: what refuses first, then by severity, then by code. */
export function groupFindings(check: Check): readonly FindingGroup[] {
  const byCode = new Map<string, number[]>();
  for (const code of [...Object.keys(check.counts), ...check.refusing, ...check.accepted]) byCode.set(code, []);
  check.findings.forEach(({ code }, index) => byCode.set(code, [...(byCode.get(code) ?? []), index]));
  const group = (code: string, indices: readonly number[]): FindingGroup => {
    const isRefusing = check.refusing.includes(code);
    const isAccepted = check.accepted.includes(code);
    const worst = indices.reduce<Severity>((found, index) => {
      const severity = check.findings[index]?.severity ?? 'note';
      return rank(severity) < rank(found) ? severity : found;
    }, isRefusing || isAccepted ? 'error' : 'note');
    const canAccept = worst === 'error' && (isRefusing || isAccepted);
    return { code, severity: worst, count: check.counts[code] ?? indices.length, isRefusing, isAccepted, canAccept, indices };
  };
  return [...byCode]
    .map(([code, indices]) => group(code, indices))
    .sort((a, b) => Number(b.isRefusing) - Number(a.isRefusing) || rank(a.severity) - rank(b.severity) || (a.code < b.code ? -1 : 1));
}

export function messageOf({ message, message_vi }: Finding, lang: Lang): string {
  return said(lang, message, message_vi);
}

/** What holds all places of the findings; `null` where none has one. */
export function boxOfFindings(findings: readonly Finding[]): Bbox | null {
  const places = findings.flatMap((finding) => placeOf(finding) ?? []);
  if (places.length === 0) return null;
  const [lons, lats] = [places.map(({ lon }) => lon), places.map(({ lat }) => lat)];
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}

/** Finding after or before another in the order of the groups, round the ends; `null` where there are none. */
export function neighbour(groups: readonly FindingGroup[], current: number | null, step: 1 | -1): number | null {
  const order = groups.flatMap(({ indices }) => indices);
  if (order.length === 0) return null;
  const at = current === null ? -1 : order.indexOf(current);
  const next = at < 0 ? (step === 1 ? 0 : order.length - 1) : (at + step + order.length) % order.length;
  return order[next] ?? null;
}

/** Place of a finding in the walk, counted from 1. */
export function positionOf(groups: readonly FindingGroup[], index: number): { readonly at: number; readonly of: number } {
  const order = groups.flatMap(({ indices }) => indices);
  return { at: order.indexOf(index) + 1, of: order.length };
}

export function placeOf({ lon, lat }: Partial<Finding>): { readonly lon: number; readonly lat: number } | null {
  return typeof lon === 'number' && typeof lat === 'number' ? { lon, lat } : null;
}
