// The desktop's menu: the commands of the window from their one table, and what only a desktop has.
// Invariant: an entry runs the same command as its key and the palette; a key of one letter is none of the menu's.
import type { MenuItemConstructorOptions } from 'electron';
import {
  COMMAND_GROUPS,
  COMMAND_IDS,
  COMMANDS,
  LEFT_TO_TEXT,
  type CommandGroup,
  type CommandId,
} from '../../../shared/domain/commands.ts';

export interface MenuActions {
  readonly run: (command: CommandId) => void;
  readonly showData: () => void;
  readonly openLogs: () => void;
}

type Item = MenuItemConstructorOptions;
const LINE: Item = { type: 'separator' };

/** The menu as a template. */
export function menuTemplate(platform: string, actions: MenuActions): Item[] {
  const isMac = platform === 'darwin';
  const files: Item[] = [
    { label: 'Show My Data', click: actions.showData },
    { label: 'Open Log Folder', click: actions.openLogs },
  ];
  return [
    ...(isMac ? [{ role: 'appMenu' } satisfies Item] : []),
    { label: 'File', submenu: [...files, LINE, { role: isMac ? 'close' : 'quit' }] },
    { role: 'editMenu' },
    ...COMMAND_GROUPS.filter((group) => group !== 'Window').map((group) => ({
      label: group,
      submenu: entriesOf(group, isMac, actions),
    })),
    {
      label: 'View',
      submenu: [
        ...entriesOf('Window', isMac, actions),
        LINE,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        LINE,
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
  ];
}

function entriesOf(group: CommandGroup, isMac: boolean, actions: MenuActions): Item[] {
  return COMMAND_IDS.filter((id) => COMMANDS[id].group === group).map((id) => {
    const [chord] = COMMANDS[id].keys;
    const entry: Item = {
      id,
      label: COMMANDS[id].title,
      click: () => {
        actions.run(id);
      },
    };
    // The page hears its keys itself, and knows whether a text has the focus: here they are shown alone. macOS knows no
    // key that is only shown: what the page leaves to a text would come back as a command.
    return chord === undefined || (isMac && LEFT_TO_TEXT.has(id))
      ? entry
      : { ...entry, accelerator: acceleratorOf(chord), registerAccelerator: false };
  });
}

/** A chord of the table as Electron writes it: `CommandOrControl+Shift+F`. */
export function acceleratorOf(chord: string): string {
  return chord.replace('Mod+', 'CommandOrControl+').replace(/Arrow(Up|Down)$/u, '$1');
}
