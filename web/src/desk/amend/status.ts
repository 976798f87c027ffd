import type { PlanDetail } from '../../api/model';
import type { components } from '../../api/types';

export type PlanStatus = components['schemas']['PlanStatus'];

/** What the plan will be on a day: as the server reckons it from what is published. Days are `YYYY-MM-DD`. */
export function statusOn(plan: PlanDetail, day: string): PlanStatus {
  const { status, in_force_from: from, in_force_to: to } = plan;
  const suspensions = plan.suspensions ?? [];
  const isUndated = status === 'suspended' && suspensions.length === 0;
  if (status === 'consultation' || isUndated || !from) return status;
  const hasEnded = typeof to === 'string' && to <= day;
  const isSuspended = suspensions.some((time) => (time.from ?? '') <= day && (time.to === null || day < time.to));
  if (!hasEnded && isSuspended) return 'suspended';
  if (day < from) return 'approved_not_yet_in_force';
  if (!hasEnded) return 'in_force';
  return status === 'replaced' || status === 'repealed' ? status : 'expired';
}
