// The table of commands and the way from a key to one of them.
import { describe, expect, it } from 'vitest';
import { commandOf, keysOf, showChord, type Key } from '../../../src/renderer/commands/keymap.ts';
import { matchCommands } from '../../../src/renderer/commands/match-commands.ts';
import { COMMANDS, COMMAND_IDS } from '../../../src/shared/domain/commands.ts';

const PLAIN = { isMac: false, isTyping: false, areSingleKeysOn: true };

function key(name: string, held: Partial<Key> = {}): Key {
  return { key: name, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held };
}

describe('the table', () => {
  it('gives no two commands the same key', () => {
    const keys = COMMAND_IDS.flatMap((id) => [
      ...COMMANDS[id].keys,
      COMMANDS[id].single ?? [],
    ]).flat();
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('gives every command a title of its own', () => {
    expect(new Set(COMMAND_IDS.map((id) => COMMANDS[id].title)).size).toBe(COMMAND_IDS.length);
  });
});

describe('a key', () => {
  it.each([
    [key('k', { ctrlKey: true }), 'palette.open'],
    [key('K', { ctrlKey: true }), 'palette.open'],
    [key('/'), 'search.focus'],
    [key('?', { shiftKey: true }), 'go.help'],
    [key('F6'), 'pane.next'],
    [key('F6', { shiftKey: true }), 'pane.previous'],
    [key('ArrowUp', { altKey: true }), 'entry.up'],
    [key('q'), null],
    [key('n', { ctrlKey: true }), null],
    [key('k', { metaKey: true }), null],
  ])('%j means %s', (pressed, id) => {
    expect(commandOf(pressed, PLAIN)).toBe(id);
  });

  it('is Command on a Mac', () => {
    const mac = { ...PLAIN, isMac: true };
    expect(commandOf(key('k', { metaKey: true }), mac)).toBe('palette.open');
    expect(commandOf(key('k', { ctrlKey: true }), mac)).toBeNull();
  });

  it('of one letter does nothing while a text is typed, or when they are switched off', () => {
    expect(commandOf(key('n'), { ...PLAIN, isTyping: true })).toBeNull();
    expect(commandOf(key('n'), { ...PLAIN, areSingleKeysOn: false })).toBeNull();
    expect(commandOf(key('n'), PLAIN)).toBe('note.new');
  });

  it('that a text field needs is left to it', () => {
    const typing = { ...PLAIN, isTyping: true };
    expect(commandOf(key('z', { ctrlKey: true }), typing)).toBeNull();
    expect(commandOf(key('z', { ctrlKey: true }), PLAIN)).toBe('undo.run');
    expect(commandOf(key('s', { ctrlKey: true }), typing)).toBe('note.save');
  });

  it('is written as people write it', () => {
    expect(showChord('Mod+Shift+F', false)).toBe('Ctrl Shift F');
    expect(showChord('Mod+Shift+F', true)).toBe('⌘ ⇧ F');
    expect(keysOf('go.help', false)).toEqual(['F1', '?']);
  });
});

describe('the palette', () => {
  it('finds by the beginnings of words in any order, and by the group', () => {
    expect(matchCommands('list expo')).toEqual(['list.export']);
    expect(matchCommands('expo list')).toEqual(['list.export']);
    expect(matchCommands('notes')).toContain('note.new');
    expect(matchCommands('zzz')).toEqual([]);
    expect(matchCommands('')).toEqual(COMMAND_IDS);
  });
});
