// Entry of the Electron host: composition only. It opens the one window, sandboxed and isolated.
// Invariant: no `await` at the top level, which would keep an ES module main from ever getting
// ready (electron#40719).
import path from 'node:path';
import { app, BrowserWindow } from 'electron';

async function start(): Promise<void> {
  const window = new BrowserWindow({
    width: 1200,
    height: 800,
    webPreferences: {
      preload: path.join(import.meta.dirname, '../preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
    },
  });
  await window.loadFile(path.join(import.meta.dirname, '../renderer/index.html'));
}

void app.whenReady().then(start);
