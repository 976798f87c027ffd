import { fetchDifference, fetchTimeline } from '../api/client';
import { ApiProblem, asProblem } from '../api/problem';
import type { Store } from '../app/state';
import type { TimelineActions, TimelineBody } from './handle';
import { questionOf } from './question';
import { kClosedTimeline, type Asked } from './state';

async function loadBody(): Promise<TimelineBody> {
  try {
    return (await import('./body_view')).bodyView;
  } catch (cause) {
    throw new ApiProblem('NETWORK', 0, String(cause));
  }
}

/** Asks for what is told on top of the answer, once the reader opens it. */
export class TimelineLoader implements TimelineActions {
  body: TimelineBody | null = null;
  private asked_ = '';
  private request_: AbortController | null = null;
  private comparison_: AbortController | null = null;

  constructor(private readonly store_: Store) {}

  toggle(isOpen: boolean): void {
    const { timeline } = this.store_.state.history;
    if (isOpen === this.store_.state.history.isOpen) return;
    this.store_.setHistory({ isOpen });
    if (isOpen && timeline?.status !== 'told') void this.ask_();
  }

  retry(): void {
    void this.ask_();
  }

  compare(from: string, to: string): void {
    void this.compare_(...(from <= to ? ([from, to] as const) : ([to, from] as const)));
  }

  /** Another place: whoever wants its timeline opens it. */
  close(): void {
    this.request_?.abort();
    this.comparison_?.abort();
    this.request_ = this.comparison_ = null;
    this.asked_ = '';
    this.store_.setHistory(kClosedTimeline);
  }

  /** The same place; in another language or edition what is open is asked for again, and stands until it is here. */
  refresh(): void {
    const { isOpen, twoDays } = this.store_.state.history;
    if (this.asked_ === '' || this.question_()?.toString() === this.asked_) return;
    if (!isOpen) return this.close();
    void this.ask_();
    if (twoDays) void this.compare_(twoDays.from, twoDays.to);
  }

  private question_(): URLSearchParams | null {
    const { panel, url, lang } = this.store_.state;
    return panel.kind === 'answer' ? questionOf(panel.answer, url, lang) : null;
  }

  private async ask_(): Promise<void> {
    const question = this.question_();
    if (!question) return;
    this.asked_ = question.toString();
    this.request_?.abort();
    const request = (this.request_ = new AbortController());
    if (this.store_.state.history.timeline?.status !== 'told') this.store_.setHistory({ timeline: { status: 'asking' } });
    const timeline = await this.told_(async () => {
      const [body, told] = await Promise.all([this.body ?? loadBody(), fetchTimeline(question, request.signal)]);
      this.body = body;
      return told;
    });
    if (this.request_ === request) this.store_.setHistory({ timeline });
  }

  private async compare_(from: string, to: string): Promise<void> {
    const question = this.question_();
    if (!question) return;
    this.comparison_?.abort();
    const request = (this.comparison_ = new AbortController());
    this.store_.setHistory({ twoDays: { from, to, difference: { status: 'asking' } } });
    question.set('from', from);
    question.set('to', to);
    const difference = await this.told_(() => fetchDifference(question, request.signal));
    if (this.comparison_ === request) this.store_.setHistory({ twoDays: { from, to, difference } });
  }

  private async told_<T>(ask: () => Promise<T>): Promise<Asked<T>> {
    try {
      return { status: 'told', value: await ask() };
    } catch (cause) {
      return { status: 'failed', problem: asProblem(cause) };
    }
  }
}
