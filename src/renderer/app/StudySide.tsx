// The study that is open, with the reader's notes and coding beside the atlas's words.
import { memo, Suspense, useDeferredValue, type ReactElement } from 'react';
import { useSearch } from '../api/search-store.ts';
import { useSettings } from '../api/settings-store.ts';
import { useLateCommand } from '../commands/registry.ts';
import type { Slug } from '../../shared/domain/ids.ts';
import type { HitTerm } from '../../shared/domain/search.ts';
import { StudyPane } from '../features/study/StudyPane.tsx';
import { Boundary } from '../ui/Boundary.tsx';
import { lazyPart } from '../ui/lazy-part.ts';
import styles from './Page.module.css';

const Notes = lazyPart(async () => ({
  default: (await import('../features/notes/Notes.tsx')).Notes,
}));
const Coding = lazyPart(async () => ({
  default: (await import('../features/coding/Coding.tsx')).Coding,
}));
const Reference = lazyPart(async () => ({
  default: (await import('../features/reference/Reference.tsx')).Reference,
}));

export interface StudySideProps {
  /** What was searched for is marked in the study; not in a list, which nobody searches. */
  readonly isMarked: boolean;
  readonly onBack?: (() => void) | undefined;
}

const NO_TERMS: readonly HitTerm[] = [];

/** The right pane. It follows the open study by itself, so that opening one draws nothing else anew. */
export const StudySide = memo(function StudySide({
  isMarked,
  onBack,
}: StudySideProps): ReactElement {
  const slug = useSettings(({ place }) => place.slug);
  const found = useSearch(({ opened }) => opened?.terms) ?? NO_TERMS;
  // The rows of an answer are drawn first, the marks in the open study after them.
  const terms = useDeferredValue(isMarked ? found : NO_TERMS);
  useLateCommand('note.new', slug !== null);
  useLateCommand('coding.edit', slug !== null);
  useLateCommand('reference.complete', slug !== null);
  if (slug === null) {
    return (
      <p className={styles['page']}>
        No study is open. Choose one from the studies: it is shown here, with your notes.
      </p>
    );
  }
  return (
    <StudyPane
      slug={slug}
      terms={terms}
      {...(onBack === undefined ? {} : { onBack })}
      notes={<StudyNotes slug={slug} />}
      coding={<StudyCoding slug={slug} />}
      reference={<StudyReference slug={slug} />}
    />
  );
});

interface OwnWordsProps {
  readonly slug: Slug;
}

/** Another study's notes are another view: what is left of these is saved when they go. */
const StudyNotes = memo(function StudyNotes({ slug }: OwnWordsProps): ReactElement {
  return (
    <Boundary>
      <Suspense fallback={null}>
        <Notes key={slug} subject={{ slug }} title="Notes" isSingle={false} />
      </Suspense>
    </Boundary>
  );
});

const StudyCoding = memo(function StudyCoding({ slug }: OwnWordsProps): ReactElement {
  return (
    <Boundary>
      <Suspense fallback={null}>
        <Coding key={slug} slug={slug} />
      </Suspense>
    </Boundary>
  );
});

const StudyReference = memo(function StudyReference({ slug }: OwnWordsProps): ReactElement {
  return (
    <Boundary>
      <Suspense fallback={null}>
        <Reference key={slug} slug={slug} />
      </Suspense>
    </Boundary>
  );
});
