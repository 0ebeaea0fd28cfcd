// Names what built data was made from, so that it is built again when that changes.
// Invariant: the hash is of the sources as they were bundled, which are those that build the data;
// what lies in the checkout by then may be newer.
import { createHash } from 'node:crypto';

const ATLAS_SOURCES = import.meta.glob<string>(
  [
    './atlas-data.ts',
    '../../tests/support/generator/*.ts',
    '../../tests/support/atlas-pages/{build-reading,page-blocks,render-page}.ts',
    '../../src/main/storage/{open,migrate}.ts',
    '../../src/main/storage/atlas/{starter-fill,study-columns,study-writer}.ts',
    '../../src/main/storage/{atlas,history}/migrations/*.sql',
    '../../src/main/atlas/content-hash.ts',
    '../../src/shared/domain/{study,pem,participants}.ts',
    '../../src/shared/util/*.ts',
  ],
  { query: '?raw', import: 'default', eager: true },
);

const LIBRARY_SOURCES = import.meta.glob<string>(
  [
    './marks.ts',
    '../../tests/support/generator/random.ts',
    '../../src/main/storage/library/**/*.{ts,sql}',
    '../../src/shared/domain/library.ts',
    '../../src/shared/util/fold-text.ts',
  ],
  { query: '?raw', import: 'default', eager: true },
);

/** Stands for everything that decides the mirror's and the history's bytes. */
export function atlasFingerprint(starterMark: string): string {
  return hashOf({ ...ATLAS_SOURCES, starterMark });
}

/** Stands for everything that decides what is in the library. */
export function libraryFingerprint(): string {
  return hashOf(LIBRARY_SOURCES);
}

function hashOf(sources: Readonly<Record<string, string>>): string {
  const hash = createHash('sha256');
  for (const name of Object.keys(sources).sort()) {
    hash.update(`${name}\0${sources[name] ?? ''}\0`);
  }
  return hash.digest('hex').slice(0, 12);
}
