// Compiles a document that cites every entry of a bibliography, with the real pdflatex and bibtex, in
// folders of the test's own.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  attempt,
  compileDocumentIn,
  latexErrors,
  preamble,
  readBibtexLog,
  readText,
  type BibliographyStyle,
  type CompiledDocument,
  type DocumentToCompile,
} from './latex-programs.ts';
import { makeTempDir } from './temp-dir.ts';

/** Runs pdflatex, bibtex and pdflatex twice more. */
export async function compileDocument(document: DocumentToCompile): Promise<CompiledDocument> {
  return compileDocumentIn(makeTempDir('latex'), document);
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
