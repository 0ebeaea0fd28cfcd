// A process that writes notes and list changes as fast as it can and says after each one that it is saved,
// until somebody kills it. Started by tests/integration/core/kill.test.ts.
import { writeSync } from 'node:fs';
import { parseSlug, type Slug } from '../../src/shared/domain/ids.ts';
import { ask, createTestCore } from './core.ts';

const [folder = '', resourcesFolder = '', label = ''] = process.argv.slice(2);
const core = createTestCore({ folder, resourcesFolder });

function say(line: string): void {
  // At once and whole: what was said before the kill is what the test holds the library to.
  writeSync(1, `${line}\n`);
}

function slugOf(text: string): Slug {
  const slug = parseSlug(text);
  if (slug === null) throw new Error(`${text} is no slug`);
  return slug;
}

const naviaux = slugOf('naviaux-2016-metabolomics');
const { slugs } = await ask(core, 'search.run', { query: '' });
const { note } = await ask(core, 'note.create', {
  subject: { slug: naviaux },
  body: `${label} begins`,
});
say(`edited ${note.id} 1 ${label} begins`);
const name = `list ${label}`;
await ask(core, 'list.create', { name });
say(`created ${name}`);

for (let round = 1; ; round += 1) {
  const body = `${label} round ${round} ${'long text '.repeat(round % 50)}`.trim();
  const created = await ask(core, 'note.create', { subject: { slug: naviaux }, body });
  say(`noted ${created.note.id} ${body}`);
  const edited = await ask(core, 'note.edit', { id: note.id, body, basedOn: round });
  say(`edited ${note.id} ${edited.note.revision} ${body}`);
  const slug = slugs[round % slugs.length];
  if (slug === undefined) throw new Error('there are no studies');
  const added = await ask(core, 'list.add', { list: name, slugs: [slug] });
  say(`added ${slug} ${added.list.size}`);
  if (round % 3 === 0) {
    await ask(core, 'list.remove', { list: name, slugs: [slug] });
    say(`removed ${slug}`);
  }
}
