// Remarks of the report that the reader leaves as they are.
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Core } from '../../../src/main/core.ts';
import type { Slug } from '../../../src/shared/domain/ids.ts';
import { ask, createTestCore } from '../../support/core.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

const slug = 'germain-2017-metabolic-profiling' as Slug;
let core: Core;
let folder: string;

function open(): Core {
  const opened = createTestCore({ folder });
  onTestFinished(async () => {
    await opened.close();
  });
  return opened;
}

beforeEach(async () => {
  folder = makeTempDir('left');
  core = open();
  await ask(core, 'list.create', { name: 'L' });
  await ask(core, 'list.add', { list: 'L', slugs: [slug] });
});

const report = async (of: Core = core): Promise<unknown> =>
  (await ask(of, 'export.render', { list: 'L', format: 'bibtex' })).thin.map(({ lacks, left }) => ({
    lacks,
    left,
  }));

describe('a remark that is left', () => {
  it('stays so for other lists and the next start, until it is brought up again', async () => {
    expect(await report()).toEqual([{ lacks: ['pem-not-stated'], left: [] }]);
    const leave = { slug, lack: 'pem-not-stated' } as const;
    expect(await ask(core, 'report.leave', leave)).toMatchObject({ changed: [slug] });
    expect(await ask(core, 'report.leave', leave)).toEqual({ changed: [], undo: null });
    const left = [{ lacks: ['pem-not-stated'], left: ['pem-not-stated'] }];
    expect(await report()).toEqual(left);
    expect(await report(open())).toEqual(left);
    await ask(core, 'report.leave', { ...leave, isLeft: false });
    expect(await report()).toEqual([{ lacks: ['pem-not-stated'], left: [] }]);
  });

  it('is taken back by undo', async () => {
    const { undo } = await ask(core, 'report.leave', { slug, lack: 'pem-not-stated' });
    expect(undo).toBe(`leave “PEM not stated” of ${slug}`);
    await ask(core, 'undo.run', {});
    expect(await report()).toEqual([{ lacks: ['pem-not-stated'], left: [] }]);
  });

  it('of a study that nobody has seen is refused', async () => {
    const answer = await core.request('report.leave', { slug: 'no-such-study', lack: 'doi' });
    expect(answer).toMatchObject({ ok: false, error: { code: 'not-found' } });
  });
});
