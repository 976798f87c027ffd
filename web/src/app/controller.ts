import { fetchDistrict, fetchPlan, fetchPlanning } from '../api/client';
import type { Answer, SearchHit } from '../api/model';
import { asProblem } from '../api/problem';
import { createLocale, type Locale } from '../i18n/locale';
import type { Lang } from '../i18n/texts';
import { createMapActions, type MapActions } from '../map/actions';
import { hiddenTopics } from '../map/default_layers';
import type { MapHandle } from '../map/handle';
import { resolveTheme, storeChoice, type ThemeChoice } from '../theme/theme';
import { TimelineLoader } from '../timeline/loader';
import { formatUrl, kNowhere, parseUrl, placeOfParcel, placeOfReference, type PlaceQuery, type UrlState } from '../url/state';
import type { Panel, Store } from './state';
import { documentTitle } from './title';

type Arrival = 'push' | 'replace' | 'pop';

/** Turns what people do into state, and the address bar into answers. */
export class Controller {
  map: MapHandle | null = null;
  readonly mapActions: MapActions;
  readonly timeline: TimelineLoader;
  private request_: AbortController | null = null;

  constructor(private readonly store_: Store) {
    this.timeline = new TimelineLoader(store_);
    this.mapActions = createMapActions({
      store: store_,
      locale: () => this.locale,
      map: () => this.map,
      goTo: (place) => this.goTo(place),
    });
  }

  get locale(): Locale {
    return createLocale(this.store_.state.lang);
  }

  async start(): Promise<void> {
    addEventListener('popstate', () => {
      const next = parseUrl(new URL(location.href));
      // A jump inside the page (`#main`) asks nothing new.
      if (formatUrl(next) !== formatUrl(this.store_.state.url)) this.open_(next, 'pop');
    });
    await this.loadDistrict();
  }

  async loadDistrict(): Promise<void> {
    this.store_.set({ districtProblem: null });
    try {
      const district = await fetchDistrict();
      this.store_.set({ district });
      this.open_(this.store_.state.url, 'replace');
    } catch (cause) {
      this.store_.set({ districtProblem: asProblem(cause) });
    }
  }

  go(next: UrlState): void {
    this.open_(next, 'push');
  }

  goTo(place: PlaceQuery): void {
    this.go({ ...this.store_.state.url, place });
  }

  /** A plain click stays in the page; any other (new tab, new window) is the browser's. */
  follow(event: Event, next: UrlState): void {
    if (event instanceof MouseEvent && (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0)) return;
    event.preventDefault();
    this.go(next);
  }

  retry(): void {
    this.open_(this.store_.state.url, 'replace');
  }

  chooseHit(hit: SearchHit): void {
    const { district } = this.store_.state;
    const at = { lon: hit.lon, lat: hit.lat };
    switch (hit.kind) {
      case 'parcel':
        if (hit.reference && district) return this.goTo(placeOfReference(hit.reference, district.parcel_key.parts));
        return this.goTo({ kind: 'point', at });
      case 'plan':
        if (hit.plan) return this.goTo({ kind: 'plan', id: hit.plan });
        return;
      case 'coordinate':
      case 'place':
        return this.goTo({ kind: 'point', at });
      case 'road':
      case 'water':
      case 'commune':
      case 'administrative_unit':
        this.goTo(kNowhere);
        this.store_.set({ shownHit: hit });
        this.map?.fly({ bbox: hit.bbox ?? null, at, zoom: 15 });
    }
  }

  setAsOf(iso: string): void {
    this.go({ ...this.store_.state.url, asOf: iso || null });
  }

  setLang(lang: Lang): void {
    document.documentElement.lang = lang;
    this.store_.set({ lang });
    this.map?.setLocale(createLocale(lang));
    // The answer carries sentences of its own: ask for it in the other language.
    this.open_({ ...this.store_.state.url, lang }, 'replace');
  }

  setTheme(choice: ThemeChoice): void {
    storeChoice(choice);
    this.applyTheme(choice);
  }

  applyTheme(choice: ThemeChoice): void {
    const theme = resolveTheme(choice);
    document.documentElement.dataset['theme'] = theme;
    this.store_.set({ themeChoice: choice, theme });
    this.map?.setTheme(theme);
  }

  setTopicShown(topic: string, isShown: boolean): void {
    const { url, district } = this.store_.state;
    const before = hiddenTopics(url, district);
    const hidden = isShown ? before.filter((id) => id !== topic) : [...before, topic];
    const next = { ...url, hidden };
    this.store_.set({ url: next });
    history.replaceState(history.state, '', formatUrl(next) + location.hash);
    this.map?.setLayers(hidden, this.store_.state.map.opacity);
  }

  setOpacity(topic: string, opacity: number): void {
    const { map, url, district } = this.store_.state;
    const all = { ...map.opacity, [topic]: opacity };
    this.store_.setMap({ opacity: all });
    this.map?.setLayers(hiddenTopics(url, district), all);
  }

  async copyLink(): Promise<void> {
    try {
      await navigator.clipboard.writeText(location.href);
    } catch {
      // Plain HTTP and old browsers have no clipboard: select it for the reader instead.
      prompt(this.locale.t('action.copy_by_hand'), location.href);
    }
    this.store_.set({ isLinkCopied: true });
    setTimeout(() => this.store_.set({ isLinkCopied: false }), 2500);
  }

  private open_(next: UrlState, arrival: Arrival): void {
    const isSamePlace = JSON.stringify(next.place) === JSON.stringify(this.store_.state.url.place);
    const address = formatUrl(next);
    if (arrival === 'push' && address !== location.pathname + location.search) history.pushState(null, '', isSamePlace ? address + location.hash : address);
    else if (arrival !== 'pop') history.replaceState(history.state, '', address + location.hash);
    if (next.lang && next.lang !== this.store_.state.lang) {
      document.documentElement.lang = next.lang;
      this.store_.set({ lang: next.lang });
    }
    if (!isSamePlace) this.timeline.close();
    this.store_.set({ url: next, shownHit: null, isLinkCopied: false });
    this.map?.setLayers(hiddenTopics(next, this.store_.state.district), this.store_.state.map.opacity);
    void this.load_(next, isSamePlace);
  }

  private async load_(url: UrlState, isSamePlace: boolean): Promise<void> {
    this.request_?.abort();
    const request = new AbortController();
    this.request_ = request;
    if (url.place.kind === 'none') {
      this.show_({ kind: 'start' });
      this.map?.showAnswer(null);
      return;
    }
    // A new date or language keeps the old answer on screen until the new one is there.
    const isRefresh = isSamePlace && this.store_.state.panel.kind === 'answer';
    if (!isRefresh) this.show_({ kind: 'loading' });
    try {
      const panel = await this.ask_(url, request.signal);
      if (this.request_ !== request) return;
      if (panel.kind === 'answer' && this.openOnlyParcel_(panel.answer, url)) return;
      this.show_(panel, isRefresh);
      this.timeline.refresh();
      this.map?.showAnswer(panel.kind === 'answer' ? panel.answer : null);
      if (panel.kind === 'plan' && panel.plan.bbox) this.map?.fly({ bbox: panel.plan.bbox, at: { lon: 0, lat: 0 }, zoom: 14 });
    } catch (cause) {
      if (this.request_ !== request) return;
      this.show_({ kind: 'problem', problem: asProblem(cause) });
      this.map?.showAnswer(null);
    }
  }

  private async ask_(url: UrlState, signal: AbortSignal): Promise<Panel> {
    const { lang } = this.store_.state;
    if (url.place.kind === 'plan') return { kind: 'plan', plan: await fetchPlan(url.place.id, url, lang, signal) };
    const result = await fetchPlanning(url, lang, signal);
    return result.kind === 'answer' ? { kind: 'answer', answer: result.answer } : { kind: 'candidates', candidates: result.candidates };
  }

  /** A point inside exactly one parcel is a question about that parcel. */
  private openOnlyParcel_(answer: Answer, url: UrlState): boolean {
    const { district } = this.store_.state;
    const [parcel, ...others] = answer.place.kind === 'point' ? (answer.place.parcels ?? []) : [];
    if (!parcel || others.length > 0 || !district) return false;
    this.open_({ ...url, place: placeOfParcel(parcel, district.parcel_key.parts) }, 'replace');
    return true;
  }

  /** `isRefresh`: the reader stays where they are, in the date field or on the language button. */
  private show_(panel: Panel, isRefresh = false): void {
    this.store_.set({ panel });
    document.title = documentTitle(panel, this.store_.state.district, this.locale);
    if (isRefresh || panel.kind === 'start' || panel.kind === 'loading') return;
    // Rendered in this microtask; then the reader, seeing or listening, is taken to the result.
    setTimeout(() => document.getElementById('answer-title')?.focus({ preventScroll: false }), 0);
  }
}
