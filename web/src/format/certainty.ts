import type { Restriction } from '../api/model';

/** May be nothing at all: told apart, and never counted as certain; the service's balances are of what is drawn. Editions without accuracies say neither, and count as certain. */
export function isUncertain({ certainty }: Restriction): boolean {
  return certainty === 'boundary_uncertain';
}

export function certainOnes<T extends Restriction>(restrictions: readonly T[]): readonly T[] {
  return restrictions.filter((restriction) => !isUncertain(restriction));
}

export function uncertainOnes<T extends Restriction>(restrictions: readonly T[]): readonly T[] {
  return restrictions.filter(isUncertain);
}

/** Lines have no area, not even an empty one: a distance alone does not tell them from an area near a point. */
export function isLine({ area_m2, length_m, distance_m }: Restriction): boolean {
  return typeof length_m === 'number' || (area_m2 === undefined && typeof distance_m === 'number');
}
