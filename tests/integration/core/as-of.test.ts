// Exports of a day: the very bytes that were exported then, else built from what was shown then.
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Core } from '../../../src/main/core.ts';
import { openLibrary } from '../../../src/main/storage/open.ts';
import { dataPaths } from '../../../src/main/storage/paths.ts';
import type { MethodOutput } from '../../../src/shared/contract/types.ts';
import type { Slug, UnixMs } from '../../../src/shared/domain/ids.ts';
import { samplePage } from '../../support/atlas-pages/sample-page.ts';
import { ask, createTestCore } from '../../support/core.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

const slug = 'marrow-2019-breathing-during' as Slug;
const TITLE = 'Breathing during';
const day = (text: string): UnixMs => Date.parse(`${text}T12:00:00Z`) as UnixMs;
let folder: string;
let core: Core;
let now: UnixMs;

beforeEach(async () => {
  folder = makeTempDir('as-of');
  now = day('2026-01-10');
  core = createTestCore({ folder, now: () => now });
  onTestFinished(async () => {
    await core.close();
  });
  await ask(core, 'page.import', { text: samplePage() });
  await ask(core, 'list.create', { name: 'L' });
  await ask(core, 'list.add', { list: 'L', slugs: [slug] });
});

type Rendered = MethodOutput<'export.render'>;
const render = (more: { asOf?: UnixMs; keep?: boolean } = {}): Promise<Rendered> =>
  ask(core, 'export.render', { list: 'L', format: 'bibtex', ...more });
const exportOn = (date: string): Promise<Rendered> => {
  now = day(date);
  return render({ keep: true });
};
async function changeTitle(date: string): Promise<void> {
  now = day(date);
  const page = samplePage();
  expect(page).toContain(TITLE);
  await ask(core, 'page.import', { text: page.replaceAll(TITLE, 'Panting during') });
}

describe('an export of a day', () => {
  it('is the last one of that list and format that was made by then, byte for byte', async () => {
    const first = await exportOn('2026-02-01');
    await changeTitle('2026-03-01');
    const second = await exportOn('2026-04-01');
    expect(second.text).not.toBe(first.text);
    now = day('2026-06-01');
    const { text, entries, origin } = await render({ asOf: day('2026-03-15') });
    expect(text).toBe(first.text);
    expect({ entries, origin }).toEqual({
      entries: 1,
      origin: { kind: 'kept', madeAt: day('2026-02-01') },
    });
    expect((await render({ asOf: day('2026-05-01') })).text).toBe(second.text);
    // Another list has nothing from then.
    await ask(core, 'list.create', { name: 'M' });
    const other = await ask(core, 'export.render', {
      ...{ list: 'M', format: 'bibtex', asOf: day('2026-05-01') },
    });
    expect(other.origin).toEqual({ kind: 'rebuilt' });
  });

  it('is the same after the list was renamed and the title changed back', async () => {
    const first = await exportOn('2026-02-01');
    await changeTitle('2026-03-01');
    await exportOn('2026-04-01');
    await ask(core, 'list.rename', { list: 'L', name: 'New' });
    await ask(core, 'list.rename', { list: 'New', name: 'L' });
    now = day('2026-05-01');
    await ask(core, 'page.import', { text: samplePage() });
    await exportOn('2026-05-02');
    expect((await render({ asOf: day('2026-02-02') })).text).toBe(first.text);
    expect((await render({ asOf: day('2026-05-03') })).text).toContain(TITLE);
    expect((await render({ asOf: day('2026-04-02') })).text).toContain('Panting');
  });

  it('is built from the versions of then where there is none, with the keys of today, and says so', async () => {
    await changeTitle('2026-03-01');
    now = day('2026-06-01');
    const { text, origin, warnings } = await render({ asOf: day('2026-02-01') });
    expect(origin).toEqual({ kind: 'rebuilt' });
    expect(text).toContain(TITLE);
    expect(text).toMatch(/^% built anew from the study versions of 2026-02-01, with the list/mu);
    expect(text).toContain(`@article{mecfsatlas-${slug},`);
    expect(warnings.map(({ code }) => code)).not.toContain('not-seen-by-then');
    expect((await render()).text).toContain('Panting');
    // Before it was ever read: the first version, with a remark.
    const earlier = await render({ asOf: day('2025-01-01') });
    expect(earlier.text).toContain(TITLE);
    expect(earlier.warnings).toContainEqual({
      key: `mecfsatlas-${slug}`,
      code: 'not-seen-by-then',
      message:
        'It had not been read by then; the entry is made from what was read first, on 2026-01-10.',
    });
  });

  it('has the corrections of today, which do not hide that it was first read later', async () => {
    now = day('2026-06-01');
    const fields = [{ field: 'volume' as const, value: '12' }];
    await ask(core, 'reference.set', { slug, fields, source: 'PubMed' });
    const { text, warnings } = await render({ asOf: day('2025-01-01') });
    expect(text).toContain('volume = {12}');
    expect(warnings.map(({ code }) => code)).toContain('not-seen-by-then');
  });

  it('is found again whether its style was named or went without saying', async () => {
    const styled = (style: string | null, asOf: UnixMs | null): Promise<Rendered> =>
      ask(core, 'export.render', { list: 'L', format: 'text', style, asOf, keep: asOf === null });
    now = day('2026-02-01');
    const { text } = await styled(null, null);
    const vancouver = await styled('vancouver', null);
    await changeTitle('2026-03-01');
    for (const style of [null, 'apa', ' APA']) {
      expect(await styled(style, day('2026-02-02'))).toMatchObject({
        text,
        origin: { kind: 'kept' },
      });
    }
    const again = await styled('Vancouver', day('2026-02-02'));
    expect(again).toMatchObject({ text: vancouver.text, origin: { kind: 'kept' } });
    expect((await styled('nature', day('2026-02-02'))).origin).toEqual({ kind: 'rebuilt' });
  });

  it('is not built for a day that is still to come; what was kept by then is given', async () => {
    now = day('2026-02-01');
    const asOf = day('2026-02-04');
    const input = { list: 'L', format: 'bibtex' as const, asOf };
    const answer = await core.request('export.render', input);
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
    expect(answer.ok ? '' : answer.error.message).toContain('still to come');
    const { text } = await exportOn('2026-02-01');
    expect(await render({ asOf })).toMatchObject({ text, origin: { kind: 'kept' } });
  });

  it('is not what was only looked at, nor what was built anew', async () => {
    now = day('2026-02-01');
    await render();
    await render({ asOf: day('2026-01-20'), keep: true });
    expect((await render({ asOf: day('2026-02-02') })).origin).toEqual({ kind: 'rebuilt' });
  });

  it('is refused in words where the bytes that were kept are damaged', async () => {
    await exportOn('2026-02-01');
    const db = openLibrary(dataPaths(folder));
    expect(() => db.exec(`UPDATE exported_text SET bytes = x'00'`)).toThrow('never changes');
    expect(() => db.exec('DELETE FROM exported_text')).toThrow('is kept');
    db.exec(`DROP TRIGGER exported_text_is_fixed; UPDATE exported_text SET bytes = x'00'`);
    db.close();
    const answer = await core.request('export.render', {
      ...{ list: 'L', format: 'bibtex', asOf: day('2026-03-01') },
    });
    expect(answer).toMatchObject({ ok: false, error: { code: 'library-corrupt' } });
  });
});
