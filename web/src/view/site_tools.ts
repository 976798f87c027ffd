import { html, type TemplateResult } from 'lit-html';
import type { Locale } from '../i18n/locale';
import { kLangs, type Lang } from '../i18n/texts';
import { isThemeChoice, kThemes, type ThemeChoice } from '../theme/theme';
import { icon } from './icons';

export function brandMark(): TemplateResult {
  return html`<svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false"><path class="mark-line" d="M4 23 12 6l8 5 8-4v17l-9 3-7-5z" /><path class="mark-parcel" d="M20 11l8-4v17l-9 3z" /><path class="mark-line" d="m12 6 0 16M20 11l-1 16" /></svg>`;
}

/** Theme and language, the same on every page. */
export function siteTools(
  locale: Locale,
  chosen: ThemeChoice,
  setTheme: (choice: ThemeChoice) => void,
  setLang: (lang: Lang) => void,
): TemplateResult {
  const theme = (event: Event): void => {
    const { value } = event.target as HTMLSelectElement;
    if (isThemeChoice(value)) setTheme(value);
  };
  const lang = (code: Lang): TemplateResult => html`<button type="button" class="lang" lang=${code} id="lang-${code}"
    aria-pressed=${code === locale.lang ? 'true' : 'false'} @click=${() => setLang(code)}
    >${code.toUpperCase()}<span class="visually-hidden"> – ${locale.t(`lang.${code}`)}</span></button>`;
  return html`<nav class="site-tools" aria-label=${locale.t('site.settings')}>
    <label class="tool-select">${icon('theme')}<span class="visually-hidden">${locale.t('theme.label')}</span>
      <select id="theme" @change=${theme}>${kThemes.map(
        (choice) => html`<option value=${choice} ?selected=${choice === chosen}>${locale.t(`theme.${choice}`)}</option>`,
      )}</select></label>
    <div class="langs" role="group" aria-label=${locale.t('lang.label')}>${kLangs.map(lang)}</div>
  </nav>`;
}
