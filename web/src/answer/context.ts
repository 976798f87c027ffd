import type { District } from '../api/model';
import type { Locale } from '../i18n/locale';
import type { UrlState } from '../url/state';

/** What every part of the answer may read, and what it may ask for. */
export interface AnswerContext {
  readonly locale: Locale;
  readonly district: District;
  readonly url: UrlState;
  readonly actions: {
    /** Follow a link inside the page. */
    go(event: Event, next: UrlState): void;
    setAsOf(iso: string): void;
    /** The answer of another day, from further down the page: taken back to its head. */
    showDay(event: Event, next: UrlState): void;
    copyLink(): void;
    print(): void;
    retry(): void;
    zoomToAnswer(): void;
  };
  readonly hasMap: boolean;
  readonly isLinkCopied: boolean;
}
