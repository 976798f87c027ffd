// Third layer: given, when, then. A step that fails is named in the error.
import { afterAll, afterEach, expect } from 'vitest';
import { closeBrowsers, type Visit } from './helper';
import { PageDriver } from './driver';

const open = new Set<PageDriver>();

async function step<T>(name: string, act: () => Promise<T> | T): Promise<T> {
  try {
    return await act();
  } catch (cause) {
    if (cause instanceof Error) cause.message = `${name}: ${cause.message}`;
    throw cause;
  }
}

export const given = <T>(name: string, act: () => Promise<T> | T): Promise<T> => step(`given ${name}`, act);
export const when = <T>(name: string, act: () => Promise<T> | T): Promise<T> => step(`when ${name}`, act);
// Not `then`: a module that exports that name is taken for a promise by whoever imports it.
export const thenIt = <T>(name: string, act: () => Promise<T> | T): Promise<T> => step(`then ${name}`, act);

export async function reader(path: string, visit: Visit = {}): Promise<PageDriver> {
  const driver = await PageDriver.open(path, visit);
  open.add(driver);
  return driver;
}

/** True of every visit, whatever it was about. */
export function staysAtHome(driver: PageDriver): void {
  expect(driver.evidence.foreignRequests, 'requests to another host').toEqual([]);
  expect(driver.evidence.policyViolations, 'violations of the content policy').toEqual([]);
  expect(driver.evidence.pageErrors, 'uncaught errors').toEqual([]);
}

export function tidyUp(): void {
  afterEach(async () => {
    try {
      for (const driver of open) staysAtHome(driver);
    } finally {
      for (const driver of open) await driver.close();
      open.clear();
    }
  });
  afterAll(closeBrowsers);
}
