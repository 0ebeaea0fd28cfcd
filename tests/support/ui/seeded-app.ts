// A program over a copy of a fake atlas, with a list, notes, tags and an own coding: what a reader has
// after a while.
import { startFakeAtlas } from '../fake-atlas/server.ts';
import { startApp, type App } from './app.ts';

export const SEEDED_STUDIES = 300;
export const LIST_NAME = 'Cytokines after exercise';
export const NOTE_TEXT = `# What matters here

The controls were **sedentary**, which the summary does not say.

- two-day test
- [the paper](https://doi.org/10.1000/example)
`;

export interface SeededApp extends App {
  /** The studies of the list, in its order. */
  readonly listed: readonly string[];
}

/** Takes the copy, writes the library, starts the program. */
export async function startSeededApp(): Promise<SeededApp> {
  const atlas = await startFakeAtlas({ studies: SEEDED_STUDIES, seed: 20261122 });
  const app = await startApp();
  // Beside the running program, as a person may do it; asynchronous, for the atlas answers from this process.
  await app.run('sync', '--source', atlas.url, '--delay', '0');
  await atlas.close();
  const { slugs } = app.cli('search', 'pem:required cytokine') as { slugs: string[] };
  const listed = slugs.slice(0, 6);
  app.cli('list', 'create', LIST_NAME);
  app.cli('list', 'add', LIST_NAME, ...listed);
  const [first = '', second = ''] = listed;
  app.cli('call', 'note.create', JSON.stringify({ subject: { slug: first }, body: NOTE_TEXT }));
  app.cli(
    'call',
    'note.create',
    JSON.stringify({ subject: { list: LIST_NAME }, body: 'For the review.' }),
  );
  app.cli('call', 'tag.add', JSON.stringify({ slugs: [first, second], tag: 'methods' }));
  app.cli('call', 'read.set', JSON.stringify({ slugs: [first], state: 'read' }));
  app.cli(
    'call',
    'coding.set',
    JSON.stringify({ slug: first, required: 'yes', how: 'methods section' }),
  );
  return { ...app, listed };
}
