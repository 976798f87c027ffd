// Repairs looked at before and after on the map, taken one by one and by code, made by the next check. Runs only with --desk.
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkedDraft, chooseFolder, deskData, openAllGroups, signedIn, type DeskData } from './desk';
import type { Position } from './desk_files';
import { writePlan } from './desk_plan';
import type { PageDriver } from './driver';
import { given, tidyUp, when } from './story';

const data = deskData();
tidyUp();

/** Two squares with a spike, two with a corner written twice. */
function faulty(): readonly (readonly Position[])[] {
  const spike: readonly Position[] = [[0, 0], [30, 0], [30, 15], [36, 15.01], [30, 15.02], [30, 30], [0, 30]];
  const twice: readonly Position[] = [[0, 0], [30, 0], [30, 0.0005], [30, 30], [0, 30]];
  return [spike, spike, twice, twice].map((ring, index) => ring.map(([x, y]) => [x + 60 * index, y] as const));
}

/** How many pixels of the map are of what a repaired shape, and of what the shape before it, is drawn in. */
async function inks(page: PageDriver): Promise<{ readonly after: number; readonly before: number }> {
  await page.waitForDrawnMap();
  const picture = (await page.page.locator('#map').screenshot()).toString('base64');
  return page.page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no canvas');
    context.drawImage(image, 0, 0);
    const { data: pixels } = context.getImageData(0, 0, image.width, image.height);
    const count = (ink: readonly number[]): number => {
      let found = 0;
      for (let at = 0; at < pixels.length; at += 4) if (ink.every((part, index) => Math.abs(part - (pixels[at + index] ?? 0)) < 8)) found += 1;
      return found;
    };
    return { after: count([0x1b, 0x6e, 0x3a]), before: count([0xd0, 0x3b, 0x1f]) };
  }, picture);
}

describe.skipIf(data === null)('repairs', () => {
  const { planner, folder } = data ?? ({} as DeskData);

  test('are shown before and after, taken one by one and by code, and made when they are asked for', async () => {
    const own = join(tmpdir(), `quyhoach-repairs-${process.pid}`);
    writePlan(own, 'do-an-sua', folder, faulty());
    const page = await given('a planner with a plan that has faults', async () => {
      const desk = await signedIn(planner);
      await chooseFolder(desk, own);
      await checkedDraft(desk);
      return desk;
    });
    const { page: tab } = page;
    const group = (code: string): string => `.repair-group[data-code=${code}]`;
    expect([await page.count(`${group('SPIKE')} .repair`), await page.count(`${group('DUPLICATE_VERTEX')} .repair`)]).toEqual([2, 2]);
    await openAllGroups(page);
    await when('a finding is looked at', () => tab.locator('.group[data-code=SPIKE] .finding').first().click());
    const finding = await inks(page);
    await when('its repair is looked at', async () => {
      await tab.click(`${group('SPIKE')} summary`);
      await tab.locator(`${group('SPIKE')} .finding`).first().click();
    });
    const repair = await inks(page);
    expect(repair.after - finding.after, 'the shape as it would be').toBeGreaterThan(200);
    expect(repair.before - finding.before, 'the shape as it is').toBeGreaterThan(20);
    expect(await page.axe()).toEqual([]);
    await page.screenshot('desk-repair');

    await when('one is taken, and all of another code', async () => {
      await tab.locator(`${group('SPIKE')} .accept input`).first().check();
      await tab.click(`${group('DUPLICATE_VERTEX')} summary`);
      await tab.click(`${group('DUPLICATE_VERTEX')} .repair-all button`);
    });
    expect(await page.text(`${group('DUPLICATE_VERTEX')} summary`)).toContain('2 trong 2');
    expect(await page.text('#check')).toContain('sửa 3 chỗ');
    const checked = tab.waitForResponse((response) => response.request().method() === 'POST' && response.url().endsWith('/check'));
    await when('it is checked again', () => tab.click('#check'));
    await checked;
    await tab.waitForSelector('#check:not([disabled])');
    expect(await page.count('.repair[data-applied=true]')).toBe(3);
    expect(await page.count(`${group('SPIKE')} .repair[data-applied=false]`)).toBe(1);
    expect(await page.text('.group[data-code=SPIKE] .group-count')).toBe('1');
    expect(await page.count('.group[data-code=DUPLICATE_VERTEX]:not(.repair-group)')).toBe(0);
    expect(await page.text('.group[data-code=REPAIRED] .group-count')).toBe('3');
    expect(await page.axe()).toEqual([]);
  });
});
