import type { PlanDetail } from '../api/model';

/** Letters without their marks, as somebody in a hurry types them. */
export function plainText(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/\u0111/gi, 'd').toLowerCase();
}

/** Every word of what is asked for is in the title, the id or the decision's number. */
export function matchesPlan({ title, id, decision }: PlanDetail, asked: string): boolean {
  const text = plainText(`${title} ${id} ${decision.number}`);
  return plainText(asked).split(/\s+/).every((word) => text.includes(word));
}
