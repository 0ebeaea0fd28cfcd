// All studies: the search, what it found, and what can be done with what is selected.
// Invariant: the list keeps its place while the data change under it; the query is the core's to read.
import { useEffect, useRef, type ReactElement } from 'react';
import { flushSync } from 'react-dom';
import { askFor, useSearch } from '../../api/search-store.ts';
import { select } from '../../api/selection.ts';
import { changePlace, useSettings } from '../../api/settings-store.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { useCommand } from '../../commands/registry.ts';
import { StudyGrid } from '../../ui/grid/StudyGrid.tsx';
import { EmptyResult } from './EmptyResult.tsx';
import { ResultBar } from './ResultBar.tsx';
import { totalInWords } from './result-words.ts';
import { SearchField } from './SearchField.tsx';
import { stepStudy, useBrowseGrid } from './use-browse-grid.ts';
import { useSearchKeeper } from './use-search-keeper.ts';
import styles from './BrowseList.module.css';

export interface BrowseListProps {
  /** Moves the focus into the open study. */
  readonly onEnterStudy: () => void;
}

/** The middle pane of browsing. */
export function BrowseList({ onEnterStudy }: BrowseListProps): ReactElement {
  const field = useRef<HTMLInputElement>(null);
  const root = useRef<HTMLDivElement>(null);
  const size = useAnswer('status.get', {}, ['mirror']).value?.studies.total ?? null;
  const answered = useSearch((state) => state.of?.query);
  useSearchKeeper();
  useSelectionOfBrowse();
  useCommand('search.focus', () => {
    // At once, so that what is typed next goes into the field; it takes the focus once it is in sight.
    flushSync(() => {
      changePlace({ screen: 'browse', list: null });
    });
    field.current?.focus();
    field.current?.select();
  });
  useCommand('search.clear', () => {
    askFor({ query: '' });
    field.current?.focus();
  });
  useCommand('study.next', () => {
    stepStudy(1);
  });
  useCommand('study.previous', () => {
    stepStudy(-1);
  });
  return (
    // What the rows answer, for whoever measures how soon they do.
    <div className={styles['browse']} ref={root} data-answered={answered}>
      <SearchField
        field={field}
        onLeave={() => {
          root.current?.querySelector<HTMLElement>('[role="row"][tabindex="0"]')?.focus();
        }}
      />
      <ResultBar size={size} />
      <Results onEnterStudy={onEnterStudy} size={size} />
    </div>
  );
}

interface ResultsProps extends BrowseListProps {
  readonly size: number | null;
}

function Results({ onEnterStudy, size }: ResultsProps): ReactElement | null {
  const opened = useSearch((state) => state.opened);
  const grid = useBrowseGrid(onEnterStudy);
  if (opened === null) return null;
  if (opened.total === 0) return <EmptyResult size={size} />;
  return (
    <StudyGrid
      {...grid}
      label={`Studies, ${totalInWords(opened.total, size)}`}
      count={opened.total}
      terms={opened.terms}
    />
  );
}

/** What is selected here is not selected in a list. */
function useSelectionOfBrowse(): void {
  const isShown = useSettings(({ place }) => place.screen !== 'list' || place.list === null);
  useEffect(() => {
    if (!isShown) return;
    return () => {
      select([]);
    };
  }, [isShown]);
}
