// The menu: what an editor needs (macOS has no shortcuts for it otherwise) and a larger or smaller text.
// Invariant: system roles only; commands of the program live in its window.
import { Menu } from 'electron';

/** Puts the menu in place. */
export function setMenu(platform: string): void {
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(platform === 'darwin' ? [{ role: 'appMenu' } as const] : [{ role: 'fileMenu' } as const]),
      { role: 'editMenu' },
      {
        label: 'View',
        submenu: [
          { role: 'resetZoom' },
          { role: 'zoomIn' },
          { role: 'zoomOut' },
          { type: 'separator' },
          { role: 'togglefullscreen' },
        ],
      },
      { role: 'windowMenu' },
    ]),
  );
}
