// The command line: a host that carries words to the core and prints what it answers.
// Invariant: data alone on stdout; the rest on stderr; exit 0 done, 1 failed, 2 wrong usage.
import { join } from 'node:path';
import { CommanderError } from 'commander';
import { buildProgram } from './program.ts';
import { createSession } from './session.ts';

// A reader that has seen enough (`… | head`) is no failure; a full disk behind `>` is one, in a sentence.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
  process.stderr.write(
    `The answer could not be written (${error.code ?? error.message}). What was saved is safe.\n`,
  );
  process.exit(1);
});
// Nobody reads the progress any more: the work goes on.
process.stderr.on('error', () => undefined);

const resourcesFolder = join(import.meta.dirname, '..', '..', 'resources');
const session = createSession({ resourcesFolder });
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  // The terminal was closed: what is open is closed cleanly, too.
  ['SIGHUP', 129],
] as const) {
  // What runs is ended cleanly; where nothing runs yet (it waits for its input), the process ends at once.
  process.once(signal, () => {
    if (!session.interrupt()) process.exit(code);
  });
}

try {
  await buildProgram(session, resourcesFolder).parseAsync(process.argv);
} catch (error) {
  // Commander has already said what was wrong with the words.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else session.fail(error);
}
await session.close();
