// `search`: the one command whose words may begin with a minus.
import type { Command } from 'commander';
import { AppError } from '../../../../shared/contract/errors.ts';
import type { SearchRow } from '../../../../shared/contract/types.ts';
import type { Slug } from '../../../../shared/domain/ids.ts';
import {
  FACETS,
  MAX_ROWS_PER_PAGE,
  SORT_KEYS,
  SORT_ORDERS,
} from '../../../../shared/domain/search.ts';
import { MACHINE_MADE } from '../../../../shared/domain/study.ts';
import { characterNumber } from '../../../../shared/util/character-place.ts';
import type { Session } from '../session.ts';

const ROWS_SHOWN = 20;

interface SearchOptions {
  readonly sort: string;
  readonly order?: string;
  readonly limit: string;
  readonly all?: true;
}

/** Adds `search`. */
export function addSearchCommands(program: Command, session: Session): void {
  program
    .command('search')
    .description(
      'find studies: words, "phrases", -not, or, ( ), author: title: journal: year: level: type: list: tag: note: pem: derived: mine: is:',
    )
    .argument('[query...]')
    .allowUnknownOption()
    .option('--sort <key>', SORT_KEYS.join(', '), 'relevance')
    .option('--order <order>', SORT_ORDERS.join(' or '))
    .option('--limit <number>', 'how many to print', String(ROWS_SHOWN))
    .option('--all', 'print them all')
    .action(async (words: string[], options: SearchOptions) => {
      const query = words.join(' ');
      const answer = await session.request('search.run', {
        query,
        sort: sortOf(options.sort),
        order: orderOf(options.order),
      });
      for (const notice of answer.notices) {
        session.say(`At character ${characterNumber(query, notice.at)}: ${notice.message}`);
      }
      const limit = options.all === true ? answer.total : limitOf(options.limit);
      const shown = session.options.json ? [] : answer.slugs.slice(0, limit);
      const rows = await rowsOf(session, shown);
      session.print(answer, ({ total, counts }) => {
        session.say(`${total} ${total === 1 ? 'study' : 'studies'}. ${MACHINE_MADE}`);
        for (const facet of FACETS) {
          const values = Object.entries(counts[facet]).filter(([, studies]) => studies > 0);
          if (facet !== 'year' && values.length > 0) {
            session.say(
              `  ${facet}: ${values.map(([value, studies]) => `${value} ${studies}`).join(', ')}`,
            );
          }
        }
        if (shown.length < total) {
          session.say(`${shown.length} of ${total} shown; --all shows them all.`);
        }
        return rows
          .map(
            (row) =>
              `${row.slug}\n  ${row.title}\n  ${[row.authors, row.journal, row.year, row.level ?? 'level not stated', `PEM ${row.pem.replace('-', ' ')}`].filter((part) => part !== null && part !== '').join(' · ')}`,
          )
          .join('\n');
      });
    });
}

async function rowsOf(session: Session, slugs: readonly Slug[]): Promise<SearchRow[]> {
  const rows: SearchRow[] = [];
  for (let from = 0; from < slugs.length; from += MAX_ROWS_PER_PAGE) {
    const page = slugs.slice(from, from + MAX_ROWS_PER_PAGE);
    rows.push(...(await session.request('search.rows', { slugs: page })).rows);
  }
  return rows;
}

function sortOf(word: string) {
  const key = SORT_KEYS.find((each) => each === word);
  if (key === undefined) {
    throw new AppError('invalid-input', `--sort takes ${SORT_KEYS.join(', ')}, not “${word}”.`);
  }
  return key;
}

function orderOf(word: string | undefined) {
  if (word === undefined) return null;
  const order = SORT_ORDERS.find((each) => each === word);
  if (order === undefined) {
    throw new AppError(
      'invalid-input',
      `--order takes ${SORT_ORDERS.join(' or ')}, not “${word}”.`,
    );
  }
  return order;
}

function limitOf(word: string): number {
  const limit = Number(word);
  if (!Number.isSafeInteger(limit) || limit < 0) {
    throw new AppError('invalid-input', `--limit takes a number, not “${word}”.`);
  }
  return limit;
}
