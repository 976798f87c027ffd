import { html, nothing, type TemplateResult } from 'lit-html';
import type { Displacement, Restriction } from '../api/model';
import type { Locale } from '../i18n/locale';
import { icon } from '../view/icons';
import type { AnswerContext } from './context';

function planText({ plan }: Displacement, locale: Locale): string {
  const { title, decision } = plan;
  return locale.t('displaced.by', { title, number: decision.number, date: locale.date(decision.date) });
}

/** "187,8 m² · 36,7% diện tích"; empty for a point. */
function takenText({ area_m2, share_percent, length_m }: Displacement, locale: Locale): string {
  if (typeof length_m === 'number') return locale.length(length_m);
  if (typeof area_m2 !== 'number') return '';
  return typeof share_percent === 'number' ? `${locale.area(area_m2)} ${locale.t('answer.share', { share: locale.percent(share_percent) })}` : locale.area(area_m2);
}

/** "310,4 m² (301,9–318,8 m²)"; empty where it cannot be told. */
function stillText({ applies, applies_area_m2, applies_area_min_m2, applies_area_max_m2, applies_length_m }: Restriction, locale: Locale): string {
  if (typeof applies_length_m === 'number') return applies === 'uncertain' ? '' : locale.length(applies_length_m);
  const isRange = typeof applies_area_min_m2 === 'number' && typeof applies_area_max_m2 === 'number';
  const range = isRange ? locale.areaRange(applies_area_min_m2, applies_area_max_m2) : '';
  if (applies === 'uncertain' || typeof applies_area_m2 !== 'number') return range;
  const area = locale.area(applies_area_m2);
  return range === '' || range === area ? area : `${area} (${range})`;
}

function partLine(displacement: Displacement, locale: Locale): TemplateResult {
  const by = planText(displacement, locale);
  const amount = takenText(displacement, locale);
  return html`<p>${amount ? locale.t('displaced.part', { amount, by }) : locale.t('displaced.part_plain', { by })}</p>`;
}

/** Beside the name of a zone, so that nobody takes it for the rule in force. */
export function displacedBadge({ applies, displaced_by }: Restriction, { locale }: AnswerContext): TemplateResult | typeof nothing {
  if (!applies || !displaced_by?.length) return nothing;
  return html`<span class="badge badge-displaced" data-applies=${applies}>${locale.t(`displaced.badge_${applies}`)}</span>`;
}

/** What applies here in its place, or how much of it still does. */
export function displacedView(restriction: Restriction, { locale }: AnswerContext): TemplateResult | typeof nothing {
  const { applies, displaced_by } = restriction;
  if (!applies || !displaced_by?.length) return nothing;
  const by = displaced_by.map((displacement) => planText(displacement, locale)).join(', ');
  const still = applies === 'none' ? '' : stillText(restriction, locale);
  return html`<div class="displaced" data-applies=${applies}>
    ${applies === 'part' ? displaced_by.map((displacement) => partLine(displacement, locale)) : html`<p>${applies === 'uncertain' ? icon('boundary') : nothing} ${locale.t(`displaced.${applies}`, { by })}</p>`}
    ${still ? html`<p><b>${locale.t('displaced.still', { amount: still })}</b></p>` : nothing}
  </div>`;
}

/** Above the amounts of such a zone, which are its own plan's. */
export function drawnLabel({ displaced_by }: Restriction, { locale }: AnswerContext): TemplateResult | typeof nothing {
  return displaced_by?.length ? html`<p class="small">${locale.t('displaced.as_drawn')}</p>` : nothing;
}
