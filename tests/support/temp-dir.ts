// Gives a test a folder of its own, which is removed when the test is over.
// Invariant: no test writes anywhere else, least of all to a real data folder.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/**
 * A new, empty folder for the running test; call it inside a test or a `beforeEach`.
 * @param label Part of the folder's name, to recognise it if a crash leaves it behind.
 */
export function makeTempDir(label = 'test'): string {
  const { folder, remove } = makeLastingTempDir(label);
  onTestFinished(remove);
  return folder;
}

/** The same for several tests: whoever calls it removes it, in an `afterAll`. */
export function makeLastingTempDir(label = 'test'): {
  readonly folder: string;
  readonly remove: () => void;
} {
  const folder = mkdtempSync(path.join(tmpdir(), `companion-${label}-`));
  return {
    folder,
    remove: () => {
      // A process that a test has just killed may still be letting go of its files.
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
