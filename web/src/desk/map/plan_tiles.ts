import type { Map as MapLibre, VectorTileSource } from 'maplibre-gl';

/** Source of the plans in the styles the server writes. */
const kSource = 'planning';

/** Where the tiles of the plans come from: the current edition, or the one a draft would make. */
export class PlanTiles {
  private draft_: string | null = null;
  /** Of the current edition, once its TileJSON is read. */
  private current_: readonly string[] | null = null;

  constructor(private readonly map_: MapLibre) {}

  attach(): void {
    this.current_ = null;
    if (this.draft_ !== null) this.show(this.draft_);
  }

  show(draft: string | null): void {
    this.draft_ = draft;
    const source = this.map_.getSource<VectorTileSource>(kSource);
    if (!source) return;
    if (draft === null) {
      if (this.current_) source.setTiles([...this.current_]);
      return;
    }
    const isOurs = (tiles: string): boolean => tiles.includes('/api/v1/drafts/');
    if (source.tiles && !source.tiles.some(isOurs)) this.current_ = source.tiles;
    // Until the TileJSON is there, nobody knows what to come back to.
    if (!this.current_) return void this.map_.once('idle', () => this.show(this.draft_));
    source.setTiles([`${location.origin}/api/v1/drafts/${encodeURIComponent(draft)}/tiles/planning/{z}/{x}/{y}.mvt`]);
  }
}
