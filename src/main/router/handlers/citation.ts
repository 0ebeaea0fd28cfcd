// Copying citations of studies, one or many at once.
// Invariant: a key that is copied is stored for good, as in an export; nothing else is changed.
import { AppError } from '../../../shared/contract/errors.ts';
import type { MethodOutput } from '../../../shared/contract/types.ts';
import { isStyledFormat, type ExportFormat } from '../../../shared/domain/export-formats.ts';
import type { Slug } from '../../../shared/domain/ids.ts';
import type { CitedStudy } from '../../export/cited-study.ts';
import type { StylePart } from '../../export/styles/style-engine.ts';
import { LIST_WRITERS } from '../../export/list-writers.ts';
import type { Services } from '../../services.ts';
import { presentNames } from '../../storage/atlas/study-names.ts';
import { gatherStudies } from '../cited-list.ts';
import type { Handler } from '../router.ts';
import { checkStyleUse, findStyle, formatIn, namesLeftOut, remarksOn } from '../styled.ts';

type Copied = MethodOutput<'citation.copy'>;

/** What the keys are put into. */
const KEY_FORMS = {
  cite: (keys: readonly string[]) => `\\cite{${keys.join(',')}}`,
  parencite: (keys: readonly string[]) => `\\parencite{${keys.join(',')}}`,
  pandoc: (keys: readonly string[]) => `[${keys.map((key) => `@${key}`).join('; ')}]`,
} as const;

/**
 * `citation.copy`: the studies in the order given, each once. Errors: `not-found`, `invalid-input` for a style
 * where there is none.
 */
export const copyCitation: Handler<Services, 'citation.copy'> = async (
  services,
  { slugs, as, style, part },
) => {
  const isFormatted = as === 'rich' || as === 'text' || as === 'markdown';
  if (!isFormatted) checkUnstyled(as, style, part);
  const open = await services.open();
  const wanted = presentNames(open.names, slugs);
  const { studies, warnings } = gatherStudies(services, open, {
    ...{ slugs: wanted, asOf: null, lost },
  });
  if (as === 'cite' || as === 'parencite' || as === 'pandoc') {
    const text = KEY_FORMS[as](studies.map(({ key }) => key));
    return { text, html: null, warnings: [...warnings, ...retractions(studies)] };
  }
  if (!isFormatted) {
    const written = LIST_WRITERS[as]({ name: '', studies, asOf: null });
    const text = written.text.replace(HEADER, '');
    return { text, html: null, warnings: [...warnings, ...written.warnings] };
  }
  const copied = await formatted(services, studies, { as, style, part });
  return { ...copied, warnings: [...warnings, ...copied.warnings, ...retractions(studies)] };
};

// The lines at the beginning of a file that tell whose it is: they have no place among others' entries.
const HEADER = /^(?:%[^\n]*\n)+\n*/u;

interface Formatting {
  readonly as: 'rich' | 'text' | 'markdown';
  readonly style: string | null;
  readonly part: StylePart;
}

async function formatted(
  services: Services,
  studies: readonly CitedStudy[],
  { as, style: name, part }: Formatting,
): Promise<Copied> {
  const style = await findStyle(services, name);
  const items = studies.map(({ item }) => item);
  const { entries, isHanging } = await formatIn(services, style, { items, part });
  const [{ toHtml, toPlainText, wholeEntry }, { inlineMarkdown, toMarkdown }] = await Promise.all([
    import('../../export/styles/rich-text.ts'),
    import('../../export/styles/markdown.ts'),
  ]);
  // One reference alone has no number to be found by.
  const isSingle = part === 'citation' || entries.length === 1;
  const parts = entries.map((entry) => (isSingle ? entry.body : wholeEntry(entry)));
  const markdown = (): string[] =>
    part === 'citation'
      ? entries.map(({ body }) => inlineMarkdown(body))
      : entries.map((entry) => toMarkdown(isSingle ? { label: [], body: entry.body } : entry));
  const text = as === 'markdown' ? markdown().join('\n\n') : parts.map(toPlainText).join('\n');
  const paragraph = isHanging ? '<p style="margin-left:2em;text-indent:-2em">' : '<p>';
  const html = parts
    .map(toHtml)
    .map((inner) => (part === 'citation' ? inner : `${paragraph}${inner}</p>`));
  const warnings = [...remarksOn(style), ...namesLeftOut(studies)];
  return { text, html: as === 'rich' ? html.join('\n') : null, warnings };
}

function checkUnstyled(
  as: 'cite' | 'parencite' | 'pandoc' | ExportFormat,
  style: string | null,
  part: StylePart,
): void {
  if (as !== 'cite' && as !== 'parencite' && as !== 'pandoc') {
    if (!isStyledFormat(as)) checkStyleUse({ format: as, style, part });
    return;
  }
  if (style === null && part === 'bibliography') return;
  throw new AppError(
    'invalid-input',
    `“${as}” copies the keys; the document’s own style formats them. Nothing was copied. Leave the style out, or copy formatted text.`,
  );
}

function retractions(studies: readonly CitedStudy[]): Copied['warnings'] {
  return studies
    .filter(({ retracted }) => retracted)
    .map(({ key }) => ({
      key,
      code: 'retracted',
      message: 'This paper was retracted or withdrawn. Cite it only to say so.',
    }));
}

function lost(slug: Slug): AppError {
  return new AppError(
    'not-found',
    `There is no citation of ${slug}: no study of this name is in the copy of the atlas or in the library. Nothing was copied. "companion search" finds studies.`,
    { ref: slug },
  );
}
