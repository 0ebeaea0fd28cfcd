// `keys show|set|preset|import`: what studies are cited by.
import type { Command } from 'commander';
import { AppError } from '../../../../shared/contract/errors.ts';
import type { MethodOutput } from '../../../../shared/contract/types.ts';
import { KEY_PRESETS, KEY_WORDS } from '../../../../shared/domain/key-presets.ts';
import type { Slug } from '../../../../shared/domain/ids.ts';
import { readText, slugArgument, slugArguments } from '../input.ts';
import type { Session } from '../session.ts';
import { undoAdvice } from './list-commands.ts';

/** Adds the commands of citation keys. */
export function addKeyCommands(program: Command, session: Session): void {
  const keys = program
    .command('keys')
    .helpCommand(false)
    .description('what studies are cited by: show, change, make by a preset, take from a .bib');

  keys
    .command('show')
    .description('show the keys of studies or of a list, and what else means them')
    .argument('[slug...]')
    .option('--list <name>')
    .action(async (words: string[], options: { list?: string }) => {
      const of = await studiesOf(words, options.list);
      session.print(await session.request('key.show', { of }), ({ keys: found }) =>
        found.map(keyLine).join('\n'),
      );
    });

  keys
    .command('set')
    .description('give a study another key; the one it had stays an alias')
    .argument('<slug>')
    .argument('<key>')
    .action(async (word: string, key: string) => {
      const answer = await session.request('key.set', { slug: slugArgument(word), key });
      session.print(answer, ({ slug, changed, note, undo }) => {
        if (note !== null) session.say(note);
        if (undo !== null) session.say(undoAdvice(undo).trim());
        return changed ? `${slug} is cited as ${answer.key}` : `${slug} has the key ${answer.key}`;
      });
    });

  keys
    .command('preset')
    .description(
      `what new keys look like, or (with --list or --study) other keys for studies that have one. ` +
        `Presets: ${Object.entries(KEY_PRESETS)
          .map(([name, template]) => `${name} = ${template}`)
          .join(', ')}; or a template of ${Object.keys(KEY_WORDS)
          .map((word) => `[${word}]`)
          .join(
            ' ',
          )}, as [Auth] for a capital, with :4letters, :upper, [title:2words], [auths:2names]`,
    )
    .argument('[preset]')
    .option('--list <name>', 'give the studies of a list the keys that the preset makes')
    .option('--study <slug...>', 'the same for single studies')
    .option('--yes', 'do it; without this it is only told what would change')
    .action(async (preset: string | undefined, options: PresetOptions) => {
      if (options.list !== undefined || options.study !== undefined) {
        await applyPreset(session, preset ?? null, options);
        return;
      }
      const { settings } =
        preset === undefined
          ? await session.request('settings.get', {})
          : await session.request('settings.set', { settings: { keyPreset: preset } });
      session.print({ preset: settings.keyPreset }, () => {
        session.say('Studies that have a key keep it. --list NAME gives them others.');
        return `New keys: ${settings.keyPreset}`;
      });
    });

  keys
    .command('import')
    .description(
      'take the keys of a list over from a .bib ("-": standard input), which is only read',
    )
    .argument('<file>')
    .requiredOption('--list <name>')
    .option('--repaired', 'also keys with characters that had to be replaced')
    .option('--yes', 'do it; without this it is only told what would change')
    .action(async (file: string, options: { list: string; repaired?: true; yes?: true }) => {
      const answer = await session.request('key.import', {
        list: options.list,
        text: await readText(file === '-' ? '-' : session.path(file)),
        repaired: options.repaired === true,
        apply: options.yes === true,
      });
      session.print(answer, (value) => importText(session, value));
    });
}

interface PresetOptions {
  readonly list?: string;
  readonly study?: readonly string[];
  readonly yes?: true;
}

async function applyPreset(
  session: Session,
  preset: string | null,
  options: PresetOptions,
): Promise<void> {
  const of = await studiesOf(options.study ?? [], options.list);
  const answer = await session.request('key.applyPreset', {
    of,
    preset,
    apply: options.yes === true,
  });
  session.print(answer, ({ changes, same, applied, undo }) => {
    if (same > 0) session.say(`${count(same)} ${same === 1 ? 'keeps its' : 'keep their'} key.`);
    if (applied) session.say(`What was a key stays an alias.${undoAdvice(undo)}`);
    else if (changes.length > 0) session.say('Nothing was changed yet. --yes does it.');
    return changes
      .map(({ slug, before, after }) => `${before ?? '(no key yet)'} -> ${after}\t${slug}`)
      .join('\n');
  });
}

async function studiesOf(
  words: readonly string[],
  list: string | undefined,
): Promise<{ slugs: Slug[] } | { list: string }> {
  if (words.length > 0 === (list !== undefined)) {
    throw new AppError(
      'invalid-input',
      'Name studies, or a list with --list. Nothing was changed. "companion search" shows the names.',
    );
  }
  return list === undefined ? { slugs: await slugArguments(words) } : { list };
}

function keyLine({ slug, key, next, aliases }: MethodOutput<'key.show'>['keys'][number]): string {
  const given = key ?? `(none yet; would be ${next ?? 'unknown'})`;
  const more = aliases.length === 0 ? '' : `\talso ${aliases.join(', ')}`;
  return `${slug}\t${given}${more}`;
}

const MATCHES = { doi: 'DOI', pmid: 'PubMed number', 'title-and-year': 'title and year' } as const;

function importText(session: Session, answer: MethodOutput<'key.import'>): string {
  const { proposals, unmatchedStudies, unmatchedKeys, problems, changed, undo } = answer;
  for (const problem of problems) session.say(`Not read of the file, ${problem}`);
  const same = proposals.filter(({ state }) => state === 'same').length;
  if (same > 0) {
    session.say(`${count(same)} ${same === 1 ? 'has' : 'have'} the file’s key already.`);
  }
  if (unmatchedStudies.length > 0) {
    session.say(`Not found in the file: ${unmatchedStudies.join(', ')}.`);
  }
  if (unmatchedKeys.length > 0) {
    session.say(
      `${unmatchedKeys.length} of the file’s ${answer.entries} entries are not on the list.`,
    );
  }
  if (changed === null) session.say('Nothing was changed yet. --yes does it.');
  else session.say(`${count(changed)} got another key.${undoAdvice(undo)}`);
  return proposals
    .filter(({ state }) => state !== 'same')
    .map(({ slug, before, bibKeys, key, state, matchedBy, message }) => {
      const what = key === null ? bibKeys.join(', ') : `${before ?? '(no key yet)'} -> ${key}`;
      const how = `by ${MATCHES[matchedBy]}`;
      return [state, what, slug, message === null ? how : `${how}. ${message}`].join('\t');
    })
    .join('\n');
}

function count(size: number): string {
  return size === 1 ? '1 study' : `${size} studies`;
}
