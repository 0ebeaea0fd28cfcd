// The desktop's menu: every command once, with its key shown and not taken from the page.
import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { acceleratorOf, menuTemplate } from '../../../src/main/hosts/electron/menu-template.ts';
import { COMMAND_IDS, COMMANDS, LEFT_TO_TEXT } from '../../../src/shared/domain/commands.ts';

type Item = MenuItemConstructorOptions;

function flat(items: readonly Item[]): Item[] {
  return items.flatMap((item) => [item, ...flat(Array.isArray(item.submenu) ? item.submenu : [])]);
}

function menu(platform: string): { readonly items: Item[]; readonly did: string[] } {
  const did: string[] = [];
  const template = menuTemplate(platform, {
    run: (command) => did.push(command),
    showData: () => did.push('data'),
    openLogs: () => did.push('logs'),
  });
  return { items: flat(template), did };
}
const click = (item: Item | undefined): void => {
  (item?.click as (() => void) | undefined)?.();
};

describe.each(['linux', 'darwin', 'win32'])('the menu on %s', (platform) => {
  it('has every command of the table once, and runs it', () => {
    const { items, did } = menu(platform);
    const commands = items.filter(({ id }) => id !== undefined);
    expect(commands.map(({ id }) => id).sort()).toEqual([...COMMAND_IDS].sort());
    for (const item of commands) click(item);
    expect([...did].sort()).toEqual([...COMMAND_IDS].sort());
    expect(commands.map(({ label }) => label)).toContain(COMMANDS['bundle.open'].title);
  });

  it('shows keys without taking them, and no key of one letter', () => {
    for (const item of menu(platform).items.filter(
      ({ accelerator }) => accelerator !== undefined,
    )) {
      expect(item.registerAccelerator).toBe(false);
      expect(String(item.accelerator)).toMatch(
        /^(?:(?:CommandOrControl|Shift|Alt)\+)+\w+$|^F\d+$/u,
      );
    }
  });

  it('takes no key back that the page leaves to a text', () => {
    const left = menu(platform).items.filter(({ id }) =>
      [...LEFT_TO_TEXT].some((one) => one === id),
    );
    expect(left).toHaveLength(LEFT_TO_TEXT.size);
    // Electron, MenuItem, `registerAccelerator`: for Linux and Windows alone. On macOS a key in a menu is taken.
    const isShown = platform !== 'darwin';
    expect(left.map(({ accelerator }) => accelerator !== undefined)).toEqual(
      left.map(() => isShown),
    );
  });

  it('leads to the data and to the log', () => {
    const { items, did } = menu(platform);
    click(items.find(({ label }) => label === 'Show My Data'));
    click(items.find(({ label }) => label === 'Open Log Folder'));
    expect(did).toEqual(['data', 'logs']);
  });
});

describe('acceleratorOf', () => {
  it.each([
    ['Mod+Shift+F', 'CommandOrControl+Shift+F'],
    ['Alt+ArrowUp', 'Alt+Up'],
    ['Shift+F6', 'Shift+F6'],
    ['F1', 'F1'],
  ])('writes %s as %s', (chord, accelerator) => {
    expect(acceleratorOf(chord)).toBe(accelerator);
  });
});
