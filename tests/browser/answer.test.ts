import { beforeAll, describe, expect, test } from 'vitest';
import { ask, pagePath, takeSample, type Sample } from './register';
import { given, reader, thenIt, tidyUp, when } from './story';

tidyUp();
let sample: Sample;
beforeAll(async () => {
  sample = await takeSample();
});

describe('looking up a parcel', () => {
  test('search, choose, read', async () => {
    const page = await given('the start page', () => reader('/'));
    await when('the reference is typed', () => page.type(sample.parcel.reference));
    const hits = await thenIt('suggestions appear', () => page.suggestions());
    expect(hits.length).toBeGreaterThan(0);
    await page.screenshot('suggestions');
    await when('the first is clicked', () => page.page.locator('#hit-0').click());
    await thenIt('the answer is there', () => page.waitForAnswer());
    expect(page.address).toBe(pagePath(sample.parcel));
    expect(await page.text('.reference')).toBe(sample.parcel.reference);
    await thenIt('every topic has the state the server gave it', async () =>
      expect(await page.states()).toEqual(Object.fromEntries(sample.answer.topics.map(({ topic, state }) => [topic, state]))));
    await page.waitForDrawnMap();
    await page.screenshot('answer-desktop');
  });

  test('the boxes of a certificate', async () => {
    const page = await given('the start page', () => reader('/'));
    await page.page.click('#way-certificate summary');
    for (const part of sample.district.parcel_key.parts) {
      const field = page.page.locator(`#way-certificate [name=${part}]`);
      const value = sample.parcel.parcel_key[part] ?? '';
      if ((await field.evaluate((element) => element.tagName)) === 'SELECT') await field.selectOption(value);
      else await field.fill(value);
    }
    await page.screenshot('certificate');
    await when('they are sent', () => page.page.click('#way-certificate button'));
    await page.waitForAnswer();
    expect(await page.text('.reference')).toBe(sample.parcel.reference);
  });

  test('a pasted corner table', async () => {
    const { place } = await ask<{ place: { east_m: number; north_m: number } }>(`/api/v1/planning?lon=${sample.at.lon.toFixed(6)}&lat=${sample.at.lat.toFixed(6)}`);
    const corner = (number: number, north_m: number, east_m: number): string => `${number}\t${north_m.toFixed(2)}\t${east_m.toFixed(2)}`;
    const table = ['Điểm\tX (m)\tY (m)', corner(1, place.north_m, place.east_m), corner(2, place.north_m + 10, place.east_m), corner(3, place.north_m + 10, place.east_m + 20), corner(1, place.north_m, place.east_m)];
    const page = await given('the start page', () => reader('/'));
    await page.page.click('#way-corners summary');
    await when('only two corners are pasted', async () => {
      await page.page.fill('[name=corners]', table.slice(0, 3).join('\n'));
      await page.page.click('#way-corners button');
    });
    expect(await page.text('#corners-output')).not.toBe('');
    await when('the whole table is', async () => {
      await page.page.fill('[name=corners]', table.join('\n'));
      await page.page.click('#way-corners button');
    });
    await page.waitForAnswer();
    expect(await page.text('.place-facts')).toContain('100,0 m²');
    expect(page.address).toContain('corners=');
    await page.screenshot('corners');
    await when('the address is opened again', () => page.goTo(page.address));
    await thenIt('the answer is the same', () => page.waitForAnswer());
  });

  test('a click on the map answers for the parcel there', async () => {
    const { lon, lat } = sample.at;
    const page = await given('a map over a known parcel', () => reader(`/#map=18/${lat.toFixed(6)}/${lon.toFixed(6)}`));
    await page.waitForDrawnMap();
    await when('its middle is clicked', () => page.clickMap(0.5, 0.5));
    await thenIt('the answer is there', () => page.waitForAnswer());
    expect(await page.text('.reference')).toBe(sample.parcel.reference);
    expect(page.address).toBe(pagePath(sample.parcel));
  });

  test('the address is the state: open, change the date, go back', async () => {
    const page = await given('a shared link', () => reader(`${pagePath(sample.parcel)}?lang=vi`));
    await page.waitForAnswer();
    await when('another date is chosen', async () => {
      await page.page.fill('#as-of', '1990-01-01');
      await page.page.dispatchEvent('#as-of', 'change');
      await page.page.waitForFunction(() => location.search.includes('as_of=1990-01-01'));
    });
    await thenIt('before every plan nothing is claimed', async () => {
      await page.page.waitForFunction(() => !document.querySelector('article.answer [data-state=concerned]'));
      expect(Object.values(await page.states())).not.toContain('concerned');
      expect(Object.values(await page.states())).not.toContain('boundary_uncertain');
      expect(Object.values(await page.states())).toContain('no_data');
    });
    await page.screenshot('before-every-plan');
    await when('the reader goes back', () => page.page.goBack());
    await thenIt('the first answer stands again', async () => {
      await page.page.waitForSelector('article.answer [data-state=concerned]');
      expect(page.address).toBe(`${pagePath(sample.parcel)}?lang=vi`);
    });
    await when('and forward', () => page.page.goForward());
    await thenIt('the date is in the address', () => page.page.waitForFunction(() => location.search.includes('as_of=1990-01-01')));
  });

  test('a link to which a messenger has added its own parameter still opens', async () => {
    const page = await reader(`${pagePath(sample.parcel)}?fbclid=abc&utm_source=zalo`);
    await page.waitForAnswer();
    expect(await page.text('.reference')).toBe(sample.parcel.reference);
  });

  test('the link is copied', async () => {
    const page = await reader(pagePath(sample.parcel));
    await page.waitForAnswer();
    await when('the button is pressed', () => page.page.click('#copy-link'));
    await thenIt('the clipboard holds the address', async () => {
      const copied = await page.page.evaluate(() => navigator.clipboard.readText());
      expect(new URL(copied).pathname).toBe(pagePath(sample.parcel).split('?')[0]);
    });
  });

  test('Vietnamese and English', async () => {
    const page = await reader(pagePath(sample.parcel));
    await page.waitForAnswer();
    const vietnamese = await page.text('h2');
    await when('English is chosen', () => page.page.click('#lang-en'));
    await thenIt('page, answer and address are English', async () => {
      await page.page.waitForFunction((before) => document.querySelector('h2')?.textContent?.replace(/\s+/g, ' ').trim() !== before, vietnamese);
      expect(await page.page.getAttribute('html', 'lang')).toBe('en');
      expect(page.address).toContain('lang=en');
      expect(await page.text('article.answer')).not.toMatch(/Chưa có dữ liệu|Không ảnh hưởng|Giáp ranh|cần đo đạc/);
    });
    await page.screenshot('answer-english');
  });

  test('DEMO is on every page', async () => {
    if (!sample.district.demo) return;
    for (const path of ['/', pagePath(sample.parcel), '/thua/0/0/0']) {
      const page = await reader(path);
      await page.page.waitForSelector('#demo-badge');
      expect(await page.text('#demo-badge')).toContain('DEMO');
    }
  });

  test('what is printed carries the answer and not the map', async () => {
    const page = await reader(pagePath(sample.parcel));
    await page.waitForAnswer();
    await page.page.emulateMedia({ media: 'print' });
    expect(await page.isVisible('#search-input')).toBe(false);
    expect(await page.isVisible('.map-section')).toBe(false);
    expect(await page.isVisible('.digest')).toBe(true);
    await page.screenshot('print', true);
  });
});
