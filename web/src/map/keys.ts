export interface MapKeys {
  /** Counted from 0. */
  number(index: number): void;
  enter(): void;
  undo(): void;
  escape(): void;
}

/** Keys beyond those of the map itself (arrows move, + and − zoom), while it has the focus. */
export function listenToKeys(canvas: HTMLElement, keys: MapKeys): void {
  canvas.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^[1-9]$/.test(event.key)) keys.number(Number(event.key) - 1);
    else if (event.key === 'Enter') keys.enter();
    else if (event.key === 'Backspace') keys.undo();
    else if (event.key === 'Escape') keys.escape();
    else return;
    event.preventDefault();
  });
}
