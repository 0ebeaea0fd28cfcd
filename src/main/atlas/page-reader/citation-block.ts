// The texts of the citation block and the PEM note, out of the page's parts.
// Invariant: texts are the page's own; only lines that a page broke in two are put together.
import type { LabelledValue } from '../../../shared/domain/study.ts';
import type { Line } from './page-text.ts';
import type { Part, PartLabel } from './page-body.ts';

/** What the parts say besides the sections. */
export interface BlockTexts {
  readonly pemNote: string | null;
  readonly primaryCitation: string | null;
  readonly snapshotLine: string | null;
  readonly metadataLines: readonly string[];
  readonly unknownParts: readonly LabelledValue[];
}

/** Reads the parts; `lines` tell whether the PEM note has its label. */
export function readBlocks(parts: readonly Part[], lines: readonly Line[]): BlockTexts {
  return {
    pemNote: pemNoteOf(textsUnder(parts, 'pem-note'), lines),
    primaryCitation: joinedWhile(textsUnder(parts, 'primary-citation'), isCitationOpen),
    snapshotLine: joinedWhile(
      textsUnder(parts, 'snapshot'),
      (text) => !/https?:\/\/\S+$/u.test(text),
    ),
    metadataLines: parts.flatMap(({ label, lines: own }) =>
      label.is === 'metadata' ? own.map(({ text }) => text) : [],
    ),
    unknownParts: parts.flatMap(({ label, lines: own }) =>
      label.is === 'unknown' && own.length > 0
        ? [{ label: label.heading, value: own.map(({ text }) => text).join('\n') }]
        : [],
    ),
  };
}

/** The lines under the first such label that has any. */
function textsUnder(parts: readonly Part[], kind: PartLabel['is']): readonly string[] {
  const part = parts.find(({ label, lines }) => label.is === kind && lines.length > 0);
  return part?.lines.map(({ text }) => text) ?? [];
}

const PEM_LABEL = 'About the PEM badge';
const METHOD_LINK = /\s*How the atlas works\s*→?$/u;

function pemNoteOf(texts: readonly string[], lines: readonly Line[]): string | null {
  const note =
    joinedWhile(texts, (text) => !/[.!?”"→]$/u.test(text))?.replace(METHOD_LINK, '') ?? null;
  if (note === null || note === '') return null;
  const isLabelled = lines.some(({ text }) => text.startsWith(PEM_LABEL));
  return isLabelled && !note.startsWith(PEM_LABEL) ? `${PEM_LABEL}: ${note}` : note;
}

// A citation ends in an address or a period, and has its year behind it.
const isCitationOpen = (text: string): boolean =>
  !/ \((?:\d{4}|n\.d\.|undated)\)\. \S/u.test(text) || !/(?:https?:\/\/\S+|\.)$/u.test(text);

/** The first text, with those after it while it is unfinished or an address follows it. */
function joinedWhile(texts: readonly string[], isOpen: (text: string) => boolean): string | null {
  const [first, ...rest] = texts;
  if (first === undefined) return null;
  let joined = first;
  for (const text of rest) {
    if (!isOpen(joined) && !/^https?:\/\/\S+$/u.test(text)) break;
    joined = `${joined} ${text}`;
  }
  return joined;
}
