import { html, nothing, type TemplateResult } from 'lit-html';
import { icon } from '../../view/icons';
import { brandMark, siteTools } from '../../view/site_tools';
import type { Desk } from '../controller';
import type { DeskLocale } from '../i18n/locale';
import type { Session } from '../model';
import { mayWriteDrafts } from '../permissions';
import { formatRoute } from '../route';
import type { DeskState } from '../state';
import { amendView } from './amend_view';
import { draftView } from './draft_view';
import { editionsView } from './editions_view';
import { listView } from './list_view';
import { mapView } from './map_view';
import { newView } from './new_view';
import { plansView } from './plans_view';
import { problemView } from './problem_view';
import { passwordView, signInView } from './sign_view';

function accountView(session: Session, locale: DeskLocale, desk: Desk): TemplateResult {
  const { t } = locale;
  const out = (isEverywhere: boolean) => (): void => void desk.account.signOut(isEverywhere);
  return html`<details class="account">
    <summary><b>${session.user.name}</b> <span class="small">${t(`role.${session.role}`)}</span></summary>
    <div class="account-menu" role="group" aria-label=${t('desk.account')}>
      <a href="#password">${t('password.title')}</a>
      <button type="button" class="text-button" @click=${out(true)}>${t('sign.out_everywhere')}</button>
    </div>
  </details>
  <button type="button" class="button button-quiet" id="sign-out" @click=${out(false)}>${t('sign.out')}</button>`;
}

function navView(state: DeskState, session: Session, locale: DeskLocale): TemplateResult {
  const link = (kind: 'drafts' | 'new' | 'plans' | 'editions'): TemplateResult => html`<a href=${formatRoute({ kind })} id="nav-${kind}"
    aria-current=${state.route.kind === kind ? 'page' : nothing}>${locale.t(`nav.${kind}`)}</a>`;
  return html`<nav class="desk-nav" aria-label=${locale.t('desk.nav')}>
    ${link('drafts')}${mayWriteDrafts(session) ? link('new') : nothing}${link('plans')}${link('editions')}
  </nav>`;
}

function headerView(state: DeskState, locale: DeskLocale, desk: Desk): TemplateResult {
  const { district } = state;
  // What follows `#` is the route.
  const skip = (event: Event): void => {
    event.preventDefault();
    document.getElementById('main')?.focus();
  };
  return html`<header class="site-head">
    <a class="skip" href="#main" @click=${skip}>${locale.t('site.skip')}</a>
    <a class="brand" href=${formatRoute({ kind: 'drafts' })}>${brandMark()}
      <span class="brand-text"><strong>${locale.t('desk.title')}</strong>
        <span class="brand-district">${district ? locale.name(district.name) : ''}</span></span></a>
    ${district?.demo ? html`<span class="demo-badge">DEMO<span class="visually-hidden">: ${locale.t('demo.long')}</span></span>` : nothing}
    ${siteTools(locale, state.themeChoice, (choice) => desk.setTheme(choice), (lang) => desk.setLang(lang))}
  </header>`;
}

function routeView(state: DeskState, session: Session, locale: DeskLocale, desk: Desk): TemplateResult {
  switch (state.route.kind) {
    case 'drafts':
      return listView(state, locale);
    case 'new':
      return newView(state, locale, desk);
    case 'plans':
      return plansView(state, session, locale, desk);
    case 'amend':
      return amendView(state, locale, desk);
    case 'draft':
      return draftView(state, session, locale, desk);
    case 'editions':
      return editionsView(state, session, locale, desk);
    case 'password':
      return passwordView(state, session, locale, desk);
  }
}

function bodyView(state: DeskState, locale: DeskLocale, desk: Desk): TemplateResult {
  const { session } = state;
  if (session === undefined) return html`<main id="main" class="page desk" tabindex="-1"><p class="boot" role="status">${locale.t('desk.loading')}</p></main>`;
  const isIn = session !== null && !session.must_change_password;
  return html`<main id="main" class=${isIn ? 'page desk' : 'page desk desk-door'} tabindex="-1">
    <div class="side">
      ${session ? html`<div class="desk-bar">${isIn ? navView(state, session, locale) : nothing}
        <div class="desk-account">${accountView(session, locale, desk)}</div></div>` : nothing}
      ${state.problem ? problemView(state.problem, locale, () => desk.store.set({ problem: null })) : nothing}
      <p class="desk-message" id="desk-message" role="status">${state.message}</p>
      <p class="visually-hidden" role="status">${state.spoken}</p>
      ${!session
        ? signInView(state, locale, desk)
        : isIn ? routeView(state, session, locale, desk) : passwordView(state, session, locale, desk)}
      ${isIn && state.map === 'none' ? html`<p class="note no-map" id="no-map">${icon('info')}<span>${locale.t('map.none')}</span></p>` : nothing}
    </div>
    ${isIn ? mapView(state, locale, desk) : nothing}
  </main>`;
}

export function deskView(state: DeskState, locale: DeskLocale, desk: Desk): TemplateResult {
  return html`${headerView(state, locale, desk)}${bodyView(state, locale, desk)}`;
}
