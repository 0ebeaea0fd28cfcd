// How far the walks of a source's listing had come, so that another process goes on where one was ended.
// Invariant: a place that is too old is none: what was passed may have moved since.
import type { ListingPlace, ListingPlaces } from '../../atlas/source.ts';
import type { UnixMs } from '../../../shared/domain/ids.ts';
import { inTransaction, type MirrorDatabase } from '../open.ts';

interface StoredPlace {
  readonly at: UnixMs;
  readonly place: ListingPlace;
}

export interface KeptListingPlaces extends ListingPlaces {
  /** What was found stands in a run's queue now. */
  forget(): void;
}

export interface ListingPlacesOptions {
  readonly source: string;
  readonly now: () => UnixMs;
  readonly isFresh: (keptAt: UnixMs, now: UnixMs) => boolean;
}

/** Prepares the statements over an open mirror. */
export function createListingPlaces(
  db: MirrorDatabase,
  { source, now, isFresh }: ListingPlacesOptions,
): KeptListingPlaces {
  const read = db
    .prepare<[string], string>('SELECT value FROM sync_state WHERE name = ?')
    .pluck(true);
  const put = db.prepare(
    'INSERT INTO sync_state (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );
  const drop = db.prepare('DELETE FROM sync_state WHERE name = ?');
  const dropAll = db.prepare(
    'DELETE FROM sync_state WHERE substr(name, 1, length(@start)) = @start',
  );
  const start = `listing-place ${source} `;
  return {
    read(part) {
      const value = read.get(start + part);
      if (value === undefined) return null;
      const { at, place } = JSON.parse(value) as StoredPlace;
      return isFresh(at, now()) ? place : null;
    },
    keep(part, place) {
      inTransaction(db, () => {
        if (place === null) drop.run(start + part);
        else put.run(start + part, JSON.stringify({ at: now(), place } satisfies StoredPlace));
      });
    },
    forget() {
      inTransaction(db, () => dropAll.run({ start }));
    },
  };
}
