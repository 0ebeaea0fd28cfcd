// A small main module for a test: it lives as the program does, and its end waits until it has been started again.
import path from 'node:path';
import { app } from 'electron';
import { liveOnce } from '../../../src/main/hosts/electron/app-life.ts';
import { keepChromiumFilesIn } from '../../../src/main/hosts/electron/user-data.ts';

const folder = (process.argv.find((word) => word.startsWith('--data=')) ?? '').slice(7);
keepChromiumFilesIn(path.join(folder, 'electron'));
liveOnce({
  folder,
  start: () => {
    process.send?.('window-is-open');
    return Promise.resolve();
  },
  take: () => process.send?.('taken'),
  end: () => {
    process.send?.('ending');
    return new Promise((resolve) => {
      app.once('second-instance', () => {
        resolve(0);
      });
    });
  },
  fail: (error) => {
    process.stderr.write(String(error));
    app.exit(1);
  },
});
// Something that keeps the program alive, as a copy does.
setInterval(() => undefined, 1000);
