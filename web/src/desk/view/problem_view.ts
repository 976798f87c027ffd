import { html, nothing, type TemplateResult } from 'lit-html';
import type { ApiProblem } from '../../api/problem';
import { icon } from '../../view/icons';
import type { DeskLocale } from '../i18n/locale';

export function problemView(problem: ApiProblem, locale: DeskLocale, dismiss: () => void): TemplateResult {
  const { code, status, detail } = problem;
  const general = locale.t(status >= 500 ? 'error.SERVER' : 'error.OTHER');
  const hint = locale.lookUp(`error.${code}.hint`, '');
  const showsDetail = status !== 0 && detail !== '';
  return html`<section class="problem desk-problem" role="alert" data-code=${code}>
    <h2>${icon('warning')}<span>${locale.lookUp(`error.${code}`, general)}</span></h2>
    ${hint === '' ? nothing : html`<p>${hint}</p>`}
    ${showsDetail ? html`<p class="wrap-anywhere" lang="en">${detail}</p>` : nothing}
    <p class="small">${locale.t('problem.code', { code })}</p>
    <button type="button" class="icon-button card-close" aria-label=${locale.t('problem.dismiss')} @click=${dismiss}>${icon('close')}</button>
  </section>`;
}
