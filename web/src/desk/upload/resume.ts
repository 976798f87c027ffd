import type { SentFile } from '../model';
import type { ChosenFile } from './folder';

/** What is still to be sent: a file the server does not have whole. */
export function remaining(files: readonly ChosenFile[], sent: readonly SentFile[]): readonly ChosenFile[] {
  const there = new Map(sent.map(({ path, bytes }) => [path, bytes]));
  return files.filter(({ path, file }) => there.get(path) !== file.size);
}

/** Failures in a row, after which a person is asked. Two minutes of trying. */
export const kMostFailures = 7;
const kFirstDelay_ms = 1000;
const kLongestDelay_ms = 30_000;

/** 1, 2, 4 … s. */
export function delay_ms(failures: number): number {
  return Math.min(kFirstDelay_ms * 2 ** (failures - 1), kLongestDelay_ms);
}
