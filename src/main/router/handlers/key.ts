// Methods of citation keys.
// Invariant: what was a key stays an alias; what changes several keys is shown before it is done.
import { AppError } from '../../../shared/contract/errors.ts';
import type { ParsedInput } from '../../../shared/contract/types.ts';
import type { Slug } from '../../../shared/domain/ids.ts';
import { isValidKey, repairKey } from '../../export/citation-keys.ts';
import { assignKeys } from '../../export/keys/assign-keys.ts';
import { matchBibKeys, type KeyProposal } from '../../export/keys/match-bib.ts';
import { parseKeyTemplate, type KeyTemplate } from '../../export/keys/template.ts';
import type { OpenServices, Services } from '../../services.ts';
import { presentName, presentNames } from '../../storage/atlas/study-names.ts';
import type { KeyChange } from '../../storage/library/keys.ts';
import { newKeys, templateInUse, wantedKeyOf } from '../new-keys.ts';
import type { Handler } from '../router.ts';
import { citationOf, touchStudies } from '../touch.ts';

/** `key.show`: each study's key and aliases; nothing is given. Errors: `not-found`. */
export const showKeys: Handler<Services, 'key.show'> = async (services, { of }) => {
  const open = await services.open();
  const { keys, settings } = open.library;
  const slugs = studiesOf(open, of);
  for (const slug of slugs) {
    if (citationOf(open, slug) === null && keys.of(slug).key === null) throw unknownStudy(slug);
  }
  const without = slugs.filter((slug) => keys.of(slug).key === null);
  const next = newKeys(open, without, templateInUse(open));
  return {
    preset: settings.get().settings.keyPreset,
    keys: slugs.map((slug) => {
      const { key, aliases } = keys.of(slug);
      const given = key === null ? (next[without.indexOf(slug)] ?? null) : null;
      return { slug, key, next: given, aliases: aliases.filter((alias) => alias !== given) };
    }),
  };
};

/** `key.set`: the key of one study. Errors: `not-found`, `invalid-input`, `name-taken` (`ref`: whose it is). */
export const setKey: Handler<Services, 'key.set'> = async (services, input) => {
  const open = await services.open();
  const { keys, undo } = open.library;
  const key = input.key.trim();
  if (!isValidKey(key)) throw invalidKey(key);
  touchStudies(services, open, [input.slug]);
  const slug = presentName(open.names, input.slug);
  const before = keys.of(slug).key;
  const label = (): string =>
    `give the key ${key}${before === null ? '' : ` instead of ${before}`}`;
  const changed = keys.change({ label, at: services.platform.now() }, () => [{ slug, key }]);
  return {
    slug,
    key,
    aliases: [...keys.of(slug).aliases],
    changed: changed.length > 0,
    note: changed.length > 0 ? noteOf(before, key) : null,
    undo: undo.takeRecorded(),
  };
};

/** `key.applyPreset`: gives the keys of a preset to studies, or tells which. Errors: `not-found`, `invalid-input`. */
export const applyKeyPreset: Handler<Services, 'key.applyPreset'> = async (services, input) => {
  const open = await services.open();
  const { keys, settings, undo } = open.library;
  const preset = input.preset ?? settings.get().settings.keyPreset;
  const template = parseKeyTemplate(preset);
  const slugs = studiesOf(open, input.of);
  const unknown = slugs.find((slug) => citationOf(open, slug) === null);
  if (unknown !== undefined) throw unknownStudy(unknown);
  const titles = new Map(
    slugs.map((slug) => [slug, citationOf(open, slug)?.copy.item.title ?? '']),
  );
  const found = presetChanges(open, slugs, template);
  const changes = found.map(({ slug, key, before }) => ({
    slug,
    title: titles.get(slug) ?? '',
    before,
    after: key,
  }));
  const answer = { preset, changes, same: slugs.length - changes.length };
  if (!input.apply) return { ...answer, applied: false, undo: null };
  touchStudies(services, open, slugs);
  keys.change({ label: keysLabel, at: services.platform.now() }, () =>
    presetChanges(open, slugs, template),
  );
  return { ...answer, applied: true, undo: undo.takeRecorded() };
};

/** `key.import`: takes keys over from a .bib, or tells which. Errors: `not-found`. The file is only read. */
export const importKeys: Handler<Services, 'key.import'> = async (services, input, { signal }) => {
  const { readBibtexKeys } = await import('../../references/read-bibtex-keys.ts');
  const { entries, problems } = await readBibtexKeys(input.text, signal);
  const open = await services.open();
  const { keys, lists, undo } = open.library;
  const slugs = presentNames(open.names, lists.entries(lists.find(input.list).id));
  const match = () =>
    matchBibKeys(
      slugs.flatMap((slug) => {
        const citation = citationOf(open, slug);
        return citation === null
          ? []
          : [{ slug, item: citation.copy.item, key: keys.of(slug).key }];
      }),
      entries,
      (key) => keys.ownerOf(key),
    );
  const matched = match();
  const answer = {
    entries: entries.length,
    proposals: matched.proposals.map((each) => ({ ...each, bibKeys: [...each.bibKeys] })),
    unmatchedStudies: [...matched.unmatchedStudies],
    unmatchedKeys: [...matched.unmatchedKeys],
    problems: [...problems],
  };
  if (!input.apply) return { ...answer, changed: null, undo: null };
  const wanted = wantedChanges(input, matched.proposals);
  if (wanted.length > 0) {
    touchStudies(
      services,
      open,
      wanted.map(({ slug }) => slug),
    );
  }
  const changed = keys.change({ label: keysLabel, at: services.platform.now() }, () =>
    wantedChanges(input, match().proposals),
  );
  return { ...answer, changed: changed.length, undo: undo.takeRecorded() };
};

function wantedChanges(
  { only, repaired }: Pick<ParsedInput<'key.import'>, 'only' | 'repaired'>,
  proposals: readonly KeyProposal[],
): KeyChange[] {
  return proposals.flatMap(({ slug, key, state }) => {
    const isWanted = state === 'change' || (repaired && state === 'repaired');
    if (!isWanted || key === null) return [];
    return only === null || only.includes(slug) ? [{ slug, key }] : [];
  });
}

function studiesOf(open: OpenServices, of: ParsedInput<'key.show'>['of']): Slug[] {
  if ('slugs' in of) return presentNames(open.names, of.slugs);
  const { lists } = open.library;
  return lists.entries(lists.find(of.list).id);
}

function presetChanges(
  open: OpenServices,
  slugs: readonly Slug[],
  template: KeyTemplate,
): (KeyChange & { readonly before: string | null })[] {
  const { keys } = open.library;
  const wishes = slugs.map((slug) => ({
    slug,
    wanted: wantedKeyOf(open, slug, template),
    current: keys.of(slug).key,
  }));
  const given = assignKeys(wishes, (key) => keys.ownerOf(key));
  return wishes.flatMap(({ slug, current }) => {
    const key = given.get(slug) ?? current;
    return key === null || key === current ? [] : [{ slug, key, before: current }];
  });
}

function keysLabel(changed: number): string {
  return changed === 1 ? 'give 1 study another key' : `give ${changed} studies other keys`;
}

// Ignoring case they are one key, so that the old spelling cannot stay beside the new one.
function noteOf(before: string | null, key: string): string | null {
  if (before === null) return null;
  if (before.toLowerCase() === key.toLowerCase()) {
    return `“${before}” and “${key}” differ in capitals only, and count as one key. A text that cites “${before}” has to be changed: biber and some other programs tell capitals apart.`;
  }
  return `“${before}” stays an alias. biblatex finds the study by either; for BibTeX a text that cites “${before}” has to be changed.`;
}

function invalidKey(key: string): AppError {
  const repaired = repairKey(key);
  const advice = repaired === null ? '' : ` “${repaired}” would do.`;
  return new AppError(
    'invalid-input',
    `“${key.slice(0, 100)}” cannot be a key: a key is a letter of a to z, then such letters, digits, “_” and “-”. Nothing was changed.${advice}`,
  );
}

function unknownStudy(slug: Slug): AppError {
  return new AppError(
    'not-found',
    `No study with the name ${slug} is in the copy of the atlas. Nothing was changed. "companion search" finds studies.`,
    { ref: slug },
  );
}
