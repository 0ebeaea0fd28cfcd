// LaTeX's programs, run in a folder that the caller gives, and what they said.
// Invariant: what is returned is what the programs said, sorted into kinds; nothing is overlooked by
// default. No test runner is imported: vitest and Playwright both use it.
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export type BibliographyStyle = 'plain' | 'apalike' | 'plainnat' | 'unsrt';

export interface DocumentToCompile {
  /** The text of the `.bib`. */
  readonly bib: string;
  /** What the document cites, in this order. */
  readonly keys: readonly string[];
  readonly style: BibliographyStyle;
  /** Without it LaTeX's oldest font encoding is used, which lacks some letters. Given by default. */
  readonly hasT1?: boolean;
}

export interface CompiledDocument {
  /** Lines of LaTeX that begin with `!` or name file and line, and errors of bibtex. */
  readonly errors: readonly string[];
  readonly undefinedCitations: readonly string[];
  /** Characters that the fonts do not have: nothing is printed for them. */
  readonly missingCharacters: readonly string[];
  /** Each `Warning--…` of bibtex. */
  readonly bibtexWarnings: readonly string[];
  /** The bibliography as bibtex set it. */
  readonly bbl: string;
  readonly hasPdf: boolean;
}

/** What bibtex says of a work that has no author; any other warning is a fault of the writer. */
export const EMPTY_AUTHOR = /^Warning--empty author(?: and editor)? in \S+$/u;

/** Runs pdflatex, bibtex and pdflatex twice more in the folder. */
export async function compileDocumentIn(
  folder: string,
  document: DocumentToCompile,
): Promise<CompiledDocument> {
  const file = (name: string): string => path.join(folder, name);
  writeFileSync(file('refs.bib'), document.bib);
  writeFileSync(file('paper.tex'), documentSource(document));
  const latex = ['-interaction=nonstopmode', '-file-line-error', 'paper.tex'];
  await attempt('pdflatex', latex, folder);
  await attempt('bibtex', ['paper'], folder);
  await attempt('pdflatex', latex, folder);
  await attempt('pdflatex', latex, folder);
  const log = readText(file('paper.log'));
  const bibtex = readBibtexLog(readText(file('paper.blg')));
  return {
    errors: [...latexErrors(log), ...bibtex.errors],
    undefinedCitations: [...log.matchAll(/Citation [`'](.+?)' .*?undefined/gsu)].map(
      ([, key = '']) => key,
    ),
    missingCharacters: [...log.matchAll(/^Missing character: .*$/gmu)].map(([line]) => line),
    bibtexWarnings: bibtex.warnings,
    bbl: readText(file('paper.bbl')),
    hasPdf: existsSync(file('paper.pdf')),
  };
}

export function latexErrors(log: string): string[] {
  return [...log.matchAll(/^(?:!|\.?\/?[^\s:]+:\d+:) .*$/gmu)].map(([line]) => line);
}

export function readBibtexLog(log: string): {
  readonly errors: string[];
  readonly warnings: string[];
} {
  const errors = log.matchAll(
    /^.*\n.*---line \d+ of file.*$|^.*(?:I couldn't|Repeated entry|error message).*$/gmu,
  );
  return {
    errors: [...errors].map(([line]) => line),
    warnings: [...log.matchAll(/^Warning--.*$/gmu)].map(([line]) => line),
  };
}

export function preamble(hasT1: boolean, more: string): string {
  return `\\documentclass{article}
${hasT1 ? '\\usepackage[T1]{fontenc}\n' : ''}\\usepackage[utf8]{inputenc}
\\usepackage{url}
${more}`;
}

function documentSource({ keys, style, hasT1 = true }: DocumentToCompile): string {
  // plainnat sets author and year through natbib; the other two are LaTeX's own.
  const natbib = style === 'plainnat' ? '\\usepackage{natbib}\n' : '';
  const cited = keys.map((key) => `A sentence that cites it~\\cite{${key}}.`).join('\n\n');
  return `${preamble(hasT1, natbib)}\\begin{document}
${cited}
\\bibliographystyle{${style}}
\\bibliography{refs}
\\end{document}
`;
}

// The programs end with 1 or 2 where they had something to say; what they said is read from their logs.
export async function attempt(
  program: string,
  args: readonly string[],
  cwd: string,
): Promise<void> {
  // Else TeX breaks the lines of its log after 79 characters, in the middle of a key.
  const env = { ...process.env, max_print_line: '10000' };
  try {
    await run(program, [...args], { cwd, env, maxBuffer: 64 * 1024 * 1024 });
  } catch (error) {
    if (error instanceof Error && 'code' in error && typeof error.code === 'number') return;
    throw error;
  }
}

export function readText(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
