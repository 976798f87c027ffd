import { html, nothing, type TemplateResult } from 'lit-html';
import type { Answer, TopicAnswer } from '../api/model';
import { certainOnes, uncertainOnes } from '../format/certainty';
import { stillApplyingFirst } from '../format/displaced';
import { icon } from '../view/icons';
import type { AnswerContext } from './context';
import { groupByPlan, type PlanGroup } from './group';
import { planBasis, planSection, zoneList } from './plan_view';
import { remainderView } from './remainder_view';
import { shareBar } from './share_bar';
import { uncertainPart, uncertainZones } from './uncertain_view';

/** A topic whose plans touch the place: plan by plan, zone by zone. */
export function concernedTopic(topic: TopicAnswer, answer: Answer, context: AnswerContext): TemplateResult {
  const { locale } = context;
  const restrictions = topic.restrictions ?? [];
  const certain = certainOnes(restrictions);
  return html`<article class="topic topic-concerned" data-topic=${topic.topic} data-state="concerned">
    <h4>${icon('concerned')}<span>${topic.name}</span><span class="badge badge-concerned">${locale.t('state.concerned')}</span></h4>
    ${shareBar(certain, answer.balance[topic.topic], context)}
    ${groupByPlan(stillApplyingFirst(certain)).map((group) => planSection(html`<h5>${group.plan.title}</h5>`, group, answer.place, context))}
    ${remainderView(topic, answer, context)}
    ${topic.reason && topic.reason_code !== 'partly_covered' ? html`<p class="small">${topic.reason}</p>` : nothing}
    ${uncertainPart(uncertainOnes(restrictions), answer, context)}
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

export function changeView(group: PlanGroup, answer: Answer, context: AnswerContext): TemplateResult {
  const { locale, district } = context;
  const { plan, restrictions } = group;
  const topic = district.topics.find((entry) => entry.id === plan.topic);
  const [certain, uncertain] = [certainOnes(restrictions), uncertainOnes(restrictions)];
  return html`<li class="change">
    <p class="small">${topic ? locale.name(topic.name) : plan.topic}</p>
    <h4>${plan.title}</h4>
    ${certain.length > 0 ? zoneList(certain, context) : nothing}
    ${uncertain.length > 0 ? uncertainZones(zoneList(uncertain, context), context) : nothing}
    ${planBasis(group, answer.place, context)}
  </li>`;
}
