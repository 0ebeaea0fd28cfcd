// All benchmarks, in the order they run.
// Invariant: each is loaded when it is its turn, so that a child process loads only what it measures.
import type { Bench, BenchContext } from './benches/bench.ts';
import type { Section } from './support/report.ts';

/** The benchmarks. To add one: a row here, a file in `benches/`. */
export const BENCHES: readonly Bench[] = [
  {
    name: 'search',
    about: 'p50 and p95 of typical queries with all counts, beside raw FTS5',
    run: async (context) => perSize(context, (await import('./benches/search.ts')).benchSearch),
  },
  {
    name: 'counts',
    about: 'facet counts without a text, beside SQL',
    run: async (context) => perSize(context, (await import('./benches/counts.ts')).benchCounts),
  },
  {
    name: 'open',
    about: 'the search index in a fresh process: load time and memory',
    run: async (context) => perSize(context, (await import('./benches/open-index.ts')).benchOpen),
  },
  {
    name: 'pages',
    about: 'reading a study page, by markup',
    run: async (context) => [(await import('./benches/pages.ts')).benchPages(context)],
  },
  {
    name: 'mirror',
    about: 'writing pages into history and mirror; a re-sync that changes nothing',
    run: async (context) => (await import('./benches/mirror.ts')).benchMirror(context),
  },
  {
    name: 'sync',
    about: 'copying an atlas over loopback: pages a second, memory, blocks of the main thread',
    run: async (context) => (await import('./benches/sync.ts')).benchSync(context),
  },
  {
    name: 'bibtex',
    about: 'BibTeX of the whole atlas, beside citation-js',
    run: async (context) => [(await import('./benches/bibtex.ts')).benchBibtex(context)],
  },
  {
    name: 'formats',
    about:
      'every format of the whole atlas, in process and as commands, beside citation-js and pandoc',
    run: async (context) => (await import('./benches/formats.ts')).benchFormats(context),
  },
  {
    name: 'styles',
    about: '500 references in APA, first, warm and kept, beside citation-js',
    run: async (context) => [await (await import('./benches/styles.ts')).benchStyles(context)],
  },
  {
    name: 'cli',
    about: 'the command line as whole processes, beside bare node, bootstrap and npm',
    run: async (context) => (await import('./benches/commands.ts')).benchCommands(context),
  },
  {
    name: 'window',
    about: 'the window in a browser: start, keystroke to painted rows, opening a study, memory',
    run: async (context: BenchContext): Promise<Section[]> => {
      const { benchWindow } = await import('./benches/window.ts');
      const sections: Section[] = [];
      for (const studies of context.sizes) sections.push(...(await benchWindow(studies, context)));
      return sections;
    },
  },
];

/** Those of which a filter is part of the name or of what it is about; all without a filter. */
export function chosenBenches(filters: readonly string[]): readonly Bench[] {
  if (filters.length === 0) return BENCHES;
  const byName = BENCHES.filter(({ name }) => filters.includes(name));
  if (byName.length === filters.length) return byName;
  return BENCHES.filter(({ name, about }) =>
    filters.some((filter) => `${name} ${about}`.toLowerCase().includes(filter)),
  );
}

function perSize(
  context: BenchContext,
  bench: (studies: number, context: BenchContext) => Section | readonly Section[],
): Section[] {
  return context.sizes.flatMap((studies) => bench(studies, context));
}
