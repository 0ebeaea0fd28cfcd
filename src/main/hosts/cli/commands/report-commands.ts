// `report`: what is thin about a list before it is exported, and what is left as it is.
import type { Command } from 'commander';
import { AppError } from '../../../../shared/contract/errors.ts';
import type { MethodOutput } from '../../../../shared/contract/types.ts';
import { isLack, LACK_WORDS, LACKS, type Fix, type Lack } from '../../../../shared/domain/thin.ts';
import type { Session } from '../session.ts';

type Thin = MethodOutput<'export.render'>['thin'];

const FIXES: Readonly<Record<Fix, (slug: string) => string>> = {
  complete: (slug) => `companion complete ${slug}`,
  look: (slug) => `companion show ${slug}`,
  format: () => 'companion export --format bibtex-utf8',
  manuscript: () => 'cite it by the first key',
  'take-out': (slug) => `companion list remove NAME ${slug}`,
};

/** Adds `report` and `report leave`. */
export function addReportCommands(program: Command, session: Session): void {
  const report = program
    .command('report')
    .description('what is thin about a list: look before you export');
  report
    .command('list <name>', { isDefault: true })
    .description('the remarks on a list, each with what mends it')
    .option('--all', 'with those that are left as they are')
    .action(async (name: string, { all }: { all?: true }) => {
      const answer = await session.request('export.render', { list: name, format: 'bibtex' });
      const { thin, entries, warnings } = answer;
      session.print({ entries, thin, warnings }, () => reportText(thin, all === true));
    });
  report
    .command('leave <slug> <remark>')
    .description(`leave a remark as it is: ${LACKS.join(', ')}`)
    .option('--again', 'bring it up again')
    .action(async (slug: string, remark: string, { again }: { again?: true }) => {
      const isLeft = again !== true;
      const lack = lackOf(remark);
      const answer = await session.request('report.leave', { slug, lack, isLeft });
      session.print(answer, ({ changed, undo }) => {
        if (changed.length === 0) return 'Nothing was changed.';
        session.say(
          `“${LACK_WORDS[lack].name}” of ${slug} is ${isLeft ? 'left as it is' : 'brought up again'}.${undo === null ? '' : ` "companion undo" takes back: ${undo}.`}`,
        );
        return changed.join('\n');
      });
    });
}

function reportText(thin: Thin, isWhole: boolean): string {
  const parts = LACKS.flatMap((lack) => groupText(thin, lack, isWhole));
  const left = thin.reduce((sum, entry) => sum + entry.left.length, 0);
  const rest = left === 0 || isWhole ? [] : [`Left as they are: ${left} (--all shows them).`];
  const whole = [...parts, ...rest];
  return whole.length === 0 ? 'Nothing: every entry has what a reference needs.' : whole.join('\n');
}

function groupText(thin: Thin, lack: Lack, isWhole: boolean): string[] {
  const entries = thin.filter(
    (entry) => entry.lacks.includes(lack) && (isWhole || !entry.left.includes(lack)),
  );
  if (entries.length === 0) return [];
  const { name, advice, fix } = LACK_WORDS[lack];
  const lines = entries.map(({ slug, left }) => {
    const mark = left.includes(lack) ? 'left as it is' : FIXES[fix](slug);
    return `  ${slug}: ${mark}`;
  });
  return [`${name}: ${entries.length}${advice === null ? '' : `. ${advice}`}`, ...lines];
}

function lackOf(word: string): Lack {
  if (isLack(word)) return word;
  throw new AppError(
    'invalid-input',
    `There is no remark “${word.slice(0, 40)}”; there are ${LACKS.join(', ')}. Nothing was changed.`,
  );
}
