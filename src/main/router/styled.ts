// Writes references in a style: finds it, has them formatted, and puts them into text, Markdown or HTML.
// Invariant: a style is used only where there is one to use; otherwise nothing is written, in words.
import { AppError } from '../../shared/contract/errors.ts';
import type { CslItem } from '../../shared/domain/csl.ts';
import {
  FORMAT_FACTS,
  isStyledFormat,
  type ExportFormat,
  type StyledFormat,
} from '../../shared/domain/export-formats.ts';
import type { ExportWarning } from '../export/bibtex/write-bibtex.ts';
import { sortByKey } from '../export/citation-keys.ts';
import type { CitedStudy } from '../export/cited-study.ts';
import { entryWarnings, type ListExport } from '../export/export-list.ts';
import { DEFAULT_STYLE, SHIPPED_STYLES } from '../export/styles/shipped-styles.ts';
import type { StylePart } from '../export/styles/style-engine.ts';
import { isOthers } from '../export/text/person-names.ts';
import type { Services } from '../services.ts';
import type { FormattedReferences } from '../styles/style-desk.ts';
import type { UsableStyle } from '../styles/style-shelf.ts';

interface StyleUse {
  readonly format: ExportFormat;
  readonly style: string | null;
  readonly part: StylePart;
}

/** @throws AppError `invalid-input` for a style where the format has none */
export function checkStyleUse({ format, style, part }: StyleUse): void {
  if (isStyledFormat(format)) return;
  const { name } = FORMAT_FACTS[format];
  if (style !== null) {
    throw new AppError(
      'invalid-input',
      `${name} is written without a style; a style goes with plain text and Markdown. Nothing was written. Leave the style out, or choose another format.`,
    );
  }
  if (part !== 'bibliography') {
    throw new AppError(
      'invalid-input',
      `${name} has no citations as they stand in a text; plain text and Markdown have. Nothing was written.`,
    );
  }
}

/** The style by its name, APA for null. @throws AppError `not-found` */
export async function findStyle(services: Services, name: string | null): Promise<UsableStyle> {
  const wanted = (name ?? DEFAULT_STYLE).trim().toLowerCase();
  const shelf = await services.styles.shelf();
  // The library is opened for a style of its own alone: `format` works beside a damaged one.
  const isShipped = SHIPPED_STYLES.some((style) => style.name === wanted);
  const added = isShipped ? [] : (await services.open()).library.styles.all();
  return shelf.find(wanted, added);
}

/** @throws AppError `invalid-input` where the style has no list of references, or is not taken by the processor */
export async function formatIn(
  services: Services,
  style: UsableStyle,
  { items, part }: { readonly items: readonly CslItem[]; readonly part: StylePart },
): Promise<FormattedReferences> {
  if (part === 'bibliography' && !style.hasBibliography) {
    throw new AppError(
      'invalid-input',
      `“${style.title}” has no list of references: it is for citations in notes. Nothing was written. Choose another style, or a citation instead of a list.`,
    );
  }
  return await services.styles.format(style, items, part);
}

/** What is to be said of works whose authors end in “et al.”: a style takes it for nobody, and writes the others alone. */
export function namesLeftOut(
  works: readonly { readonly key: string; readonly item: CslItem }[],
): ExportWarning[] {
  return works
    .filter(({ item }) => item.author?.some(isOthers) === true)
    .map(({ key }) => ({
      key,
      code: 'names-left-out',
      message:
        '“et al.” is left out of its authors, for a style writes names alone: it looks as if there were no more authors. Set all of them.',
    }));
}

interface StyledWork {
  readonly format: StyledFormat;
  readonly style: string | null;
  readonly part: StylePart;
  readonly items: readonly CslItem[];
}

/** The references as text, with what is to be said of the style. */
export async function writeStyled(services: Services, work: StyledWork): Promise<ListExport> {
  const style = await findStyle(services, work.style);
  const references = await formatIn(services, style, work);
  return {
    text: await textOf(references, work),
    warnings: remarksOn(style),
  };
}

/** A list's references in the style's order; where the style has none, in the list's. */
export async function writeStyledList(
  services: Services,
  { studies }: { readonly studies: readonly CitedStudy[] },
  { format, style }: Pick<StyledWork, 'format' | 'style'>,
): Promise<ListExport> {
  const items = studies.map(({ item }) => item);
  const work = { format, style, items, part: 'bibliography' } as const;
  const { text, warnings } = await writeStyled(services, work);
  const remarks = [...namesLeftOut(studies), ...studies.flatMap(entryWarnings)];
  return { text, warnings: [...warnings, ...sortByKey(remarks)] };
}

/** What is to be said wherever the style is used. */
export function remarksOn({ name, remark }: UsableStyle): ExportWarning[] {
  return remark === null ? [] : [{ key: name, code: 'style-language', message: remark }];
}

async function textOf(
  { entries }: FormattedReferences,
  { format, part }: Pick<StyledWork, 'format' | 'part'>,
): Promise<string> {
  if (entries.length === 0) return '';
  if (format === 'text') {
    const { toPlainText, wholeEntry } = await import('../export/styles/rich-text.ts');
    return `${entries.map((entry) => toPlainText(wholeEntry(entry))).join('\n')}\n`;
  }
  const { inlineMarkdown, toMarkdown } = await import('../export/styles/markdown.ts');
  if (part === 'citation') return `${entries.map(({ body }) => inlineMarkdown(body)).join('\n')}\n`;
  return `${entries.map(toMarkdown).join('\n\n')}\n`;
}
