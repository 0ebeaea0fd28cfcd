// Gathers what is to be written of a list: each study with its stored key, its citation, and what is said of PEM.
// Invariant: a study's key is chosen once; a list is exported whole or not at all.
import { AppError } from '../../shared/contract/errors.ts';
import type { ListId, Slug, UnixMs } from '../../shared/domain/ids.ts';
import { codingPem } from '../../shared/domain/library.ts';
import type { MirrorStudy } from '../../shared/domain/study.ts';
import type { CitedStudy } from '../export/cited-study.ts';
import type { CitedList } from '../export/list-writers.ts';
import type { ExportWarning } from '../export/bibtex/write-bibtex.ts';
import type { OpenServices, Services } from '../services.ts';
import { derivedPemOf } from '../storage/atlas/study-columns.ts';
import type { ListReference } from '../storage/library/lists.ts';
import { giveKeys } from './new-keys.ts';
import { otherWords, titleProtection, withOwnTitle } from './own-titles.ts';
import { citationAt, citationOf } from './touch.ts';

export interface ListToGather {
  readonly list: ListReference;
  /** The studies as they were shown then; null: as they are now. */
  readonly asOf: UnixMs | null;
}

export interface GatheredList extends CitedList {
  readonly id: ListId;
  /** What is to be said of the citations' sources and keys, in no order. */
  readonly warnings: readonly ExportWarning[];
}

/** The list with all that its writers need; keys are stored for good. @throws AppError `not-found` */
export function gatherList(
  services: Services,
  open: OpenServices,
  { list: reference, asOf }: ListToGather,
): GatheredList {
  const list = open.library.lists.find(reference);
  const slugs = open.library.lists.entries(list.id);
  const lost = (slug: Slug): AppError => citationLost(slug, list.name);
  return {
    ...{ id: list.id, name: list.name, asOf },
    ...gatherStudies(services, open, { slugs, asOf, lost }),
  };
}

interface StudiesToGather {
  readonly slugs: readonly Slug[];
  readonly asOf: UnixMs | null;
  /** What is said of a study whose citation is nowhere. */
  readonly lost: (slug: Slug) => AppError;
}

/** The same for studies that are on no list. @throws AppError `not-found` */
export function gatherStudies(
  services: Services,
  open: OpenServices,
  { slugs, asOf, lost }: StudiesToGather,
): Pick<GatheredList, 'studies' | 'protection' | 'warnings'> {
  const { library } = open;
  const now = services.platform.now();
  const citations = slugs.map((slug) => {
    const citation = asOf === null ? citationOf(open, slug) : citationAt(open, slug, asOf);
    if (citation === null) throw lost(slug);
    return citation;
  });
  // The library's copies are of the newest versions.
  if (asOf === null) {
    library.references.keep(
      citations.map(({ kept }) => kept),
      now,
    );
  }
  const keys = giveKeys(services, open, slugs);
  const studies = citations.map(({ copy, study }, index) => ({
    ...copy,
    ...withOwnTitle(open, copy.slug, copy.item),
    key: keys[index] ?? '',
    aliases: library.references.otherKeysOf(copy.slug),
    ...aboutStudy(open, copy.slug, study),
  }));
  const warnings = citations.flatMap(({ copy, warnings: own }, index) =>
    [
      ...own,
      ...otherWords(studies[index]?.item ?? copy.item, copy.item),
      ...laterKeys(library.references.laterKeysOf(copy.slug)),
    ].map((warning) => ({ key: keys[index] ?? '', ...warning })),
  );
  return { studies, protection: titleProtection(open), warnings };
}

/** What each source says, apart; of a study that the copy lacks, as it was last shown. */
function aboutStudy(
  open: OpenServices,
  slug: Slug,
  cited: MirrorStudy | null,
): Pick<CitedStudy, 'study' | 'pem' | 'coding' | 'notes'> {
  const study = cited ?? open.studies.lastShown(slug);
  const coding = open.library.marks.coding(slug);
  return {
    study,
    coding,
    pem: {
      pem: study?.reading.badges.pem?.value ?? 'not-stated',
      derived: study === null ? 'not-stated' : derivedPemOf(study.reading, study.facts).value,
      mine: codingPem(coding),
    },
    notes: open.library.notes.of({ slug }),
  };
}

// Two studies of the library turned out to be one: the key that was given first is the one in the file.
function laterKeys(keys: readonly string[]): { readonly code: string; readonly message: string }[] {
  if (keys.length === 0) return [];
  const message = `This study also had the key ${keys.join(' and ')}, from when the atlas had it at another address. The file has the key that was given first. biblatex knows the other one as well (“ids”); for any other format a text that cites it has to be changed.`;
  return [{ code: 'two-keys', message }];
}

function citationLost(slug: Slug, listName: string): AppError {
  return new AppError(
    'not-found',
    `The citation of ${slug} is nowhere to be found, so the list was not exported. Take it out of “${listName}”, or sync to fetch it again.`,
    { ref: slug },
  );
}
