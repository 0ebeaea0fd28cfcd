// @vitest-environment jsdom
// Questions that several views ask at the same moment.
import { describe, expect, it } from 'vitest';
import { ask } from '../../src/renderer/api/ask.ts';
import { connect } from '../../src/renderer/api/client.ts';
import { exampleStatus } from '../support/example-answers.ts';
import { createFakeBridge, type FakeBridge } from '../support/fake-bridge.ts';
import { exampleStudy, slugOf } from '../support/study-view.ts';

function atlas(): FakeBridge {
  const bridge = createFakeBridge({
    'status.get': exampleStatus,
    'study.show': ({ slug }) => exampleStudy({ slug: slugOf(slug) }),
  });
  connect(bridge);
  return bridge;
}

describe('a question', () => {
  it('that two views ask in one turn is sent once, and both get the answer', async () => {
    const bridge = atlas();
    const both = await Promise.all([ask('status.get', {}), ask('status.get', {})]);
    expect(both).toEqual([exampleStatus(), exampleStatus()]);
    expect(bridge.calls).toHaveLength(1);
  });

  it('about something else is another question', async () => {
    const bridge = atlas();
    const slugs = [slugOf('one-study'), slugOf('another-study')];
    const studies = await Promise.all(slugs.map((slug) => ask('study.show', { slug })));
    expect(studies.map(({ slug }) => slug)).toEqual(slugs);
    expect(bridge.calls).toHaveLength(2);
  });

  it('that is asked a turn later is sent again, though the first has no answer yet', async () => {
    const bridge = atlas();
    const first = ask('status.get', {});
    await Promise.resolve();
    await Promise.all([first, ask('status.get', {})]);
    expect(bridge.calls).toHaveLength(2);
  });

  it('that fails fails for all who asked', async () => {
    connect(createFakeBridge({}));
    const both = await Promise.allSettled([ask('status.get', {}), ask('status.get', {})]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});
