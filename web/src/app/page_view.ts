import { html, nothing, type TemplateResult } from 'lit-html';
import type { AnswerContext } from '../answer/context';
import { answerView } from '../answer/answer_view';
import { candidatesView, loadingView, planView, problemView } from '../answer/other_views';
import { createLocale, type Locale } from '../i18n/locale';
import { mapSectionView } from '../map/section_view';
import type { Combobox } from '../search/combobox';
import { searchView } from '../search/search_view';
import { timelineSection } from '../timeline/section_view';
import { formatUrl, kNowhere } from '../url/state';
import { icon } from '../view/icons';
import type { Controller } from './controller';
import { districtProblemView, headerView } from './shell_view';
import { startView } from './start_view';
import type { AppState } from './state';

function scrollToMap(): void {
  document.getElementById('map-section')?.scrollIntoView({ block: 'start' });
}

function contextOf(state: AppState, locale: Locale, controller: Controller): AnswerContext | null {
  const { district, url } = state;
  if (!district) return null;
  return {
    locale,
    district,
    url,
    hasMap: state.map.status === 'ready',
    isLinkCopied: state.isLinkCopied,
    actions: {
      go: (event, next) => controller.follow(event, next),
      setAsOf: (iso) => controller.setAsOf(iso),
      showDay: (event, next) => {
        controller.follow(event, next);
        if (event.defaultPrevented) document.getElementById('answer-title')?.focus();
      },
      copyLink: () => void controller.copyLink(),
      print: () => window.print(),
      retry: () => controller.retry(),
      zoomToAnswer: () => {
        scrollToMap();
        controller.map?.fitAnswer();
      },
    },
  };
}

function panelView(state: AppState, locale: Locale, controller: Controller): TemplateResult {
  const { panel } = state;
  const context = contextOf(state, locale, controller);
  if (!context || panel.kind === 'start') return startView(state, locale, controller);
  const home = { ...state.url, place: kNowhere, asOf: null };
  const back = html`<p class="back"><a href=${formatUrl(home)} id="new-search" @click=${(event: Event) => controller.follow(event, home)}>← ${locale.t('action.new_search')}</a></p>`;
  switch (panel.kind) {
    case 'loading':
      return loadingView(locale);
    case 'answer':
      return html`${back}${answerView(panel.answer, context, timelineSection(panel.answer, context, state.history, controller.timeline))}`;
    case 'candidates':
      return html`${back}${candidatesView(panel.candidates, context)}`;
    case 'plan':
      return html`${back}${planView(panel.plan, context)}`;
    case 'problem':
      return html`${back}${problemView(panel.problem, context)}`;
  }
}

export function pageView(state: AppState, combobox: Combobox, controller: Controller): TemplateResult {
  const locale = createLocale(state.lang);
  return html`${headerView(state, locale, controller)}
    <main id="main" class=${state.panel.kind === 'start' ? 'page page-start' : 'page'} tabindex="-1">
      <div class="side">
        <div class="search-area">
          ${state.panel.kind === 'start' ? html`<h1>${locale.t('start.title')}</h1><p class="start-lead">${locale.t('start.lead')}</p>` : html`<h1 class="visually-hidden">${locale.t('site.title')}</h1>`}
          ${searchView(combobox, state.district, locale)}
        </div>
        ${districtProblemView(state, locale, controller)}
        ${state.map.status === 'none' ? html`<p class="note no-map" id="no-map">${icon('info')}<span>${locale.t('map.none')}</span></p>` : nothing}
        <div class="panel" id="panel" aria-busy=${state.panel.kind === 'loading' ? 'true' : 'false'}>${panelView(state, locale, controller)}</div>
      </div>
      ${mapSectionView(state, locale, controller)}
    </main>`;
}
