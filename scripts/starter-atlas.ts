// Makes resources/starter-atlas.jsonl from the releasable rows of the compiled facts in ../shared/data.
// Invariant: the same rows give the same bytes; a derived PEM value is our rule's, never copied from the source.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeStarterAtlas } from '../src/main/atlas/starter-atlas.ts';
import { starterRow, type StarterRow } from '../src/shared/contract/starter-schema.ts';
import { hasParticipants } from '../src/shared/domain/participants.ts';
import { derivePem } from '../src/shared/domain/pem.ts';
import { NO_BADGES, type StarterFacts } from '../src/shared/domain/study.ts';

const text = z.string().nullable();
const compiledRow = z.looseObject({
  slug: z.string(),
  title: z.string(),
  authors: z.array(
    z.union([
      z.looseObject({ literal: z.string() }),
      z.looseObject({ family: z.string(), given: text.optional() }),
    ]),
  ),
  journal: text,
  year: z.number().nullable(),
  volume: text,
  issue: text,
  pages: text,
  doi: text,
  pmid: text,
  itemType: z.enum(['article', 'report']),
  publicationType: text,
  sampleSize: z
    .object({ patients: z.number().nullable(), controls: z.number().nullable() })
    .nullable(),
  caseDefinitions: z.array(z.string()),
  caseDefinitionRule: z.enum(['all', 'any', 'single']).nullable(),
  atlasBadges: z.array(z.string()).nullable(),
  atlasStated: z
    .object({ title: text.optional(), journal: text.optional(), doi: text.optional() })
    .optional(),
  sources: z.array(z.string()),
  confidence: z.enum(['high', 'medium']),
  doubt: text,
  release: z.boolean(),
});

/** The starter file's text, from the text of the compiled facts (JSON Lines). */
export function makeStarterAtlas(compiled: string): string {
  const rows = compiled
    .trimEnd()
    .split('\n')
    .map((line) => compiledRow.parse(JSON.parse(line)));
  return writeStarterAtlas(rows.filter((row) => row.release).map(toStarterRow));
}

function toStarterRow(row: z.output<typeof compiledRow>): StarterRow {
  const names = row.caseDefinitions.filter((name) => name !== 'none-stated');
  const facts: StarterFacts = {
    title: row.title,
    authors: row.authors.map((author) =>
      'literal' in author
        ? { literal: String(author.literal) }
        : { family: author.family, given: author.given ?? null },
    ),
    journal: row.journal,
    year: row.year,
    volume: row.volume,
    issue: row.issue,
    pages: row.pages,
    doi: row.doi,
    pmid: row.pmid,
    itemType: row.itemType,
    publicationType: row.publicationType,
    sampleSize: row.sampleSize,
    caseDefinitions:
      names.length === 0
        ? null
        : { names, rule: row.caseDefinitionRule, source: row.sources.join(' ; ') },
    atlasStated:
      row.atlasStated === undefined
        ? null
        : {
            title: row.atlasStated.title ?? null,
            journal: row.atlasStated.journal ?? null,
            doi: row.atlasStated.doi ?? null,
          },
    sources: row.sources,
    confidence: row.confidence,
    doubt: row.doubt,
  };
  const derived = derivePem(
    facts.caseDefinitions,
    hasParticipants({ badges: NO_BADGES, metadata: [] }, facts),
  );
  return starterRow.parse({
    slug: row.slug,
    facts,
    badges: row.atlasBadges,
    derivedPem: derived.value,
    derivedPemRule: derived.rule,
  });
}

if (process.argv[1] === import.meta.filename) {
  const root = join(import.meta.dirname, '..');
  const source = join(root, '..', 'shared', 'data', 'starter-studies.jsonl');
  writeFileSync(
    join(root, 'resources', 'starter-atlas.jsonl'),
    makeStarterAtlas(readFileSync(source, 'utf8')),
  );
}
