import { html, nothing, type TemplateResult } from 'lit-html';
import type { Place, Restriction } from '../api/model';
import { accuracyText } from '../format/accuracy';
import type { AnswerContext } from './context';
import type { PlanGroup } from './group';
import { planFacts, zoneView } from './restriction_view';

export function zoneList(restrictions: readonly Restriction[], context: AnswerContext): TemplateResult {
  return html`<ul class="zones">${restrictions.map((zone) => zoneView(zone, context))}</ul>`;
}

/** How sure the figures of a plan are, and the decision they rest on. */
export function planBasis({ plan, restrictions }: PlanGroup, place: Place, context: AnswerContext): TemplateResult {
  const { locale } = context;
  // The lines of a plan are all drawn alike: one sentence for all its zones.
  const accuracy = accuracyText(restrictions[0]?.accuracy, place, locale);
  return html`${accuracy ? html`<p class="small accuracy">${accuracy}</p>` : nothing}
    <details class="plan-more"><summary>${locale.t('answer.legal_basis', { number: plan.decision.number })}</summary>${planFacts(plan, context)}</details>`;
}

/** One plan under a heading of the caller's level. */
export function planSection(heading: TemplateResult, group: PlanGroup, place: Place, context: AnswerContext): TemplateResult {
  return html`<section class="plan">${heading}${zoneList(group.restrictions, context)}${planBasis(group, place, context)}</section>`;
}
