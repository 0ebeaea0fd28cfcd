// Keys for studies that have none, as the reader's setting wants them.
// Invariant: a setting that cannot be read (a newer version's) gives the atlas's own keys; a key, once given, stays.
import type { CslItem } from '../../shared/domain/csl.ts';
import type { Slug } from '../../shared/domain/ids.ts';
import { DEFAULT_KEY_PRESET } from '../../shared/domain/key-presets.ts';
import { assignKeys } from '../export/keys/assign-keys.ts';
import { keyFromTemplate, parseKeyTemplate, type KeyTemplate } from '../export/keys/template.ts';
import type { OpenServices, Services } from '../services.ts';
import { citationOf } from './touch.ts';

/** The studies' keys in the order given; those without one are given one for good. */
export function giveKeys(
  services: Services,
  open: OpenServices,
  slugs: readonly Slug[],
): readonly string[] {
  const { references } = open.library;
  return references.keysFor(slugs, services.platform.now(), (missing) =>
    newKeys(open, missing, templateInUse(open)),
  );
}

/** What the studies would be called, as if none of them had a key yet; nothing is stored. */
export function newKeys(
  open: OpenServices,
  slugs: readonly Slug[],
  template: KeyTemplate,
): readonly string[] {
  const wishes = slugs.map((slug) => ({
    slug,
    wanted: wantedKeyOf(open, slug, template),
    current: null,
  }));
  const given = assignKeys(wishes, (key) => open.library.keys.ownerOf(key));
  return slugs.map((slug) => given.get(slug) ?? '');
}

/** What a template makes of a study's citation as it is exported. */
export function wantedKeyOf(open: OpenServices, slug: Slug, template: KeyTemplate): string {
  return keyFromTemplate(template, () => itemOf(open, slug), slug);
}

/** The template of the setting. */
export function templateInUse(open: OpenServices): KeyTemplate {
  try {
    return parseKeyTemplate(open.library.settings.get().settings.keyPreset);
  } catch {
    return parseKeyTemplate(DEFAULT_KEY_PRESET);
  }
}

function itemOf(open: OpenServices, slug: Slug): CslItem {
  return citationOf(open, slug)?.copy.item ?? { id: slug, type: 'article-journal' };
}
