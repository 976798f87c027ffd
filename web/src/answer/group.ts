import type { Answer, Plan, Restriction, TopicAnswer, TopicState } from '../api/model';
import { certainOnes, uncertainOnes } from '../format/certainty';

/** The zones of one plan that touch the place, in the order of the answer. */
export interface PlanGroup {
  readonly plan: Plan;
  readonly restrictions: readonly Restriction[];
}

export function groupByPlan(restrictions: readonly Restriction[]): readonly PlanGroup[] {
  const groups = new Map<string, { plan: Plan; restrictions: Restriction[] }>();
  for (const restriction of restrictions) {
    const group = groups.get(restriction.plan.id);
    if (group) group.restrictions.push(restriction);
    else groups.set(restriction.plan.id, { plan: restriction.plan, restrictions: [restriction] });
  }
  return [...groups.values()];
}

export function topicsIn(answer: Answer, state: TopicState): readonly TopicAnswer[] {
  return answer.topics.filter((topic) => topic.state === state);
}

/** Plans of which something is certain. */
export function countPlans(answer: Answer): number {
  return new Set(answer.topics.flatMap((topic) => certainOnes(topic.restrictions ?? []).map((restriction) => restriction.plan.id))).size;
}

/** Zones and lines in force that may be nothing, of every topic. */
export function countUncertain(answer: Answer): number {
  return answer.topics.flatMap((topic) => uncertainOnes(topic.restrictions ?? [])).length;
}
