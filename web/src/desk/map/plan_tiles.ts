import type { Map as MapLibre, VectorTileSource } from 'maplibre-gl';
import type { PreviewedDraft } from './handle';

/** One source of the styles the server writes: its tiles are those of the current edition, or of the one a draft would make. */
class SourceTiles {
  private draft_: string | null = null;
  /** Of the current edition, once its TileJSON is read. */
  private current_: readonly string[] | null = null;

  constructor(
    private readonly map_: MapLibre,
    private readonly source_: 'planning' | 'cadastre',
  ) {}

  attach(): void {
    this.current_ = null;
    if (this.draft_ !== null) this.show(this.draft_);
  }

  show(draft: string | null): void {
    this.draft_ = draft;
    const source = this.map_.getSource<VectorTileSource>(this.source_);
    if (!source) return;
    if (draft === null) {
      if (this.current_) source.setTiles([...this.current_]);
      return;
    }
    const isOurs = (tiles: string): boolean => tiles.includes('/api/v1/drafts/');
    if (source.tiles && !source.tiles.some(isOurs)) this.current_ = source.tiles;
    // Until the TileJSON is there, nobody knows what to come back to.
    if (!this.current_) return void this.map_.once('idle', () => this.show(this.draft_));
    source.setTiles([`${location.origin}/api/v1/drafts/${encodeURIComponent(draft)}/tiles/${this.source_}/{z}/{x}/{y}.mvt`]);
  }
}

/** What a draft would change on the map: the plans, and where it brings parcels those, too. */
export class PlanTiles {
  private readonly plans_: SourceTiles;
  private readonly parcels_: SourceTiles;

  constructor(map: MapLibre) {
    this.plans_ = new SourceTiles(map, 'planning');
    this.parcels_ = new SourceTiles(map, 'cadastre');
  }

  attach(): void {
    this.plans_.attach();
    this.parcels_.attach();
  }

  show(draft: PreviewedDraft | null): void {
    this.plans_.show(draft?.id ?? null);
    this.parcels_.show(draft?.hasParcels ? draft.id : null);
  }
}
