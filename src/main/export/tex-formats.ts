// The formats that TeX reads: two dialects, each in ASCII and in UTF-8.
// Invariant: a format's flavour is chosen here and nowhere else.
import type { ExportFormat } from '../../shared/domain/export-formats.ts';
import type { Charset, Dialect } from './bibtex/latex-text.ts';

export interface TexFlavour {
  readonly dialect: Dialect;
  /** What needs LaTeX's macros in `ascii` stands as it is in `utf-8`. */
  readonly charset: Charset;
}

export type TexFormat = Extract<
  ExportFormat,
  'bibtex' | 'bibtex-utf8' | 'biblatex' | 'biblatex-utf8'
>;

export const TEX_FLAVOURS: Readonly<Record<TexFormat, TexFlavour>> = {
  bibtex: { dialect: 'bibtex', charset: 'ascii' },
  'bibtex-utf8': { dialect: 'bibtex', charset: 'utf-8' },
  biblatex: { dialect: 'biblatex', charset: 'ascii' },
  'biblatex-utf8': { dialect: 'biblatex', charset: 'utf-8' },
};
