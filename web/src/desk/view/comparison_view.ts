import { html, nothing, type TemplateResult } from 'lit-html';
import type { TopicState } from '../../api/model';
import { icon } from '../../view/icons';
import { compareAnswers, isSameAmount, stillApplies, type ComparedTopic, type ComparedZone } from '../comparison';
import type { Desk } from '../controller';
import type { DeskLocale } from '../i18n/locale';
import type { ComparisonState, DeskState } from '../state';

function amountText(zone: ComparedZone, side: 'before' | 'after', locale: DeskLocale): string {
  const { isLine, isUncertain, [side]: amount } = zone;
  if (amount === null) return locale.t('compare.not_there');
  const printed = (value: number): string => (isLine ? locale.length(value) : locale.area(value));
  const words = printed(amount);
  const still = stillApplies(zone, side);
  if (!isUncertain) return still === null ? words : `${words}, ${still > 0 ? locale.t('compare.still', { amount: printed(still) }) : locale.t('compare.displaced')}`;
  return amount > 0 ? locale.t('compare.uncertain_most', { most: words }) : locale.t('compare.uncertain');
}

function zoneView(zone: ComparedZone, isPlanNamed: boolean, locale: DeskLocale): TemplateResult {
  const { t } = locale;
  const name = [zone.code, zone.title, zone.landUse].filter((part) => part !== '').join(' · ');
  return html`<tr class=${isSameAmount(zone) ? 'is-same' : 'is-changed'}>
    <th scope="row"><span class="wrap-anywhere">${name || zone.plan}</span>${name && isPlanNamed ? html`<span class="small wrap-anywhere">${zone.plan}</span>` : nothing}</th>
    <td data-label=${t('preview.before')}>${amountText(zone, 'before', locale)}</td>
    <td data-label=${t('preview.after')}>${amountText(zone, 'after', locale)}</td>
  </tr>`;
}

function topicView(topic: ComparedTopic, locale: DeskLocale): TemplateResult {
  const { t } = locale;
  const state = (of: TopicState | null): string => t(of === null ? 'compare.no_parcel' : `state.${of}`);
  const plans = [...new Set(topic.zones.map(({ plan }) => plan))];
  return html`<tbody data-topic=${topic.topic} data-same=${topic.isSame ? 'true' : 'false'}>
    <tr class="compared-topic"><th scope="row">${topic.name} ${topic.isSame ? nothing : html`<span class="badge badge-change">${t('compare.differs')}</span>`}
        ${plans.length === 1 ? html`<span class="small wrap-anywhere">${plans[0]}</span>` : nothing}</th>
      <td data-label=${t('preview.before')}>${state(topic.before)}</td>
      <td data-label=${t('preview.after')}>${state(topic.after)}</td></tr>
    ${topic.zones.map((zone) => zoneView(zone, plans.length > 1, locale))}
  </tbody>`;
}

function tableView(topics: readonly ComparedTopic[], locale: DeskLocale): TemplateResult {
  const { t } = locale;
  return html`<table class="desk-table compared" aria-label=${t('compare.table')}>
    <thead><tr><th scope="col">${t('compare.topic')}</th><th scope="col">${t('preview.before')}</th><th scope="col">${t('preview.after')}</th></tr></thead>
    ${topics.map((topic) => topicView(topic, locale))}
  </table>`;
}

function readyView({ before, after }: ComparisonState & { readonly status: 'ready' }, locale: DeskLocale): TemplateResult {
  const { t } = locale;
  const topics = compareAnswers(before, after);
  const changed = topics.filter(({ isSame }) => !isSame);
  const same = topics.filter(({ isSame }) => isSame);
  return html`${changed.length === 0 ? html`<p>${t('compare.same')}</p>` : tableView(changed, locale)}
    ${same.length === 0 ? nothing : html`<details class="compared-same"><summary>${t('compare.unchanged', { count: same.length })}</summary>${tableView(same, locale)}</details>`}`;
}

/** What the plans say about one place, as they are and as they would be. */
export function comparisonView({ comparison }: DeskState, locale: DeskLocale, desk: Desk): TemplateResult | typeof nothing {
  const { t } = locale;
  if (!comparison) return nothing;
  const { reference, status } = comparison;
  return html`<section class="comparison" id="comparison" data-status=${status} aria-labelledby="comparison-title" aria-busy=${status === 'loading' ? 'true' : 'false'}>
    <h2 id="comparison-title" tabindex="-1">${reference === '' ? t('compare.point') : t('compare.title', { reference })}</h2>
    <button type="button" class="icon-button card-close" aria-label=${t('compare.close')} @click=${() => desk.impact.closeComparison()}>${icon('close')}</button>
    ${status === 'ready' ? readyView(comparison, locale) : html`<p class="small" role="status">${t(status === 'loading' ? 'desk.loading' : 'compare.failed')}</p>`}
  </section>`;
}
