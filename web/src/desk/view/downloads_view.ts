import { html, type TemplateResult } from 'lit-html';
import { icon } from '../../view/icons';
import type { DeskLocale } from '../i18n/locale';

export type FileFormat = 'csv' | 'xlsx' | 'gpkg' | 'html';

/** One line of files to take away, each named by its format. */
export function downloadsView<Format extends FileFormat>(
  formats: readonly Format[],
  of: 'impact' | 'findings',
  path: (format: Format) => string,
  { t }: DeskLocale,
): TemplateResult {
  return html`<p class="downloads">${icon('document')}<span>${t('download.label')}</span>
    ${formats.map((format) => html`<a class="download" id="${of}-${format}" href=${path(format)} download>${t(`download.${format}`)}</a>`)}</p>`;
}
