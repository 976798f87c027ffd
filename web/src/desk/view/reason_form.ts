import { html, type TemplateResult } from 'lit-html';
import type { DeskLocale, DeskTextKey } from '../i18n/locale';

export interface ReasonForm {
  readonly id: 'step' | 'restore';
  readonly question: string;
  readonly isReasonNeeded: boolean;
  readonly action: string;
  readonly isBusy: boolean;
  readonly error: DeskTextKey | null;
  readonly submit: (reason: string) => void;
  readonly dismiss: () => void;
}

/** Asks once more, and why: what is done here is for all to see. */
export function reasonForm(form: ReasonForm, { t }: DeskLocale): TemplateResult {
  const { id } = form;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    form.submit(String(new FormData(event.target as HTMLFormElement).get('reason') ?? '').trim());
  };
  const keys = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') form.dismiss();
  };
  return html`<form class="reason-form" id="${id}-form" @submit=${submit} @keydown=${keys}>
    <p>${form.question}</p>
    <label class="field"><span>${t(form.isReasonNeeded ? 'step.reason' : 'step.reason_optional')}</span>
      <textarea name="reason" id="${id}-reason" rows="3" maxlength="2000" aria-required=${form.isReasonNeeded ? 'true' : 'false'}
        aria-describedby="${id}-error"></textarea></label>
    <p class="form-error" id="${id}-error" role="alert">${form.error ? t(form.error) : ''}</p>
    <div class="actions">
      <button class="button" id="${id}-confirm" ?disabled=${form.isBusy}>${form.isBusy ? t('step.busy') : form.action}</button>
      <button type="button" class="button button-quiet" @click=${form.dismiss}>${t('step.dismiss')}</button>
    </div>
  </form>`;
}
