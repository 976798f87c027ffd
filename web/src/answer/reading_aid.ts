import { html, nothing, type TemplateResult } from 'lit-html';
import type { Answer } from '../api/model';
import type { TextKey } from '../i18n/texts';
import type { AnswerContext } from './context';

const kWords: readonly (readonly [TextKey, TextKey])[] = [
  ['aid.accuracy', 'aid.accuracy_means'],
  ['aid.interval', 'aid.interval_means'],
  ['aid.boundary', 'aid.boundary_means'],
];

/** What the intervals and "at the boundary" mean, for those who ask; nothing in editions that have neither. */
export function readingAid({ topics, changes }: Answer, { locale }: AnswerContext): TemplateResult | typeof nothing {
  const restrictions = [...topics.flatMap((topic) => topic.restrictions ?? []), ...changes];
  if (!restrictions.some(({ accuracy }) => accuracy)) return nothing;
  // As a plan's papers it opens by itself when the page is printed.
  return html`<details class="plan-more reading-aid"><summary>${locale.t('aid.title')}</summary>
    <dl class="facts">${kWords.map(([word, meaning]) => html`<dt>${locale.t(word)}</dt><dd>${locale.t(meaning)}</dd>`)}</dl>
  </details>`;
}
