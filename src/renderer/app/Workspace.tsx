// The three panes: lists and filters, the studies, the study with its notes.
// Invariant: the open study is the place's; a narrow window shows fewer panes at once, never less.
import { Suspense, useCallback, useEffect, useRef, useState, type ReactElement } from 'react';
import { createPortal, flushSync } from 'react-dom';
import { useAskedForm } from '../api/reference-form.ts';
import { focusWhenSettled } from '../a11y/focus-when-settled.ts';
import { changePlace, useSettings } from '../api/settings-store.ts';
import { CommandsAreOn, useCommand } from '../commands/registry.ts';
import { BrowseList } from '../features/browse/BrowseList.tsx';
import { Filters } from '../features/browse/Filters.tsx';
import { ListsSidebar } from '../features/lists/ListsSidebar.tsx';
import { ListView } from '../features/lists/ListView.tsx';
import { Boundary } from '../ui/Boundary.tsx';
import { lazyPart } from '../ui/lazy-part.ts';
import { Splitter } from '../ui/Splitter.tsx';
import { ListNote } from './ListNote.tsx';
import { onStudyVisit, openList } from './navigation.ts';
import { paneCount, paneLimits, useWindowSize } from './pane-layout.ts';
import { PaneSwitch } from './PaneSwitch.tsx';
import { useRowClicks } from './row-clicks.ts';
import { StudyActions } from './StudyActions.tsx';
import { StudySide } from './StudySide.tsx';
import { visiblePanes, type PaneName } from './visible-panes.ts';
import styles from './Workspace.module.css';

const ExportView = lazyPart(async () => ({
  default: (await import('../features/export/ExportView.tsx')).ExportView,
}));

export interface WorkspaceProps {
  /** False while another screen covers it: its commands rest. */
  readonly isShown: boolean;
  /** Where the switches of the panes are shown; null until it is there. */
  readonly switchSlot: HTMLElement | null;
}

/** Browse and lists: all that is done with studies. */
export function Workspace({ isShown, switchSlot }: WorkspaceProps): ReactElement {
  // Piece by piece: scrolling, typing and opening a study change the place too, and nothing here.
  const panes = useSettings(({ place }) => place.panes);
  const list = useSettings(({ place }) => place.list);
  const screen = useSettings(({ place }) => place.screen);
  const { width, rem } = useWindowSize();
  const count = paneCount(width, rem);
  const [narrow, setNarrow] = useState<PaneName>('list');
  const [isExporting, setExporting] = useState(false);
  const isList = screen === 'list' && list !== null;

  const shows = visiblePanes(count, narrow, panes);
  const show = (pane: PaneName): void => {
    setNarrow(pane);
    if (count !== 3) return;
    if (pane === 'filters') changePlace({ panes: { ...panes, isFiltersFolded: false } });
    if (pane === 'study') changePlace({ panes: { ...panes, isStudyFolded: false } });
  };
  const enterStudy = (): void => {
    show('study');
    setTimeout(() => {
      focusWhenSettled('#study-heading');
    });
  };
  const goBack = useCallback(() => {
    setNarrow('list');
  }, [setNarrow]);
  const visit = useRef({ enterStudy, show });
  useEffect(() => {
    visit.current = { enterStudy, show };
  });
  useEffect(
    () =>
      onStudyVisit(() => {
        visit.current.enterStudy();
      }),
    [],
  );
  // A form that is asked for takes the focus itself, and is shown for that.
  useEffect(
    () =>
      useAskedForm.subscribe(({ slug }) => {
        if (slug !== null) visit.current.show('study');
      }),
    [],
  );
  // Where one pane is shown at a time, a study that is chosen with the mouse is gone to.
  const listPane = useRowClicks(count === 1, enterStudy);
  useCommand(
    'filters.toggle',
    () => {
      if (count === 3) {
        changePlace({ panes: { ...panes, isFiltersFolded: !panes.isFiltersFolded } });
      } else setNarrow(narrow === 'filters' ? 'list' : 'filters');
    },
    isShown,
  );
  useCommand(
    'study.toggle',
    () => {
      if (count === 3) changePlace({ panes: { ...panes, isStudyFolded: !panes.isStudyFolded } });
      else setNarrow(narrow === 'study' ? 'list' : 'study');
    },
    isShown,
  );

  useCommand(
    'search.focus',
    () => {
      // At once, so that what is typed next goes into the field.
      flushSync(() => {
        openList(null);
        setNarrow('list');
      });
      document.querySelector<HTMLElement>('input[type="search"]')?.focus();
    },
    isShown && (count !== 3 || isList),
  );

  const filtersLimits = paneLimits(width, shows.study ? panes.study : 0, rem);
  const studyLimits = paneLimits(width, shows.filters ? panes.filters : 0, rem);
  return (
    <div className={styles['workspace']}>
      <div className={styles['panes']}>
        <section
          className={paneClass('filters', count === 3)}
          style={count === 3 ? { width: clamp(panes.filters, filtersLimits) } : {}}
          aria-label="Lists and filters"
          data-pane
          tabIndex={-1}
          hidden={!shows.filters}
        >
          <ListsSidebar
            openList={isList ? list : null}
            onOpen={(chosen) => {
              openList(chosen);
              setExporting(false);
              if (count !== 3) setNarrow('list');
            }}
          />
          {!isList && <Filters />}
        </section>
        {count === 3 && shows.filters && (
          <Splitter
            label="Width of the filters"
            side="before"
            value={clamp(panes.filters, filtersLimits)}
            {...filtersLimits}
            onChange={(filters) => {
              changePlace({ panes: { ...panes, filters } });
            }}
          />
        )}
        <section
          className={styles['list']}
          aria-label={isList ? 'List' : 'Studies'}
          data-pane
          tabIndex={-1}
          hidden={!shows.list}
          ref={listPane}
        >
          {/* Kept while a list is shown, so that its place is where it was. */}
          <div className={styles['fill']} hidden={isList}>
            <Boundary>
              <BrowseList onEnterStudy={enterStudy} />
            </Boundary>
          </div>
          {isList && (
            <CommandsAreOn value={isShown && !isExporting}>
              <div className={styles['fill']} hidden={isExporting}>
                <ListView
                  key={list}
                  listId={list}
                  onEnterStudy={enterStudy}
                  noteSlot={<ListNote listId={list} />}
                  onExport={() => {
                    setExporting(true);
                  }}
                  onClosed={() => {
                    openList(null);
                    focusLater('input[type="search"]');
                  }}
                />
              </div>
            </CommandsAreOn>
          )}
          {isList && isExporting && (
            <Suspense fallback={null}>
              <ExportView
                listId={list}
                onClose={() => {
                  setExporting(false);
                  focusLater('#list-heading');
                }}
              />
            </Suspense>
          )}
        </section>
        {count === 3 && shows.study && (
          <Splitter
            label="Width of the study"
            side="after"
            value={clamp(panes.study, studyLimits)}
            {...studyLimits}
            onChange={(study) => {
              changePlace({ panes: { ...panes, study } });
            }}
          />
        )}
        <section
          className={paneClass('study', count === 3)}
          style={count === 3 ? { width: clamp(panes.study, studyLimits) } : {}}
          aria-label="Study"
          data-pane
          tabIndex={-1}
          hidden={!shows.study}
        >
          <Boundary>
            <StudySide isMarked={!isList} onBack={count === 1 ? goBack : undefined} />
          </Boundary>
        </section>
      </div>
      <StudyActions isShown={isShown} />
      {isShown &&
        switchSlot !== null &&
        createPortal(
          <PaneSwitch
            count={count}
            shows={shows}
            onShow={show}
            onFold={(pane) => {
              changePlace({
                panes: {
                  ...panes,
                  ...(pane === 'filters' ? { isFiltersFolded: true } : { isStudyFolded: true }),
                },
              });
            }}
          />,
          switchSlot,
        )}
    </div>
  );
}

/** Focuses what is about to be shown. */
function focusLater(selector: string): void {
  setTimeout(() => document.querySelector<HTMLElement>(selector)?.focus());
}

function paneClass(pane: 'filters' | 'study', isSized: boolean): string {
  return `${styles[pane] ?? ''} ${isSized ? (styles['sized'] ?? '') : ''}`;
}

function clamp(
  value: number,
  { min, max }: { readonly min: number; readonly max: number },
): number {
  return Math.min(max, Math.max(min, value));
}
