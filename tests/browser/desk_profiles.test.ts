// What a planner put right in one folder of a consultant is proposed for the next, and its repairs are made. Runs only with --desk.
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkedDraft, chooseFolder, deskData, signedIn, type DeskData } from './desk';
import { emptyFolder, zonesOf, type Position } from './desk_files';
import { writePlan } from './desk_plan';
import { writeShapefile, type Column } from './desk_shapefile';
import { given, tidyUp, when } from './story';

const data = deskData();
tidyUp();

/** Names that say nothing of what is in them. */
const kColumns: readonly Column[] = [{ name: 'COT1', width: 12, value: ({ code }) => code }, { name: 'COT2', width: 60, value: ({ name }) => name }];
const kName = 'Công ty Tư vấn (DEMO)';

describe.skipIf(data === null)('a profile', () => {
  const { planner, folder } = data ?? ({} as DeskData);

  test('is saved, used for the next folder and for a check, and removed', async () => {
    const own = emptyFolder(join(tmpdir(), `quyhoach-profile-${process.pid}`));
    writeShapefile(own, 'O_PHO', zonesOf(folder), kColumns, 'VNI');
    const page = await given('a planner', () => signedIn(planner, { webgl: false }));
    const { page: tab } = page;
    const propose = async (): Promise<void> => {
      await chooseFolder(page, own);
      await tab.waitForSelector('#proposal', { timeout: 90_000 });
    };
    await when('a folder is put right', async () => {
      await propose();
      await tab.selectOption('#field-0-code', 'COT1');
      await tab.selectOption('#field-0-name', 'COT2');
    });
    await when('this is kept for its consultant', async () => {
      await tab.click('.save-profile summary');
      await tab.fill('#profile-name', kName);
      await tab.check('[data-repair-code=SPIKE]');
      expect(await page.axe()).toEqual([]);
      await tab.click('#profile-save');
    });
    await tab.waitForFunction((name) => document.querySelector('#desk-message')?.textContent?.includes(name), kName);
    await tab.click('#proposal-drop');
    await when('the next folder comes', async () => {
      await tab.waitForSelector('#profile');
      expect(await tab.inputValue('#profile')).toBe(kName);
      await propose();
    });
    expect([await tab.inputValue('#field-0-code'), await tab.inputValue('#field-0-name')]).toEqual(['COT1', 'COT2']);
    expect(await page.count('.from-profile')).toBeGreaterThanOrEqual(2);
    expect(await page.axe()).toEqual([]);
    await page.screenshot('desk-from-profile', true);
    await tab.click('#proposal-drop');

    const faulty: readonly Position[] = [[0, 0], [30, 0], [30, 0.0005], [30, 15], [36, 15.01], [30, 15.02], [30, 30], [0, 30]];
    const spiky = join(tmpdir(), `quyhoach-profile-check-${process.pid}`);
    writePlan(spiky, 'do-an-ho-so', folder, [faulty]);
    await chooseFolder(page, spiky);
    await checkedDraft(page);
    expect(await page.count('.repair[data-applied=true]'), 'nothing is repaired that nobody asked for').toBe(0);
    const checked = tab.waitForResponse((response) => response.request().method() === 'POST' && response.url().endsWith('/check'));
    await when('it is checked with the repairs of the profile', async () => {
      await tab.selectOption('#check-profile', kName);
      await tab.click('#check');
    });
    await checked;
    await tab.waitForSelector('#check:not([disabled])');
    expect(await page.count('.repair-group[data-code=SPIKE] .repair[data-applied=true]')).toBe(1);
    expect(await page.count('.repair-group[data-code=DUPLICATE_VERTEX] .repair[data-applied=true]')).toBe(0);
    expect(await page.axe()).toEqual([]);

    await when('it is removed', async () => {
      await tab.click('#nav-new');
      await tab.click('#profiles-summary');
      await tab.click(`[data-profile="${kName}"] .profile-remove`);
      expect(await page.focused()).toBe('profile-remove-confirm');
      expect(await page.axe()).toEqual([]);
      await tab.click('#profile-remove-confirm');
    });
    await tab.waitForSelector(`[data-profile="${kName}"]`, { state: 'detached' });
  });
});
