import { beforeAll, describe, expect, test } from 'vitest';
import { ask, pagePath, takeSample, type Parcel, type Sample } from './register';
import { given, reader, thenIt, tidyUp, when } from './story';

interface Timeline {
  readonly feed: string;
  readonly entries: readonly { readonly date: string; readonly is_ahead: boolean }[];
}
interface Adjustment {
  readonly id: string;
  readonly topic: string;
  readonly amends?: string | null;
  readonly status: string;
  readonly bbox: readonly [number, number, number, number];
}
interface Displaced {
  readonly topics?: readonly { readonly restrictions?: readonly { readonly applies?: string }[] }[];
}

tidyUp();
let sample: Sample;
beforeAll(async () => {
  sample = await takeSample();
});

/** A parcel in a local adjustment in force, or nothing where the district has none. */
async function displacedParcel(): Promise<Parcel | null> {
  const { plans } = await ask<{ plans: readonly Adjustment[] }>('/api/v1/plans');
  for (const { bbox: [west, south, east, north] } of plans.filter(({ amends, status }) => amends && status === 'in_force')) {
    for (let i = 1; i < 40; i += 1) {
      const [lon, lat] = [west + ((east - west) * i) / 40, south + ((north - south) * ((i * 17) % 40)) / 40];
      const { place } = await ask<{ place: { parcels?: readonly Parcel[] } }>(`/api/v1/planning?lon=${lon.toFixed(6)}&lat=${lat.toFixed(6)}`);
      for (const parcel of place.parcels ?? []) {
        const answer = await ask<Displaced>(`/api/v1/planning?${new URLSearchParams(parcel.parcel_key)}`);
        if (answer.topics?.some(({ restrictions }) => restrictions?.some(({ applies }) => applies !== undefined))) return parcel;
      }
    }
  }
  return null;
}

describe('what was and what is coming', () => {
  test('every change of the answer, and a day in it', async () => {
    const parameters = new URLSearchParams(sample.parcel.parcel_key);
    const { entries, feed } = await ask<Timeline>(`/api/v1/planning/timeline?${parameters}`);
    const page = await given('an answer', () => reader(pagePath(sample.parcel)));
    await page.waitForAnswer();
    await when('the timeline is opened', () => page.page.click('#timeline summary'));
    await thenIt('it has the days the server says', async () => {
      await page.page.waitForSelector('#timeline .days');
      expect(await page.page.locator('#timeline .days > li').evaluateAll((days) => days.map((day) => (day as HTMLElement).dataset['date']))).toEqual(entries.map(({ date }) => date));
      expect(await page.count('#timeline .day-ahead')).toBe(entries.filter(({ is_ahead }) => is_ahead).length);
    });
    await page.screenshot('timeline', true);
    expect(await page.axe()).toEqual([]);
    expect(await page.page.getAttribute('.feed a', 'href')).toContain(feed.split('&lang')[0] ?? '');
    const first = entries[0]?.date ?? '';
    await when('the first day is followed', () => page.page.click(`[data-date="${first}"] .day-link a`));
    await thenIt('the answer of that day is there', async () => {
      await page.page.waitForFunction((day) => location.search.includes(`as_of=${day}`), first);
      await page.waitForAnswer();
    });
  });

  test('two days in words', async () => {
    const page = await reader(pagePath(sample.parcel));
    await page.waitForAnswer();
    await page.page.click('#timeline summary');
    await page.page.waitForSelector('.two-days-form');
    await when('a day is held against the time before all plans', async () => {
      await page.page.fill('.two-days-form [name=from]', '1990-01-01');
      await page.page.click('.two-days-form button');
    });
    await page.page.waitForFunction(() => (document.querySelector('.two-days-status')?.textContent ?? '').includes('01/01/1990'));
    await when('it is held against itself', async () => {
      await page.page.fill('.two-days-form [name=to]', '1990-01-01');
      await page.page.click('.two-days-form button');
    });
    await thenIt('nothing differs', () => page.page.waitForFunction(() => document.querySelectorAll('.two-days li').length === 0 && document.querySelector('.two-days-status')?.textContent !== ''));
  });

  test('on a phone', async () => {
    const page = await reader(pagePath(sample.parcel), { phone: true, webgl: false });
    await page.waitForAnswer();
    await page.page.click('#timeline summary');
    await page.page.waitForSelector('#timeline .days');
    expect(await page.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await page.screenshot('timeline-phone', true);
  });
});

describe('a local adjustment', () => {
  test('says what it displaces, and the address of the answer gives it again', async () => {
    const parcel = await displacedParcel();
    if (!parcel) return;
    const page = await given('a parcel in it', () => reader(pagePath(parcel)));
    await page.waitForAnswer();
    await thenIt('the zone it displaces says so', async () => expect(await page.count('.zone .displaced')).toBeGreaterThan(0));
    await page.screenshot('displaced', true);
    const address = await page.page.getAttribute('.permalink', 'href');
    const [shown, again] = [await page.page.getAttribute('.digest', 'title'), await ask<{ digest: string }>(address ?? '/nowhere')];
    expect(again.digest).toBe(shown);
    expect(await page.axe()).toEqual([]);
  });
});
