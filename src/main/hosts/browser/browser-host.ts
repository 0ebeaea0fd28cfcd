// The browser host as a whole: a core, its server, the record that a second start finds, and how all of it ends.
// Invariant: whatever ends it, the databases are closed and no file of ours is left behind.
import { randomBytes } from 'node:crypto';
import type { Envelope } from '../../../shared/contract/envelope.ts';
import type { UnixMs } from '../../../shared/domain/ids.ts';
import { createCore, type Core } from '../../core.ts';
import { createFileGrants, nodeTransport, workerFileBeside } from '../../platform.ts';
import { createIncoming } from '../../storage/incoming.ts';
import { prepareDataFolder, type DataPaths } from '../../storage/paths.ts';
import { isProcessAlive } from '../../sync/lock.ts';
import type { RendererFiles } from '../renderer-files.ts';
import { createDownloads } from './downloads.ts';
import { createRedirectFiles } from './redirect-files.ts';
import {
  askRunning,
  claimRecord,
  makeControlSecret,
  releaseRecord,
  type FreshAddress,
} from './running.ts';
import { createBrowserServer } from './server.ts';
import { createUploads } from './uploads.ts';

export interface BrowserHostOptions {
  readonly paths: DataPaths;
  readonly resourcesFolder: string;
  readonly files: RendererFiles;
  readonly version: string;
  readonly checkOutput: boolean;
  /** Absolute, from `allowedFolders`. */
  readonly folders: readonly string[];
  /** A file that leads to the address is wanted, because a browser will be opened. */
  readonly isToOpen: boolean;
  readonly onError?: (error: unknown) => void;
}

/** Either ours, which must be closed, or the address of one that runs already. */
export type StartedHost =
  | { readonly kind: 'running'; readonly fresh: FreshAddress }
  | {
      readonly kind: 'started';
      readonly fresh: FreshAddress;
      readonly port: number;
      readonly core: Core;
      /** Closes all; answers with what the closing of the core said. */
      close(): Promise<Envelope<null>>;
    };

/**
 * Starts the host, or finds the one that runs over the same data folder.
 * @throws AppError `data-folder`, `not-writable`, `disk-full`
 */
export async function startBrowserHost(options: BrowserHostOptions): Promise<StartedHost> {
  const { paths, isToOpen } = options;
  prepareDataFolder(paths);
  const known = await askRunning(paths.folder, isToOpen);
  if (known !== null) return { kind: 'running', fresh: known };

  const incoming = createIncoming(paths.folder, isProcessAlive);
  const grants = createFileGrants(
    () => randomBytes(16).toString('base64url'),
    (path) => {
      incoming.remove(path);
    },
  );
  const downloads = createDownloads(grants);
  const redirects = createRedirectFiles(paths.folder);
  const core = createCore(
    {
      paths,
      resourcesFolder: options.resourcesFolder,
      version: options.version,
      files: grants,
      chooser: {
        kind: 'download',
        folders: options.folders,
        chooseTarget: (name) => downloads.chooseTarget(name),
        // A file comes as an upload.
        chooseSource: () => Promise.resolve(null),
      },
      windows: 'many',
      fetch: globalThis.fetch,
      transport: nodeTransport,
      workerFile: workerFileBeside(options.resourcesFolder),
      now: () => Date.now() as UnixMs,
    },
    {
      checkOutput: options.checkOutput,
      keepsCopy: true,
      ...(options.onError === undefined ? {} : { onError: options.onError }),
    },
  );
  const secret = makeControlSecret();
  const server = createBrowserServer({
    core,
    files: options.files,
    downloads,
    uploads: createUploads(grants, incoming),
    redirects,
    controlSecret: secret,
    now: Date.now,
  });
  const port = await server.listen();
  const record = { pid: process.pid, port, secret };
  const close = async (): Promise<Envelope<null>> => {
    releaseRecord(paths.folder, record);
    await server.close();
    const closed = await core.close();
    downloads.close();
    incoming.close();
    redirects.close();
    return closed;
  };
  try {
    // It listens before it can be found, so whoever finds the record gets an answer.
    const other = await claimRecord(paths.folder, record, isToOpen);
    if (other === null) {
      // What a server that was killed left behind.
      redirects.close();
      incoming.close();
      return { kind: 'started', fresh: server.freshAddress(isToOpen), port, core, close };
    }
    // Started at the same moment, and the other one was first. Its redirect files lie in the same
    // folder, so ours stays as it is.
    await server.close();
    return { kind: 'running', fresh: other };
  } catch (error) {
    await close();
    throw error;
  }
}
