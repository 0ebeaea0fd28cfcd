// `bundle create`, `bundle verify`, and what `sync --source` does with a bundle.
import { statSync } from 'node:fs';
import type { Command } from 'commander';
import type {
  BundleInfoView,
  BundleReceiptView,
  MethodOutput,
} from '../../../../shared/contract/types.ts';
import {
  BUNDLE_REMINDER,
  BUNDLE_SUFFIX,
  bundleDay,
  type BundleProgress,
} from '../../../../shared/domain/bundle.ts';
import { looksLikeBundleAddress } from '../../../atlas/bundle/address.ts';
import type { Session } from '../session.ts';

const UNNAMED_MAKER = 'a reader who gave no name';

/** Adds `bundle` and its commands. */
export function addBundleCommands(program: Command, session: Session): void {
  const bundle = program
    .command('bundle')
    .description('a file with the whole copy of the atlas: make one, or look into one');
  bundle
    .command('create')
    .description('put the copy into a file')
    .argument('<file>', `its name; it is good to end it in ${BUNDLE_SUFFIX}`)
    .option('--maker <words>', 'who made it, for those who get it', UNNAMED_MAKER)
    .option('--without-pages', 'leave out the pages as received: smaller, but cannot be read anew')
    .option('--force', 'replace a file that is not a bundle; FILE.bak keeps what was there')
    .action((file: string, options: { maker: string; withoutPages?: true; force?: true }) =>
      runCreate(session, file, options),
    );
  bundle
    .command('verify')
    .description('read a bundle to its end; nothing is changed')
    .argument('<file>', 'the file, or the address of one')
    .action(async (file: string) => {
      await tellProgress(session);
      session.print(
        await session.request('bundle.verify', sourceOf(session, file)),
        (info) => `The bundle is whole.\n${infoText(info)}`,
      );
    });
}

/** True where a source is a bundle: the address of one, or a file that is there or is named like one. */
export function isBundleSource(session: Session, source: string): boolean {
  if (looksLikeBundleAddress(source)) return true;
  if (/^https?:/iu.test(source)) return false;
  return (
    source.endsWith(BUNDLE_SUFFIX) ||
    statSync(session.path(source), { throwIfNoEntry: false })?.isFile() === true
  );
}

/** `sync --source BUNDLE`. */
export async function importFromBundle(session: Session, source: string): Promise<void> {
  await tellProgress(session);
  session.print(await session.request('bundle.import', sourceOf(session, source)), importText);
}

async function runCreate(
  session: Session,
  file: string,
  options: { readonly maker: string; readonly withoutPages?: true; readonly force?: true },
): Promise<void> {
  session.say(BUNDLE_REMINDER);
  await tellProgress(session);
  const made = await session.request('bundle.create', {
    target: session.files.grant(session.path(file)),
    maker: options.maker,
    withPages: options.withoutPages !== true,
    force: options.force === true,
  });
  session.print(made, createdText);
}

function sourceOf(session: Session, source: string): { file: string } | { url: string } {
  return /^https?:/iu.test(source)
    ? { url: source }
    : { file: session.files.grant(session.path(source)) };
}

function createdText({ bundle, leftOut, kept }: MethodOutput<'bundle.create'>): string {
  return [
    `Written: ${bundle.count} studies, ${bundle.withPages} with their pages, ${bundle.bytes} bytes.`,
    ...(kept === null ? [] : [`What was there before is kept in ${kept}.`]),
    ...leftOut.map(({ slug, why }) => `  ${slug}: ${why}`),
  ].join('\n');
}

function infoText(info: BundleInfoView): string {
  return [
    `Made by ${info.maker} on ${bundleDay(info.createdAt)} with ${info.program.name} ${info.program.version}.`,
    `${info.count} studies, ${info.withPages} with their pages; ${info.sources.length === 0 ? 'no site is named' : `from ${info.sources.join(', ')}`}.`,
  ].join('\n');
}

function importText({ bundle, added, changed, unchanged, kept }: BundleReceiptView): string {
  const lines = [
    `From a bundle made by ${bundle.maker} on ${bundleDay(bundle.createdAt)}, not checked against the site: ${bundle.count} studies.`,
    `${added.length} added, ${changed.length} changed, ${unchanged} unchanged, ${kept.length} kept as they were.`,
  ];
  if (kept.length > 0) lines.push('Kept are studies that your own copy has checked later.');
  return lines.join('\n');
}

const STEPS: Readonly<Record<BundleProgress['step'], string>> = {
  fetching: 'fetching the bundle',
  checking: 'checking',
  importing: 'taking in',
  writing: 'writing',
};

// A line at each tenth: enough to see it move.
async function tellProgress(session: Session): Promise<void> {
  let told = '';
  await session.onEvent((event) => {
    if (event.type !== 'bundle.progress') return;
    const { step, done, total } = event.progress;
    const tenths = total === 0 ? 0 : Math.floor((10 * done) / total);
    const line = total === 0 ? STEPS[step] : `${STEPS[step]}: ${tenths * 10} %`;
    if (line !== told) session.say((told = line));
  });
}
