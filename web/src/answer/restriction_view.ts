import { html, nothing, type TemplateResult } from 'lit-html';
import type { Plan, Restriction } from '../api/model';
import { isDisplaced } from '../format/displaced';
import type { TextKey } from '../i18n/texts';
import { icon } from '../view/icons';
import type { AnswerContext } from './context';
import { displacedBadge, displacedView, drawnLabel } from './displaced_view';
import { landUseView } from './land_use_view';
import { measuredView } from './measured_view';

type Indicators = NonNullable<Restriction['zone']['indicators']>;
type Row = readonly [TextKey, string];

function indicatorRows(indicators: Indicators, { locale }: AnswerContext): readonly Row[] {
  const rows: Row[] = [];
  const add = (key: TextKey, value: number | null | undefined, show: (value: number) => string): void => {
    if (typeof value === 'number') rows.push([key, show(value)]);
  };
  add('indicator.building_coverage', indicators.building_coverage_percent, (value) => `${locale.number(value)}%`);
  add('indicator.storeys', indicators.storeys_max, (value) => locale.t('indicator.storeys_value', { storeys: locale.number(value, 1) }));
  add('indicator.height', indicators.height_max_m, (value) => `${locale.number(value)}\u00a0m`);
  add('indicator.floor_area_ratio', indicators.floor_area_ratio, (value) => locale.number(value));
  add('indicator.population', indicators.population, (value) => locale.t('indicator.population_value', { people: locale.number(value, 0) }));
  add('indicator.ground_level', indicators.ground_level_m, (value) => `${locale.number(value)}\u00a0m`);
  return rows;
}

export function planPeriod(plan: Plan, { locale }: AnswerContext): string {
  const from = plan.in_force_from ? locale.date(plan.in_force_from) : null;
  const to = plan.in_force_to ? locale.date(plan.in_force_to) : null;
  if (from && to) return locale.t('plan.from_to', { from, to });
  if (from) return locale.t('plan.from', { from });
  return to ? locale.t('plan.to', { to }) : '';
}

function documentView({ href, kind, page, title }: Plan['documents'][number], { locale }: AnswerContext): TemplateResult {
  const name = locale.lookUp(`document.${kind}`, kind);
  if (href === null) return html`<li>${icon('warning')} <span>${title} <span class="small">(${name}, ${locale.t('document.missing')})</span></span></li>`;
  const facts = [name, 'PDF', ...(page ? [locale.t('document.page', { page })] : [])].join(', ');
  return html`<li><a href=${href} target="_blank" rel="noopener">${icon('document')}<span>${title} <span class="small">(${facts})</span></span></a></li>`;
}

/** The papers of a plan; that there are none, or that one was never handed in, is said. */
export function documentLinks(plan: Plan, context: AnswerContext): TemplateResult {
  if (plan.documents.length === 0) return html`<p class="small">${context.locale.t('document.none')}</p>`;
  return html`<ul class="documents">${plan.documents.map((document) => documentView(document, context))}</ul>`;
}

/** The decision, the period and the papers of one plan. */
export function planFacts(plan: Plan, context: AnswerContext): TemplateResult {
  const { locale } = context;
  const { number, date, authority } = plan.decision;
  const scale = plan.scale ? locale.t('plan.scale', { scale: `1/${plan.scale}` }) : '';
  const accuracy = typeof plan.accuracy_m === 'number' ? locale.t('plan.accuracy', { accuracy: locale.number(plan.accuracy_m) }) : '';
  return html`<dl class="facts">
      <dt>${locale.t('plan.decision')}</dt>
      <dd>${locale.t('plan.decision_value', { number, date: locale.date(date) })}<br>${authority}</dd>
      <dt>${locale.t('plan.status')}</dt>
      <dd><span class="status status-${plan.status}">${locale.lookUp(`status.${plan.status}`, plan.status)}</span> ${planPeriod(plan, context)}</dd>
      ${scale || accuracy ? html`<dt>${locale.t('plan.drawing')}</dt><dd>${[scale, accuracy].filter((text) => text !== '').join(' · ')}</dd>` : nothing}
      ${plan.amends ? html`<dt>${locale.t('plan.amends')}</dt><dd class="wrap-anywhere">${plan.amends}</dd>` : nothing}
    </dl>
    ${documentLinks(plan, context)}`;
}

function zoneTitle(restriction: Restriction, { locale }: AnswerContext): string {
  const { zone } = restriction;
  return zone.name || zone.function || locale.t('zone.unnamed');
}

export function zoneView(restriction: Restriction, context: AnswerContext): TemplateResult {
  const { zone } = restriction;
  const { locale } = context;
  const rows = zone.indicators ? indicatorRows(zone.indicators, context) : [];
  const title = zoneTitle(restriction, context);
  const measured = measuredView(restriction, context);
  return html`<li class=${isDisplaced(restriction) ? 'zone zone-displaced' : 'zone'}>
    <p class="zone-title">${zone.code ? html`<span class="zone-code">${zone.code}</span> ` : nothing}<span class="zone-name">${title}</span>${displacedBadge(restriction, context)}</p>
    ${zone.function && zone.function !== title ? html`<p class="small">${zone.function}</p>` : nothing}
    ${displacedView(restriction, context)}
    ${measured.length > 0 ? drawnLabel(restriction, context) : nothing}${measured}
    ${zone.land_use ? html`<p class="planned">${locale.t('zone.land_use')} ${landUseView(zone.land_use, context)}</p>` : nothing}
    ${rows.length > 0
      ? html`<dl class="indicators">${rows.map(([key, value]) => html`<div><dt>${locale.t(key)}</dt><dd>${value}</dd></div>`)}</dl>`
      : nothing}
  </li>`;
}
