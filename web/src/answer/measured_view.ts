import { html, nothing, type TemplateResult } from 'lit-html';
import type { Restriction } from '../api/model';
import { isLine, isUncertain } from '../format/certainty';
import type { Locale } from '../i18n/locale';
import { icon } from '../view/icons';
import type { AnswerContext } from './context';

/** What would be printed as 0.0 m²: said, not dropped, and not sold as a restriction. */
const kLeastArea_m2 = 0.05;

/** " (490,1–505,9 m²)", or nothing where both ends are printed alike or nobody knows them. */
function interval(least: number | null | undefined, most: number | null | undefined, print: (value: number) => string, printRange: (least: number, most: number) => string): string {
  if (typeof least !== 'number' || typeof most !== 'number' || print(least) === print(most)) return '';
  return ` (${printRange(least, most)})`;
}

function distanceText({ distance_m, distance_min_m, distance_max_m }: Restriction, locale: Locale): string {
  return locale.distance(distance_m ?? 0) + interval(distance_min_m, distance_max_m, locale.distance, locale.distanceRange);
}

function areaLines(restriction: Restriction, area_m2: number, locale: Locale): readonly TemplateResult[] {
  const { share_percent, area_min_m2, area_max_m2, certainty } = restriction;
  const range = interval(area_min_m2, area_max_m2, locale.area, locale.areaRange);
  const share = typeof share_percent === 'number' ? html` <span class="share">${locale.t('answer.share', { share: locale.percent(share_percent) })}</span>` : nothing;
  const amount = html`<p class="amount"><b>${locale.area(area_m2)}</b>${range ? html`<span class="interval">${range}</span>` : nothing}${share}</p>`;
  // Editions without accuracies do not say what is certain; this much no drawing is.
  const isTiny = !certainty && area_m2 > 0 && area_m2 < kLeastArea_m2;
  return isTiny ? [amount, html`<p class="uncertain">${icon('warning')} ${locale.t('answer.tiny')}</p>`] : [amount];
}

function lineLines(restriction: Restriction, locale: Locale): readonly TemplateResult[] {
  const { length_m, distance_m, distance_max_m } = restriction;
  if (typeof length_m === 'number' && length_m > 0) {
    const away = (distance_max_m ?? 0) > 0 ? html` <span class="interval">(${locale.t('answer.may_be_away', { distance: locale.distance(distance_max_m ?? 0) })})</span>` : nothing;
    return [html`<p class="amount"><b>${locale.length(length_m)}</b> <span class="share">${locale.t('answer.length')}</span>${away}</p>`];
  }
  if (typeof distance_m !== 'number') return [];
  if (distance_m > 0) return [html`<p class="amount">${locale.t('answer.distance', { distance: distanceText(restriction, locale) })}</p>`];
  return [html`<p class="amount">${locale.t('answer.touches')}</p>`];
}

/** "0–3,2 m², ranh cách 0,12 m": between which bounds it may lie, and why that is not known. */
export function uncertainText(restriction: Restriction, locale: Locale): string {
  const { area_m2, area_min_m2, area_max_m2, length_m, distance_m, distance_max_m } = restriction;
  const parts: string[] = [];
  if (typeof area_max_m2 === 'number') parts.push(locale.areaRange(area_min_m2 ?? 0, area_max_m2));
  if (typeof distance_m === 'number' && distance_m > 0) {
    // An area's own interval already says that its edge may reach the place.
    const [key, distance] = typeof area_m2 === 'number' ? (['answer.edge_away', locale.distance(distance_m)] as const) : (['answer.line_away', distanceText(restriction, locale)] as const);
    parts.push(locale.t(key, { distance }));
  } else if (typeof area_m2 === 'number') {
    if (area_m2 > 0) parts.push(locale.t('answer.as_drawn', { area: locale.area(area_m2) }));
  } else if (isLine(restriction)) {
    parts.push((length_m ?? 0) > 0 ? locale.t('answer.runs_as_drawn', { length: locale.length(length_m ?? 0) }) : locale.t('answer.line_touches'));
    if ((distance_max_m ?? 0) > 0) parts.push(locale.t('answer.may_be_away', { distance: locale.distance(distance_max_m ?? 0) }));
  } else {
    parts.push(locale.t('answer.inside_near_edge'));
  }
  return parts.join(', ');
}

/** How much of the place one restriction takes, or how near it comes. */
export function measuredView(restriction: Restriction, { locale }: AnswerContext): readonly TemplateResult[] {
  if (isUncertain(restriction)) return [html`<p class="amount">${uncertainText(restriction, locale)}</p>`];
  if (typeof restriction.area_m2 === 'number') return areaLines(restriction, restriction.area_m2, locale);
  return isLine(restriction) ? lineLines(restriction, locale) : [];
}
