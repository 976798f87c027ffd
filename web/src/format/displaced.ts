import type { Restriction } from '../api/model';

/** A local adjustment applies instead of all of it here. */
export function isDisplaced({ applies }: Restriction): boolean {
  return applies === 'none';
}

/** What is not the rule any more stands below what is. */
export function stillApplyingFirst<T extends Restriction>(restrictions: readonly T[]): readonly T[] {
  return [...restrictions.filter((restriction) => !isDisplaced(restriction)), ...restrictions.filter(isDisplaced)];
}
