import { html, nothing, type TemplateResult } from 'lit-html';
import type { Answer } from '../api/model';
import { communeText, parcelLine, placeTitle } from '../format/place';
import { formatUrl, placeOfParcel, type UrlState } from '../url/state';
import { icon } from '../view/icons';
import { areaFacts } from './area_facts';
import type { AnswerContext } from './context';
import { countPlans, countUncertain, topicsIn } from './group';
import { landUseView } from './land_use_view';

function facts(answer: Answer, context: AnswerContext): TemplateResult {
  const { locale } = context;
  const { place } = answer;
  return html`<dl class="facts place-facts">
    ${place.reference ? html`<dt>${locale.t('place.reference')}</dt><dd class="reference wrap-anywhere">${place.reference}</dd>` : nothing}
    ${place.land_use ? html`<dt>${locale.t('place.land_use')}</dt><dd>${landUseView(place.land_use, context)}</dd>` : nothing}
    ${areaFacts(place, locale)}
    ${place.address ? html`<dt>${locale.t('place.address')}</dt><dd>${place.address}</dd>` : nothing}
  </dl>`;
}

/** One sentence that can be read aloud over the counter. */
function summary(answer: Answer, { locale }: AnswerContext): TemplateResult {
  const concerned = topicsIn(answer, 'concerned').length;
  const uncertain = topicsIn(answer, 'boundary_uncertain').length;
  const uncertainZones = countUncertain(answer);
  const unknown = topicsIn(answer, 'no_data').length;
  const clear = topicsIn(answer, 'not_concerned').length;
  const place = locale.t(`subject.${answer.place.kind}`);
  return html`<div class="summary">
    <p class="lead">${
      concerned > 0
        ? locale.t('summary.concerned', { place, plans: countPlans(answer), topics: concerned })
        : uncertain > 0
          ? locale.t('summary.uncertain', { place, topics: uncertain })
          : locale.t(unknown > 0 ? 'summary.none_known' : 'summary.none', { place })
    }</p>
    <ul class="tally">
      <li class="tally-concerned"><b>${concerned}</b> ${locale.t('state.concerned')}</li>
      ${uncertain > 0 ? html`<li class="tally-uncertain"><b>${uncertain}</b> ${locale.t('state.boundary_uncertain')}</li>` : nothing}
      <li class="tally-unknown"><b>${unknown}</b> ${locale.t('state.no_data')}</li>
      <li class="tally-clear"><b>${clear}</b> ${locale.t('state.not_concerned')}</li>
    </ul>
    ${uncertainZones > 0 ? html`<p class="caution caution-boundary">${icon('boundary')}<span>${locale.t('summary.at_boundary', { count: uncertainZones })}</span></p>` : nothing}
    ${unknown > 0 ? html`<p class="caution">${icon('unknown')}<span>${locale.t('summary.unknown', { topics: unknown })}</span></p>` : nothing}
  </div>`;
}

/** Older than any decision a register will hold. */
const kFirstDate = '1900-01-01';

function asOfForm(answer: Answer, { locale, actions, url }: AnswerContext): TemplateResult {
  const change = (event: Event): void => {
    const { value } = event.target as HTMLInputElement;
    // While a year is typed the field already holds dates such as 0020-11-20.
    if (value !== answer.as_of && (value === '' || value >= kFirstDate)) actions.setAsOf(value);
  };
  return html`<div class="as-of">
    <label for="as-of">${icon('calendar')} ${locale.t('as_of.label')}</label>
    <input id="as-of" type="date" .value=${answer.as_of} @change=${change}>
    <span class="print-only">${locale.date(answer.as_of)}</span>
    <span class="visually-hidden" role="status">${locale.t('as_of.shown', { date: locale.date(answer.as_of) })}</span>
    ${url.asOf ? html`<button type="button" class="text-button" @click=${() => actions.setAsOf('')}>${locale.t('as_of.today')}</button>` : nothing}
  </div>`;
}

/** The parcels at a point asked for, as a choice. */
function parcelsOfPoint(answer: Answer, context: AnswerContext): TemplateResult | typeof nothing {
  const { locale, url, actions, district } = context;
  if (answer.place.kind !== 'point') return nothing;
  const parcels = answer.place.parcels ?? [];
  if (parcels.length === 0) return html`<p class="note">${icon('info')}<span>${locale.t('point.no_parcel')}</span></p>`;
  return html`<section class="choice"><h3>${locale.t('point.parcels')}</h3><ul>${parcels.map((parcel) => {
    const next: UrlState = { ...url, place: placeOfParcel(parcel, district.parcel_key.parts) };
    return html`<li><a href=${formatUrl(next)} @click=${(event: Event) => actions.go(event, next)}>${parcelLine(parcel, locale)}</a></li>`;
  })}</ul></section>`;
}

export function headView(answer: Answer, context: AnswerContext): TemplateResult {
  const { locale, actions, hasMap, isLinkCopied } = context;
  return html`<header class="answer-head">
      <h2 id="answer-title" tabindex="-1">${placeTitle(answer.place, locale)}</h2>
      ${answer.place.commune ? html`<p class="commune">${communeText(answer.place.commune, locale)}</p>` : nothing}
      ${(answer.place.duplicates ?? 1) > 1 ? html`<p class="note">${icon('info')}<span>${locale.t('place.duplicates', { count: answer.place.duplicates ?? 0 })}</span></p>` : nothing}
      <div class="actions">
        ${hasMap ? html`<button type="button" class="button button-quiet only-narrow" @click=${actions.zoomToAnswer}>${icon('map')}<span>${locale.t('action.see_map')}</span></button>` : nothing}
        <button type="button" class="button button-quiet" id="copy-link" @click=${actions.copyLink}>${icon('link')}<span>${locale.t(isLinkCopied ? 'action.copied' : 'action.copy_link')}</span></button>
        <button type="button" class="button button-quiet" id="print" @click=${actions.print}>${icon('print')}<span>${locale.t('action.print')}</span></button>
      </div>
      ${asOfForm(answer, context)}
    </header>
    ${summary(answer, context)} ${facts(answer, context)} ${parcelsOfPoint(answer, context)}`;
}
