import type { Map as MapLibre } from 'maplibre-gl';
import type { District } from '../../api/model';
import { hiddenAtFirst } from '../../map/default_layers';
import { applyLayers } from '../../map/layers';
import { openMap, styleUrl } from '../../map/open';
import type { Theme } from '../../theme/theme';
import type { DeskLocale } from '../i18n/locale';
import type { Marks } from './marks';
import { PlanTiles } from './plan_tiles';

export interface PaneOptions {
  readonly district: District;
  readonly theme: Theme;
  readonly locale: DeskLocale;
}

/** One map of the desk: the base map, the plans as they are or as a draft would make them, and the marks. */
export class Pane {
  readonly map: MapLibre;
  readonly plans: PlanTiles;
  private theme_: Theme;
  private isStyled_ = false;
  private hidden_: readonly string[];

  /** \throws GPUInitializationError without WebGL 2 */
  constructor(container: HTMLElement, { district, theme, locale }: PaneOptions, private readonly marks_: Marks, events: { ready(): void; failed(): void }) {
    this.theme_ = theme;
    this.hidden_ = hiddenAtFirst(district);
    const map = openMap(container, { district, theme, locale }, null);
    this.map = map;
    this.plans = new PlanTiles(map);
    map.on('style.load', () => {
      this.isStyled_ = true;
      applyLayers(map, this.hidden_, {});
      marks_.attach(map, this.theme_);
      this.plans.attach();
      events.ready();
    });
    map.on('error', ({ error }) => {
      if (!this.isStyled_) events.failed();
      console.warn('map:', error.message);
    });
  }

  /** Topics that are not drawn. */
  hide(topics: readonly string[]): void {
    this.hidden_ = topics;
    if (this.isStyled_) applyLayers(this.map, topics, {});
  }

  setTheme(theme: Theme): void {
    if (theme === this.theme_) return;
    this.theme_ = theme;
    this.refresh();
  }

  /** Draws anew from the edition that is current now. */
  refresh(): void {
    this.map.setStyle(styleUrl(this.theme_), { diff: false });
  }

  remove(): void {
    this.marks_.detach(this.map);
    this.map.remove();
  }
}
