import { html, nothing, type TemplateResult } from 'lit-html';
import type { Desk } from '../controller';
import type { DeskLocale } from '../i18n/locale';
import type { CheckProgress } from '../model';
import type { DeskState } from '../state';

function words(progress: CheckProgress | null, locale: DeskLocale): string {
  const { t, number } = locale;
  if (!progress || !progress.files) return t('check.busy');
  if (progress.is_read) return t('progress.comparing');
  const file = { at: number(progress.files_begun ?? 0), of: number(progress.files) };
  const features = progress.features_expected
    ? t('progress.features', { read: number(progress.features ?? 0), all: number(progress.features_expected) }) : '';
  return [t('progress.file', file), features].filter((part) => part !== '').join(', ');
}

/** 0…100 of the reading; `null` where nobody can say. */
function percent(progress: CheckProgress | null): number | null {
  if (!progress?.files || progress.is_read) return null;
  const inFile = progress.features_expected ? Math.min((progress.features ?? 0) / progress.features_expected, 1) : 0;
  return Math.min((100 * (Math.max((progress.files_begun ?? 0) - 1, 0) + inFile)) / progress.files, 100);
}

/** How far the check has come, how long it may take, and a way out of it. */
export function progressView({ busy, progress }: DeskState, locale: DeskLocale, desk: Desk): TemplateResult | typeof nothing {
  const { t } = locale;
  if (busy !== 'check') return nothing;
  const share = percent(progress);
  const left = progress?.seconds_left;
  const text = [words(progress, locale), typeof left === 'number' ? t('progress.left', { duration: locale.duration(left) }) : ''].filter((part) => part !== '').join(' · ');
  // A bar without a value is one that moves by itself.
  const bar = share === null
    ? html`<progress max="100" aria-labelledby="check-title" aria-valuetext=${text}></progress>`
    : html`<progress max="100" .value=${share} aria-labelledby="check-title" aria-valuetext=${text}></progress>`;
  return html`<div class="check-progress" id="check-progress">
    ${bar}
    <p class="small">${text}</p>
    <div class="actions"><button type="button" class="button button-quiet" id="check-cancel" @click=${() => void desk.drafts.cancelCheck()}>${t('check.cancel')}</button></div>
  </div>`;
}
