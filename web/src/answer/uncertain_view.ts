import { html, nothing, type TemplateResult } from 'lit-html';
import type { Answer, Restriction, TopicAnswer } from '../api/model';
import { icon } from '../view/icons';
import type { AnswerContext } from './context';
import { groupByPlan } from './group';
import { planSection } from './plan_view';
import { remainderView } from './remainder_view';

function headingView({ locale }: AnswerContext): TemplateResult {
  return html`<h5>${icon('boundary')}<span>${locale.t('group.boundary_uncertain')}</span></h5>`;
}

/** Below what is certain of a topic, what may be nothing: under a heading of its own, so that nobody adds the two up. */
export function uncertainPart(restrictions: readonly Restriction[], answer: Answer, context: AnswerContext): TemplateResult | typeof nothing {
  if (restrictions.length === 0) return nothing;
  return html`<section class="at-boundary">${headingView(context)}
    ${groupByPlan(restrictions).map((group) => planSection(html`<h6>${group.plan.title}</h6>`, group, answer.place, context))}
  </section>`;
}

/** The same of one plan ahead, whose title stands above. */
export function uncertainZones(zones: TemplateResult, context: AnswerContext): TemplateResult {
  return html`<section class="at-boundary">${headingView(context)}${zones}</section>`;
}

/** Neither an effect nor an all-clear: a topic of which nothing is certain but that an edge runs here. */
export function uncertainTopic(topic: TopicAnswer, answer: Answer, context: AnswerContext): TemplateResult {
  const { locale } = context;
  return html`<article class="topic topic-uncertain" data-topic=${topic.topic} data-state="boundary_uncertain">
    <h4>${icon('boundary')}<span>${topic.name}</span><span class="badge badge-uncertain">${locale.t('state.boundary_uncertain')}</span></h4>
    ${groupByPlan(topic.restrictions ?? []).map((group) => planSection(html`<h5>${group.plan.title}</h5>`, group, answer.place, context))}
    ${topic.reason_code === 'partly_covered' ? remainderView(topic, answer, context) : nothing}
    ${topic.reason && topic.reason_code !== 'partly_covered' ? html`<p class="partly">${icon('unknown')} ${topic.reason}</p>` : nothing}
  </article>`;
}
