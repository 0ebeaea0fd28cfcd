// `sync`, `reread`, `receipts` and `receipt`.
import { Option, type Command } from 'commander';
import { AppError } from '../../../../shared/contract/errors.ts';
import type { MethodOutput } from '../../../../shared/contract/types.ts';
import { receiptText } from '../../../../shared/domain/receipt-text.ts';
import {
  DECISIONS,
  SYNC_KINDS,
  type RemovalDecision,
  type SyncKind,
} from '../../../../shared/domain/sync.ts';
import { progressLine } from '../progress-line.ts';
import { importFromBundle, isBundleSource } from './bundle-commands.ts';
import type { Session } from '../session.ts';

/** Of each list; a first copy adds six thousand studies. */
const MOST_LINES = 20;

interface SyncWords {
  readonly source?: string;
  readonly kind: SyncKind;
  readonly delay?: string;
  readonly decide?: RemovalDecision;
}

/** Adds the commands about copying the atlas. */
export function addSyncCommands(program: Command, session: Session): void {
  program
    .command('sync')
    .description('take or renew the copy of the atlas, or go on with one that was cut off')
    .option(
      '--source <address>',
      'the site to copy, or a bundle: a file or its address (where it is left out: the site of an unfinished copy, else the one of the settings)',
    )
    .addOption(
      new Option('--kind <kind>', 'check everything, or what a daily look asks for')
        .choices(SYNC_KINDS)
        .default('by-hand'),
    )
    .option('--delay <seconds>', 'between two requests; 0 on this computer only')
    .addOption(
      new Option(
        '--decide <decision>',
        'answer a sync that asks whether to remove what is no longer there',
      ).choices(DECISIONS),
    )
    .action((words: SyncWords) =>
      words.source !== undefined && isBundleSource(session, words.source)
        ? importFromBundle(session, words.source)
        : runSync(session, words),
    );
  program
    .command('reread')
    .description('read all kept pages again with this version of the program, without a download')
    .action(async () => {
      await tellProgress(session);
      printReceipt(session, await session.request('sync.reread', {}));
    });
  program
    .command('receipts')
    .description('list what syncs did; with words, those in which all of them occur')
    .argument('[words...]')
    .action(async (words: readonly string[]) => {
      const found = await session.request('sync.receipts', { query: words.join(' ') });
      session.print(found, ({ receipts }) =>
        receipts.length === 0
          ? 'No receipt has these words. Without words all are listed.'
          : receipts.map(receiptLine).join('\n'),
      );
    });
  program
    .command('receipt')
    .description('show one receipt whole; the last one without a name')
    .argument('[id]')
    .action(async (id: string | undefined) => {
      const found = await session.request('sync.receipt', { id: id ?? (await lastId(session)) });
      session.print(session.options.json ? found.receipt : found.text, String);
    });
}

async function lastId(session: Session): Promise<string> {
  const { receipts } = await session.request('sync.receipts', { limit: 1 });
  const [last] = receipts;
  if (last !== undefined) return last.id;
  throw new AppError(
    'not-found',
    'No copy of the atlas has been finished yet, so there is no receipt. "companion sync" takes one.',
  );
}

async function runSync(session: Session, words: SyncWords): Promise<void> {
  const delay = words.delay === undefined ? null : Number(words.delay);
  if (delay !== null && !(delay >= 0 && delay <= 3600)) {
    throw new AppError(
      'invalid-input',
      `--delay takes seconds from 0 to 3600, not “${words.delay ?? ''}”. Nothing was fetched.`,
    );
  }
  const asked =
    words.decide === undefined
      ? null
      : (await session.request('sync.decide', { decision: words.decide })).source;
  const source = words.source ?? asked ?? (await usualSource(session));
  await tellProgress(session);
  const receipt = await session.request('sync.run', {
    source,
    kind: words.kind,
    delayMs: delay === null ? null : Math.round(delay * 1000),
  });
  printReceipt(session, receipt);
}

/** As a window does it: what is unfinished goes on, else the site of the settings is copied. */
async function usualSource(session: Session): Promise<string> {
  const { unfinished } = await session.request('sync.state', {});
  return unfinished?.source ?? (await session.request('settings.get', {})).settings.source;
}

function printReceipt(session: Session, receipt: MethodOutput<'sync.run'>): void {
  session.print(receipt, (value) => receiptText(value, MOST_LINES));
}

async function tellProgress(session: Session): Promise<void> {
  let told = '';
  await session.onEvent((event) => {
    if (event.type !== 'sync.progress') return;
    const line = progressLine(event.progress);
    if (line === null || line.step === told) return;
    told = line.step;
    session.say(line.text);
  });
}

function receiptLine({
  id,
  finishedAt,
  summary,
}: MethodOutput<'sync.receipts'>['receipts'][number]): string {
  return `${id}  ${new Date(finishedAt).toISOString().slice(0, 16).replace('T', ' ')} UTC  ${summary}`;
}
