import type { DeskApi } from './api';
import type { DeskLocale } from './i18n/locale';
import type { DeskMap } from './map/handle';
import type { Route } from './route';
import type { Busy, DeskStore } from './state';

/** What the controller offers to the parts of the desk, which know neither it nor each other through it. */
export interface DeskContext {
  readonly api: DeskApi;
  readonly store: DeskStore;
  readonly locale: DeskLocale;
  readonly map: DeskMap | null;
  go(route: Route): Promise<void>;
  open(route: Route): Promise<void>;
  /** Runs one request at a time of a kind people wait for; shows what went wrong. \return whether it went well */
  attempt(busy: Busy | null, act: () => Promise<void>): Promise<boolean>;
  fail(cause: unknown): void;
  /** Takes the map away with its place on the page. */
  dropMap(): void;
  say(message: string): void;
}
