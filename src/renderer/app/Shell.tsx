// The frame of the window: where one can go, what is shown, what was done last.
// Invariant: header and footer keep their place and height; only the middle changes.
import { Suspense, useEffect, useRef, useState, type ReactElement } from 'react';
import { flushSync } from 'react-dom';
import { CommandPalette } from '../commands/CommandPalette.tsx';
import { useKeyboard } from '../commands/use-keyboard.ts';
import { CommandsAreOn, runCommand, useCommand, useLateCommand } from '../commands/registry.ts';
import { closeReceipt } from '../api/receipt-place.ts';
import { usePrinting } from '../api/printing.ts';
import { undoLast } from '../api/undo-store.ts';
import { Boundary } from '../ui/Boundary.tsx';
import { Button } from '../ui/Button.tsx';
import { lazyPart, loadAllParts } from '../ui/lazy-part.ts';
import { ConnectionNotice } from './ConnectionNotice.tsx';
import { goTo, openList, openStudy, useScreen, visitStudy } from './navigation.ts';
import { movePane } from './panes.ts';
import { StatusBar } from './StatusBar.tsx';
import { useHostRequests } from './host-requests.ts';
import { useLookCommands } from './look-commands.ts';
import { SyncWatch } from './SyncWatch.tsx';
import { Workspace } from './Workspace.tsx';
import styles from './Shell.module.css';

const AddPage = lazyPart(async () => ({
  default: (await import('../features/add-page/AddPage.tsx')).AddPage,
}));
const SyncView = lazyPart(async () => ({
  default: (await import('../features/sync/SyncView.tsx')).SyncView,
}));
const SettingsView = lazyPart(async () => ({
  default: (await import('../features/settings/SettingsView.tsx')).SettingsView,
}));
const PrintView = lazyPart(async () => ({
  default: (await import('../features/print/PrintView.tsx')).PrintView,
}));
const HelpView = lazyPart(async () => ({
  default: (await import('../features/help/HelpView.tsx')).HelpView,
}));

const PLACES = [
  { screens: ['browse', 'list'], command: 'go.browse', label: 'Studies' },
  { screens: ['add-page'], command: 'go.add-page', label: 'Add a page' },
  { screens: ['sync'], command: 'go.sync', label: 'Copy of the atlas' },
  { screens: ['settings'], command: 'go.settings', label: 'Settings' },
  { screens: ['help'], command: 'go.help', label: 'Help' },
] as const;

/** The window of an opened library. */
export function Shell(): ReactElement {
  const screen = useScreen();
  const label = PLACES.find(({ screens }) =>
    (screens as readonly string[]).includes(screen),
  )?.label;
  const printed = usePrinting((state) => state.printed);
  const isWorkspace = printed === null && (screen === 'browse' || screen === 'list');
  useKeyboard();
  useHostRequests();
  useLookCommands();
  // Answered by the search itself while it is shown.
  useCommand(
    'search.focus',
    () => {
      flushSync(() => {
        openList(null);
      });
      document.querySelector<HTMLElement>('input[type="search"]')?.focus();
    },
    screen !== 'browse',
  );
  useCommand('go.browse', () => {
    openList(null);
  });
  useCommand('go.add-page', () => {
    goTo('add-page');
  });
  useCommand('go.sync', () => {
    // From elsewhere a receipt that was open is open still; here it is left.
    if (screen === 'sync') closeReceipt();
    goTo('sync');
  });
  useCommand('go.settings', () => {
    goTo('settings');
  });
  useCommand('go.help', () => {
    goTo('help');
  });
  useLateCommand('bundle.open', true, () => {
    goTo('sync');
  });
  useCommand('undo.run', () => void undoLast());
  useCommand('pane.next', () => {
    movePane(1);
  });
  useCommand('pane.previous', () => {
    movePane(-1);
  });
  useEffect(() => {
    void loadAllParts();
  }, []);
  const [switchSlot, setSwitchSlot] = useState<HTMLElement | null>(null);
  const main = useRef<HTMLElement>(null);
  const isFirst = useRef(true);
  useEffect(() => {
    // A new screen begins at its heading; the first one leaves the focus where the reader put it.
    if (!isFirst.current) main.current?.focus();
    isFirst.current = false;
  }, [screen]);
  return (
    <div className={styles['shell']} data-printing={printed === null ? undefined : ''}>
      <header className={styles['header']}>
        <h1 className={styles['name']}>ME/CFS Atlas Companion</h1>
        <nav aria-label="Screens" className={styles['nav']} data-pane tabIndex={-1}>
          {PLACES.map(({ screens, command, label }) => {
            const isHere = (screens as readonly string[]).includes(screen);
            return (
              <button
                key={command}
                type="button"
                className={styles['place']}
                aria-current={isHere ? 'page' : undefined}
                onClick={() => {
                  runCommand(command);
                }}
              >
                {label}
              </button>
            );
          })}
        </nav>
        <Button
          look="quiet"
          onPress={() => {
            runCommand('palette.open');
          }}
        >
          Commands
        </Button>
      </header>
      <ConnectionNotice />
      <main className={styles['main']} ref={main} tabIndex={-1}>
        {/* Kept while another screen is shown, so that nothing in it is lost or loaded again. */}
        <div className={styles['workspace']} hidden={!isWorkspace}>
          <CommandsAreOn value={isWorkspace}>
            <Workspace isShown={isWorkspace} switchSlot={switchSlot} />
          </CommandsAreOn>
        </div>
        {printed !== null && (
          // It scrolls, so that it must be reached by key.
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          <div className={styles['page']} data-pane role="region" aria-label="Print" tabIndex={0}>
            <Boundary>
              <Suspense fallback={null}>
                <PrintView printed={printed} />
              </Suspense>
            </Boundary>
          </div>
        )}
        {!isWorkspace && printed === null && (
          // It scrolls, so that it must be reached by key.
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          <div className={styles['page']} data-pane role="region" aria-label={label} tabIndex={0}>
            <Boundary key={screen}>
              <Suspense fallback={null}>
                {screen === 'add-page' && <AddPage onStored={openStudy} />}
                {screen === 'sync' && <SyncView onOpenStudy={visitStudy} />}
                {screen === 'settings' && <SettingsView />}
                {screen === 'help' && <HelpView />}
              </Suspense>
            </Boundary>
          </div>
        )}
      </main>
      <SyncWatch />
      <StatusBar onSlot={setSwitchSlot} />
      <CommandPalette />
    </div>
  );
}
