import type { SearchHit } from '../api/model';
import { fetchSearch } from '../api/client';
import { ApiProblem } from '../api/problem';
import type { Lang } from '../i18n/texts';

/** Typing pauses this long before the server is asked. */
const kPause_ms = 140;

export interface ComboboxView {
  readonly text: string;
  readonly hits: readonly SearchHit[];
  readonly isOpen: boolean;
  readonly isBusy: boolean;
  /** Index into hits, −1 while the input itself is active. */
  readonly active: number;
  readonly problem: ApiProblem | null;
  /** The text the hits belong to. */
  readonly answered: string | null;
}

const kClosed: ComboboxView = { text: '', hits: [], isOpen: false, isBusy: false, active: -1, problem: null, answered: null };

/** State of a combobox after the ARIA Authoring Practices (list autocomplete with manual selection). */
export class Combobox {
  view: ComboboxView = kClosed;
  private timer_: ReturnType<typeof setTimeout> | undefined;
  private request_: AbortController | null = null;

  constructor(
    private readonly changed_: () => void,
    private readonly choose_: (hit: SearchHit) => void,
    private readonly lang_: () => Lang,
  ) {}

  input(text: string): void {
    this.set_({ text, active: -1, isOpen: text.trim() !== '' });
    clearTimeout(this.timer_);
    this.request_?.abort();
    if (text.trim() === '') {
      this.set_({ ...kClosed });
      return;
    }
    this.set_({ isBusy: true });
    this.timer_ = setTimeout(() => void this.ask_(), kPause_ms);
  }

  clear(): void {
    clearTimeout(this.timer_);
    this.request_?.abort();
    this.set_({ ...kClosed });
  }

  close(): void {
    if (this.view.isOpen) this.set_({ isOpen: false, active: -1 });
  }

  move(step: 1 | -1): void {
    const { hits, isOpen, active, text } = this.view;
    if (hits.length === 0) return;
    if (!isOpen && text.trim() !== '') this.set_({ isOpen: true });
    // −1 is the input itself: arrows pass through it.
    const places = hits.length + 1;
    this.set_({ active: ((active + 1 + step + places) % places) - 1 });
  }

  choose(hit: SearchHit): void {
    clearTimeout(this.timer_);
    this.set_({ text: hit.label, isOpen: false, active: -1, isBusy: false });
    this.choose_(hit);
  }

  /** Enter: the active option, else the only or the exact hit, else the list stays open for a choice. */
  async submit(): Promise<void> {
    const { active, hits, text } = this.view;
    const chosen = hits[active];
    if (chosen) return this.choose(chosen);
    if (text.trim() === '') return;
    clearTimeout(this.timer_);
    if (this.view.answered !== text) await this.ask_();
    if (this.view.answered !== text) return;
    const [first, second] = this.view.hits;
    const isExact = first && (first.kind === 'parcel' || first.kind === 'coordinate') && (!second || second.kind !== first.kind || second.score < first.score);
    if (first && (!second || isExact)) return this.choose(first);
    this.set_({ isOpen: true });
  }

  private async ask_(): Promise<void> {
    const { text } = this.view;
    this.request_?.abort();
    const request = new AbortController();
    this.request_ = request;
    this.set_({ isBusy: true });
    try {
      const { hits } = await fetchSearch(text.trim(), this.lang_(), request.signal);
      if (this.request_ === request) this.set_({ hits, answered: text, isBusy: false, problem: null, active: -1 });
    } catch (cause) {
      if (this.request_ !== request || request.signal.aborted) return;
      const problem = cause instanceof ApiProblem ? cause : new ApiProblem('INTERNAL', 500, String(cause));
      this.set_({ hits: [], answered: text, isBusy: false, problem });
    }
  }

  private set_(patch: Partial<ComboboxView>): void {
    this.view = { ...this.view, ...patch };
    this.changed_();
  }
}
