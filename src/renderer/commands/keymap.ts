// From a key that was pressed to the command it means.
// Invariant: pure; a plain letter never acts while a text is being typed.
import {
  COMMANDS,
  COMMAND_IDS,
  LEFT_TO_TEXT,
  type CommandId,
} from '../../shared/domain/commands.ts';

/** What matters of a key event. */
export interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

export interface KeyContext {
  readonly isMac: boolean;
  /** The focus is where text is typed. */
  readonly isTyping: boolean;
  readonly areSingleKeysOn: boolean;
}

/** The command of a key, or null. */
export function commandOf(key: Key, context: KeyContext): CommandId | null {
  const chord = chordOf(key, context.isMac);
  for (const id of COMMAND_IDS) {
    const { keys, single } = COMMANDS[id];
    if (keys.includes(chord)) return isAllowed(id, context) ? id : null;
    if (single !== null && isSingle(key, single) && context.areSingleKeysOn && !context.isTyping) {
      return id;
    }
  }
  return null;
}

function isAllowed(id: CommandId, { isTyping }: KeyContext): boolean {
  return !isTyping || !LEFT_TO_TEXT.has(id);
}

function isSingle(key: Key, single: string): boolean {
  // Shift may be part of the character: `?` is Shift and `/` on many keyboards.
  return key.key === single && !key.ctrlKey && !key.metaKey && !key.altKey;
}

/** `Mod+Shift+F`, with a letter in upper case. */
function chordOf(key: Key, isMac: boolean): string {
  const parts: string[] = [];
  const isMod = isMac ? key.metaKey : key.ctrlKey;
  if (isMod) parts.push('Mod');
  if (isMac ? key.ctrlKey : key.metaKey) parts.push('Other');
  if (key.altKey) parts.push('Alt');
  if (key.shiftKey) parts.push('Shift');
  parts.push(key.key.length === 1 ? key.key.toUpperCase() : key.key);
  return parts.join('+');
}

/** A chord as people write it: `Ctrl Shift F`, on a Mac `⌘ ⇧ F`. */
export function showChord(chord: string, isMac: boolean): string {
  const names: Readonly<Record<string, string>> = isMac
    ? { Mod: '⌘', Shift: '⇧', Alt: '⌥', ArrowUp: '↑', ArrowDown: '↓' }
    : { Mod: 'Ctrl', ArrowUp: '↑', ArrowDown: '↓' };
  return chord
    .split('+')
    .map((part) => names[part] ?? part)
    .join(' ');
}

/** All keys of a command as people write them, the one-letter key last. */
export function keysOf(id: CommandId, isMac: boolean): readonly string[] {
  const { keys, single } = COMMANDS[id];
  const chords = keys.map((chord) => showChord(chord, isMac));
  return single === null ? chords : [...chords, single];
}
