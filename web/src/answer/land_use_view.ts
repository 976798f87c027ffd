import { html, type TemplateResult } from 'lit-html';
import { landUseParts } from '../format/land_use';
import { swatch } from '../view/icons';
import type { AnswerContext } from './context';

/** Codes with colour and name; a code the list does not know is shown as it stands. */
export function landUseView(value: string, context: AnswerContext): TemplateResult {
  const parts = landUseParts(value, context.district);
  return html`<span class="land-use">${parts.map(
    ({ code, entry }) => html`<span class="land-use-part">${entry ? swatch(entry.fill) : ''}<b class="code">${code}</b>${
      entry ? html` <span>${entry.name}</span>` : ''
    }</span>`,
  )}</span>`;
}
