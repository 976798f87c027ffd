import { beforeAll, describe, expect, test } from 'vitest';
import type { Visit } from './helper';
import { pagePath, takeSample, type Sample } from './register';
import { given, reader, thenIt, tidyUp, when } from './story';

tidyUp();
let sample: Sample;
beforeAll(async () => {
  sample = await takeSample();
});

describe('without a mouse', () => {
  test('from the start page to the answer by keys alone', async () => {
    const page = await given('the start page', () => reader('/'));
    await page.page.waitForSelector('#search-input');
    await page.press('Tab');
    expect(await page.page.evaluate(() => document.activeElement?.className)).toContain('skip');
    await when('Tab is pressed until the search', async () => {
      for (let i = 0; i < 12 && (await page.focused()) !== 'search-input'; i += 1) await page.press('Tab');
    });
    expect(await page.focused()).toBe('search-input');
    // Suggestions for the first letters may still be arriving: the list is chosen from when it answers the whole text.
    const whole = page.page.waitForResponse((r) => new URL(r.url()).searchParams.get('q') === sample.parcel.reference);
    await page.page.keyboard.type(sample.parcel.reference);
    await whole;
    await page.suggestions();
    await page.press('ArrowDown');
    expect(await page.page.getAttribute('#search-input', 'aria-activedescendant')).toBe('hit-0');
    expect(await page.page.getAttribute('#hit-0', 'aria-selected')).toBe('true');
    await page.press('Enter');
    await page.waitForAnswer();
    await thenIt('the result has the focus', () => page.page.waitForFunction(() => document.activeElement?.id === 'answer-title'));
  });

  test('Escape closes the list and then clears the text', async () => {
    const page = await reader('/');
    await page.type(sample.parcel.reference);
    await page.suggestions();
    await page.press('Escape');
    expect(await page.isVisible('#search-hits')).toBe(false);
    expect(await page.page.inputValue('#search-input')).toBe(sample.parcel.reference);
    await page.press('Escape');
    expect(await page.page.inputValue('#search-input')).toBe('');
  });

  test('the numbered list at the centre of the map opens a parcel', async () => {
    const { lon, lat } = sample.at;
    const page = await given('a map over a known parcel', () => reader(`/#map=18/${lat.toFixed(6)}/${lon.toFixed(6)}`));
    await page.waitForDrawnMap();
    await page.page.click('#tool-centre');
    await page.page.waitForSelector('.centre-entry');
    expect(await page.text('.centre-entry')).toContain('Thửa đất');
    await page.screenshot('centre-list');
    await when('the map has the focus and 1 is pressed', async () => {
      await page.page.locator('#map canvas').focus();
      await page.press('1');
    });
    await page.waitForAnswer();
    expect(await page.text('.reference')).toBe(sample.parcel.reference);
  });

  test('measuring with the keyboard', async () => {
    const { lon, lat } = sample.at;
    const page = await reader(`/#map=17/${lat.toFixed(6)}/${lon.toFixed(6)}`);
    await page.waitForDrawnMap();
    await page.page.click('#tool-measure');
    await page.page.locator('#map canvas').focus();
    for (const move of ['ArrowRight', 'ArrowDown', 'ArrowLeft']) {
      await page.press('Enter', move);
      await page.page.waitForTimeout(500);
    }
    await page.press('Enter');
    expect(await page.text('#measured-length')).toMatch(/\d,\d m$/);
    expect(await page.text('#measured-area')).toMatch(/\d,\d m²$/);
    await page.screenshot('measure');
  });

  test('layers are switched, and the address says so', async () => {
    const page = await reader(pagePath(sample.parcel));
    await page.waitForDrawnMap();
    await page.page.click('#tool-layers');
    await page.screenshot('layers');
    const box = page.page.locator('#layers-card input[type=checkbox]:checked').nth(1);
    const topic = (await box.getAttribute('data-topic')) ?? '';
    await page.page.locator(`#layers-card input[data-topic="${topic}"]`).uncheck();
    await page.page.waitForFunction((id) => new URLSearchParams(location.search).get('off')?.split(',').includes(id), topic);
    await page.page.locator(`#layers-card input[data-topic="${topic}"]`).check();
    await page.page.waitForFunction((id) => !new URLSearchParams(location.search).get('off')?.split(',').includes(id), topic);
    expect(await page.count('.legend li')).toBeGreaterThan(0);
  });
});

describe('without WebGL 2', () => {
  test('everything but the map, and a sentence that says so', async () => {
    const page = await reader('/', { webgl: false });
    await page.page.waitForSelector('#no-map');
    expect(await page.count('#map')).toBe(0);
    await page.screenshot('no-webgl-start');
    await page.type(sample.parcel.reference);
    await page.suggestions();
    await page.press('ArrowDown', 'Enter');
    await page.waitForAnswer();
    expect(await page.text('.reference')).toBe(sample.parcel.reference);
    await page.screenshot('no-webgl-answer', true);
  });
});

describe('on a phone of 390 px', () => {
  test('nothing reaches beyond the window, and targets are large enough for a thumb', async () => {
    for (const path of ['/', pagePath(sample.parcel)]) {
      const page = await reader(path, { phone: true });
      await page.page.waitForSelector(path === '/' ? '.ways' : 'article.answer');
      expect(await page.overflow()).toBeLessThanOrEqual(0);
      const small = await page.page.locator('button:visible, select:visible, input:visible').evaluateAll((elements) =>
        elements.filter((element) => element.getBoundingClientRect().height < 24 && element.getAttribute('type') !== 'checkbox').map((element) => element.outerHTML.slice(0, 80)));
      expect(small).toEqual([]);
      await page.waitForMap();
      await page.screenshot(path === '/' ? 'phone-start' : 'phone-answer');
      await page.screenshot(path === '/' ? 'phone-start-whole' : 'phone-answer-whole', true);
    }
  });

  test('the longest names stay inside the window', async () => {
    const long = 'Quy hoạch phân khu tỷ lệ 1/2000 khu dân cư dọc hai bên đường Nguyễn Thị Nê và vùng phụ cận xã Trung Lập Thượng '.repeat(3);
    const page = await reader('/', { phone: true });
    await page.page.route('**/api/v1/planning?*', async (route) => {
      const response = await route.fetch();
      const text = (await response.text())
        .replace(/"title":"[^"]*"/g, () => `"title":${JSON.stringify(long)}`)
        .replace(/"number":"DEMO[^"]*"/g, `"number":"${'12345678901234567890/QĐ-UBND-ĐT'.repeat(2)}"`)
        .replace(/"code":"[A-Z]+-[^"]*"/g, `"code":"${'ODT-'.repeat(12)}"`);
      await route.fulfill({ response, body: text });
    });
    await page.goTo(pagePath(sample.parcel));
    await page.waitForAnswer();
    expect(await page.overflow()).toBeLessThanOrEqual(0);
    await page.screenshot('phone-long-names', true);
  });

  test('what may be nothing stands under its own heading, inside the window, by every rule', async () => {
    const page = await reader('/', { phone: true });
    await page.page.route('**/api/v1/planning?*', async (route) => {
      const response = await route.fetch();
      const answer = (await response.json()) as { topics: { state: string; restrictions?: Record<string, unknown>[] }[] };
      const accuracy = { metres: 0.6, source: 'scale', scale: 2000 };
      const maybe = { area_m2: 0, share_percent: 0, area_min_m2: 0, area_max_m2: 3.2, distance_m: 0.12, distance_min_m: 0, distance_max_m: 0.87, certainty: 'boundary_uncertain', accuracy };
      const [first, ...others] = answer.topics.filter(({ state }) => state === 'concerned');
      const [certain] = first?.restrictions ?? [];
      if (!first || !certain) throw new Error('The sample has no topic that concerns it.');
      // One topic of each kind: with something certain beside it, and, where there is a second, with nothing that is.
      first.restrictions = [certain, { ...certain, ...maybe }];
      for (const topic of others.slice(0, 1)) Object.assign(topic, { state: 'boundary_uncertain', restrictions: topic.restrictions?.map((one) => ({ ...one, ...maybe })) });
      await route.fulfill({ response, json: answer });
    });
    await page.goTo(pagePath(sample.parcel));
    await page.waitForAnswer();
    expect(await page.text('.at-boundary')).toContain('0–3,2 m², ranh cách 0,12 m');
    expect(await page.text('.caution-boundary')).toContain('giáp ranh');
    expect(await page.overflow()).toBeLessThanOrEqual(0);
    for (const summary of await page.page.locator('.plan-more summary').all()) await summary.click();
    expect(await page.axe()).toEqual([]);
    await page.screenshot('phone-at-boundary', true);
  });

  test('from the answer to the map and back', async () => {
    const page = await reader(pagePath(sample.parcel), { phone: true });
    await page.waitForMap();
    await page.waitForAnswer();
    await page.page.click('.actions .only-narrow');
    await page.page.waitForFunction(() => (document.getElementById('map-section')?.getBoundingClientRect().top ?? 999) < 200);
    await page.waitForDrawnMap();
    await page.screenshot('phone-map');
    await page.page.click('.to-answer');
    await page.page.waitForFunction(() => scrollY < 200);
    await page.waitForAnswer();
  });
});

describe('accessibility rules of axe-core', () => {
  const looks: readonly (readonly [string, Visit])[] = [
    ['light', {}],
    ['dark', { colorScheme: 'dark' }],
    ['high-contrast', { contrast: 'more' }],
    ['phone', { phone: true }],
    ['forced-colours', { forcedColors: 'active' }],
  ];
  test.each(looks)('%s: start page, answer, layers, refusal', async (name, visit) => {
    const page = await reader('/', visit);
    await page.waitForDrawnMap();
    expect.soft(await page.axe(), 'start page').toEqual([]);
    await page.screenshot(`look-${name}-start`);
    await page.page.locator('summary').first().click();
    await page.type(sample.parcel.reference);
    await page.suggestions();
    expect.soft(await page.axe(), 'suggestions').toEqual([]);
    await page.goTo(pagePath(sample.parcel));
    await page.waitForAnswer();
    await page.waitForDrawnMap();
    for (const summary of await page.page.locator('.plan-more summary').all()) await summary.click();
    expect.soft(await page.axe(), 'answer').toEqual([]);
    await page.screenshot(`look-${name}-answer`);
    await page.page.click('#tool-layers');
    await page.page.click('#tool-centre');
    expect.soft(await page.axe(), 'layers and list').toEqual([]);
    await page.screenshot(`look-${name}-layers`);
    await page.goTo('/thua/0/0/0');
    await page.waitForProblem();
    expect.soft(await page.axe(), 'refusal').toEqual([]);
  });

  test('the theme follows the system and the choice wins', async () => {
    const page = await reader('/', { colorScheme: 'dark' });
    await page.page.waitForSelector('#theme');
    expect(await page.page.getAttribute('html', 'data-theme')).toBe('dark');
    await page.page.selectOption('#theme', 'light');
    expect(await page.page.getAttribute('html', 'data-theme')).toBe('light');
    await page.goTo('/');
    await page.page.waitForSelector('#theme');
    expect(await page.page.getAttribute('html', 'data-theme')).toBe('light');
  });
});
