// A plan large enough to be stopped on its way and while it is read, by the real server and its reader. Runs only with --desk.
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chooseFolder, deskData, signedIn, type DeskData } from './desk';
import type { Position } from './desk_files';
import { writePlan } from './desk_plan';
import type { PageDriver } from './driver';
import { kServer } from './helper';
import { Line } from './line';
import { given, tidyUp, when } from './story';

const data = deskData();
tidyUp();

const kRows = 300;
const kHeld_bytes = 1_000_000;

/** Squares of ten metres, two metres from each other. */
function squares(): readonly (readonly Position[])[] {
  return Array.from({ length: kRows * kRows }, (_, index) => {
    const [x, y] = [12 * (index % kRows), 12 * Math.floor(index / kRows)];
    return [[x, y], [x + 10, y], [x + 10, y + 10], [x, y + 10]] as const;
  });
}

describe.skipIf(data === null)('a large plan', () => {
  const { planner, folder } = data ?? ({} as DeskData);
  let line: Line;
  beforeAll(async () => {
    line = await Line.open();
  });
  afterAll(() => line.close());
  const own = join(tmpdir(), `quyhoach-large-${process.pid}`);
  if (data !== null) writePlan(own, 'do-an-lon', folder, squares());

  /** Chooses the folder and waits until a part of its large file has left. \return the upload's id */
  async function midway(page: PageDriver): Promise<string> {
    const begun = page.page.waitForResponse((response) => response.request().method() === 'POST' && response.url().endsWith('/api/v1/uploads'));
    await chooseFolder(page, own);
    const { upload } = (await (await begun).json()) as { upload: string };
    await page.page.waitForFunction(() => {
      const bar = document.querySelector<HTMLProgressElement>('.upload-files li:last-child progress');
      return bar !== null && bar.value > 0 && bar.value < bar.max;
    });
    return upload;
  }

  test('is stopped on its way, goes on after its connection was lost, and its check is ended while it runs', async () => {
    const page = await given('a planner with a bad line', () => signedIn(planner, { webgl: false, proxy: line.address }));
    const { page: tab } = page;
    // Past the browser, whose line is bad.
    const cookie = (await tab.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
    const asked = (path: string): Promise<Response> => fetch(`${kServer}/api/v1/${path}`, { headers: { cookie } });
    const pathsOf = async (upload: string): Promise<readonly string[]> =>
      ((await (await asked(`uploads/${upload}`)).json()) as { files: readonly { path: string }[] }).files.map(({ path }) => path);

    line.hold(/zones\.geojson/, kHeld_bytes);
    const first = await when('a file is half sent', () => midway(page));
    const dropped = tab.waitForResponse((response) => response.request().method() === 'DELETE');
    await when('it is cancelled', () => tab.click('#upload-cancel'));
    expect((await dropped).status()).toBe(204);
    await tab.waitForSelector('#drop');
    expect((await asked(`uploads/${first}`)).status, 'nothing is kept').toBe(404);

    const second = await when('it is half sent again', () => midway(page));
    await when('the connection is lost', () => line.cut());
    await tab.waitForSelector('.upload[data-status=waiting]');
    expect(await page.axe()).toEqual([]);
    expect(await pathsOf(second), 'no half of a file is there').toEqual(['plan.toml']);
    await when('it is back', () => line.mend());
    await tab.waitForSelector('article.draft', { timeout: 60_000 });

    await tab.waitForFunction(() => /\d/.test(document.querySelector('#check-progress .small')?.textContent ?? ''), undefined, { timeout: 60_000 });
    expect(await page.axe()).toEqual([]);
    const draft = new URL(tab.url()).hash.slice('#draft='.length);
    const isRunning = async (): Promise<boolean> => ((await (await asked(`drafts/${draft}/check/progress`)).json()) as { is_running: boolean }).is_running;
    expect(await isRunning()).toBe(true);
    const ended = tab.waitForResponse((response) => response.request().method() === 'POST' && response.url().endsWith('/check'));
    await when('the check is cancelled', () => tab.click('#check-cancel'));
    expect((await ended).status()).toBe(409);
    await tab.waitForSelector('#check-progress', { state: 'detached' });
    expect(await page.text('#desk-message')).toContain('Đã hủy kiểm tra');
    expect(await page.count('.problem')).toBe(0);
    expect(await page.count('#verdict'), 'the draft is as it was').toBe(0);
    expect(await isRunning()).toBe(false);
    expect(await page.focused()).toBe('check');
  });
});
