// Methods that write citations.
// Invariant: a study's key is chosen once; a file that is not ours is left alone.
import { AppError } from '../../../shared/contract/errors.ts';
import type { MethodOutput, ParsedInput } from '../../../shared/contract/types.ts';
import type { CslItem } from '../../../shared/domain/csl.ts';
import type { UnixMs } from '../../../shared/domain/ids.ts';
import { FORMAT_FACTS, isStyledFormat } from '../../../shared/domain/export-formats.ts';
import { withSnapshots } from '../../export/atlas-snapshot.ts';
import { keysForItems } from '../../export/citation-keys.ts';
import { fileNameFor } from '../../../shared/util/file-name.ts';
import { ITEM_WRITERS, LIST_WRITERS } from '../../export/list-writers.ts';
import { DEFAULT_STYLE } from '../../export/styles/shipped-styles.ts';
import { citedTitle } from '../../export/study-to-csl.ts';
import { thinEntries } from '../../export/thin-report.ts';
import type { OpenServices, Services } from '../../services.ts';
import { gatherList } from '../cited-list.ts';
import { saveToTarget, targetPath } from '../save-to-target.ts';
import { checkStyleUse, namesLeftOut, writeStyled, writeStyledList } from '../styled.ts';
import type { Handler } from '../router.ts';
import { touchStudies } from '../touch.ts';

type Rendered = MethodOutput<'export.render'>;
type Request = ParsedInput<'export.render'>;

/** What else than list and format makes another text; what goes without saying is left out. */
function optionsOf({ snapshots, style }: Request): Readonly<Record<string, unknown>> {
  const named = style?.trim().toLowerCase() ?? DEFAULT_STYLE;
  return {
    ...(snapshots ? { snapshots } : {}),
    ...(named === DEFAULT_STYLE ? {} : { style: named }),
  };
}

async function renderList(
  services: Services,
  open: OpenServices,
  request: Request,
): Promise<Rendered> {
  checkStyleUse({ ...request, part: 'bibliography' });
  return keptFrom(open, request) ?? (await renderAnew(services, open, request));
}

/** The very text that was exported by then; null where there was none. */
function keptFrom(open: OpenServices, request: Request): Rendered | null {
  const { list, format, asOf } = request;
  if (asOf === null) return null;
  const { id, name } = open.library.lists.find(list);
  const kept = open.library.keptExports.lastBy(
    { listId: id, format, options: optionsOf(request) },
    asOf,
  );
  if (kept === null) return null;
  const { text, entries, madeAt } = kept;
  return {
    ...{ text, entries, keys: [], warnings: [], thin: [] },
    suggestedName: fileNameFor(name, FORMAT_FACTS[format].extension),
    origin: { kind: 'kept', madeAt },
  };
}

// Days are days of UTC, and the reader's own may have begun already.
const NOT_YET_MS = 2 * 24 * 60 * 60 * 1000;

/** @throws AppError `invalid-input` for a day of which nothing can be known */
function checkHasCome(asOf: UnixMs, now: UnixMs): void {
  if (asOf - now <= NOT_YET_MS) return;
  throw new AppError(
    'invalid-input',
    'The day that was asked for is still to come, so nothing can be built as of it. Nothing was written. Name today or an earlier day.',
  );
}

async function renderAnew(
  services: Services,
  open: OpenServices,
  request: Request,
): Promise<Rendered> {
  const { list, format, style, asOf, keep } = request;
  if (asOf !== null) checkHasCome(asOf, services.platform.now());
  const gathered = gatherList(services, open, { list, asOf });
  const written = request.snapshots
    ? withSnapshots(gathered.studies)
    : { studies: gathered.studies, warnings: [] };
  const { studies } = written;
  const cited = { ...gathered, studies };
  const { text, warnings } = isStyledFormat(format)
    ? await writeStyledList(services, cited, { format, style })
    : LIST_WRITERS[format](cited);
  const remarks = [...gathered.warnings, ...written.warnings, ...warnings];
  const entries = studies.length;
  // What is built anew for a day is no export of that day.
  if (keep && asOf === null) {
    open.library.keptExports.keep(
      { listId: gathered.id, format, options: optionsOf(request) },
      { text, entries, madeAt: services.platform.now() },
    );
  }
  return {
    text,
    entries,
    keys: studies.map(({ key }) => key).sort(),
    warnings: remarks,
    suggestedName: fileNameFor(gathered.name, FORMAT_FACTS[format].extension),
    thin: thinEntries({
      entries: gathered.studies,
      warnings: remarks,
      left: open.library.leftRemarks.of(gathered.studies.map(({ slug }) => slug)),
    }),
    origin: { kind: asOf === null ? 'now' : 'rebuilt' },
  };
}

/** `export.render`: the text of a list's citations, of now or of a day. Errors: `not-found`, `invalid-input`, `library-corrupt`. */
export const renderExport: Handler<Services, 'export.render'> = async (services, input) =>
  await renderList(services, await services.open(), input);

/** `report.leave`: leaves a remark of the report as it is, or brings it up again. Errors: `not-found`. */
export const leaveRemark: Handler<Services, 'report.leave'> = async (
  services,
  { slug, lack, isLeft },
) => {
  const open = await services.open();
  touchStudies(services, open, [slug]);
  const { leftRemarks, undo } = open.library;
  const now = services.platform.now();
  const isNew = isLeft ? leftRemarks.leave(slug, lack, now) : leftRemarks.raise(slug, lack, now);
  return { changed: isNew ? [slug] : [], undo: undo.takeRecorded() };
};

/** `export.save`: writes it to a chosen file. Errors: `target-not-ours`, `not-writable`, `disk-full`, `not-found`. */
export const saveExport: Handler<Services, 'export.save'> = async (
  services,
  { list, format, style, asOf, snapshots, target, force },
) => {
  const path = targetPath(services, target);
  const open = await services.open();
  // Kept before it is written: what lies in a file can be had again.
  const { text, entries, warnings, origin } = await renderList(services, open, {
    ...{ list, format, style, asOf, snapshots, keep: true },
  });
  const { id: listId } = open.library.lists.find(list);
  const saved = saveToTarget(services, open, { path, text, force, listId, format });
  return { ...saved, entries, warnings, origin };
};

/** A title from elsewhere is mended as a study's is. */
function withCitedTitle(item: CslItem): CslItem {
  return item.title === undefined ? item : { ...item, title: citedTitle(item.title) };
}

/** `format.render`: CSL-JSON items in a format; of the library only a style that was added is read. Errors: `invalid-input`, `not-found`. */
export const renderFormat: Handler<Services, 'format.render'> = async (
  services,
  { to, style, part, items: given },
) => {
  checkStyleUse({ format: to, style, part });
  const items = given.map(withCitedTitle);
  const keys = keysForItems(items);
  const keyed = items.map((item, index) => ({ key: keys[index] ?? '', item }));
  if (isStyledFormat(to)) {
    const written = await writeStyled(services, { format: to, style, part, items });
    return { text: written.text, keys, warnings: [...written.warnings, ...namesLeftOut(keyed)] };
  }
  const { text, warnings } = ITEM_WRITERS[to](keyed);
  return { text, keys, warnings: [...warnings] };
};
