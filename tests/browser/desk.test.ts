// The planner's desk, from a folder to a published plan and back. Runs only with --desk.
import { describe, expect, test } from 'vitest';
import { acceptAll, checkedDraft, chooseFolder, deskData, door, filesIn, loadImpact, openAllGroups, openDraft, signedIn, takeStep, trySignIn, walk, type DeskData } from './desk';
import type { Visit } from './helper';
import { ask } from './register';
import { given, thenIt, tidyUp, when } from './story';

const data = deskData();
tidyUp();

interface Editions {
  readonly current: string;
  readonly editions: readonly { readonly id: string }[];
}
const editions = (): Promise<Editions> => ask<Editions>('/api/v1/editions');

describe.skipIf(data === null)("the planner's desk", () => {
  const { planner, approver, folder } = data ?? ({} as DeskData);
  let draft = '';

  test('a wrong password is refused in words', async () => {
    const page = await given('the door', () => door());
    expect(await page.isVisible('#nav-drafts')).toBe(false);
    expect(await trySignIn(page, planner.login, 'not the password')).toBe('SIGN_IN_REFUSED');
    expect(await page.axe()).toEqual([]);
    await page.screenshot('desk-door');
  });

  test('a cancelled upload leaves nothing behind', async () => {
    const page = await given('a planner', () => signedIn(planner));
    await page.page.route('**/files?*', () => undefined);
    await when('a folder is chosen and cancelled amid its way', async () => {
      await chooseFolder(page, folder);
      await page.page.waitForSelector('.upload[data-status=sending]');
      await page.screenshot('desk-sending');
      const dropped = page.page.waitForResponse((response) => response.request().method() === 'DELETE' && response.url().includes('/uploads/'));
      await page.page.click('#upload-cancel');
      expect((await dropped).status()).toBe(204);
    });
    await page.page.waitForSelector('#drop');
  });

  test('a folder goes on where its connection was lost, and is checked', async () => {
    const page = await given('a planner', () => signedIn(planner));
    const arrived: string[] = [];
    page.page.on('response', (response) => {
      if (response.url().includes('/files?') && response.ok()) arrived.push(new URL(response.url()).searchParams.get('path') ?? '');
    });
    let lost = 0;
    await page.page.route('**/files?*', (route) => (arrived.length > 0 && (lost += 1) <= 2 ? route.abort('connectionreset') : route.continue()));
    await when('a folder is chosen', () => chooseFolder(page, folder));
    draft = await thenIt('it becomes a draft', () => checkedDraft(page));
    expect(lost).toBeGreaterThan(0);
    expect([...arrived].sort(), 'every file arrives once').toEqual(filesIn(folder).map((path) => path.slice(folder.length + 1)).sort());
    await page.waitForDrawnMap();
    expect(await page.axe()).toEqual([]);
    await page.screenshot('desk-findings', true);
  });

  test('the findings are walked through by keys, accepted, and the draft submitted', async () => {
    const page = await given('the draft', async () => {
      const desk = await signedIn(planner);
      await openDraft(desk, draft);
      return desk;
    });
    await page.waitForDrawnMap();
    if ((await page.count('.group')) > 0) {
      await page.page.locator('#check-title').focus();
      const first = await walk(page, 'n', 1);
      const last = await walk(page, 'p', Number((await page.text('#finding-position')).match(/\d+$/)?.[0]));
      expect(await walk(page, 'n', 1), 'round the ends').toBe(first);
      expect(first).not.toBe('');
      expect(last).not.toBe('');
    }
    await when('all that can be is accepted', () => acceptAll(page));
    expect(await page.page.getAttribute('#verdict', 'data-passed')).toBe('true');
    await when('the impact is asked for', () => loadImpact(page));
    if ((await page.count('.impact-table')) > 0) {
      await page.page.click('.sort[data-column=reference]');
      expect(await page.page.getAttribute('th:has(> .sort[data-column=reference])', 'aria-sort')).toBe('ascending');
      await page.page.locator('.parcel').first().click();
      const [table] = await Promise.all([page.page.waitForEvent('download'), page.page.click('#impact-csv')]);
      expect(table.suggestedFilename()).toMatch(/\.csv$/);
    }
    const beyond = await page.page.locator('.table-frame').evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
    expect(beyond, 'no column reaches beyond the frame').toBeLessThanOrEqual(0);
    await page.page.click('#preview-after');
    await page.waitForDrawnMap();
    expect(await page.axe()).toEqual([]);
    await page.screenshot('desk-impact', true);
    expect(await page.count('#step-approved')).toBe(0);
    await when('it is submitted', () => takeStep(page, 'submitted', ''));
    expect(await page.count('#check')).toBe(0);
  });

  test('a second person approves and publishes, and goes back to the edition before', async () => {
    const before = await editions();
    const page = await given('an approver with the draft', async () => {
      const desk = await signedIn(approver);
      await openDraft(desk, draft);
      return desk;
    });
    await page.page.click('#step-approved');
    await page.page.click('#step-confirm');
    expect(await page.text('#step-error')).not.toBe('');
    await page.page.fill('#step-reason', 'Đã xem phát hiện và tác động.');
    await page.page.click('#step-confirm');
    await page.page.waitForSelector('article.draft[data-state=approved]');
    await when('it is published', () => takeStep(page, 'published', 'Công bố.'));
    const after = await editions();
    expect(after.current).not.toBe(before.current);
    expect(after.editions.length).toBe(before.editions.length + 1);
    await when('the edition before is made current', async () => {
      await page.page.click('#nav-editions');
      await page.page.click(`.edition[data-edition="${before.current}"] .restore`);
      await page.page.fill('#restore-reason', 'Thử quay lại.');
      expect(await page.axe()).toEqual([]);
      await page.screenshot('desk-editions', true);
      await page.page.click('#restore-confirm');
      await page.page.waitForSelector(`.edition[data-edition="${before.current}"][aria-current]`);
    });
    expect((await editions()).current).toBe(before.current);
    await page.page.click('#sign-out');
    await page.page.waitForSelector('#sign-in');
  });

  const looks: readonly (readonly [string, Visit])[] = [
    ['phone', { phone: true }],
    ['dark', { colorScheme: 'dark' }],
    ['high-contrast', { contrast: 'more' }],
    ['no-webgl', { webgl: false }],
  ];
  test.each(looks)('%s: list, draft, editions and new draft', async (name, visit) => {
    const page = await signedIn(planner, visit);
    for (const view of ['drafts', 'new', 'editions']) {
      await page.page.click(`#nav-${view}`);
      await page.page.waitForSelector(`#nav-${view}[aria-current=page]`);
      await page.page.waitForLoadState('networkidle');
      expect.soft(await page.axe(), view).toEqual([]);
      expect.soft(await page.overflow(), view).toBeLessThanOrEqual(0);
      await page.screenshot(`desk-${name}-${view}`, true);
    }
    await openDraft(page, draft);
    await openAllGroups(page);
    expect.soft(await page.axe(), 'draft').toEqual([]);
    expect.soft(await page.overflow(), 'draft').toBeLessThanOrEqual(0);
    await page.screenshot(`desk-${name}-draft`, true);
    expect(await page.count('#no-map')).toBe(name === 'no-webgl' ? 1 : 0);
  });

  test('the report on paper holds every finding and nothing to press', async () => {
    const page = await signedIn(planner, { webgl: false });
    await openDraft(page, draft);
    await page.page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await page.page.emulateMedia({ media: 'print' });
    expect(await page.count('.group-head[aria-expanded=false]')).toBe(0);
    for (const hidden of ['.desk-bar', '.steps', '.walk', '#print-report']) expect(await page.page.locator(`${hidden}:visible`).count(), hidden).toBe(0);
    await page.screenshot('desk-print', true);
  });
});
