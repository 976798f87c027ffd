import { html, nothing, type TemplateResult } from 'lit-html';
import type { Locale } from '../i18n/locale';
import { formatUrl, kNowhere } from '../url/state';
import { icon } from '../view/icons';
import { brandMark, siteTools } from '../view/site_tools';
import type { Controller } from './controller';
import type { AppState } from './state';

export function headerView(state: AppState, locale: Locale, controller: Controller): TemplateResult {
  const { district, url } = state;
  const home = { ...url, place: kNowhere, asOf: null, edition: null };
  return html`<header class="site-head">
    <a class="skip" href="#main">${locale.t('site.skip')}</a>
    <a class="brand" href=${formatUrl(home)} @click=${(event: Event) => controller.follow(event, home)}>
      ${brandMark()}
      <span class="brand-text"><strong>${locale.t('site.title')}</strong><span class="brand-district">${district ? locale.name(district.name) : ''}</span></span>
    </a>
    ${district?.demo ? html`<span class="demo-badge" id="demo-badge" title=${locale.t('demo.long')}>DEMO<span class="visually-hidden">: ${locale.t('demo.long')}</span></span>` : nothing}
    ${siteTools(locale, state.themeChoice, (choice) => controller.setTheme(choice), (lang) => controller.setLang(lang))}
  </header>`;
}

export function districtProblemView(state: AppState, locale: Locale, controller: Controller): TemplateResult | typeof nothing {
  const { districtProblem } = state;
  if (!districtProblem) return nothing;
  return html`<section class="problem" role="alert" data-code=${districtProblem.code}>
    <h2>${icon('warning')}<span>${locale.lookUp(`error.${districtProblem.code}`, locale.t('error.SERVER'))}</span></h2>
    <p>${locale.lookUp(`error.${districtProblem.code}.hint`, locale.t('error.NETWORK.hint'))}</p>
    <p><button type="button" class="button" id="retry-district" @click=${() => void controller.loadDistrict()}>${locale.t('action.retry')}</button></p>
  </section>`;
}
