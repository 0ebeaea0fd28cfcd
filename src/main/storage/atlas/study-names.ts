// The names a study has had: the atlas renames an address by a redirect, and the library keeps the old name.
// Invariant: names that redirect to each other are one study, with one present name; chains and circles end;
// nothing is rewritten for it, so that what the library holds under an old name is found by reading.
import type { Database } from 'better-sqlite3';
import type { Slug } from '../../../shared/domain/ids.ts';

/** A redirect, as seen by a sync. */
export interface SlugAlias {
  readonly alias: Slug;
  readonly slug: Slug;
}

export interface StudyNames {
  /** All names of a study, the present one first, then the others by alphabet; a name without others alone. */
  of(slug: Slug): readonly Slug[];
  /** Every name that is not the present one of its study, with that one. Empty for most readers. */
  former(): ReadonlyMap<Slug, Slug>;
}

/** Where no redirect is known: each name is a study's only one. */
export const NO_OTHER_NAMES: StudyNames = { of: (slug) => [slug], former: () => new Map() };

/** The present name of a study. */
export function presentName(names: StudyNames, slug: Slug): Slug {
  return names.of(slug)[0] ?? slug;
}

/** Each study once, by its present name, where it comes first. */
export function presentNames(names: StudyNames, slugs: readonly Slug[]): Slug[] {
  return [...new Set(slugs.map((slug) => presentName(names, slug)))];
}

/**
 * The names of every study that has several. The present one is where the redirects end, or, in a circle, the
 * first by alphabet; but a name that `isShown` goes before names of which the mirror has no study to show.
 */
export function groupNames(
  aliases: readonly SlugAlias[],
  isShown: (slug: Slug) => boolean,
): Map<Slug, readonly Slug[]> {
  const next = new Map(aliases.map(({ alias, slug }) => [alias, slug] as const));
  const groups = new Map<Slug, Set<Slug>>();
  for (const { alias, slug } of aliases) {
    const [one, other] = [groups.get(alias) ?? [alias], groups.get(slug) ?? [slug]];
    const joined = new Set([...one, ...other]);
    for (const name of joined) groups.set(name, joined);
  }
  const found = new Map<Slug, readonly Slug[]>();
  for (const group of new Set(groups.values())) {
    if (group.size === 1) continue;
    const ends = endsOf(group, next);
    const order = [...group].sort(
      (one, other) =>
        Number(isShown(other)) - Number(isShown(one)) ||
        Number(ends.has(other)) - Number(ends.has(one)) ||
        (one < other ? -1 : 1),
    );
    const [present, ...others] = order;
    const names = present === undefined ? [] : [present, ...others.sort()];
    for (const name of group) found.set(name, names);
  }
  return found;
}

// The name that redirects nowhere, or all that the redirects lead round to.
function endsOf(group: ReadonlySet<Slug>, next: ReadonlyMap<Slug, Slug>): ReadonlySet<Slug> {
  const [start] = group;
  const path: Slug[] = [];
  for (let name = start; name !== undefined; name = next.get(name)) {
    const seenAt = path.indexOf(name);
    if (seenAt >= 0) return new Set(path.slice(seenAt));
    path.push(name);
  }
  return new Set(path.slice(-1));
}

interface Known {
  readonly version: number;
  readonly groups: ReadonlyMap<Slug, readonly Slug[]>;
  readonly former: ReadonlyMap<Slug, Slug>;
}

/** The names over a connection with the mirror attached as `atlas`; read again when the mirror has changed. */
export function createStudyNames(reader: Database): StudyNames {
  const version = reader.prepare<[], number>('PRAGMA atlas.data_version').pluck(true);
  const aliases = reader.prepare<[], SlugAlias>('SELECT alias, slug FROM atlas.slug_alias');
  const shown = reader
    .prepare<[], Slug>(
      `SELECT slug FROM atlas.study WHERE status = 'present' AND slug IN (SELECT alias FROM atlas.slug_alias UNION SELECT slug FROM atlas.slug_alias)`,
    )
    .pluck(true);
  let known: Known | null = null;
  function current(): Known {
    const now = version.get() ?? 0;
    if (known !== null && known.version === now) return known;
    const rows = aliases.all();
    const isShown = new Set(rows.length === 0 ? [] : shown.all());
    const groups = groupNames(rows, (slug) => isShown.has(slug));
    const former = new Map<Slug, Slug>();
    for (const [name, [present]] of groups) {
      if (present !== undefined && present !== name) former.set(name, present);
    }
    known = { version: now, groups, former };
    return known;
  }
  return {
    of: (slug) => current().groups.get(slug) ?? [slug],
    former: () => current().former,
  };
}
