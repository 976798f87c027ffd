import type { Answer, Restriction, TopicAnswer, TopicState } from '../api/model';

/** One zone or line of a topic at the place, on both sides; metres of length where `isLine`. */
export interface ComparedZone {
  readonly key: string;
  readonly plan: string;
  readonly code: string;
  readonly title: string;
  readonly landUse: string;
  readonly isLine: boolean;
  /** `null`: not there. */
  readonly before: number | null;
  readonly after: number | null;
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

function keyOf({ plan, zone }: Restriction): string {
  return JSON.stringify([plan.id, zone.code ?? '', zone.name ?? '', zone.function ?? '', zone.land_use ?? '']);
}

function amountOf({ area_m2, length_m, distance_m }: Restriction): { readonly amount: number; readonly isLine: boolean } {
  if (typeof area_m2 === 'number') return { amount: area_m2, isLine: false };
  return { amount: length_m ?? 0, isLine: typeof length_m === 'number' || typeof distance_m === 'number' };
}

function zonesOf(before: TopicAnswer | undefined, after: TopicAnswer | undefined): readonly ComparedZone[] {
  const zones = new Map<string, ComparedZone>();
  const add = (side: 'before' | 'after', restriction: Restriction): void => {
    const key = keyOf(restriction);
    const { plan, zone } = restriction;
    const { amount, isLine } = amountOf(restriction);
    const known = zones.get(key) ?? {
      key, plan: plan.title, code: zone.code ?? '', title: zone.function || zone.name || '', landUse: zone.land_use ?? '', isLine, before: null, after: null,
    };
    zones.set(key, { ...known, [side]: (known[side] ?? 0) + amount });
  };
  for (const restriction of before?.restrictions ?? []) add('before', restriction);
  for (const restriction of after?.restrictions ?? []) add('after', restriction);
  return [...zones.values()];
}

export function isSameAmount({ before, after }: ComparedZone): boolean {
  return before !== null && after !== null && Math.abs(before - after) < kSame;
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
