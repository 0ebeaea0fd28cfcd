// Puts the desktop's menu in place.
// Invariant: what is in it is decided by `menu-template.ts`.
import { Menu } from 'electron';
import { menuTemplate, type MenuActions } from './menu-template.ts';

/** Puts the menu in place. */
export function setMenu(platform: string, actions: MenuActions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(platform, actions)));
}
