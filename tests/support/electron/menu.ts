// `Menu`: a template is checked whole, and an item is clicked by the words that lead to it.
// Invariant: roles are those of Electron's types; what cannot be clicked is not clicked.
import type { MenuItemConstructorOptions } from 'electron';
import { checkAccelerator } from './accelerator.ts';
import { StandInWindow } from './browser-window.ts';
import { refuse, strict } from './strict.ts';

type Role = NonNullable<MenuItemConstructorOptions['role']>;
type Kind = NonNullable<MenuItemConstructorOptions['type']>;

// Each role of the types, once: a role that Electron drops or adds does not compile.
const ROLES: Readonly<Record<Role, true>> = {
  undo: true,
  redo: true,
  cut: true,
  copy: true,
  paste: true,
  pasteAndMatchStyle: true,
  delete: true,
  selectAll: true,
  reload: true,
  forceReload: true,
  toggleDevTools: true,
  resetZoom: true,
  zoomIn: true,
  zoomOut: true,
  toggleSpellChecker: true,
  togglefullscreen: true,
  window: true,
  minimize: true,
  close: true,
  help: true,
  about: true,
  services: true,
  hide: true,
  hideOthers: true,
  unhide: true,
  quit: true,
  showSubstitutions: true,
  toggleSmartQuotes: true,
  toggleSmartDashes: true,
  toggleTextReplacement: true,
  startSpeaking: true,
  stopSpeaking: true,
  zoom: true,
  front: true,
  appMenu: true,
  fileMenu: true,
  editMenu: true,
  viewMenu: true,
  shareMenu: true,
  recentDocuments: true,
  toggleTabBar: true,
  selectNextTab: true,
  selectPreviousTab: true,
  showAllTabs: true,
  mergeAllWindows: true,
  clearRecentDocuments: true,
  moveTabToNewWindow: true,
  windowMenu: true,
};
const KINDS: readonly Kind[] = ['normal', 'separator', 'submenu', 'checkbox', 'radio'];
/** What is read of a template; the rest is refused. */
const OPTIONS = new Set<keyof MenuItemConstructorOptions>([
  'click',
  'role',
  'type',
  'label',
  'sublabel',
  'toolTip',
  'accelerator',
  'enabled',
  'visible',
  'checked',
  'registerAccelerator',
  'acceleratorWorksWhenHidden',
  'submenu',
  'id',
]);

class StandInItem {
  readonly id: string;
  readonly label: string;
  readonly role: string | null;
  readonly type: Kind;
  readonly accelerator: string | null;
  readonly submenu: StandInMenu | null;
  enabled: boolean;
  visible: boolean;
  checked: boolean;
  readonly run: MenuItemConstructorOptions['click'];

  constructor(options: MenuItemConstructorOptions) {
    for (const name of Object.keys(options)) {
      if (![...OPTIONS].some((known) => known === name)) refuse(`a menu item's ${name}`);
    }
    const { label, role, type, submenu, accelerator } = options;
    // Electron, Menu, "Menu.buildFromTemplate" and MenuItem, "new MenuItem": one of label, role, type.
    if (label === undefined && role === undefined && type === undefined) {
      throw new TypeError(
        'Invalid template for MenuItem: must have at least one of label, role or type',
      );
    }
    if (role !== undefined && !(role in ROLES)) throw new Error(`Unknown role: ${role}`);
    if (type !== undefined && !KINDS.includes(type)) throw new Error(`Unknown type: ${type}`);
    if (accelerator !== undefined) checkAccelerator(accelerator);
    if (submenu !== undefined && (type ?? 'submenu') !== 'submenu') {
      throw new TypeError('Invalid submenu: an item with a submenu is of the type "submenu"');
    }
    // MenuItem, "Roles": a click beside a role is ignored, so that it is a mistake here.
    if (role !== undefined && options.click !== undefined) {
      refuse(`a click beside the role ${role}`);
    }
    this.id = options.id ?? '';
    this.label = label ?? '';
    this.role = role ?? null;
    this.type = type ?? (submenu === undefined ? 'normal' : 'submenu');
    this.accelerator = accelerator ?? null;
    this.submenu = Array.isArray(submenu) ? StandInMenu.buildFromTemplate(submenu) : null;
    this.enabled = options.enabled ?? true;
    this.visible = options.visible ?? true;
    this.checked = options.checked ?? false;
    this.run = options.click;
  }
}

export interface MenuTree {
  readonly label: string;
  readonly role: string | null;
  readonly accelerator: string | null;
  readonly enabled: boolean;
  readonly checked: boolean;
  readonly visible: boolean;
  readonly items: readonly MenuTree[];
}

export class StandInMenu {
  readonly items: readonly StandInItem[];
  private static application: StandInMenu | null = null;

  private constructor(items: readonly StandInItem[]) {
    this.items = items;
  }
  static buildFromTemplate(template: readonly MenuItemConstructorOptions[]): StandInMenu {
    const items = template.map((options) => strict('MenuItem', new StandInItem(options)));
    const ids = items.map(({ id }) => id).filter((id) => id !== '');
    if (new Set(ids).size < ids.length) throw new Error('two items of a menu have one id');
    return strict('Menu', new StandInMenu(items));
  }
  static setApplicationMenu(menu: StandInMenu | null): void {
    StandInMenu.application = menu;
  }
  static getApplicationMenu(): StandInMenu | null {
    return StandInMenu.application;
  }
  getMenuItemById(id: string): StandInItem | null {
    for (const item of this.items) {
      if (item.id === id) return item;
      const inner = item.submenu?.getMenuItemById(id) ?? null;
      if (inner !== null) return inner;
    }
    return null;
  }
  tree(): readonly MenuTree[] {
    return this.items.map(({ label, role, accelerator, enabled, checked, visible, submenu }) => {
      const items = submenu?.tree() ?? [];
      return { label, role, accelerator, enabled, checked, visible, items };
    });
  }
}

export const Menu = strict('Menu', StandInMenu);

/** Clicks the item that these labels lead to. */
export function clickMenu(labels: readonly string[]): void {
  let menu = StandInMenu.getApplicationMenu();
  let item: StandInItem | undefined;
  for (const label of labels) {
    item = menu?.items.find((each) => each.label.replaceAll('&', '') === label);
    if (item === undefined) throw new Error(`the menu has no “${labels.join(' > ')}”`);
    if (!item.enabled || !item.visible) throw new Error(`“${label}” cannot be chosen now`);
    menu = item.submenu;
  }
  if (item?.run === undefined) throw new Error(`“${labels.join(' > ')}” does nothing`);
  const window = StandInWindow.getFocusedWindow() ?? undefined;
  // "click": with the item, the window that has the focus, and how it was pressed.
  const event = { triggeredByAccelerator: false };
  item.run(item as never, window as never, event);
}
