// Compiles a document that cites every entry of a bibliography, with the real pdflatex and bibtex.
// Invariant: what is returned is what the programs said, sorted into kinds; nothing is overlooked by default.
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { makeTempDir } from './temp-dir.ts';

const run = promisify(execFile);

export type BibliographyStyle = 'plain' | 'apalike' | 'plainnat';

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

/** Runs pdflatex, bibtex and pdflatex twice more in a folder of the test's own. */
export async function compileDocument(document: DocumentToCompile): Promise<CompiledDocument> {
  const folder = makeTempDir('latex');
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

/** A LaTeX run of a text that needs no bibliography; gives its errors. */
export async function compileBody(body: string, hasT1: boolean): Promise<readonly string[]> {
  const folder = makeTempDir('latex');
  const source = `${preamble(hasT1, '')}\\begin{document}\n${body}\n\\end{document}\n`;
  writeFileSync(path.join(folder, 'paper.tex'), source);
  const latex = ['-interaction=nonstopmode', '-file-line-error', 'paper.tex'];
  await attempt('pdflatex', latex, folder);
  const log = readText(path.join(folder, 'paper.log'));
  return [
    ...latexErrors(log),
    ...[...log.matchAll(/^Missing character: .*$/gmu)].map(([line]) => line),
  ];
}

export interface BibtexRun {
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  readonly bbl: string;
}

/** bibtex alone, for entries that pdflatex has no fonts for. */
export async function runBibtex(bib: string, style: BibliographyStyle): Promise<BibtexRun> {
  const folder = makeTempDir('bibtex');
  const file = (name: string): string => path.join(folder, name);
  writeFileSync(file('refs.bib'), bib);
  writeFileSync(file('paper.aux'), `\\citation{*}\n\\bibstyle{${style}}\n\\bibdata{refs}\n`);
  await attempt('bibtex', ['paper'], folder);
  return { ...readBibtexLog(readText(file('paper.blg'))), bbl: readText(file('paper.bbl')) };
}

/** What biber makes of a `.bib` by itself: its complaints, in its own words. */
export async function runBiber(bib: string): Promise<readonly string[]> {
  const folder = makeTempDir('biber');
  writeFileSync(path.join(folder, 'refs.bib'), bib);
  await attempt('biber', ['--tool', '--nodieonerror', 'refs.bib'], folder);
  const log = readText(path.join(folder, 'refs.bib.blg'));
  return [...log.matchAll(/\] (?:\S+> )?((?:WARN|ERROR) - .*)$/gmu)].map(([, said = '']) => said);
}

function latexErrors(log: string): string[] {
  return [...log.matchAll(/^(?:!|\.?\/?[^\s:]+:\d+:) .*$/gmu)].map(([line]) => line);
}

function readBibtexLog(log: string): { readonly errors: string[]; readonly warnings: string[] } {
  const errors = log.matchAll(
    /^.*\n.*---line \d+ of file.*$|^.*(?:I couldn't|Repeated entry|error message).*$/gmu,
  );
  return {
    errors: [...errors].map(([line]) => line),
    warnings: [...log.matchAll(/^Warning--.*$/gmu)].map(([line]) => line),
  };
}

function preamble(hasT1: boolean, more: string): string {
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
async function attempt(program: string, args: readonly string[], cwd: string): Promise<void> {
  // Else TeX breaks the lines of its log after 79 characters, in the middle of a key.
  const env = { ...process.env, max_print_line: '10000' };
  try {
    await run(program, [...args], { cwd, env, maxBuffer: 64 * 1024 * 1024 });
  } catch (error) {
    if (error instanceof Error && 'code' in error && typeof error.code === 'number') return;
    throw error;
  }
}

function readText(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
