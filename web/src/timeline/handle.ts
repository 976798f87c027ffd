import type { TemplateResult } from 'lit-html';
import type { Answer, Timeline } from '../api/model';
import type { AnswerContext } from '../answer/context';
import type { TimelineState } from './state';

/** What the section asks of whoever fetches; the words of a timeline are loaded when the reader first opens it. */
export interface TimelineActions {
  /** `null` until they are here. */
  readonly body: TimelineBody | null;
  toggle(isOpen: boolean): void;
  retry(): void;
  /** \param from, to  days as `YYYY-MM-DD`, in any order */
  compare(from: string, to: string): void;
}

export type TimelineBody = (told: Timeline, state: TimelineState, answer: Answer, context: AnswerContext, actions: TimelineActions) => TemplateResult;
