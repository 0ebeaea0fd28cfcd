// `note`, `tag` and `read`: what a person adds to a study.
import type { Command } from 'commander';
import { AppError } from '../../../../shared/contract/errors.ts';
import type { Note } from '../../../../shared/domain/library.ts';
import type { NoteId } from '../../../../shared/domain/ids.ts';
import { readText, slugArgument, slugArguments } from '../input.ts';
import type { Session } from '../session.ts';
import { undoAdvice } from './list-commands.ts';

interface NoteOptions {
  readonly list?: string;
  readonly text?: string;
  readonly edit?: string;
  readonly basedOn?: string;
  readonly remove?: string;
  readonly revisions?: string;
  readonly compare?: string;
  readonly show?: true;
}

/** Adds the commands of notes and marks. */
export function addNoteCommands(program: Command, session: Session): void {
  program
    .command('note')
    .description('write a note on a study (text as words, --text, or from standard input)')
    .argument('[slug]')
    .argument('[text...]')
    .option('--list <name>', 'the note is about this list')
    .option('--text <text>')
    .option('--edit <number>', 'change this note')
    .option('--based-on <revision>', 'the revision that was read before editing')
    .option('--remove <number>', 'remove this note (its texts are kept)')
    .option('--revisions <number>', 'show every text a note had')
    .option('--compare <a..b>', 'with --revisions: what changed between two of them')
    .option('--show', 'show the notes')
    .action((slug: string | undefined, words: string[], options: NoteOptions) =>
      runNote(session, { slug, words, options }),
    );

  program
    .command('tag')
    .description('tag a study; without a tag, show its tags; without a study, show all tags')
    .argument('[slug]')
    .argument('[tag...]')
    .option('--remove', 'take the tags off')
    .action(async (slug: string | undefined, tags: string[], options: { remove?: true }) => {
      if (slug === undefined) {
        session.print(await session.request('tag.list', {}), (answer) =>
          answer.tags.map((each) => `${each.tag}\t${each.studies}`).join('\n'),
        );
        return;
      }
      const slugs = await slugArguments([slug]);
      for (const tag of tags) {
        const answer = await session.request(options.remove === true ? 'tag.remove' : 'tag.add', {
          slugs,
          tag,
        });
        session.say(
          answer.changed.length === 0
            ? `Nothing to change: ${tag}.`
            : `${options.remove === true ? 'Took off' : 'Tagged'} ${tag}.${undoAdvice(answer.undo)}`,
        );
      }
      const [only] = slugs;
      if (only === undefined || slugs.length > 1) return;
      session.print(
        { slug: only, tags: (await session.request('study.show', { slug: only })).tags },
        (value) => value.tags.join('\n'),
      );
    });

  program
    .command('read')
    .description('mark studies as read')
    .argument('<slug...>')
    .option('--unread', 'mark as unread')
    .action(async (words: string[], options: { unread?: true }) => {
      const state = options.unread === true ? 'unread' : 'read';
      session.print(
        await session.request('read.set', { slugs: await slugArguments(words), state }),
        (answer) => {
          session.say(
            `${answer.changed.length} marked as ${state}.${answer.changed.length === 0 ? '' : undoAdvice(answer.undo)}`,
          );
          return answer.changed.join('\n');
        },
      );
    });
}

async function runNote(
  session: Session,
  given: {
    readonly slug: string | undefined;
    readonly words: readonly string[];
    readonly options: NoteOptions;
  },
): Promise<void> {
  const { options } = given;
  const saved = (answer: { note: Note; conflict?: boolean; undo: string | null }): string => {
    if (answer.conflict === true) {
      session.say(
        'Somebody else had changed this note meanwhile: both texts are kept in it, one below the other.',
      );
    }
    session.say(
      `Saved as note ${answer.note.id}, revision ${answer.note.revision}.${undoAdvice(answer.undo)}`,
    );
    return answer.note.body;
  };
  if (options.compare !== undefined) {
    await compareRevisions(session, options.revisions, options.compare);
    return;
  }
  if (options.revisions !== undefined) {
    const answer = await session.request('note.revisions', { id: noteNumber(options.revisions) });
    session.print(answer, ({ revisions }) =>
      revisions
        .map(
          (each) =>
            `revision ${each.revision}, ${new Date(each.savedAt).toISOString()}\n${each.body}`,
        )
        .join('\n\n'),
    );
    return;
  }
  if (options.remove !== undefined) {
    session.print(
      await session.request('note.remove', { id: noteNumber(options.remove) }),
      (answer) => {
        session.say(
          `Note ${answer.note.id} was removed; its texts are kept.${undoAdvice(answer.undo)}`,
        );
        return '';
      },
    );
    return;
  }
  // With --edit or --list, the first word belongs to the text.
  const aboutStudy = options.edit === undefined && options.list === undefined;
  const words = aboutStudy || given.slug === undefined ? given.words : [given.slug, ...given.words];
  if (options.edit !== undefined) {
    const id = noteNumber(options.edit);
    const revisions = await session.request('note.revisions', { id });
    const basedOn =
      options.basedOn === undefined
        ? (revisions.revisions[0]?.revision ?? 1)
        : Number(options.basedOn);
    session.print(
      await session.request('note.edit', { id, body: await bodyOf(options, words), basedOn }),
      saved,
    );
    return;
  }
  if (options.list === undefined && given.slug === undefined) {
    throw new AppError(
      'invalid-input',
      'Say which study the note is about, or --list NAME. Nothing was stored.',
    );
  }
  const subject =
    options.list === undefined ? { slug: slugArgument(given.slug ?? '') } : { list: options.list };
  if (
    options.show === true ||
    (words.length === 0 && options.text === undefined && process.stdin.isTTY)
  ) {
    session.print(await session.request('note.list', { subject }), ({ notes }) =>
      notes
        .map(
          (note) =>
            `note ${note.id}, revision ${note.revision}, ${new Date(note.updatedAt).toISOString()}\n${note.body}`,
        )
        .join('\n\n'),
    );
    return;
  }
  session.print(
    await session.request('note.create', { subject, body: await bodyOf(options, words) }),
    saved,
  );
}

async function compareRevisions(
  session: Session,
  note: string | undefined,
  range: string,
): Promise<void> {
  const [, from = '', to = ''] = /^(\d{1,9})\.\.(\d{1,9})$/u.exec(range) ?? [];
  if (note === undefined || Number(from) < 1 || Number(to) < 1) {
    throw new AppError(
      'invalid-input',
      'Write --revisions NUMBER --compare 1..2: the note, and two of its revisions. Nothing was changed.',
    );
  }
  const id = noteNumber(note);
  const answer = await session.request('note.compare', { id, from: Number(from), to: Number(to) });
  // As in an editor's "track changes" without colours: [-gone-] and {+new+}.
  session.print(answer, ({ parts }) =>
    parts
      .map(({ kind, text }) =>
        kind === 'same' ? text : kind === 'added' ? `{+${text}+}` : `[-${text}-]`,
      )
      .join(''),
  );
}

async function bodyOf(options: NoteOptions, words: readonly string[]): Promise<string> {
  if (options.text !== undefined) return options.text;
  return words.length > 0 ? words.join(' ') : await readText('-');
}

function noteNumber(word: string): NoteId {
  const id = Number(word);
  if (!Number.isSafeInteger(id) || id < 1) {
    throw new AppError(
      'invalid-input',
      `“${word}” is not the number of a note. Nothing was changed. "companion note SLUG --show" shows the numbers.`,
    );
  }
  return id as NoteId;
}
