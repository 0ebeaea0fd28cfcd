// Methods of bundles: files with a whole copy of the atlas.
// Invariant: a file comes as a handle, never as a path; what was fetched or uploaded is removed when it has been used.
import { AppError } from '../../../shared/contract/errors.ts';
import {
  BUNDLE_REMINDER,
  type BundleInfo,
  type BundleProgress,
} from '../../../shared/domain/bundle.ts';
import type { MethodOutput } from '../../../shared/contract/types.ts';
import { parseBundleAddress } from '../../atlas/bundle/address.ts';
import { fetchBundle } from '../../atlas/bundle/fetch-bundle.ts';
import type { Services } from '../../services.ts';
import { createIncoming } from '../../storage/incoming.ts';
import { isProcessAlive } from '../../sync/lock.ts';
import { bundleInFolder, bundlesIn } from '../bundles-in-folders.ts';
import { shownPath } from '../shown-path.ts';
import type { CallContext, Handler } from '../router.ts';

/**
 * `file.pick`: the host's own way to let a person choose a file to read, or a bundle of an allowed folder. Errors:
 * `not-found`, `invalid-input` for a name that is none of a bundle there.
 */
export const pickFile: Handler<Services, 'file.pick'> = async ({ platform }, { kind, from }) => {
  if (from === null) {
    return (await platform.chooser.chooseSource(kind)) ?? { file: null, shown: null };
  }
  const path = bundleInFolder(platform.chooser.folders[from.folder], from.name);
  return { file: platform.files.grant(path), shown: shownPath(path) };
};

/** `bundle.nearby`: what lies in the allowed folders; a folder that is gone has none. */
export const nearbyBundles: Handler<Services, 'bundle.nearby'> = ({ platform }) => ({
  bundles: platform.chooser.folders
    .flatMap((path, folder) => bundlesIn(path).map((bundle) => ({ folder, ...bundle })))
    .sort((one, other) => other.changedAt - one.changedAt)
    .slice(0, MOST_LISTED)
    .map(({ path, ...bundle }) => ({ ...bundle, shown: shownPath(path) })),
});

/** What a person can look through. */
const MOST_LISTED = 50;

/** `bundle.create`. Errors: `not-found`, `target-not-ours`, `not-writable`, `disk-full`, `aborted`. */
export const makeBundle: Handler<Services, 'bundle.create'> = async (
  services,
  { target, maker, withPages, force },
  context,
) => {
  const path = pathOf(services, target);
  await services.open();
  const { bundle, leftOut, kept } = await services.jobs.run(
    { name: 'bundle-create', path, maker, withPages, force },
    toolsOf(services, context),
  );
  return { bundle: infoView(bundle), leftOut: [...leftOut], kept, reminder: BUNDLE_REMINDER };
};

/** `bundle.verify`. Errors: `bundle-damaged`, `bundle-newer`, `file-unreadable`, and those of fetching. */
export const lookIntoBundle: Handler<Services, 'bundle.verify'> = (services, source, context) =>
  withBundle(services, { source, context }, async (path) =>
    infoView(await services.jobs.run({ name: 'bundle-verify', path }, toolsOf(services, context))),
  );

/** `bundle.import`. Errors: as `bundle.verify`, `sync-running`, and the writer's. */
export const takeBundle: Handler<Services, 'bundle.import'> = async (services, source, context) => {
  await services.open();
  const receipt = await withBundle(services, { source, context }, (path) =>
    services.jobs.run({ name: 'bundle-import', path }, toolsOf(services, context)),
  );
  if (source.file !== null) services.platform.files.release(source.file);
  return {
    ...receipt,
    bundle: infoView(receipt.bundle),
    added: [...receipt.added],
    changed: [...receipt.changed],
    kept: [...receipt.kept],
  };
};

interface Source {
  readonly file: string | null;
  readonly url: string | null;
}

async function withBundle<T>(
  services: Services,
  asked: { readonly source: Source; readonly context: CallContext },
  work: (path: string) => Promise<T>,
): Promise<T> {
  const { source, context } = asked;
  const { platform } = services;
  if (source.url === null) return await work(pathOf(services, source.file ?? ''));
  const url = parseBundleAddress(source.url);
  // The data folder is made by opening it.
  await services.open();
  const incoming = createIncoming(platform.paths.folder, isProcessAlive);
  try {
    const path = incoming.newFile();
    const tell = teller(services);
    await fetchBundle({
      url,
      path,
      version: platform.version,
      fetch: platform.fetch,
      signal: context.signal,
      onProgress: (done, total) => {
        tell({ step: 'fetching', done, total });
      },
    });
    return await work(path);
  } finally {
    incoming.close();
  }
}

function toolsOf(services: Services, { signal }: CallContext) {
  return { signal, onProgress: teller(services) };
}

const TELL_EVERY_MS = 100;

/** Tells every new step at once, and how far it is ten times a second at most. */
function teller({ emit, platform }: Services): (progress: BundleProgress) => void {
  let told: { readonly step: string; readonly at: number } | null = null;
  return (progress) => {
    const at = platform.now();
    const isEnd = progress.done === progress.total;
    if (told?.step === progress.step && !isEnd && at - told.at < TELL_EVERY_MS) return;
    told = { step: progress.step, at };
    emit({ type: 'bundle.progress', progress });
  };
}

function pathOf({ platform }: Services, handle: string): string {
  const path = platform.files.pathOf(handle);
  if (path !== null) return path;
  throw new AppError(
    'invalid-input',
    'The file was not chosen in this session, or has been used. Nothing was changed. Choose it again.',
  );
}

function infoView(info: BundleInfo): MethodOutput<'bundle.verify'> {
  return { ...info, program: { ...info.program }, sources: [...info.sources] };
}
