// The contract: one map, schema first. What crosses a boundary is parsed here, on arrival.
// Invariant: a handler without a schema cannot be registered, and a method without a schema does not compile.
import type { z } from 'zod';
import { BUNDLE_METHODS } from './features/bundle.ts';
import { DATA_METHODS } from './features/data.ts';
import { EVIDENCE_METHODS } from './features/evidence.ts';
import { EXPORT_METHODS } from './features/export.ts';
import { KEY_METHODS } from './features/keys.ts';
import { LIST_METHODS } from './features/lists.ts';
import { NOTE_METHODS } from './features/notes.ts';
import { REFERENCE_METHODS } from './features/reference.ts';
import { SEARCH_METHODS } from './features/search.ts';
import { STYLE_METHODS } from './features/styles.ts';
import { SYNC_METHODS } from './features/sync.ts';
import { STUDY_METHODS } from './features/study.ts';
import { TITLE_METHODS } from './features/titles.ts';
import type { MethodName } from './names.ts';

/** Method → what goes in, what comes out. */
export const CONTRACT = {
  ...DATA_METHODS,
  ...SYNC_METHODS,
  ...BUNDLE_METHODS,
  ...STUDY_METHODS,
  ...SEARCH_METHODS,
  ...NOTE_METHODS,
  ...LIST_METHODS,
  ...EXPORT_METHODS,
  ...KEY_METHODS,
  ...TITLE_METHODS,
  ...REFERENCE_METHODS,
  ...STYLE_METHODS,
  ...EVIDENCE_METHODS,
} satisfies Record<MethodName, { readonly input: z.ZodType; readonly output: z.ZodType }>;
