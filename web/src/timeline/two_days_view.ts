import { html, nothing, type TemplateResult } from 'lit-html';
import type { AnswerContext } from '../answer/context';
import type { Locale } from '../i18n/locale';
import { differenceView } from './difference_view';
import type { TimelineActions } from './handle';
import { askedInVain } from './section_view';
import type { TwoDays } from './state';

function statusText(twoDays: TwoDays | null, locale: Locale): string {
  if (twoDays?.difference.status === 'asking') return locale.t('two_days.asking');
  if (twoDays?.difference.status !== 'told') return '';
  const days = { from: locale.date(twoDays.from), to: locale.date(twoDays.to) };
  return locale.t(twoDays.difference.value.changes.length === 0 ? 'two_days.none' : 'two_days.result', days);
}

function resultView(twoDays: TwoDays | null, context: AnswerContext, actions: TimelineActions): TemplateResult | typeof nothing {
  switch (twoDays?.difference.status) {
    case 'told':
      return differenceView(twoDays.difference.value.changes, context);
    case 'failed':
      return askedInVain(twoDays.difference.problem, context, () => actions.compare(twoDays.from, twoDays.to));
    default:
      return nothing;
  }
}

function formView(first: string, last: string, { locale }: AnswerContext, actions: TimelineActions): TemplateResult {
  const submit = (event: Event): void => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const fields = ['from', 'to'].map((name) => form.elements.namedItem(name)).filter((field) => field instanceof HTMLInputElement);
    const [from, to] = fields.map(({ value }) => value);
    const output = form.querySelector('output');
    if (output) output.textContent = from && to ? '' : locale.t('two_days.missing');
    for (const field of fields) field.setAttribute('aria-invalid', field.value === '' ? 'true' : 'false');
    if (from && to) actions.compare(from, to);
    else fields.find(({ value }) => value === '')?.focus();
  };
  const field = (name: 'from' | 'to', value: string): TemplateResult => html`<label class="field field-short"><span>${locale.t(`two_days.${name}`)}</span>
    <input type="date" name=${name} value=${value} aria-describedby="two-days-output"></label>`;
  return html`<form class="two-days-form" novalidate @submit=${submit}>
    <div class="fields">${field('from', first)}${field('to', last)}</div>
    <output class="form-error" id="two-days-output"></output>
    <button type="submit" class="button button-quiet">${locale.t('two_days.submit')}</button>
  </form>`;
}

/** Two days held against each other. \param first, last  what stands in the fields until the reader chooses, `YYYY-MM-DD` */
export function twoDaysView(first: string, last: string, twoDays: TwoDays | null, context: AnswerContext, actions: TimelineActions): TemplateResult {
  const { locale } = context;
  return html`<section class="two-days" aria-labelledby="two-days-title">
    <h4 id="two-days-title">${locale.t('two_days.title')}</h4>
    ${formView(first, last, context, actions)}
    <p class="two-days-status" role="status">${statusText(twoDays, locale)}</p>
    ${resultView(twoDays, context, actions)}
  </section>`;
}
