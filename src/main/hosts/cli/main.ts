// The command line: a host that carries words to the core and prints what it answers.
// Invariant: data alone on stdout; the rest on stderr; exit 0 done, 1 failed, 2 wrong usage.
import { join } from 'node:path';
import { CommanderError } from 'commander';
import { buildProgram } from './program.ts';
import { createSession } from './session.ts';

// A reader that has seen enough (`… | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

const session = createSession({
  resourcesFolder: join(import.meta.dirname, '..', '..', 'resources'),
});
process.once('SIGINT', () => {
  session.interrupt();
});
process.once('SIGTERM', () => {
  session.interrupt();
});

try {
  await buildProgram(session).parseAsync(process.argv);
} catch (error) {
  // Commander has already said what was wrong with the words.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else session.fail(error);
}
await session.close();
