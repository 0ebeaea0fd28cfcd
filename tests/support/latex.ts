// Compiles a document that cites every entry of a bibliography, with the real pdflatex and bibtex.
// Invariant: what is returned is what the programs said, sorted into kinds; nothing is overlooked by default.
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { makeTempDir } from './temp-dir.ts';

const run = promisify(execFile);

export interface DocumentToCompile {
  /** The text of the `.bib`. */
  readonly bib: string;
  /** What the document cites, in this order. */
  readonly keys: readonly string[];
  readonly style: 'plain' | 'apalike' | 'plainnat';
}

export interface CompiledDocument {
  /** Lines of LaTeX that begin with `!`, and errors of bibtex. */
  readonly errors: readonly string[];
  readonly undefinedCitations: readonly string[];
  /** Each `Warning--…` of bibtex. */
  readonly bibtexWarnings: readonly string[];
  /** The bibliography as bibtex set it. */
  readonly bbl: string;
  readonly hasPdf: boolean;
}

/** Runs pdflatex, bibtex and pdflatex twice more in a folder of the test's own. */
export async function compileDocument(document: DocumentToCompile): Promise<CompiledDocument> {
  const folder = makeTempDir('latex');
  const file = (name: string): string => path.join(folder, name);
  writeFileSync(file('refs.bib'), document.bib);
  writeFileSync(file('paper.tex'), source(document));
  const latex = ['-interaction=nonstopmode', '-file-line-error', 'paper.tex'];
  await attempt('pdflatex', latex, folder);
  await attempt('bibtex', ['paper'], folder);
  await attempt('pdflatex', latex, folder);
  await attempt('pdflatex', latex, folder);
  const log = readText(file('paper.log'));
  const blg = readText(file('paper.blg'));
  return {
    errors: [
      ...log.matchAll(/^(?:!|\.?\/?[^\s:]+:\d+:) .*$/gmu),
      ...blg.matchAll(/^.*(?:---line \d+ of file|I couldn't|Repeated entry|error message).*$/gmu),
    ].map(([line]) => line),
    undefinedCitations: [...log.matchAll(/Citation [`'](.+?)' .*?undefined/gsu)].map(
      ([, key = '']) => key,
    ),
    bibtexWarnings: [...blg.matchAll(/^Warning--.*$/gmu)].map(([line]) => line),
    bbl: readText(file('paper.bbl')),
    hasPdf: existsSync(file('paper.pdf')),
  };
}

function source({ keys, style }: DocumentToCompile): string {
  // plainnat sets author and year through natbib; the other two are LaTeX's own.
  const natbib = style === 'plainnat' ? '\\usepackage{natbib}\n' : '';
  const cited = keys.map((key) => `A sentence that cites it~\\cite{${key}}.`).join('\n\n');
  return `\\documentclass{article}
\\usepackage[T1]{fontenc}
\\usepackage[utf8]{inputenc}
\\usepackage{textcomp}
\\usepackage{url}
${natbib}\\begin{document}
${cited}
\\bibliographystyle{${style}}
\\bibliography{refs}
\\end{document}
`;
}

// The programs end with 1 or 2 where they had something to say; what they said is read from their logs.
async function attempt(program: string, args: readonly string[], cwd: string): Promise<void> {
  try {
    await run(program, [...args], { cwd, maxBuffer: 64 * 1024 * 1024 });
  } catch (error) {
    if (error instanceof Error && 'code' in error && typeof error.code === 'number') return;
    throw error;
  }
}

function readText(file: string): string {
  return existsSync(file) ? readFileSync(file, 'latin1') : '';
}
