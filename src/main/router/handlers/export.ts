// Methods that write citations.
// Invariant: a study's key is chosen once; a file that is not ours is left alone.
import { AppError } from '../../../shared/contract/errors.ts';
import type { MethodOutput } from '../../../shared/contract/types.ts';
import type { Slug } from '../../../shared/domain/ids.ts';
import type { ListReference } from '../../storage/library/lists.ts';
import { defaultKeyForSlug, keysForItems, uniqueKeys } from '../../export/citation-keys.ts';
import { exportList } from '../../export/export-list.ts';
import { exportFileName } from '../../export/file-name.ts';
import { thinEntries } from '../../export/thin-report.ts';
import { writeBibtex } from '../../export/bibtex/write-bibtex.ts';
import { writeExportFile } from '../../export/write-file.ts';
import { codingPem } from '../../../shared/domain/library.ts';
import type { PemValue } from '../../../shared/domain/pem.ts';
import type { MirrorStudy } from '../../../shared/domain/study.ts';
import type { OpenServices, Services } from '../../services.ts';
import { derivedPemOf } from '../../storage/atlas/study-columns.ts';
import type { Handler } from '../router.ts';
import { citationOf } from '../touch.ts';

type Rendered = MethodOutput<'export.render'>;

function renderList(services: Services, open: OpenServices, reference: ListReference): Rendered {
  const { library } = open;
  const now = services.platform.now();
  const list = library.lists.find(reference);
  const slugs = library.lists.entries(list.id);
  const citations = slugs.map((slug) => {
    const citation = citationOf(open, slug);
    if (citation === null) throw citationLost(slug, list.name);
    return citation;
  });
  library.references.keep(
    citations.map(({ copy }) => copy),
    now,
  );
  const keys = library.references.keysFor(slugs, now, (missing, taken) =>
    uniqueKeys(missing.map(defaultKeyForSlug), taken),
  );
  const keyed = citations.map((citation, index) => ({ ...citation, key: keys[index] ?? '' }));
  const { text, warnings } = exportList({
    listName: list.name,
    entries: keyed.map(({ copy, key }) => ({ ...copy, key })),
  });
  const ofSources = keyed.flatMap(({ key, copy, warnings: own }) =>
    [...own, ...laterKeys(library.references.otherKeysOf(copy.slug))].map((warning) => ({
      key,
      ...warning,
    })),
  );
  return {
    text,
    keys: [...keys].sort(),
    warnings: [...ofSources, ...warnings],
    suggestedName: exportFileName(list.name, 'bib'),
    thin: thinEntries(
      keyed.map(({ copy, study, key }) => ({ ...copy, key, pem: pemOf(open, copy.slug, study) })),
    ),
  };
}

// Two studies of the library turned out to be one: the key that was given first is the one in the file.
function laterKeys(keys: readonly string[]): { readonly code: string; readonly message: string }[] {
  if (keys.length === 0) return [];
  const message = `This study also had the key ${keys.join(' and ')}, from when the atlas had it at another address. The file has the key that was given first; a text that cites the other one has to be changed.`;
  return [{ code: 'two-keys', message }];
}

/** What each of the three sources says, apart; of a study that the copy lacks, as it was last shown. */
function pemOf(
  open: OpenServices,
  slug: Slug,
  cited: MirrorStudy | null,
): Record<'pem' | 'derived' | 'mine', PemValue> {
  const study = cited ?? open.studies.lastShown(slug);
  return {
    pem: study?.reading.badges.pem?.value ?? 'not-stated',
    derived: study === null ? 'not-stated' : derivedPemOf(study.reading, study.facts).value,
    mine: codingPem(open.library.marks.coding(slug)),
  };
}

function citationLost(slug: Slug, listName: string): AppError {
  return new AppError(
    'not-found',
    `The citation of ${slug} is nowhere to be found, so the list was not exported. Take it out of “${listName}”, or sync to fetch it again.`,
    { ref: slug },
  );
}

/** `export.render`: the text of a list's citations. Errors: `not-found`. */
export const renderExport: Handler<Services, 'export.render'> = async (services, { list }) =>
  renderList(services, await services.open(), list);

/** `export.save`: writes it to a chosen file. Errors: `target-not-ours`, `not-writable`, `disk-full`, `not-found`. */
export const saveExport: Handler<Services, 'export.save'> = async (
  services,
  { list, format, target, force },
) => {
  const path = services.platform.files.pathOf(target);
  if (path === null) {
    throw new AppError(
      'invalid-input',
      'The file to write to was not chosen in this session. Nothing was written. Choose it again.',
    );
  }
  const open = await services.open();
  const { references, lists } = open.library;
  const { text, keys, warnings } = renderList(services, open, list);
  const result = writeExportFile({ path, text, force, knownSha256: references.targetHash(path) });
  references.rememberTarget({
    path,
    listId: lists.find(list).id,
    format,
    sha256: result.sha256,
    at: services.platform.now(),
  });
  return {
    written: result.written,
    entries: keys.length,
    sha256: result.sha256,
    kept: result.backup,
    warnings,
  };
};

/** `format.render`: CSL-JSON items as BibTeX; nothing of the library is read. */
export const renderFormat: Handler<Services, 'format.render'> = (_services, { items }) => {
  const keys = keysForItems(items);
  const { text, warnings } = writeBibtex(
    items.map((item, index) => ({ key: keys[index] ?? '', item })),
    { charset: 'ascii' },
  );
  return { text, keys, warnings: [...warnings] };
};
