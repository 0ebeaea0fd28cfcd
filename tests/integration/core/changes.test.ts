// A window hears of every change, its own and those of other processes, once, and of no scrolling.
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Core } from '../../../src/main/core.ts';
import { dataPaths } from '../../../src/main/storage/paths.ts';
import type { CoreEvent } from '../../../src/shared/contract/types.ts';
import type { Slug } from '../../../src/shared/domain/ids.ts';
import { samplePage } from '../../support/atlas-pages/sample-page.ts';
import { ask, createTestCore } from '../../support/core.ts';
import { makeTempDir } from '../../support/temp-dir.ts';
import { putStudies, testStudy } from '../search/support/search-files.ts';

const slug = 'naviaux-2016-metabolomics' as Slug;
let folder: string;

function openCore(): Core {
  const core = createTestCore({ folder });
  onTestFinished(async () => {
    await core.close();
  });
  return core;
}

function listen(core: Core): string[] {
  const heard: string[] = [];
  core.onEvent((event: CoreEvent) => {
    heard.push(event.type === 'data.changed' ? event.parts.join('+') : event.type);
  });
  return heard;
}

beforeEach(() => {
  folder = makeTempDir('changes');
});

describe('a change', () => {
  it('of this process is told once, before its answer', async () => {
    const core = openCore();
    await ask(core, 'list.all', {});
    const heard = listen(core);
    await ask(core, 'note.create', { subject: { slug }, body: 'a note' });
    expect(heard).toEqual(['library']);
    await ask(core, 'note.list', { subject: { slug } });
    await ask(core, 'search.open', { query: 'fatigue' });
    expect(heard).toEqual(['library']);
  });

  it('of another process is told within a second or so, though nobody calls', async () => {
    const core = openCore();
    await ask(core, 'list.all', {});
    const heard = listen(core);
    await ask(openCore(), 'note.create', { subject: { slug }, body: 'from elsewhere' });
    expect(heard).toEqual([]);
    await vi.waitFor(
      () => {
        expect(heard).toEqual(['library']);
      },
      { timeout: 1_500, interval: 20 },
    );
  });

  it('of the mirror is told as such', async () => {
    const core = openCore();
    const other = openCore();
    await ask(core, 'list.all', {});
    await ask(other, 'list.all', {});
    const heard = listen(core);
    const own = listen(other);
    await ask(other, 'page.import', { text: samplePage() });
    expect(own).toEqual(['mirror']);
    await ask(core, 'list.all', {});
    expect(heard).toEqual(['mirror']);
  });

  it('is nothing that a scroll position or a draft is, to the one who made it', async () => {
    const core = openCore();
    await ask(core, 'list.all', {});
    const heard = listen(core);
    await ask(core, 'settings.set', { place: { listScroll: 400 } });
    const draft = { writer: 'w', subject: { slug }, note: null, basedOn: null };
    await ask(core, 'note.draft', { ...draft, body: 'typing' });
    await ask(core, 'note.draft', { ...draft, body: '  ' });
    await ask(core, 'list.all', {});
    expect(heard).toEqual([]);
  });

  it('of another process is heard though a draft is kept at the same moment', async () => {
    const core = openCore();
    await ask(core, 'list.all', {});
    const heard = listen(core);
    await ask(openCore(), 'tag.add', { slugs: [slug], tag: 'elsewhere' });
    await ask(core, 'settings.set', { place: { listScroll: 400 } });
    expect(heard).toEqual(['library']);
  });

  it('is not told to whoever listens later, nor after they stopped', async () => {
    const core = openCore();
    await ask(core, 'tag.add', { slugs: [slug], tag: 'before' });
    const heard: string[] = [];
    const stop = core.onEvent((event) => heard.push(event.type));
    await ask(core, 'tag.list', {});
    stop();
    await ask(core, 'tag.add', { slugs: [slug], tag: 'after' });
    expect(heard).toEqual([]);
  });

  it('that is much is told when a search finds it, and until then searches answer at once', async () => {
    const core = openCore();
    await ask(core, 'search.open', { query: '' });
    const heard = listen(core);
    putStudies(
      dataPaths(folder),
      Array.from({ length: 400 }, (_, number) =>
        testStudy({ slug: `study-${number}`, title: 'Zebrafish' }),
      ),
    );
    expect((await ask(core, 'search.open', { query: 'zebrafish' })).total).toBe(0);
    await vi.waitFor(
      () => {
        expect(heard).toEqual(['mirror']);
      },
      { timeout: 1_500, interval: 5 },
    );
    expect((await ask(core, 'search.open', { query: 'zebrafish' })).total).toBe(400);
  });

  it('that is much is in the next search of a process that nobody listens to', async () => {
    const core = openCore();
    await ask(core, 'search.open', { query: '' });
    putStudies(
      dataPaths(folder),
      Array.from({ length: 400 }, (_, number) =>
        testStudy({ slug: `study-${number}`, title: 'Zebrafish' }),
      ),
    );
    expect((await ask(core, 'search.open', { query: 'zebrafish' })).total).toBe(400);
  });
});
