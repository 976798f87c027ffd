import { html, nothing, type TemplateResult } from 'lit-html';
import type { Desk } from '../controller';
import type { DeskLocale } from '../i18n/locale';
import type { Draft, Session, StepTo } from '../model';
import { hasPassed, needsReason, stepsFor } from '../permissions';
import type { DeskState } from '../state';
import { reasonForm } from './reason_form';

function formView(to: StepTo, state: DeskState, locale: DeskLocale, desk: Desk): TemplateResult {
  return reasonForm({
    id: 'step',
    question: `${locale.t(`step.${to}`)}: ${locale.t(`step.hint_${to}`)}`,
    isReasonNeeded: needsReason(to),
    action: locale.t(`step.${to}`),
    isBusy: state.busy === 'step',
    error: state.formError,
    submit: (reason) => void desk.drafts.step(to, reason),
    dismiss: () => desk.drafts.askStep(null),
  }, locale);
}

export function stepsView(state: DeskState, draft: Draft, session: Session, locale: DeskLocale, desk: Desk): TemplateResult {
  const { t } = locale;
  const steps = stepsFor(session, draft);
  const isHindered = (to: StepTo): boolean => to === 'submitted' && !hasPassed(draft);
  const button = (to: StepTo, index: number): TemplateResult => html`<button type="button" class=${index === 0 ? 'button' : 'button button-quiet'}
    id="step-${to}" ?disabled=${isHindered(to) || state.busy !== null} @click=${() => desk.drafts.askStep(to)}>${t(`step.${to}`)}</button>`;
  const { pendingStep } = state;
  return html`<section class="steps" aria-labelledby="step-title">
    <h2 id="step-title" tabindex="-1">${t('step.title')}</h2>
    ${steps.length === 0 ? html`<p class="small">${t('step.none')}</p>` : nothing}
    ${pendingStep && steps.includes(pendingStep)
      ? formView(pendingStep, state, locale, desk)
      : html`<div class="actions">${steps.map(button)}</div>`}
    ${steps.some(isHindered) ? html`<p class="small">${t('step.unchecked')}</p>` : nothing}
  </section>`;
}
