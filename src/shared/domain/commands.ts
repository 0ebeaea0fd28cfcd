// Every command of the app, once: palette, shortcuts, the desktop's menu and help are made from this table.
// Invariant: no two commands share a key; a key of one letter works only outside of text fields and
// only while the reader lets it.

export const COMMAND_GROUPS = [
  'Find',
  'Study',
  'Notes',
  'Lists',
  'Copy',
  'Go to',
  'Window',
] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

interface CommandRow {
  readonly title: string;
  readonly group: CommandGroup;
  /** Chords as `Mod+Shift+F`; Mod is Ctrl, on a Mac Command. They work everywhere. */
  readonly keys: readonly string[];
  /** One key without a modifier, or null. */
  readonly single: string | null;
}

function row(
  group: CommandGroup,
  title: string,
  by: { readonly keys?: readonly string[]; readonly single?: string } = {},
): CommandRow {
  return { group, title, keys: by.keys ?? [], single: by.single ?? null };
}

export const COMMANDS = {
  'search.focus': row('Find', 'Search the atlas', { keys: ['Mod+Shift+F'], single: '/' }),
  'search.clear': row('Find', 'Clear the search and all filters'),
  'filters.toggle': row('Find', 'Show or fold the filters', { single: '[' }),
  'study.next': row('Study', 'Next study', { single: 'j' }),
  'study.previous': row('Study', 'Previous study', { single: 'k' }),
  'study.toggle': row('Study', 'Show or fold the study', { single: ']' }),
  'read.toggle': row('Study', 'Mark as read or unread', { single: 'r' }),
  'tag.add': row('Study', 'Add a tag', { single: 't' }),
  'coding.edit': row('Study', 'My coding of PEM', { single: 'c' }),
  'cite.latex': row('Study', 'Copy as \\cite{…}', { single: 'y' }),
  'cite.parenthesis': row('Study', 'Copy as \\parencite{…}'),
  'cite.pandoc': row('Study', 'Copy as [@…] for pandoc'),
  'cite.formatted': row('Study', 'Copy the formatted reference', { keys: ['Mod+Shift+Y'] }),
  'cite.plain': row('Study', 'Copy the reference as plain text'),
  'cite.bibtex': row('Study', 'Copy the BibTeX entry'),
  'reference.complete': row('Study', 'Complete the reference', { single: 'f' }),
  'study.print': row('Study', 'Print the study…', { keys: ['Mod+P'] }),
  'note.new': row('Notes', 'Write a note on the study', { single: 'n' }),
  'note.save': row('Notes', 'Keep this note as a version now', { keys: ['Mod+S'] }),
  'note.preview': row('Notes', 'Preview the note, or write on', { keys: ['Mod+Shift+P'] }),
  'note.revisions': row('Notes', 'Earlier versions of the note'),
  'undo.run': row('Notes', 'Undo the last change', { keys: ['Mod+Z'] }),
  'list.add': row('Lists', 'Add to a list', { single: 'l' }),
  'list.create': row('Lists', 'New list'),
  'list.rename': row('Lists', 'Rename this list'),
  'list.delete': row('Lists', 'Delete this list'),
  'list.note': row('Lists', 'Note on this list'),
  'list.export': row('Lists', 'Export this list', { single: 'e' }),
  'list.print': row('Lists', 'Print this list…'),
  'entry.remove': row('Lists', 'Take the study out of this list'),
  'entry.up': row('Lists', 'Move the study up', { keys: ['Alt+ArrowUp'] }),
  'entry.down': row('Lists', 'Move the study down', { keys: ['Alt+ArrowDown'] }),
  'sync.start': row('Copy', 'Start a copy of the atlas'),
  'sync.pause': row('Copy', 'Pause the copy'),
  'sync.resume': row('Copy', 'Resume the copy'),
  'sync.stop': row('Copy', 'Stop the copy'),
  'receipts.open': row('Copy', 'Receipts of earlier copies'),
  'go.browse': row('Go to', 'All studies', { single: 'b' }),
  'go.add-page': row('Go to', 'Add a page', { single: 'a' }),
  'go.sync': row('Go to', 'Copy of the atlas', { single: 's' }),
  'bundle.open': row('Go to', 'Open a bundle…'),
  'go.settings': row('Go to', 'Settings', { single: ',' }),
  'go.help': row('Go to', 'Help', { keys: ['F1'], single: '?' }),
  'palette.open': row('Window', 'All commands', { keys: ['Mod+K'] }),
  'pane.next': row('Window', 'Next part of the window', { keys: ['F6'] }),
  'pane.previous': row('Window', 'Previous part of the window', { keys: ['Shift+F6'] }),
  'text.larger': row('Window', 'Larger text'),
  'text.smaller': row('Window', 'Smaller text'),
  'theme.next': row('Window', 'Next theme: system, light, dark, dim'),
} as const satisfies Readonly<Record<string, CommandRow>>;

export type CommandId = keyof typeof COMMANDS;

export const COMMAND_IDS = Object.keys(COMMANDS) as readonly CommandId[];

/** Where text is typed, Ctrl-Z takes back typing, and Alt with an arrow moves by words on a Mac. */
export const LEFT_TO_TEXT: ReadonlySet<CommandId> = new Set<CommandId>([
  'undo.run',
  'entry.up',
  'entry.down',
]);

/** True for a name that is in the table. */
export function isCommandId(name: string): name is CommandId {
  return Object.hasOwn(COMMANDS, name);
}
