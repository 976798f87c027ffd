import { describe, expect, test } from 'vitest';
import { isOfferTaken, withOffer, withRole, type CrsOffer } from '../src/desk/proposal/layer';
import type { LayerProposal } from '../src/desk/model';

const kText = `crs = "EPSG:9210"

[[layer]]
role = "zones"
file = "a.csv"
corners_of = "ma_o"  # a guess
crs = "EPSG:9210"  # a guess
axes = "north, east"
# crs = "EPSG:9210" and datum = "WGS 84"  # would place it inside the district too
[layer.fields]
code = "ma_o"
`;
const offer = (datum: CrsOffer['datum'], axes: CrsOffer['axes']): CrsOffer =>
  ({ crs: 'EPSG:9210', name: 'VN-2000', axes, datum, share_inside: 1, near_parcels_share: 0.9, stated: false, taken: false, box: [0, 0, 1, 1] });
const layer = { file: 'a.csv', layer: null, corners_of: 'ma_o' } as unknown as LayerProposal;

describe('an offer', () => {
  test('without a datum shift is chosen by a line of its own, and let go with it', () => {
    const plain = offer(null, 'north, east');
    const unshifted = offer('WGS 84', 'east, north');
    expect([isOfferTaken(kText, layer, plain), isOfferTaken(kText, layer, unshifted)]).toEqual([true, false]);
    const chosen = withOffer(kText, layer, unshifted);
    expect(chosen).toContain('datum = "WGS 84"\n');
    expect(chosen).not.toContain('\naxes');
    expect([isOfferTaken(chosen, layer, plain), isOfferTaken(chosen, layer, unshifted)]).toEqual([false, true]);
    const back = withOffer(chosen, layer, plain);
    expect(back).not.toContain('\ndatum');
    expect(isOfferTaken(back, layer, plain)).toBe(true);
  });

  test('of points that are corners stays one of areas alone', () => {
    const points = withRole(kText, layer, 'points');
    expect(points).not.toContain('\ncorners_of');
    expect(withRole(points, layer, 'zones')).toContain('corners_of = "ma_o"');
    expect(withRole(kText, layer, 'boundary')).toContain('corners_of = "ma_o"');
  });
});
