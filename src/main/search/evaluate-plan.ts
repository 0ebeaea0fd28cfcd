// Runs a plan over the rows in memory: which studies match, and how many would under every facet.
// Invariant: equal to asking every study one by one; text is asked of whoever gives the row sets.
import {
  FACETS,
  type Facet,
  type FacetCounts,
  MULTIPLE_FACETS,
  SINGLE_FACETS,
  type MultipleFacet,
  type SingleFacet,
} from '../../shared/domain/search.ts';
import { EVIDENCE_LEVELS } from '../../shared/domain/study.ts';
import { NOT_STATED, nameKey, type FacetTable } from './facet-table.ts';
import type { Filter, LevelRange, YearRange } from './query-ast.ts';
import type { QueryPlan, RowTest } from './query-plan.ts';

/** One byte a row: 1 where the row is in the set. Given out once; whoever gets it may change it. */
export type RowMask = Uint8Array;

/** Where the studies with a text come from: the full-text index. A fresh mask each time. */
export interface TextSource {
  studyText(match: string): RowMask;
  noteText(match: string): RowMask;
}

/** What is evaluated over. */
export interface PlanContext {
  readonly table: FacetTable;
  readonly text: TextSource;
}

export interface PlanResult {
  readonly matches: RowMask;
  readonly total: number;
  readonly counts: FacetCounts;
}

// Bits 0 to 9 say that a row fails the tests of the facet with this number; both bits above them say
// that it fails the base, which no facet's count leaves out.
const FAILS_BASE = 3 << FACETS.length;

/** Evaluates a plan: the matches, and the counts of every facet with its own tests left out. */
export function evaluatePlan(plan: QueryPlan, context: PlanContext): PlanResult {
  const { table } = context;
  const failures = new Uint16Array(table.size);
  const base = evaluate(plan.base, context);
  for (let row = 0; row < table.size; row += 1) if (base[row] === 0) failures[row] = FAILS_BASE;
  for (const [facet, tests] of plan.facetTests) {
    const bit = bitOf(facet);
    const passed = all(tests, context);
    for (let row = 0; row < table.size; row += 1) {
      if (passed[row] === 0) failures[row] = (failures[row] ?? 0) | bit;
    }
  }
  const matches: RowMask = new Uint8Array(table.size);
  let total = 0;
  for (let row = 0; row < table.size; row += 1) {
    if (failures[row] !== 0) continue;
    matches[row] = 1;
    total += 1;
  }
  return { matches, total, counts: countFacets(table, failures) };
}

function bitOf(facet: Facet): number {
  return 1 << FACETS.indexOf(facet);
}

function countFacets(table: FacetTable, failures: Uint16Array): FacetCounts {
  const counts = new Map<Facet, Record<string, number>>();
  for (const facet of SINGLE_FACETS) {
    const { values, codes } = table.single[facet];
    const others = ~bitOf(facet);
    const byCode = new Int32Array(values.length);
    for (let row = 0; row < table.size; row += 1) {
      if (((failures[row] ?? 0) & others) !== 0) continue;
      const code = codes[row] ?? 0;
      byCode[code] = (byCode[code] ?? 0) + 1;
    }
    // fromEntries, not assignment: a list may be named "__proto__".
    counts.set(facet, Object.fromEntries(values.map((value, code) => [value, byCode[code] ?? 0])));
  }
  for (const facet of MULTIPLE_FACETS) {
    const others = ~bitOf(facet);
    const byName = table.multiple[facet].map(({ name, rows }) => {
      let count = 0;
      for (const row of rows) if (((failures[row] ?? 0) & others) === 0) count += 1;
      return [name, count] as const;
    });
    counts.set(facet, Object.fromEntries(byName));
  }
  const of = (facet: Facet): Record<string, number> => counts.get(facet) ?? {};
  return {
    pem: of('pem'),
    derived: of('derived'),
    mine: of('mine'),
    level: of('level'),
    type: of('type'),
    year: of('year'),
    read: of('read'),
    retracted: of('retracted'),
    changed: of('changed'),
    list: of('list'),
    tag: of('tag'),
  };
}

function evaluate(test: RowTest, context: PlanContext): RowMask {
  switch (test.kind) {
    case 'every':
      return new Uint8Array(context.table.size).fill(1);
    case 'study-text':
      return context.text.studyText(test.match);
    case 'note-text':
      return context.text.noteText(test.match);
    case 'filter':
      return evaluateFilter(test.filter, context.table);
    case 'not': {
      const mask = evaluate(test.part, context);
      for (let row = 0; row < mask.length; row += 1) mask[row] = 1 - (mask[row] ?? 0);
      return mask;
    }
    case 'and':
      return all(test.parts, context);
    case 'or': {
      const mask = new Uint8Array(context.table.size);
      for (const part of test.parts) {
        const other = evaluate(part, context);
        for (let row = 0; row < mask.length; row += 1) {
          mask[row] = (mask[row] ?? 0) | (other[row] ?? 0);
        }
      }
      return mask;
    }
  }
}

function all(tests: readonly RowTest[], context: PlanContext): RowMask {
  const mask = new Uint8Array(context.table.size).fill(1);
  for (const test of tests) {
    const other = evaluate(test, context);
    for (let row = 0; row < mask.length; row += 1) {
      mask[row] = (mask[row] ?? 0) & (other[row] ?? 0);
    }
  }
  return mask;
}

function evaluateFilter(filter: Filter, table: FacetTable): RowMask {
  switch (filter.facet) {
    case 'pem':
    case 'derived':
    case 'mine':
    case 'read':
    case 'retracted':
    case 'changed': {
      const wanted = new Set<string>(filter.values);
      return rowsWith(table, filter.facet, (value) => wanted.has(value));
    }
    case 'level':
      return rowsWith(table, 'level', (value) =>
        filter.values.some((range) => isLevelIn(value, range)),
      );
    case 'year':
      return rowsWith(table, 'year', (value) =>
        filter.values.some((range) => isYearIn(value, range)),
      );
    case 'type': {
      const wanted = new Set(filter.values.map(({ name }) => nameKey(name)));
      return rowsWith(table, 'type', (value) => wanted.has(nameKey(value)));
    }
    case 'list':
    case 'tag':
      return rowsNamed(
        table,
        filter.facet,
        new Set(filter.values.map(({ name }) => nameKey(name))),
      );
  }
}

function rowsWith(
  table: FacetTable,
  facet: SingleFacet,
  accepts: (value: string) => boolean,
): RowMask {
  const { values, codes } = table.single[facet];
  const accepted = Uint8Array.from(values, (value) => (accepts(value) ? 1 : 0));
  const mask = new Uint8Array(table.size);
  for (let row = 0; row < mask.length; row += 1) mask[row] = accepted[codes[row] ?? 0] ?? 0;
  return mask;
}

function rowsNamed(table: FacetTable, facet: MultipleFacet, wanted: ReadonlySet<string>): RowMask {
  const mask = new Uint8Array(table.size);
  for (const { key, rows } of table.multiple[facet]) {
    if (wanted.has(key)) for (const row of rows) mask[row] = 1;
  }
  return mask;
}

function isLevelIn(value: string, range: LevelRange | typeof NOT_STATED): boolean {
  if (range === NOT_STATED || value === NOT_STATED) return range === value;
  const levels: readonly string[] = EVIDENCE_LEVELS;
  const level = levels.indexOf(value);
  return level >= levels.indexOf(range.from) && level <= levels.indexOf(range.to);
}

function isYearIn(value: string, range: YearRange | typeof NOT_STATED): boolean {
  if (range === NOT_STATED || value === NOT_STATED) return range === value;
  const year = Number(value);
  return year >= (range.from ?? -Infinity) && year <= (range.to ?? Infinity);
}
