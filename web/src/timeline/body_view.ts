import { html, nothing, type TemplateResult } from 'lit-html';
import type { Answer, PlanningDay, Timeline } from '../api/model';
import type { AnswerContext } from '../answer/context';
import { ownAddress } from '../url/state';
import { dayView } from './day_view';
import type { TimelineActions } from './handle';
import type { TimelineState } from './state';
import { twoDaysView } from './two_days_view';

/** The day since which the answer shown holds; `undefined` before the first. */
function shownDay(entries: readonly PlanningDay[], asOf: string): PlanningDay | undefined {
  return entries.filter(({ date }) => date <= asOf).at(-1);
}

function feedView({ feed }: Timeline, { locale }: AnswerContext): TemplateResult | typeof nothing {
  const address = ownAddress(feed);
  if (!address) return nothing;
  return html`<p class="feed"><a href=${address} type="application/atom+xml">${locale.t('feed.link')}</a> <span class="small">${locale.t('feed.privacy')}</span></p>`;
}

/** Day by day, two days side by side, and the feed. */
export function bodyView(told: Timeline, state: TimelineState, answer: Answer, context: AnswerContext, actions: TimelineActions): TemplateResult {
  const { entries, today } = told;
  const shown = shownDay(entries, answer.as_of);
  return html`${entries.length > 0 ? html`<ol class="days">${entries.map((day) => dayView(day, day === shown, context))}</ol>` : nothing}
    ${twoDaysView(entries[0]?.date ?? answer.as_of, today, state.twoDays, context, actions)}
    ${feedView(told, context)}`;
}
