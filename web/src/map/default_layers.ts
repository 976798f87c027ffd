import type { District } from '../api/model';
import type { UrlState } from '../url/state';

/**
 * Plans of several topics lie over one another, and two colours mixed are a third that no legend names. Until the reader
 * chooses, one area topic is drawn: the one with most plans, first named among equals. Corridors and lines are all drawn.
 */
export function hiddenAtFirst(district: District): readonly string[] {
  const areas = district.topics.filter((topic) => topic.geometry === 'area');
  const shown = areas.reduce<District['topics'][number] | null>((best, topic) => (!best || topic.plans > best.plans ? topic : best), null);
  return areas.filter((topic) => topic !== shown).map((topic) => topic.id);
}

export function hiddenTopics(url: UrlState, district: District | null): readonly string[] {
  return url.hidden ?? (district ? hiddenAtFirst(district) : []);
}
