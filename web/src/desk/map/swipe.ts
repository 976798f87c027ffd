import { labelControls } from '../../map/locale';
import type { DeskLocale } from '../i18n/locale';
import { dividerKey, kDividerMiddle, withinDivider } from '../keys';
import type { PreviewedDraft } from './handle';
import type { Pane } from './pane';

/** The plans as they would be, laid over those that are and uncovered by a divider: one place, two answers. */
export class Swipe {
  private after_: Pane | null = null;
  private percent_ = kDividerMiddle;
  private readonly canvas_ = document.createElement('div');
  private readonly divider_ = document.createElement('div');
  private readonly follow_ = (): void => {
    const { map } = this.main_;
    this.after_?.map.jumpTo({ center: map.getCenter(), zoom: map.getZoom() });
  };

  /** \param host  above the first map, in the same place; what it holds is this object's */
  constructor(
    private readonly host_: HTMLElement,
    private readonly main_: Pane,
    private readonly open_: (container: HTMLElement) => Pane,
    private locale_: DeskLocale,
  ) {
    this.canvas_.className = 'swipe-canvas';
    // Its keys and gestures are those of the map below, which it follows.
    this.canvas_.inert = true;
    this.divider_.className = 'swipe-divider';
    this.divider_.id = 'swipe-divider';
    this.divider_.tabIndex = 0;
    this.divider_.setAttribute('role', 'slider');
    this.divider_.setAttribute('aria-orientation', 'horizontal');
    this.divider_.setAttribute('aria-valuemin', '0');
    this.divider_.setAttribute('aria-valuemax', '100');
    this.divider_.addEventListener('keydown', (event) => this.key_(event));
    this.divider_.addEventListener('pointerdown', (event) => {
      this.divider_.setPointerCapture(event.pointerId);
      this.divider_.focus();
      event.preventDefault();
    });
    this.divider_.addEventListener('pointermove', (event) => {
      if (this.divider_.hasPointerCapture(event.pointerId)) this.moveTo_(event.clientX);
    });
    host_.replaceChildren(this.canvas_, this.divider_);
  }

  /** \param draft  `null`: one map is enough */
  show(draft: PreviewedDraft | null): void {
    this.host_.hidden = draft === null;
    if (draft === null) {
      this.main_.map.off('move', this.follow_);
      this.after_?.remove();
      this.after_ = null;
      return;
    }
    if (!this.after_) {
      this.after_ = this.open_(this.canvas_);
      this.main_.map.on('move', this.follow_);
      this.follow_();
    }
    this.after_.plans.show(draft);
    this.set_(this.percent_);
  }

  get pane(): Pane | null {
    return this.after_;
  }

  setLocale(locale: DeskLocale): void {
    this.locale_ = locale;
    labelControls(this.canvas_, locale);
    this.set_(this.percent_);
  }

  private key_(event: KeyboardEvent): void {
    const next = dividerKey(event, this.percent_);
    if (next === null) return;
    event.preventDefault();
    this.set_(next);
  }

  private moveTo_(clientX: number): void {
    const { left, width } = this.host_.getBoundingClientRect();
    if (width > 0) this.set_(withinDivider((100 * (clientX - left)) / width));
  }

  private set_(percent: number): void {
    this.percent_ = percent;
    const shown = Math.round(percent);
    this.host_.style.setProperty('--divider', `${percent}%`);
    this.divider_.setAttribute('aria-label', this.locale_.t('swipe.divider'));
    this.divider_.setAttribute('aria-valuenow', String(shown));
    this.divider_.setAttribute('aria-valuetext', this.locale_.t('swipe.value', { before: shown, after: 100 - shown }));
  }
}
