// Methods that show one study or read one page.
import { AppError } from '../../../shared/contract/errors.ts';
import type { PageView } from '../../../shared/contract/types.ts';
import { slugFromAddress, type Slug } from '../../../shared/domain/ids.ts';
import type { StudyOrigin, StudyReading } from '../../../shared/domain/study.ts';
import { keepKnownBadges } from '../../atlas/keep-badges.ts';
import { notFoundIn } from '../../atlas/page-reader/not-found.ts';
import { readStudyPage } from '../../atlas/page-reader.ts';
import type { OpenServices, Services } from '../../services.ts';
import { createStudyWriter } from '../../storage/atlas/study-writer.ts';
import type { Handler } from '../router.ts';
import { pageView, studyView, type OwnMarks } from '../study-view.ts';

/** `study.show`: a study with its three PEM sources and what the reader added. Errors: `not-found`. */
export const showStudy: Handler<Services, 'study.show'> = async (services, { slug }) => {
  const open = await services.open();
  const inMirror = open.studies.find(slug);
  const study = inMirror ?? open.studies.lastShown(slug);
  if (study === null) {
    throw new AppError(
      'not-found',
      `No study with the name ${slug} is in the copy of the atlas. "companion search" finds studies; "companion sync" fetches more of them.`,
      { ref: slug },
    );
  }
  const own = ownMarks(open, study.reading.slug);
  return studyView(study, {
    own,
    missing: notFoundIn(study.reading),
    shownFrom: inMirror === null ? 'history' : 'mirror',
  });
};

function ownMarks({ library, names }: OpenServices, slug: Slug): OwnMarks {
  return {
    citationKey: library.references.keyOf(slug),
    tags: library.marks.tagsOf(slug),
    read: library.marks.readState(slug),
    lists: library.lists.containing(slug).map((list) => list.name),
    notes: library.notes.of({ slug }),
    coding: library.marks.coding(slug),
    seen: library.seen.of(slug),
    formerNames: names.of(slug).filter((name) => name !== slug),
    marksByName: library.marks.marksByName(slug),
  };
}

interface GivenPage {
  readonly study: StudyReading;
  readonly view: PageView;
}

function readGivenPage(text: string, url: string | null): GivenPage {
  const named = url === null ? null : slugFromAddress(url);
  if (url !== null && named === null) {
    throw new AppError(
      'invalid-input',
      `${url.slice(0, 200)} is not the address of a study (it ends in /evidence/ and the study's name). Nothing was stored.`,
      { ref: 'url' },
    );
  }
  const result = readStudyPage(text, { url });
  if (result.ok) {
    const { study, notFound } = result;
    if (named !== null && study.slug !== named) {
      throw new AppError(
        'invalid-input',
        `The page says that it is ${study.slug}, and its address was given as that of ${named}. Nothing was stored. Leave --url out, or give the page that belongs to it.`,
        { ref: study.slug },
      );
    }
    return { study, view: pageView(study, notFound) };
  }
  if (result.reason === 'no-slug') {
    throw new AppError(
      'page-has-no-slug',
      `The text reads as a study, but does not say which one (${result.detail}). Nothing was stored. Give its address with --url https://www.mecfsatlas.com/evidence/….`,
    );
  }
  throw new AppError(
    'not-a-study-page',
    `This is not a study page of the atlas: ${result.detail} Nothing was stored. Give the whole page of one study, saved from the browser or copied as text.`,
  );
}

/** `page.inspect`: what a page says; nothing is stored. Errors: `not-a-study-page`, `page-has-no-slug`, `invalid-input`. */
export const inspectPage: Handler<Services, 'page.inspect'> = (_services, { text, url }) =>
  readGivenPage(text, url).view;

/** `page.import`: the same, and kept as "from a page given on …". Errors: as `page.inspect`, and the writer's. */
export const importPage: Handler<Services, 'page.import'> = async (services, { text, url }) => {
  const given = readGivenPage(text, url);
  const open = await services.open();
  const study = keepKnownBadges(
    given.study,
    open.studies.find(given.study.slug) ?? open.studies.lastShown(given.study.slug),
  );
  const origin: StudyOrigin = {
    kind: 'given-page',
    source: 'a page given by hand',
    at: services.platform.now(),
  };
  const page = { url: study.url, body: text, etag: null, lastModified: null };
  const [stored = 'unchanged'] = createStudyWriter(open.mirror).write(
    [{ reading: study, page }],
    origin,
  );
  return {
    ...pageView(study, given.view.notFound),
    stored,
    origin: open.studies.find(study.slug)?.origin ?? origin,
  };
};
