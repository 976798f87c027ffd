import { html, nothing, type TemplateResult } from 'lit-html';
import type { DifferenceItem, TopicDifference } from '../api/model';
import type { AnswerContext } from '../answer/context';
import type { Locale } from '../i18n/locale';
import { landUseView } from '../answer/land_use_view';

type Unit = DifferenceItem['unit'];

function printed(amount: number, unit: Exclude<Unit, 'point'>, locale: Locale): string {
  return unit === 'm' ? locale.length(amount) : locale.area(amount);
}

/** "từ 498,2 m² thành 310,4 m²"; of a point, whether it applies there. */
export function amountText({ before, after, unit }: DifferenceItem, locale: Locale): string {
  if (unit === 'point') return locale.t(before > 0 === after > 0 ? 'difference.point_same' : after > 0 ? 'difference.point_appeared' : 'difference.point_gone');
  const [was, is] = [printed(before, unit, locale), printed(after, unit, locale)];
  if (was === is) return locale.t('difference.same', { after: is });
  if (before <= 0) return locale.t('difference.appeared', { after: is });
  return after <= 0 ? locale.t('difference.gone', { before: was }) : locale.t('difference.changed', { before: was, after: is });
}

function itemView(item: DifferenceItem, context: AnswerContext): TemplateResult {
  const { locale } = context;
  const { code, function: purpose, land_use, plan, status } = item;
  const title = purpose || (code ? '' : locale.t('zone.unnamed'));
  return html`<li class="difference-item">
    <p>${code ? html`<span class="zone-code wrap-anywhere">${code}</span>` : nothing}${title ? html` ${title}` : nothing}: <b class="difference-amount">${amountText(item, locale)}</b></p>
    ${land_use ? html`<p class="planned">${landUseView(land_use, context)}</p>` : nothing}
    <p class="small wrap-anywhere">${plan.title}${status === 'in_force' ? nothing : html` · <span class="status status-${status}">${locale.lookUp(`status.${status}`, status)}</span>`}</p>
  </li>`;
}

function topicView(change: TopicDifference, context: AnswerContext): TemplateResult {
  const { locale } = context;
  const [before, after] = [change.before, change.after].map((state) => locale.lookUp(`state.${state}`, state));
  const words = change.before === change.after ? locale.t('difference.state_same', { state: after ?? '' }) : locale.t('difference.state_changed', { before: before ?? '', after: after ?? '' });
  return html`<li data-topic=${change.topic}>
    <p><b>${change.name}</b>: ${words}</p>
    ${change.items.length > 0 ? html`<ul class="plain difference-items">${change.items.map((item) => itemView(item, context))}</ul>` : nothing}
  </li>`;
}

/** Topic by topic: from which state to which, and how much of what. */
export function differenceView(changes: readonly TopicDifference[], context: AnswerContext): TemplateResult {
  return html`<ul class="plain difference">${changes.map((change) => topicView(change, context))}</ul>`;
}
