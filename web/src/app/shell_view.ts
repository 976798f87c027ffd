import { html, nothing, type TemplateResult } from 'lit-html';
import type { Locale } from '../i18n/locale';
import { kLangs } from '../i18n/texts';
import { kThemes, isThemeChoice } from '../theme/theme';
import { formatUrl, kNowhere } from '../url/state';
import { icon } from '../view/icons';
import type { Controller } from './controller';
import type { AppState } from './state';

export function headerView(state: AppState, locale: Locale, controller: Controller): TemplateResult {
  const { district, url } = state;
  const home = { ...url, place: kNowhere, asOf: null, edition: null };
  const theme = (event: Event): void => {
    const { value } = event.target as HTMLSelectElement;
    if (isThemeChoice(value)) controller.setTheme(value);
  };
  return html`<header class="site-head">
    <a class="skip" href="#main">${locale.t('site.skip')}</a>
    <a class="brand" href=${formatUrl(home)} @click=${(event: Event) => controller.follow(event, home)}>
      <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false"><path class="mark-line" d="M4 23 12 6l8 5 8-4v17l-9 3-7-5z" /><path class="mark-parcel" d="M20 11l8-4v17l-9 3z" /><path class="mark-line" d="m12 6 0 16M20 11l-1 16" /></svg>
      <span class="brand-text"><strong>${locale.t('site.title')}</strong><span class="brand-district">${district ? locale.name(district.name) : ''}</span></span>
    </a>
    ${district?.demo ? html`<span class="demo-badge" id="demo-badge" title=${locale.t('demo.long')}>DEMO<span class="visually-hidden">: ${locale.t('demo.long')}</span></span>` : nothing}
    <nav class="site-tools" aria-label=${locale.t('site.settings')}>
      <label class="tool-select">${icon('theme')}<span class="visually-hidden">${locale.t('theme.label')}</span>
        <select id="theme" @change=${theme}>${kThemes.map(
          (choice) => html`<option value=${choice} ?selected=${choice === state.themeChoice}>${locale.t(`theme.${choice}`)}</option>`,
        )}</select></label>
      <div class="langs" role="group" aria-label=${locale.t('lang.label')}>${kLangs.map(
        (lang) => html`<button type="button" class="lang" lang=${lang} id="lang-${lang}" aria-pressed=${lang === locale.lang ? 'true' : 'false'} @click=${() => controller.setLang(lang)}>${lang.toUpperCase()}<span class="visually-hidden"> – ${locale.t(`lang.${lang}`)}</span></button>`,
      )}</div>
    </nav>
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
