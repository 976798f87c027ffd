import { html, svg, type TemplateResult } from 'lit-html';
import type { Severity } from '../model';

/** A full octagon, a full triangle, an empty one, a ring: told apart without colour, as their words are. */
const kShapes: Readonly<Record<Severity, TemplateResult>> = {
  fatal: svg`<path class="mark-full" d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" />`,
  error: svg`<path class="mark-full" d="M8 1.500 15.500 15H.500z" />`,
  warning: svg`<path class="mark-ring" d="M8 3 14 14H2z" />`,
  note: svg`<circle class="mark-ring" cx="8" cy="8" r="5.500" />`,
};

export function severityMark(severity: Severity): TemplateResult {
  return html`<svg class="severity-mark" viewBox="0 0 16 16" aria-hidden="true" focusable="false">${kShapes[severity]}</svg>`;
}
