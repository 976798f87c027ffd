import { placeParameters } from '../api/client';
import type { Answer } from '../api/model';
import type { Lang } from '../i18n/texts';
import type { UrlState } from '../url/state';

/**
 * Query parameters that ask for more about the place of an answer. Corners are printed in any order and CRS; the ring the server made
 * of them stands in the answer's own address. `null`: a drawn place that has no address.
 */
export function questionOf({ permalink }: Answer, { place, edition }: UrlState, lang: Lang): URLSearchParams | null {
  const params = placeParameters(place);
  if (place.kind === 'corners') {
    const corners = permalink ? new URLSearchParams(permalink.slice(permalink.indexOf('?'))).get('corners') : null;
    if (!corners) return null;
    params.set('corners', corners);
  }
  if (edition) params.set('edition', edition);
  params.set('lang', lang);
  return params;
}
