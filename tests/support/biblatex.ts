// Compiles a document with biblatex and biber, by pdfLaTeX or XeLaTeX, in folders of the test's own.
// Invariant: what is returned is what the programs said; a warning is left out only where it is none
// of the writer's making (LaTeX asks for another run, or waits for one).
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { attempt, latexErrors, readText } from './latex-programs.ts';
import { makeTempDir } from './temp-dir.ts';

export type BiblatexStyle = 'numeric' | 'authoryear' | 'vancouver';

export interface BiblatexDocument {
  /** The text of the `.bib`, which is cited whole. */
  readonly bib: string;
  readonly style: BiblatexStyle;
  /** XeLaTeX for letters that pdfLaTeX does not know. */
  readonly engine: 'pdflatex' | 'xelatex';
  /** Text before the bibliography. */
  readonly body?: string;
}

export interface BiblatexRun {
  /** Errors of LaTeX, and all that biber complained of. */
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  readonly missingCharacters: readonly string[];
  /** What biber made of the file. */
  readonly bbl: string;
}

/** A font with Latin, Greek, Cyrillic, Chinese and Japanese letters (Debian's fonts-wqy-microhei). */
const WIDE_FONT = 'WenQuanYi Micro Hei';

// biblatex's `safeinputenc` is what the writer tells of where pdfLaTeX needs it.
const PREAMBLES = {
  pdflatex: '\\usepackage[T1]{fontenc}\n\\usepackage[utf8]{inputenc}\n',
  xelatex: `\\usepackage{fontspec}\n\\setmainfont{${WIDE_FONT}}\n`,
};

/** Runs LaTeX, biber, and LaTeX twice more. */
export async function compileBiblatex(document: BiblatexDocument): Promise<BiblatexRun> {
  const { bib, style, engine, body = '' } = document;
  const folder = makeTempDir('biblatex');
  const file = (name: string): string => path.join(folder, name);
  const options = `style=${style},backend=biber${engine === 'pdflatex' ? ',safeinputenc' : ''}`;
  writeFileSync(file('refs.bib'), bib);
  writeFileSync(
    file('paper.tex'),
    `\\documentclass{article}
${PREAMBLES[engine]}\\usepackage[${options}]{biblatex}
\\addbibresource{refs.bib}
\\begin{document}
\\nocite{*}
${body}
\\printbibliography
\\end{document}
`,
  );
  const flags = ['-interaction=nonstopmode', '-file-line-error', 'paper.tex'];
  const [program, args] =
    engine === 'pdflatex'
      ? (['pdflatex', flags] as const)
      : (['xetex', ['-fmt=./xelatex.fmt', ...flags]] as const);
  if (engine === 'xelatex') await makeXelatex(folder);
  await attempt(program, args, folder);
  await attempt('biber', ['paper'], folder);
  await attempt(program, args, folder);
  // What is cited in the text is known one run later.
  if (body !== '') await attempt(program, args, folder);
  const log = readText(file('paper.log'));
  const biber = readText(file('paper.blg')).matchAll(/\] (?:\S+> )?((?:WARN|ERROR) - .*)$/gmu);
  return {
    errors: [...latexErrors(log), ...[...biber].map(([, said = '']) => said)],
    warnings: [...log.matchAll(/^(?:Package \w+|LaTeX) Warning: .*$/gmu)]
      .map(([line]) => line)
      .filter(
        (line) => !/rerun/iu.test(line) && (body !== '' || !line.includes('undefined references')),
      ),
    missingCharacters: [...log.matchAll(/^Missing character: .*$/gmu)].map(([line]) => line),
    bbl: readText(file('paper.bbl')),
  };
}

/**
 * XeLaTeX's format, made in two seconds: xetex and what its format is made of come with the other
 * TeX packages, the ready one in a package that brings 190 MB along.
 */
async function makeXelatex(folder: string): Promise<void> {
  await attempt('xetex', ['-ini', '-etex', '-interaction=nonstopmode', 'xelatex.ini'], folder);
}
