import { beforeAll, describe, expect, test } from 'vitest';
import { findSharedReference, pagePath, takeSample, type Sample } from './register';
import { given, reader, thenIt, tidyUp, when } from './story';

tidyUp();
let sample: Sample;
beforeAll(async () => {
  sample = await takeSample();
});

describe('when there is no plain answer', () => {
  test('an unknown parcel: the date of the data and what is near, never "no planning"', async () => {
    const key = { ...sample.parcel.parcel_key, number: `${sample.parcel.parcel_key['number'] ?? ''}99999` };
    const page = await given('a link to a parcel that is not there', () => reader(pagePath({ reference: '', parcel_key: key })));
    expect(await page.waitForProblem()).toBe('PARCEL_UNKNOWN');
    expect(await page.text('.problem h2')).toMatch(/\d{2}\/\d{2}\/\d{4}/);
    expect(await page.text('.problem')).toContain('không có nghĩa');
    expect(await page.count('.topic')).toBe(0);
    await page.screenshot('unknown-parcel');
    if ((await page.count('.near a')) === 0) return;
    await when('a near one is chosen', () => page.page.locator('.near a').first().click());
    await thenIt('its answer, or the choice among several, is there', () => page.page.waitForSelector('article.answer, .candidates'));
  });

  test('several parcels under one key are a choice', async () => {
    const shared = await findSharedReference();
    const page = await given('the start page', () => reader('/'));
    await when('a shared reference is typed', () => page.type(shared));
    const hits = await thenIt('each of its parcels is suggested', () => page.suggestions());
    expect(hits.length).toBeGreaterThanOrEqual(2);
    await when('one is chosen', () => page.page.locator('#hit-0').click());
    await thenIt('the choice is offered', () => page.page.waitForSelector('.candidates a'));
    expect(await page.count('.candidates a')).toBeGreaterThanOrEqual(2);
    await page.screenshot('several-candidates');
    await when('the first is chosen', () => page.page.locator('.candidates a').first().click());
    await thenIt('the address names it', () => page.page.waitForFunction(() => location.search.includes('candidate=1')));
    await page.waitForAnswer();
    expect(await page.text('.reference')).toBe(shared);
  });

  test('a point outside the district', async () => {
    const page = await reader('/?lon=2.35&lat=48.85');
    expect(await page.waitForProblem()).toBe('OUTSIDE_DISTRICT');
    await page.screenshot('outside-district');
  });

  test('a search without hits says what to check', async () => {
    const page = await reader('/');
    await page.type('zzzqqqxxx');
    await page.page.waitForSelector('.search-status-shown');
    expect(await page.text('.search-status-shown')).toContain('Không tìm thấy');
    await page.screenshot('no-hits');
  });

  test('a broken network offers another try, and the try works', async () => {
    const page = await reader('/');
    await page.page.waitForSelector('#search-input');
    await page.page.route('**/api/v1/planning?*', (route) => route.abort('connectionfailed'));
    await when('the answer cannot be fetched', () => page.goTo(pagePath(sample.parcel)));
    expect(await page.waitForProblem()).toBe('NETWORK');
    await page.screenshot('network-failure');
    await page.page.unroute('**/api/v1/planning?*');
    await when('the reader tries again', () => page.page.click('#retry'));
    await thenIt('the answer is there', () => page.waitForAnswer());
  });

  test('a slow network shows that something is under way', async () => {
    const page = await reader('/');
    const kDelay_ms = 1500;
    await page.page.route('**/api/v1/**', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, kDelay_ms));
      await route.continue();
    });
    await page.goTo(pagePath(sample.parcel));
    await thenIt('a skeleton stands in', () => page.page.waitForSelector('.loading .skeleton'));
    await page.screenshot('slow-network');
    await page.waitForAnswer();
    expect(await page.count('.skeleton')).toBe(0);
  });
});
