import type { Answer, Restriction, TopicAnswer, TopicState } from '../api/model';
import { isLine, isUncertain } from '../format/certainty';

/** One zone or line of a topic at the place, on both sides; metres of length where `isLine`. */
export interface ComparedZone {
  readonly key: string;
  readonly plan: string;
  readonly code: string;
  readonly title: string;
  readonly landUse: string;
  readonly isLine: boolean;
  /** May be nothing: its amounts are the most it may be, and stand in a row of their own. */
  readonly isUncertain: boolean;
  /** `null`: not there. */
  readonly before: number | null;
  readonly after: number | null;
  /** What a local adjustment in force leaves of these; the same where nothing is displaced. */
  readonly stillBefore: number | null;
  readonly stillAfter: number | null;
}

export interface ComparedTopic {
  readonly topic: string;
  readonly name: string;
  /** `null`: there is no such parcel. */
  readonly before: TopicState | null;
  readonly after: TopicState | null;
  readonly isSame: boolean;
  readonly zones: readonly ComparedZone[];
}

/** Below this two amounts are printed alike. */
const kSame = 0.05;

function keyOf(restriction: Restriction): string {
  const { plan, zone } = restriction;
  return JSON.stringify([plan.id, zone.code ?? '', zone.name ?? '', zone.function ?? '', zone.land_use ?? '', isUncertain(restriction)]);
}

function amountOf(restriction: Restriction): number {
  const { area_m2, area_max_m2, length_m } = restriction;
  if (isUncertain(restriction)) return area_max_m2 ?? length_m ?? 0;
  return area_m2 ?? length_m ?? 0;
}

function stillOf(restriction: Restriction): number {
  const { applies, applies_area_m2, applies_length_m } = restriction;
  return applies && !isUncertain(restriction) ? applies_area_m2 ?? applies_length_m ?? 0 : amountOf(restriction);
}

function zonesOf(before: TopicAnswer | undefined, after: TopicAnswer | undefined): readonly ComparedZone[] {
  const zones = new Map<string, ComparedZone>();
  const add = (side: 'before' | 'after', restriction: Restriction): void => {
    const key = keyOf(restriction);
    const { plan, zone } = restriction;
    const known = zones.get(key) ?? {
      key, plan: plan.title, code: zone.code ?? '', title: zone.function || zone.name || '', landUse: zone.land_use ?? '',
      isLine: isLine(restriction), isUncertain: isUncertain(restriction), before: null, after: null, stillBefore: null, stillAfter: null,
    };
    const still = side === 'before' ? 'stillBefore' : 'stillAfter';
    zones.set(key, { ...known, [side]: (known[side] ?? 0) + amountOf(restriction), [still]: (known[still] ?? 0) + stillOf(restriction) });
  };
  for (const restriction of before?.restrictions ?? []) add('before', restriction);
  for (const restriction of after?.restrictions ?? []) add('after', restriction);
  return [...zones.values()];
}

function isSame(one: number | null, other: number | null): boolean {
  return one !== null && other !== null && Math.abs(one - other) < kSame;
}

export function isSameAmount({ before, after, stillBefore, stillAfter }: ComparedZone): boolean {
  return isSame(before, after) && isSame(stillBefore, stillAfter);
}

/** What still applies on one side; `null` where that is all that is drawn. */
export function stillApplies({ before, after, stillBefore, stillAfter }: ComparedZone, side: 'before' | 'after'): number | null {
  const [drawn, still] = side === 'before' ? [before, stillBefore] : [after, stillAfter];
  return isSame(drawn, still) ? null : still;
}

/** Topic by topic in the order of the district: those that differ first. */
export function compareAnswers(before: Answer | null, after: Answer | null): readonly ComparedTopic[] {
  const topics = ((after ?? before)?.topics ?? []).map(({ topic, name }): ComparedTopic => {
    const [old, next] = [before, after].map((answer) => answer?.topics.find((other) => other.topic === topic));
    const zones = zonesOf(old, next);
    const was = before && (old?.state ?? 'no_data');
    const is = after && (next?.state ?? 'no_data');
    return { topic, name, before: was, after: is, isSame: was === is && zones.every(isSameAmount), zones };
  });
  return [...topics.filter(({ isSame }) => !isSame), ...topics.filter(({ isSame }) => isSame)];
}
