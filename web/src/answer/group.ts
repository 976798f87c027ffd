import type { Answer, Plan, Restriction, TopicAnswer, TopicState } from '../api/model';

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

export function countPlans(answer: Answer): number {
  return new Set(answer.topics.flatMap((topic) => (topic.restrictions ?? []).map((restriction) => restriction.plan.id))).size;
}
