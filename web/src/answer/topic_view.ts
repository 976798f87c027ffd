import { html, nothing, type TemplateResult } from 'lit-html';
import type { Answer, TopicAnswer } from '../api/model';
import { icon } from '../view/icons';
import type { AnswerContext } from './context';
import { groupByPlan, type PlanGroup } from './group';
import { planFacts, zoneView } from './restriction_view';
import { shareBar } from './share_bar';

/** Below this an uncovered remainder is the noise of two drawings, shown nowhere else either. */
const kLeastRemainder_m2 = 0.05;

function remainder(topic: TopicAnswer, answer: Answer, { locale }: AnswerContext): TemplateResult | typeof nothing {
  const uncovered_m2 = answer.balance[topic.topic]?.uncovered_m2 ?? 0;
  if (uncovered_m2 < kLeastRemainder_m2 || answer.place.kind === 'point') return nothing;
  // Ground outside every plan is unknown; ground inside a plan but outside its zones is not restricted by it.
  const key = topic.reason_code === 'partly_covered' ? 'answer.remainder_unknown' : 'answer.remainder';
  const unknown = topic.reason_code === 'partly_covered';
  return html`<p class=${unknown ? 'partly' : 'small'}>${unknown ? icon('unknown') : nothing} ${locale.t(key, { area: locale.area(uncovered_m2) })}</p>`;
}

/** A topic whose plans touch the place: plan by plan, zone by zone. */
export function concernedTopic(topic: TopicAnswer, answer: Answer, context: AnswerContext): TemplateResult {
  const { locale } = context;
  const restrictions = topic.restrictions ?? [];
  return html`<article class="topic topic-concerned" data-topic=${topic.topic} data-state="concerned">
    <h4>${icon('concerned')}<span>${topic.name}</span><span class="badge badge-concerned">${locale.t('state.concerned')}</span></h4>
    ${shareBar(restrictions, answer.balance[topic.topic], context)}
    ${groupByPlan(restrictions).map(
      ({ plan, restrictions: zones }) => html`<section class="plan">
        <h5>${plan.title}</h5>
        <ul class="zones">${zones.map((zone) => zoneView(zone, context))}</ul>
        <details class="plan-more"><summary>${locale.t('answer.legal_basis', { number: plan.decision.number })}</summary>${planFacts(plan, context)}</details>
      </section>`,
    )}
    ${remainder(topic, answer, context)}
    ${topic.reason && topic.reason_code !== 'partly_covered' ? html`<p class="small">${topic.reason}</p>` : nothing}
  </article>`;
}

/** Nobody has said anything: looks and reads like a question, never like an all-clear. */
export function unknownTopic(topic: TopicAnswer, { locale }: AnswerContext): TemplateResult {
  const reason = topic.reason || locale.lookUp(`reason.${topic.reason_code ?? ''}`, locale.t('reason.no_plan'));
  return html`<li class="topic topic-unknown" data-topic=${topic.topic} data-state="no_data">
    <p class="topic-line">${icon('unknown')}<b>${topic.name}</b><span class="badge badge-unknown">${locale.t('state.no_data')}</span></p>
    <p class="small">${reason}</p>
  </li>`;
}

export function clearTopic(topic: TopicAnswer, { locale }: AnswerContext): TemplateResult {
  return html`<li class="topic topic-clear" data-topic=${topic.topic} data-state="not_concerned">
    <p class="topic-line">${icon('clear')}<b>${topic.name}</b><span class="badge badge-clear">${locale.t('state.not_concerned')}</span></p>
  </li>`;
}

export function changeView({ plan, restrictions }: PlanGroup, context: AnswerContext): TemplateResult {
  const { locale, district } = context;
  const topic = district.topics.find((entry) => entry.id === plan.topic);
  return html`<li class="change">
    <p class="small">${topic ? locale.name(topic.name) : plan.topic}</p>
    <h4>${plan.title}</h4>
    <ul class="zones">${restrictions.map((zone) => zoneView(zone, context))}</ul>
    <details class="plan-more"><summary>${locale.t('answer.legal_basis', { number: plan.decision.number })}</summary>${planFacts(plan, context)}</details>
  </li>`;
}
