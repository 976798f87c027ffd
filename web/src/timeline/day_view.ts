import { html, nothing, type TemplateResult } from 'lit-html';
import type { PlanEvent, PlanningDay } from '../api/model';
import type { AnswerContext } from '../answer/context';
import { formatUrl, type UrlState } from '../url/state';
import { icon } from '../view/icons';
import { differenceView } from './difference_view';

function eventView({ event, plan, decision }: PlanEvent, isAhead: boolean, { locale }: AnswerContext): TemplateResult {
  const words = isAhead ? locale.lookUp(`event_ahead.${event}`, event) : locale.lookUp(`event.${event}`, event);
  return html`<li data-event=${event}>
    <p class="wrap-anywhere"><b>${words}</b> ${plan.title} <span class="small">(${plan.topic_name})</span></p>
    ${decision ? html`<p class="small wrap-anywhere">${locale.t('plan.decision')}: ${locale.t('plan.decision_value', { number: decision.number, date: locale.date(decision.date) })} · ${decision.authority}</p>` : nothing}
  </li>`;
}

/** One day on which the answer changes. \param isShown  the answer above is the one that holds since then */
export function dayView(day: PlanningDay, isShown: boolean, context: AnswerContext): TemplateResult {
  const { locale, url, actions } = context;
  const { date, is_ahead, events, changes } = day;
  const next: UrlState = { ...url, asOf: date };
  return html`<li class=${is_ahead ? 'day day-ahead' : 'day'} data-date=${date} aria-current=${isShown ? 'date' : nothing}>
    <h4><time datetime=${date}>${locale.date(date)}</time>
      ${is_ahead ? html`<span class="badge badge-ahead">${icon('calendar')} ${locale.t('timeline.ahead')}</span>` : nothing}
      ${isShown ? html`<span class="badge badge-shown">${locale.t('timeline.shown')}</span>` : nothing}</h4>
    <ul class="plain events">${events.map((event) => eventView(event, is_ahead, context))}</ul>
    ${changes.length > 0 ? html`<p class="small">${locale.t('difference.title')}</p>${differenceView(changes, context)}` : nothing}
    <p class="day-link"><a href=${formatUrl(next)} @click=${(event: Event) => actions.showDay(event, next)}>${locale.t('timeline.see', { date: locale.date(date) })}</a></p>
  </li>`;
}
