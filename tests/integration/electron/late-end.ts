// A small main module for a test: it ends a core that never gets done, as the program ends its own.
import { app } from 'electron';
import { endCore } from '../../../src/main/hosts/electron/ending.ts';

void app.whenReady().then(async () => {
  const code = await endCore(
    { close: () => new Promise(() => undefined), closingStep: () => 'backup' },
    (line) => process.stderr.write(`${line}\n`),
  );
  app.exit(code);
});
// Something that keeps the program alive, as a copy does.
setInterval(() => undefined, 1000);
