import { html, type TemplateResult } from 'lit-html';
import type { Locale } from '../i18n/locale';
import type { Corner } from '../url/state';
import { kMostCorners, readCornerTable } from './corners';

/** The corner table of a certificate, pasted as it is printed. */
export function cornersView(locale: Locale, go: (vertices: readonly Corner[]) => void): TemplateResult {
  const submit = (event: Event): void => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const area = form.elements.namedItem('corners');
    const output = form.querySelector('output');
    if (!(area instanceof HTMLTextAreaElement) || !output) return;
    const reading = readCornerTable(area.value);
    if (reading.kind === 'read') {
      output.textContent = '';
      area.removeAttribute('aria-invalid');
      go(reading.vertices);
      return;
    }
    output.textContent = locale.t(`corners.refused_${reading.reason}`, { line: reading.line, most: kMostCorners });
    area.setAttribute('aria-invalid', 'true');
    area.focus();
  };
  return html`<details class="way" id="way-corners"><summary>${locale.t('corners.title')}</summary>
    <form class="way-form" @submit=${submit}>
      <label class="field"><span>${locale.t('corners.label')}</span>
        <textarea name="corners" rows="6" spellcheck="false" autocomplete="off" placeholder=${'1  1219212.35  588104.20\n2  1219230.10  588121.75\n3  1219201.88  588140.02'} aria-describedby="corners-hint corners-output"></textarea></label>
      <p class="small" id="corners-hint">${locale.t('corners.hint')}</p>
      <output class="form-error" id="corners-output"></output>
      <button type="submit" class="button">${locale.t('corners.submit')}</button>
    </form></details>`;
}
