import { html, nothing, type TemplateResult } from 'lit-html';
import type { Candidate, PlanDetail } from '../api/model';
import type { ApiProblem } from '../api/problem';
import { communeText, placeTitle } from '../format/place';
import { formatUrl, placeOfReference, type PlaceQuery, type UrlState } from '../url/state';
import { icon } from '../view/icons';
import type { AnswerContext } from './context';
import { landUseView } from './land_use_view';
import { planFacts } from './restriction_view';

function withCandidate(place: PlaceQuery, candidate: number): PlaceQuery {
  return place.kind === 'parcel' || place.kind === 'reference' ? { ...place, candidate } : place;
}

/** Several parcels under one key: the reader chooses, the page never guesses. */
export function candidatesView(candidates: readonly Candidate[], context: AnswerContext): TemplateResult {
  const { locale, url, actions } = context;
  const first = candidates[0];
  return html`<section class="choice candidates" aria-labelledby="answer-title">
    <h2 id="answer-title" tabindex="-1">${first ? placeTitle(first.place, locale) : ''}</h2>
    <p class="lead">${locale.t('candidates.lead', { count: candidates.length })}</p>
    <p class="small">${locale.t('candidates.hint')}</p>
    <ol>${candidates.map(({ place, index }) => {
      const next: UrlState = { ...url, place: withCandidate(url.place, index) };
      return html`<li><a href=${formatUrl(next)} @click=${(event: Event) => actions.go(event, next)}>
        <b>${locale.t('candidates.item', { index })}</b>
        <span>${communeText(place.commune, locale)}</span>
        ${typeof place.computed_area_m2 === 'number' ? html`<span>${locale.t('place.computed_area')}: ${locale.area(place.computed_area_m2)}</span>` : nothing}
        ${place.land_use ? html`<span>${landUseView(place.land_use, context)}</span>` : nothing}
        ${place.address ? html`<span>${place.address}</span>` : nothing}
      </a></li>`;
    })}</ol>
  </section>`;
}

function nearView(near: readonly string[], context: AnswerContext): TemplateResult | typeof nothing {
  const { locale, url, district, actions } = context;
  if (near.length === 0) return nothing;
  return html`<h3>${locale.t('problem.near')}</h3>
    <ul class="near">${near.map((reference) => {
      const next: UrlState = { ...url, place: placeOfReference(reference, district.parcel_key.parts) };
      return html`<li><a href=${formatUrl(next)} @click=${(event: Event) => actions.go(event, next)}>${reference}</a></li>`;
    })}</ul>`;
}

/** A refusal in the reader's words, with what to do next. */
export function problemView(problem: ApiProblem, context: AnswerContext): TemplateResult {
  const { locale, district, actions } = context;
  const date = locale.date(problem.dataDate ?? district.data_date);
  const title = locale.lookUp(`error.${problem.code}`, locale.t(problem.status >= 500 ? 'error.SERVER' : 'error.OTHER'), { date });
  const hint = locale.lookUp(`error.${problem.code}.hint`, '', { date });
  return html`<section class="problem" role="alert" data-code=${problem.code}>
    <h2 id="answer-title" tabindex="-1">${icon('warning')}<span>${title}</span></h2>
    ${hint ? html`<p>${hint}</p>` : nothing}
    ${nearView(problem.near, context)}
    ${problem.isTransient ? html`<p><button type="button" class="button" id="retry" @click=${actions.retry}>${locale.t('action.retry')}</button></p>` : nothing}
    <p class="small">${locale.t('problem.code', { code: problem.code })}${problem.detail ? html` · <span lang="en" class="wrap-anywhere">${problem.detail}</span>` : nothing}</p>
  </section>`;
}

export function planView(plan: PlanDetail, context: AnswerContext): TemplateResult {
  const { locale, district } = context;
  const topic = district.topics.find((entry) => entry.id === plan.topic);
  return html`<article class="answer" aria-labelledby="answer-title">
    <header class="answer-head"><p class="small">${topic ? locale.name(topic.name) : plan.topic}</p><h2 id="answer-title" tabindex="-1">${plan.title}</h2></header>
    ${planFacts(plan, context)}
    <p class="note">${icon('info')}<span>${locale.t('plan.hint')}</span></p>
  </article>`;
}

export function loadingView({ t }: { t: AnswerContext['locale']['t'] }): TemplateResult {
  return html`<div class="loading" role="status">
    <p>${t('loading.answer')}</p>
    <div class="skeleton skeleton-title"></div><div class="skeleton"></div><div class="skeleton skeleton-short"></div><div class="skeleton skeleton-card"></div><div class="skeleton skeleton-card"></div>
  </div>`;
}
