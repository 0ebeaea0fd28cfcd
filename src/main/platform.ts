// What a host gives the core: everything that touches the world outside the databases.
// Invariant: the core reads no environment, no clock and no network but through this.
import { join } from 'node:path';
import type { UnixMs } from '../shared/domain/ids.ts';
import type { Transport } from './atlas/site/transport.ts';
import type { DataPaths } from './storage/paths.ts';

/** Files a person chose, by opaque handle: a method of the contract never takes a path. */
export interface FileGrants {
  /** Remembers a path and gives the handle for it. */
  grant(path: string): string;
  /** The path behind a handle, or null. */
  pathOf(handle: string): string | null;
  /** The file was used and is not needed any more. What a host keeps only for this is removed. */
  release(handle: string): void;
}

/** How a host lets a person say where a file goes, or which one is read. */
export interface FileChooser {
  /** `download`: what is written to the target is then handed to the browser. `none`: handles come from elsewhere. */
  readonly kind: 'dialog' | 'download' | 'none';
  /** Absolute paths of folders that were allowed when the host was started. */
  readonly folders: readonly string[];
  /** A granted target for a file of this name and what to call it, or null where the person chose none. */
  chooseTarget(name: string): Promise<ChosenTarget | null>;
  /** A granted file to read; null where none was chosen, or where files come in another way (an upload, a word). */
  chooseSource(kind: 'bundle'): Promise<ChosenSource | null>;
}

export interface ChosenSource {
  readonly file: string;
  readonly shown: string;
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
  chooseSource: () => Promise.resolve(null),
};

export interface Platform {
  readonly paths: DataPaths;
  /** The folder with `starter-atlas.jsonl`. */
  readonly resourcesFolder: string;
  readonly version: string;
  readonly files: FileGrants;
  readonly chooser: FileChooser;
  /** `one`: this process shows one window at most. */
  readonly windows: 'one' | 'many';
  /** For a bundle that has an address. */
  readonly fetch: typeof fetch;
  /** For a copy: the network of the host, without cookies and cache. */
  readonly transport: Transport;
  /** The built file that long jobs run in, beside the main thread; null: they run in it. */
  readonly workerFile: string | null;
  now(): UnixMs;
}

/** The built file of the worker, seen from the folder of resources that lies beside the build. */
export function workerFileBeside(resourcesFolder: string): string {
  return join(resourcesFolder, '..', 'out', 'main', 'worker.js');
}

/**
 * Grants that live as long as the process or until they are released; handles cannot be guessed from paths.
 * `onRelease` is told of the path, where the host has something to remove.
 */
export function createFileGrants(
  makeHandle: () => string,
  onRelease: (path: string) => void = () => undefined,
): FileGrants {
  const paths = new Map<string, string>();
  return {
    grant(path) {
      const handle = makeHandle();
      paths.set(handle, path);
      return handle;
    },
    pathOf: (handle) => paths.get(handle) ?? null,
    release(handle) {
      const path = paths.get(handle);
      if (path === undefined) return;
      paths.delete(handle);
      onRelease(path);
    },
  };
}

/** Node's own network, read with the first request. */
export const nodeTransport: Transport = async (request, signal) => {
  const { httpTransport } = await import('./atlas/site/transport.ts');
  return await httpTransport(request, signal);
};
