// What a host gives the core: everything that touches the world outside the databases.
// Invariant: the core reads no environment, no clock and no network but through this.
import type { UnixMs } from '../shared/domain/ids.ts';
import type { DataPaths } from './storage/paths.ts';

/** Files a person chose, by opaque handle: a method of the contract never takes a path. */
export interface FileGrants {
  /** Remembers a path and gives the handle for it. */
  grant(path: string): string;
  /** The path behind a handle, or null. */
  pathOf(handle: string): string | null;
}

export interface Platform {
  readonly paths: DataPaths;
  /** The folder with `starter-atlas.jsonl`. */
  readonly resourcesFolder: string;
  readonly version: string;
  readonly files: FileGrants;
  readonly fetch: typeof fetch;
  now(): UnixMs;
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
