// The study that is open, with the reader's notes and coding beside the atlas's words.
import { Suspense, type ReactElement } from 'react';
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

export interface StudySideProps {
  readonly slug: Slug | null;
  readonly terms: readonly HitTerm[];
  readonly onBack?: () => void;
}

/** The right pane. */
export function StudySide({ slug, terms, onBack }: StudySideProps): ReactElement {
  useLateCommand('note.new', slug !== null);
  useLateCommand('coding.edit', slug !== null);
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
      notes={
        <Boundary>
          <Suspense fallback={null}>
            <Notes key={slug} subject={{ slug }} title="Notes" isSingle={false} />
          </Suspense>
        </Boundary>
      }
      coding={
        <Boundary>
          <Suspense fallback={null}>
            <Coding key={slug} slug={slug} />
          </Suspense>
        </Boundary>
      }
    />
  );
}
