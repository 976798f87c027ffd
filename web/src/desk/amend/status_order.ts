import type { PlanDetail } from '../../api/model';
import { checkDocuments, documentPatch, Faults, type AddedDocument, type Order, type Values } from './form';
import { statusOn } from './status';

/** What may happen to a plan later. */
export const kActions = ['suspend', 'lift', 'repeal', 'expire'] as const;
export type StatusAction = (typeof kActions)[number];

export const kDecisionFields = ['decision.number', 'decision.date', 'decision.authority'] as const;
export const kStatusFields = ['action', 'from', ...kDecisionFields] as const;

export function isAction(text: string): text is StatusAction {
  return (kActions as readonly string[]).includes(text);
}

/** The day must fit the plan: who asks for what cannot be is told here, not after a round trip. */
function checkDay(plan: PlanDetail, action: StatusAction, from: string, faults: Faults): void {
  const then = statusOn(plan, from);
  const last = plan.suspensions?.at(-1);
  if (action === 'suspend') {
    if (then !== 'in_force') faults.add('from', 'amend.not_in_force', { status: then });
    else if (last && (last.to === null || last.to > from)) faults.add('from', 'amend.suspension_later');
  } else if (action === 'lift') {
    if (then !== 'suspended') faults.add('from', 'amend.not_suspended', { status: then });
    else if (last && last.to !== null) faults.add('from', 'amend.suspension_ends', { day: last.to });
    else if (last && last.from !== null && from <= last.from) faults.add('from', 'amend.suspension_begins', { day: last.from });
  } else if (!plan.in_force_from || from <= plan.in_force_from) {
    faults.add('from', 'amend.before_force');
  } else if (plan.in_force_to && plan.in_force_to <= from && then !== 'in_force') {
    faults.add('from', 'amend.has_ended', { day: plan.in_force_to });
  }
}

/** A later decision on a plan. */
export function statusOrder(plan: PlanDetail, values: Values, added: readonly AddedDocument[]): Order {
  const faults = new Faults();
  const action = faults.need(values, 'action');
  const from = faults.need(values, 'from');
  // A plan may expire by itself: then no decision says so.
  const isSilent = action === 'expire' && kDecisionFields.every((field) => (values[field] ?? '').trim() === '');
  const [number, date, authority] = kDecisionFields.map((field) => (isSilent ? '' : faults.need(values, field)));
  if (isAction(action) && from !== '') checkDay(plan, action, from, faults);
  checkDocuments(added, faults);
  const patch = { plan: plan.id, action, from, ...(isSilent ? {} : { decision: { number, date, authority } }), ...documentPatch(added) };
  return { errors: faults.all, patch };
}
