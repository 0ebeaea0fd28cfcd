// A program beside the atlas that it copies, for all that can happen to a copy.
// Invariant: time is moved in what was noted, never in the program: two runs a day apart need no day.
import path from 'node:path';
import Database from 'better-sqlite3';
import { startFakeAtlas, type FakeAtlas } from '../fake-atlas/server.ts';
import { startApp, type App, type AppOptions } from './app.ts';

export const COPY_STUDIES = 300;
/** More than goes without asking. */
export const GONE_STUDIES = 60;
const DAY_MS = 86_400_000;

export interface CopyApp extends App {
  readonly atlas: FakeAtlas;
  /** Takes a copy from the command line while the program is closed, so that it does not meet it half done. */
  takeCopy(): Promise<void>;
  /** Takes studies away at their addresses, and has two days pass since their addresses said so first. */
  loseStudies(): Promise<void>;
}

/** A program whose settings name a fake atlas, of which it has no copy yet. */
export async function startCopyApp(options: AppOptions = {}): Promise<CopyApp> {
  const atlas = await startFakeAtlas({ studies: COPY_STUDIES, seed: 7 });
  const app = await startApp(options);
  app.cli('call', 'settings.set', JSON.stringify({ settings: { source: atlas.url } }));
  const takeCopy = async (): Promise<void> => {
    await app.stop();
    await app.run('sync', '--source', atlas.url, '--delay', '0');
    await app.restart();
  };
  return {
    ...app,
    atlas,
    takeCopy,
    async loseStudies() {
      const lost = atlas.corpus.all().slice(0, GONE_STUDIES);
      for (const { slug } of lost) atlas.corpus.remove(slug, 410);
      await takeCopy();
      const db = new Database(path.join(app.data, 'atlas.sqlite'));
      try {
        const moved = db
          .prepare(
            'UPDATE source_study SET missing_since = missing_since - ? WHERE missing_since IS NOT NULL',
          )
          .run(2 * DAY_MS);
        if (moved.changes !== GONE_STUDIES) throw new Error(`${moved.changes} studies are missing`);
      } finally {
        db.close();
      }
    },
    async remove() {
      await app.remove();
      await atlas.close();
    },
  };
}
