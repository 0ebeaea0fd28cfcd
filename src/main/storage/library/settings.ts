// What the reader set, and where they were: one row a value.
// Invariant: reading never fails for what is stored: a value that is unknown or broken (a newer version's,
// a damaged one) is the default, for that one value alone, and is left in the file.
import { CONTRACT } from '../../../shared/contract/schemas.ts';
import {
  DEFAULT_PLACE,
  DEFAULT_SETTINGS,
  type Place,
  type Settings,
} from '../../../shared/domain/settings.ts';
import { inTransaction, type LibraryDatabase } from '../open.ts';

export interface StoredSettings {
  readonly settings: Settings;
  readonly place: Place;
}

/** Values to change; a part that is given is replaced whole (`panes`, `note`). */
export interface SettingsPatch {
  readonly settings?: { readonly [K in keyof Settings]?: Settings[K] | undefined } | undefined;
  readonly place?: { readonly [K in keyof Place]?: Place[K] | undefined } | undefined;
}

export interface SettingsRepository {
  get(): StoredSettings;
  /** Changes what is given; equal values are not written. Not a step that undo takes back. */
  set(patch: SettingsPatch): void;
  /**
   * Writes without waiting until the disk has it: for a place, which is written while a person reads and
   * types, and a disk may take a tenth of a second. After a power cut the app opens at an older place.
   * Not within a transaction.
   */
  withoutWaiting<T>(write: () => T): T;
}

/** Prepares the statements of settings. */
export function createSettingsRepository(db: LibraryDatabase): SettingsRepository {
  const all = db.prepare<[], { name: string; value_json: string }>(
    'SELECT name, value_json FROM setting',
  );
  const put = db.prepare(`INSERT INTO setting (name, value_json) VALUES (?, ?)
    ON CONFLICT (name) DO UPDATE SET value_json = excluded.value_json
    WHERE excluded.value_json IS NOT value_json`);
  return {
    get() {
      const stored = new Map(all.all().map((row) => [row.name, row.value_json]));
      return {
        settings: withStored('settings', DEFAULT_SETTINGS, stored),
        place: withStored('place', DEFAULT_PLACE, stored),
      };
    },
    set(patch) {
      inTransaction(db, () => {
        for (const part of ['settings', 'place'] as const) {
          for (const [name, value] of Object.entries(patch[part] ?? {})) {
            if (value !== undefined) put.run(`${part}.${name}`, JSON.stringify(value));
          }
        }
      });
    },
    withoutWaiting(write) {
      db.pragma('synchronous = NORMAL');
      try {
        return write();
      } finally {
        db.pragma('synchronous = FULL');
      }
    },
  };
}

function withStored<T extends object>(
  part: 'settings' | 'place',
  defaults: T,
  stored: ReadonlyMap<string, string>,
): T {
  const values = Object.keys(defaults).flatMap((name) => {
    const json = stored.get(`${part}.${name}`);
    return json === undefined ? [] : readValue(part, name, json);
  });
  return { ...defaults, ...Object.fromEntries(values) };
}

/** The value, as one pair, where the contract takes it for this name; else nothing. */
function readValue(part: 'settings' | 'place', name: string, json: string): [string, unknown][] {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return [];
  }
  // The schema of a change: every value may be given alone.
  const parsed = CONTRACT['settings.set'].input.safeParse({ [part]: { [name]: value } });
  return parsed.success ? [[name, value]] : [];
}
