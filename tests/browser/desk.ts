// Second layer of the planner's desk: signing in, sending a folder, reading findings, taking steps.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { PageDriver } from './driver';
import type { Visit } from './helper';
import { reader } from './story';

export interface Account {
  readonly login: string;
  /** Kept here once it was changed, as it must be at the first sign-in. */
  password: string;
}
export interface DeskData {
  readonly planner: Account;
  readonly approver: Account;
  /** Of a plan that may be published. */
  readonly folder: string;
}

const kPath = '/quy-hoach-vien';
/** A check or an impact of a plan may take its time on a small machine. */
const kWork_ms = 90_000;

function accountOf(text: string): Account {
  const at = text.indexOf(':');
  return { login: text.slice(0, at), password: text.slice(at + 1) };
}

/** `null`: not given, the tests of the desk are left out. */
export function deskData(): DeskData | null {
  const text = process.env['QUYHOACH_DESK'];
  if (!text) return null;
  const { planner, approver, folder } = JSON.parse(text) as { planner: string; approver: string; folder: string };
  return { planner: accountOf(planner), approver: accountOf(approver), folder };
}

export function filesIn(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesIn(path) : [path];
  });
}

async function fillSignIn(page: PageDriver, login: string, password: string): Promise<void> {
  await page.page.waitForSelector('#sign-in');
  await page.page.fill('#sign-login', login);
  await page.page.fill('#sign-password', password);
  await page.page.click('#sign-in button');
}

export async function door(visit: Visit = {}): Promise<PageDriver> {
  const page = await reader(kPath, visit);
  await page.page.waitForSelector('#sign-in');
  return page;
}

export async function trySignIn(page: PageDriver, login: string, password: string): Promise<string> {
  await fillSignIn(page, login, password);
  return page.waitForProblem();
}

export async function signedIn(account: Account, visit: Visit = {}): Promise<PageDriver> {
  const page = await door(visit);
  const next = `${account.password} đã đổi`;
  await fillSignIn(page, account.login, account.password);
  await page.page.waitForSelector('#nav-drafts, #change-password, .problem');
  // The tests of another file have changed it already.
  if ((await page.count('.problem')) > 0) {
    await fillSignIn(page, account.login, next);
    await page.page.waitForSelector('#nav-drafts');
    account.password = next;
  }
  if ((await page.count('#change-password')) > 0) {
    await page.page.fill('#sign-old', account.password);
    await page.page.fill('#sign-new', next);
    await page.page.fill('#sign-again', next);
    await page.page.click('#change-password button');
    await page.page.waitForSelector('#nav-drafts');
    account.password = next;
  }
  return page;
}

export async function chooseFolder(page: PageDriver, folder: string): Promise<void> {
  await page.page.click('#nav-new');
  await page.page.waitForSelector('#drop');
  await page.page.setInputFiles('#pick-folder', folder);
}

/** Waits for the draft and its first check. \return its address after `#` */
export async function checkedDraft(page: PageDriver): Promise<string> {
  await page.page.waitForSelector('article.draft', { timeout: kWork_ms });
  await page.page.waitForSelector('#verdict', { timeout: kWork_ms });
  return new URL(page.page.url()).hash;
}

export async function openDraft(page: PageDriver, hash: string): Promise<void> {
  await page.goTo(`${kPath}${hash}`);
  // The same page with another `#` is not loaded anew.
  await page.page.reload();
  await page.page.waitForSelector('article.draft');
}

/** Accepts every code that may be accepted until nothing refuses the draft. */
export async function acceptAll(page: PageDriver): Promise<void> {
  for (let round = 0; round < 5 && (await page.page.getAttribute('#verdict', 'data-passed')) !== 'true'; round += 1) {
    for (const box of await page.page.locator('.accept input').all()) await box.check();
    const answered = page.page.waitForResponse((response) => response.url().endsWith('/check'), { timeout: kWork_ms });
    await page.page.click('#check');
    await answered;
    await page.page.waitForSelector('#check:not([disabled])', { timeout: kWork_ms });
  }
}

export async function takeStep(page: PageDriver, to: string, reason: string): Promise<void> {
  await page.page.click(`#step-${to}`);
  await page.page.fill('#step-reason', reason);
  await page.page.click('#step-confirm');
  await page.page.waitForSelector(`article.draft[data-state=${to}]`, { timeout: kWork_ms });
}

export async function loadImpact(page: PageDriver): Promise<void> {
  await page.page.click('#impact-start');
  await page.page.waitForSelector('#impact-summary', { timeout: kWork_ms });
}

export async function openAllGroups(page: PageDriver): Promise<void> {
  const closed = page.page.locator('.group-head[aria-expanded=false]');
  while ((await closed.count()) > 0) await closed.first().click();
}

/** Presses a key of the walk and waits until a finding, the n-th of the walk, has the focus. \return its id */
export async function walk(page: PageDriver, key: 'n' | 'p', position: number): Promise<string> {
  await page.press(key);
  await page.page.waitForFunction((at) => {
    const shown = /\d+/.exec(document.getElementById('finding-position')?.textContent ?? '')?.[0];
    return Number(shown) === at && /^finding-\d+$/.test(document.activeElement?.id ?? '');
  }, position);
  return page.focused();
}

/** Presses Tab until what has the focus fits, as somebody without a mouse does. \return how often */
export async function tabTo(page: PageDriver, selector: string, most = 150): Promise<number> {
  for (let presses = 1; presses <= most; presses += 1) {
    await page.press('Tab');
    if (await page.page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return presses;
  }
  throw new Error(`${selector} is not reached by ${most} presses of Tab`);
}
