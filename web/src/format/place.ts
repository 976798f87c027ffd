import type { Place, PlaceCommune, PlaceParcel, ParcelKey } from '../api/model';
import type { Locale } from '../i18n/locale';

/** "Thửa đất số 16, tờ bản đồ 10", of the parts the key has. */
export function parcelTitle(key: ParcelKey | undefined, reference: string | undefined, locale: Locale): string {
  const number = key?.number;
  const sheet = key?.sheet;
  if (number !== undefined && sheet !== undefined) return locale.t('place.parcel_sheet', { number, sheet });
  if (number !== undefined) return locale.t('place.parcel_number', { number });
  return locale.t('place.parcel_number', { number: reference ?? '' });
}

export function pointTitle(lon: number, lat: number, locale: Locale): string {
  return locale.t('place.point', { lat: locale.number(lat, 6), lon: locale.number(lon, 6) });
}

export function placeTitle(place: Place, locale: Locale): string {
  if (place.kind === 'parcel') return parcelTitle(place.parcel_key, place.reference, locale);
  if (place.kind === 'point' && typeof place.lon === 'number' && typeof place.lat === 'number') return pointTitle(place.lon, place.lat, locale);
  return locale.t(place.kind === 'point' ? 'place.point_plain' : 'place.polygon');
}

/** Names that already say what they are ("Thị trấn Củ Chi") are not called a commune again. */
const kOwnKind = /^(xã|phường|thị trấn|đặc khu)\s/i;

function communeName(name: string, locale: Locale): string {
  return kOwnKind.test(name) ? name : locale.t('place.commune', { name });
}

function communeNameInside(name: string, locale: Locale): string {
  return kOwnKind.test(name) ? name : locale.t('place.commune_inside', { name });
}

/** Both names of a commune: the one on the certificate and the one of today. */
export function communeText(commune: PlaceCommune | null | undefined, locale: Locale): string {
  if (!commune) return '';
  const { name, code, now } = commune;
  if (!now || (now.name === name && now.code === code)) return communeName(name, locale);
  if (now.name === name) return locale.t('place.commune_same', { name: communeName(name, locale), code, now: communeNameInside(now.name, locale), now_code: now.code });
  return locale.t('place.commune_now', { name: communeName(name, locale), now: communeNameInside(now.name, locale) });
}

export function parcelLine(parcel: PlaceParcel, locale: Locale): string {
  const parts = [parcelTitle(parcel.parcel_key, parcel.reference, locale), communeText(parcel.commune, locale)];
  return parts.filter((part) => part !== '').join(', ');
}
