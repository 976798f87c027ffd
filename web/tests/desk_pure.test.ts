import { describe, expect, test } from 'vitest';
import { groupFindings, neighbour, positionOf } from '../src/desk/findings';
import { createDeskLocale } from '../src/desk/i18n/locale';
import { kInitialSort, nextSort, sortParcels } from '../src/desk/impact_table';
import { walkKey } from '../src/desk/keys';
import type { Check, Draft, DraftState, Finding, ParcelImpact, Role, Session } from '../src/desk/model';
import { hasPassed, mayCheck, mayRestore, needsReason, stepsFor } from '../src/desk/permissions';
import { formatRoute, parseRoute, type Route } from '../src/desk/route';
import { parseSignInRefusal } from '../src/desk/sign_in_refusal';

describe('a sign-in that the provider or the server refused', () => {
  test('is read from the address', () => {
    expect(parseSignInRefusal('#sign-in=OIDC_DENIED')).toEqual({ code: 'OIDC_DENIED', subject: '' });
    expect(parseSignInRefusal('#sign-in=OIDC_UNLINKED&subject=a%7Cb%2F1')).toEqual({ code: 'OIDC_UNLINKED', subject: 'a|b/1' });
  });

  test('is no place for other people\'s words', () => {
    for (const hash of ['', '#', '#new', '#draft=1', '#sign-in=', '#sign-in=call%20me', '#sign-in=<b>', `#sign-in=${'A'.repeat(41)}`]) expect(parseSignInRefusal(hash)).toBeNull();
    for (const subject of ['call+0123+now', 'G%E1%BB%8Di', '%00', 'a'.repeat(256)]) expect(parseSignInRefusal(`#sign-in=OIDC_UNLINKED&subject=${subject}`)?.subject).toBe('');
    expect(parseSignInRefusal('#sign-in=OIDC_DENIED&subject=abc')?.subject).toBe('');
    for (const code of ['OIDC_STATE', 'OIDC_DENIED', 'OIDC_UNLINKED', 'OIDC_PROVIDER', 'TOO_MANY_REQUESTS', 'SIGN_IN_LOCKED']) {
      for (const lang of ['vi', 'en'] as const) expect(createDeskLocale(lang).lookUp(`error.${code}`, '')).not.toBe('');
    }
  });
});

const finding = (code: string, severity: Finding['severity']): Finding => ({ code, severity, file: 'zones.shp', feature: 'FID 1', message: 'm' });
const kCheck: Check = {
  edition: 'e1',
  seconds: 0.4,
  refusing: ['GEOM_INVALID'],
  accepted: ['ZONES_GAP'],
  counts: { ZONES_GAP: 1, CRS_OVERRIDDEN: 1, GEOM_INVALID: 500, ID_DUPLICATE: 1 },
  findings: [
    finding('CRS_OVERRIDDEN', 'note'),
    finding('GEOM_INVALID', 'error'),
    finding('ZONES_GAP', 'error'),
    finding('GEOM_INVALID', 'error'),
    finding('ID_DUPLICATE', 'warning'),
  ],
};
const kDraft: Draft = { id: 'd1', title: 'T', kind: 'plan', plan: 'p', state: 'draft', author: 'lan', created_at: '', changed_at: '', check: null };
const signedIn = (login: string, role: Role): Session => ({ user: { login, name: login }, role, csrf: '', must_change_password: false });

describe('findings', () => {
  const groups = groupFindings(kCheck);

  test('what refuses comes first, then by severity', () => {
    expect(groups.map(({ code }) => code)).toEqual(['GEOM_INVALID', 'ZONES_GAP', 'ID_DUPLICATE', 'CRS_OVERRIDDEN']);
  });

  test('a group counts all there are, and only errors are accepted', () => {
    expect(groups[0]).toMatchObject({ count: 500, indices: [1, 3], isRefusing: true, canAccept: true });
    expect(groups[1]).toMatchObject({ isRefusing: false, isAccepted: true, canAccept: true });
    expect(groups[2]).toMatchObject({ severity: 'warning', canAccept: false });
  });

  test('a fatal finding is not accepted, and a code without a listed finding is not lost', () => {
    const fatal: Check = { ...kCheck, refusing: ['READER_UNAVAILABLE', 'PLAN_EMPTY'], accepted: [], counts: { PLAN_EMPTY: 1 }, findings: [finding('READER_UNAVAILABLE', 'fatal')] };
    expect(groupFindings(fatal).map(({ code, canAccept, count }) => [code, canAccept, count])).toEqual([
      ['READER_UNAVAILABLE', false, 1],
      ['PLAN_EMPTY', true, 1],
    ]);
  });

  test('the walk goes through the groups and round the ends', () => {
    const walked: (number | null)[] = [];
    for (let at: number | null = null, i = 0; i < 6; i += 1) walked.push((at = neighbour(groups, at, 1)));
    expect(walked).toEqual([1, 3, 2, 4, 0, 1]);
    expect(neighbour(groups, null, -1)).toBe(0);
    expect(neighbour(groups, 1, -1)).toBe(0);
    expect(neighbour([], null, 1)).toBeNull();
    expect(positionOf(groups, 2)).toEqual({ at: 3, of: 5 });
  });

  test('n and p are letters where people write', () => {
    const press = (key: string, target: EventTarget, more: KeyboardEventInit = {}): number | null => {
      const event = new KeyboardEvent('keydown', { key, ...more });
      target.dispatchEvent(event);
      return walkKey(event);
    };
    expect(press('n', document.createElement('button'))).toBe(1);
    expect(press('P', document.createElement('li'))).toBe(-1);
    expect(press('x', document.createElement('li'))).toBeNull();
    expect(press('n', document.createElement('textarea'))).toBeNull();
    expect(press('n', document.createElement('input'))).toBeNull();
    expect(press('n', document.createElement('button'), { ctrlKey: true })).toBeNull();
  });
});

describe('who may do what', () => {
  const states: readonly DraftState[] = ['draft', 'submitted', 'returned', 'approved', 'published', 'withdrawn'];
  const table = (session: Session): Record<string, string> =>
    Object.fromEntries(states.map((state) => [state, stepsFor(session, { ...kDraft, state }).join(' ')]));

  test('the author, planner or approver, submits and withdraws', () => {
    for (const role of ['planner', 'approver'] as const) {
      expect(table(signedIn('lan', role))).toEqual({ draft: 'submitted withdrawn', submitted: 'withdrawn', returned: 'submitted withdrawn', approved: 'withdrawn', published: '', withdrawn: '' });
    }
  });

  test('another approver approves, returns and publishes', () => {
    expect(table(signedIn('minh', 'approver'))).toEqual({ draft: '', submitted: 'approved returned', returned: '', approved: 'published returned', published: '', withdrawn: '' });
  });

  test('others take no step, not even with drafts of their own', () => {
    const none = Object.fromEntries(states.map((state) => [state, '']));
    expect(table(signedIn('minh', 'planner'))).toEqual(none);
    expect(table(signedIn('lan', 'clerk'))).toEqual(none);
    expect(table(signedIn('lan', 'administrator'))).toEqual(none);
  });

  test('only the author checks, while the draft is in their hands', () => {
    expect(states.filter((state) => mayCheck(signedIn('lan', 'planner'), { ...kDraft, state }))).toEqual(['draft', 'returned']);
    expect(mayCheck(signedIn('minh', 'approver'), kDraft)).toBe(false);
  });

  test('approving and returning need a reason; approvers go back to editions', () => {
    expect((['submitted', 'returned', 'approved', 'published', 'withdrawn'] as const).filter(needsReason)).toEqual(['returned', 'approved']);
    expect((['clerk', 'planner', 'approver', 'administrator'] as const).filter((role) => mayRestore(signedIn('x', role)))).toEqual(['approver']);
  });

  test('a draft has passed when nothing refuses it', () => {
    expect(hasPassed(kDraft)).toBe(false);
    expect(hasPassed({ ...kDraft, check: kCheck })).toBe(false);
    expect(hasPassed({ ...kDraft, check: { ...kCheck, refusing: [] } })).toBe(true);
  });
});

describe('impact table', () => {
  const parcel = (reference: string, area_m2: number, gained_m2: number): ParcelImpact => ({ reference, area_m2, gained_m2, topic: null, change: 'none', lon: 0, lat: 0, before: 'no_data', after: 'concerned', only_words: false, items: [] });
  const parcels = [parcel('27553/10/16', 80, 5), parcel('27553/9/2', 100, 5), parcel('27553/10/2', 90, 7)];
  const order = (column: 'reference' | 'area_m2' | 'gained_m2', isDown: boolean): string[] => sortParcels(parcels, { column, isDown }).map(({ reference }) => reference);

  test('numbers inside references count as numbers; equals keep the order of references', () => {
    expect(order('reference', false)).toEqual(['27553/9/2', '27553/10/2', '27553/10/16']);
    expect(order('gained_m2', true)).toEqual(['27553/10/2', '27553/9/2', '27553/10/16']);
    expect(order('area_m2', false)).toEqual(['27553/10/16', '27553/10/2', '27553/9/2']);
  });

  test('a second press turns the order round; amounts begin with the largest', () => {
    expect(kInitialSort).toEqual({ column: 'gained_m2', isDown: true });
    expect(nextSort(kInitialSort, 'gained_m2')).toEqual({ column: 'gained_m2', isDown: false });
    expect(nextSort(kInitialSort, 'reference')).toEqual({ column: 'reference', isDown: false });
    expect(nextSort({ column: 'reference', isDown: false }, 'area_m2')).toEqual({ column: 'area_m2', isDown: true });
  });
});

describe('address', () => {
  test('every route comes back as it was written', () => {
    const routes: readonly Route[] = [{ kind: 'drafts' }, { kind: 'new' }, { kind: 'editions' }, { kind: 'password' }, { kind: 'draft', id: 'a b/c' }];
    for (const route of routes) expect(parseRoute(formatRoute(route))).toEqual(route);
  });

  test('what is no route changes nothing', () => {
    for (const hash of ['#main', '#draft=', '#draft=%E0%A4%A', '#draft=<x>']) expect(parseRoute(hash)).toBeNull();
  });
});

describe('sizes', () => {
  test('are told in the unit that suits them', () => {
    const { bytes } = createDeskLocale('vi');
    expect(bytes(0)).toBe('0 B');
    expect(bytes(1023)).toBe('1.023 B');
    expect(bytes(1536)).toBe('1,5 kB');
    expect(bytes(64 * 2 ** 20)).toBe('64 MB');
    expect(bytes(2 * 2 ** 30)).toBe('2 GB');
  });
});
