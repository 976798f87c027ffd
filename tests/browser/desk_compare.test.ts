// Before and after on the planner's desk: two maps with a divider, two answers, a check under way. Runs only with --desk.
import { describe, expect, test } from 'vitest';
import { acceptAll, checkedDraft, chooseFolder, deskData, loadImpact, openDraft, signedIn, tabTo, type DeskData } from './desk';
import type { Visit } from './helper';
import { given, tidyUp, when } from './story';

const data = deskData();
tidyUp();

describe.skipIf(data === null)('before and after', () => {
  const { planner, folder } = data ?? ({} as DeskData);
  let draft = '';

  test('a check under way is told and can be cancelled', async () => {
    const page = await given('a planner with a draft', async () => {
      const desk = await signedIn(planner);
      await chooseFolder(desk, folder);
      draft = await checkedDraft(desk);
      return desk;
    });
    // The real check is too quick to be looked at: its answers are held back.
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const refused = { type: 'about:blank', title: 'The check was cancelled', status: 409, code: 'CHECK_CANCELLED' };
    await page.page.route('**/check', async (route) => {
      if (route.request().method() === 'DELETE') {
        release();
        return route.continue();
      }
      await held;
      return route.fulfill({ status: 409, contentType: 'application/problem+json', body: JSON.stringify(refused) });
    });
    const progress = { is_running: true, is_read: false, seconds: 20, seconds_left: 30.4, files: 4, files_begun: 3, features: 50, features_expected: 100 };
    await page.page.route('**/check/progress', (route) => route.fulfill({ json: progress }));
    await when('it is checked again', () => page.page.click('#check'));
    await page.page.waitForFunction(() => document.querySelector<HTMLProgressElement>('#check-progress progress')?.value === 62.5);
    expect(await page.text('#check-progress')).toMatch(/3 trong 4.*50 trong 100.*30 giây/);
    expect(await page.axe()).toEqual([]);
    await page.screenshot('desk-progress');
    const deleted = page.page.waitForResponse((response) => response.request().method() === 'DELETE');
    await when('it is cancelled', () => page.page.click('#check-cancel'));
    expect((await deleted).status()).toBe(204);
    await page.page.waitForSelector('#check-progress', { state: 'detached' });
    expect(await page.count('.problem')).toBe(0);
    expect(await page.text('#desk-message')).not.toBe('');
  });

  test('two maps, a divider for hands and keys, and two answers', async () => {
    const page = await given('the draft', async () => {
      const desk = await signedIn(planner);
      await openDraft(desk, draft);
      await acceptAll(desk);
      await loadImpact(desk);
      return desk;
    });
    const { page: tab } = page;
    await when('both are asked for', () => tab.click('#preview-swipe'));
    await page.waitForDrawnMap();
    expect(await tab.locator('.map-canvas canvas, .map-after canvas').count()).toBe(2);
    await tab.focus('#swipe-divider');
    await page.press('ArrowLeft', 'PageUp', 'PageUp');
    expect(await tab.getAttribute('#swipe-divider', 'aria-valuenow')).toBe('68');
    expect(await tab.getAttribute('#swipe-divider', 'aria-valuetext')).toMatch(/68.*32/);
    await page.press('Home');
    expect(await tab.getAttribute('#swipe-divider', 'aria-valuenow')).toBe('0');
    const box = await tab.locator('#map').boundingBox();
    if (!box) throw new Error('no map');
    await tab.mouse.move(box.x + 5, box.y + box.height / 2);
    await tab.mouse.down();
    await tab.mouse.move(box.x + box.width / 4, box.y + box.height / 3, { steps: 4 });
    await tab.mouse.up();
    expect(Number(await tab.getAttribute('#swipe-divider', 'aria-valuenow'))).toBeCloseTo(25, -1);
    await when('a parcel of the list is chosen', () => tab.locator('.parcel').first().click());
    await tab.waitForSelector('#comparison[data-status=ready]');
    expect(await page.count('#comparison tr.is-changed')).toBeGreaterThan(0);
    expect(await page.axe()).toEqual([]);
    await page.waitForDrawnMap();
    await page.screenshot('desk-swipe');
    const reference = await tab.getAttribute('tr[aria-current=true]', 'data-reference');
    await when('the map is clicked beside it', () => page.clickMap(0.8, 0.75));
    await tab.waitForFunction((before) => !document.querySelector('#comparison-title')?.textContent?.includes(before ?? '?'), reference);
    await tab.waitForSelector('#comparison[data-status=ready]');
    await tab.click('#preview-before');
    expect(await tab.locator('.map-after canvas').count()).toBe(0);
  });

  test('from signing in to the impact without a mouse', async () => {
    const page = await given('a planner', () => signedIn(planner));
    await page.goTo(`/quy-hoach-vien${draft}`);
    await page.page.reload();
    await page.page.waitForSelector('#map canvas');
    await tabTo(page, '#check-title, #check');
    await tabTo(page, '#finding-next');
    await page.press('Enter');
    await page.page.waitForFunction(() => document.activeElement?.id.startsWith('finding-'));
    await tabTo(page, '#impact-start');
    await page.press('Enter');
    await page.page.waitForSelector('#impact-summary');
    expect(await page.focused()).toBe('impact-title');
    await tabTo(page, '.parcel');
    await page.press('Enter');
    await page.page.waitForSelector('#comparison[data-status=ready]');
    await tabTo(page, '#preview-swipe', 400);
    await page.press('Enter');
    await page.page.waitForSelector('#map-after canvas');
    await page.press('Shift+Tab');
    await tabTo(page, '#swipe-divider, #preview-swipe');
    await page.page.focus('#swipe-divider');
    await page.press('ArrowRight');
    expect(await page.page.getAttribute('#swipe-divider', 'aria-valuenow')).toBe('52');
  });

  const looks: readonly (readonly [string, Visit])[] = [['phone', { phone: true }], ['forced-colours', { forcedColors: 'active' }], ['high-contrast', { contrast: 'more' }], ['dark', { colorScheme: 'dark' }]];
  test.each(looks)('%s: both maps and both answers', async (name, visit) => {
    const page = await signedIn(planner, visit);
    await openDraft(page, draft);
    await loadImpact(page);
    await page.page.click('#preview-swipe');
    await page.page.locator('.parcel').first().click();
    await page.page.waitForSelector('#comparison[data-status=ready]');
    await page.waitForDrawnMap();
    expect.soft(await page.axe()).toEqual([]);
    expect.soft(await page.overflow()).toBeLessThanOrEqual(0);
    await page.page.locator('#map-section').scrollIntoViewIfNeeded();
    await page.screenshot(`desk-${name}-swipe`);
  });
});
