// A core in a folder of the test's own, with the test's clock and no network.
// Invariant: everything below the contract is the product's own; answers are parsed like questions.
import path from 'node:path';
import { createCore, type Core } from '../../src/main/core.ts';
import type { Transport } from '../../src/main/atlas/site/transport.ts';
import { createFileGrants, NO_CHOOSER, type FileChooser } from '../../src/main/platform.ts';
import { dataPaths } from '../../src/main/storage/paths.ts';
import type { MethodName } from '../../src/shared/contract/names.ts';
import type { MethodInput, MethodOutput } from '../../src/shared/contract/types.ts';
import type { UnixMs } from '../../src/shared/domain/ids.ts';

const RESOURCES = path.resolve(import.meta.dirname, '../../resources');

export interface TestCoreOptions {
  readonly folder: string;
  readonly resourcesFolder?: string;
  readonly now?: () => number;
  /** For tests with a bundle that has an address. */
  readonly fetch?: typeof fetch;
  /** For tests that sync from a fake atlas; none else has a network. */
  readonly transport?: Transport;
  readonly chooser?: FileChooser;
}

function noNetwork(): Promise<never> {
  return Promise.reject(new Error('this test uses no network'));
}

/** A core over a folder; the caller closes it. */
export function createTestCore(options: TestCoreOptions): Core {
  const now = options.now ?? Date.now;
  return createCore(
    {
      paths: dataPaths(options.folder),
      resourcesFolder: options.resourcesFolder ?? RESOURCES,
      version: '0.0.0-test',
      files: createFileGrants(() => 'file'),
      chooser: options.chooser ?? NO_CHOOSER,
      windows: 'many',
      fetch: options.fetch ?? noNetwork,
      transport: options.transport ?? noNetwork,
      workerFile: null,
      now: () => now() as UnixMs,
    },
    { checkOutput: true },
  );
}

/** The value of a call that must succeed. */
export async function ask<M extends MethodName>(
  core: Core,
  method: M,
  input: MethodInput<M>,
): Promise<MethodOutput<M>> {
  const answer = await core.request(method, input);
  if (!answer.ok) throw new Error(`${method}: ${answer.error.code}: ${answer.error.message}`);
  return answer.value;
}
