import type { Draft, DraftState, Session, StepTo } from './model';

interface Rule {
  readonly from: readonly DraftState[];
  readonly to: StepTo;
  readonly by: 'author' | 'second_person';
  readonly needsReason?: boolean;
}

/** The server decides; this table only keeps from view what it would refuse. In the order of the buttons. */
const kRules: readonly Rule[] = [
  { from: ['draft', 'returned'], to: 'submitted', by: 'author' },
  { from: ['submitted'], to: 'approved', by: 'second_person', needsReason: true },
  { from: ['approved'], to: 'published', by: 'second_person' },
  { from: ['submitted', 'approved'], to: 'returned', by: 'second_person', needsReason: true },
  { from: ['draft', 'submitted', 'returned', 'approved'], to: 'withdrawn', by: 'author' },
];

export function mayWriteDrafts({ role }: Session): boolean {
  return role === 'planner' || role === 'approver';
}

export function mayRestore({ role }: Session): boolean {
  return role === 'approver';
}

function isAuthor(session: Session, draft: Draft): boolean {
  return session.user.login === draft.author && mayWriteDrafts(session);
}

export function stepsFor(session: Session, draft: Draft): readonly StepTo[] {
  const isSecondPerson = session.role === 'approver' && session.user.login !== draft.author;
  const may = (rule: Rule): boolean => (rule.by === 'author' ? isAuthor(session, draft) : isSecondPerson);
  return kRules.filter((rule) => rule.from.includes(draft.state) && may(rule)).map(({ to }) => to);
}

export function mayCheck(session: Session, draft: Draft): boolean {
  return isAuthor(session, draft) && (draft.state === 'draft' || draft.state === 'returned');
}

export function needsReason(to: StepTo): boolean {
  return kRules.some((rule) => rule.to === to && rule.needsReason === true);
}

/** Whether there is a before and an after to compare. */
export function hasImpact(draft: Draft): boolean {
  return hasPassed(draft) && draft.state !== 'published' && draft.state !== 'withdrawn';
}

export function hasPassed({ check }: Draft): boolean {
  return check !== null && check !== undefined && check.refusing.length === 0;
}
