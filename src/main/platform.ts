// What a host gives the core: everything that touches the world outside the databases.
// Invariant: the core reads no environment, no clock and no network but through this.
import { join } from 'node:path';
import type { UnixMs } from '../shared/domain/ids.ts';
import type { DataPaths } from './storage/paths.ts';

/** Files a person chose, by opaque handle: a method of the contract never takes a path. */
export interface FileGrants {
  /** Remembers a path and gives the handle for it. */
  grant(path: string): string;
  /** The path behind a handle, or null. */
  pathOf(handle: string): string | null;
}

/** How a host lets a person say where a file goes. */
export interface FileChooser {
  /** `download`: what is written to the target is then handed to the browser. `none`: handles come from elsewhere. */
  readonly kind: 'dialog' | 'download' | 'none';
  /** Absolute paths of folders that were allowed when the host was started. */
  readonly folders: readonly string[];
  /** A granted target for a file of this name and what to call it, or null where the person chose none. */
  chooseTarget(name: string): Promise<ChosenTarget | null>;
}

export interface ChosenTarget {
  readonly target: string;
  readonly shown: string;
}

/** For hosts that are told their files in other ways. */
export const NO_CHOOSER: FileChooser = {
  kind: 'none',
  folders: [],
  chooseTarget: () => Promise.resolve(null),
};

export interface Platform {
  readonly paths: DataPaths;
  /** The folder with `starter-atlas.jsonl`. */
  readonly resourcesFolder: string;
  readonly version: string;
  readonly files: FileGrants;
  readonly chooser: FileChooser;
  readonly fetch: typeof fetch;
  /** The built file that long jobs run in, beside the main thread; null: they run in it. */
  readonly workerFile: string | null;
  now(): UnixMs;
}

/** The built file of the worker, seen from the folder of resources that lies beside the build. */
export function workerFileBeside(resourcesFolder: string): string {
  return join(resourcesFolder, '..', 'out', 'main', 'worker.js');
}

/** Grants that live as long as the process; handles cannot be guessed from paths. */
export function createFileGrants(makeHandle: () => string): FileGrants {
  const paths = new Map<string, string>();
  return {
    grant(path) {
      const handle = makeHandle();
      paths.set(handle, path);
      return handle;
    },
    pathOf: (handle) => paths.get(handle) ?? null,
  };
}
