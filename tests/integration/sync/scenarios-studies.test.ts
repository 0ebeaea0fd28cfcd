// Studies that change from one day to the next, scenario by scenario: what is told, shown, and kept in the history.
import { describe, expect, it } from 'vitest';
import type { StudyReading } from '../../../src/shared/domain/study.ts';
import { countRows, shownBy, storedStudies, toldBy } from './harness.ts';
import { play, type Play } from './scenario-play.ts';

function readingOf({ data, study }: Play): StudyReading | undefined {
  return storedStudies(data.mirror).find(({ slug }) => slug === study)?.reading;
}

function versionsOf({ data, study }: Play): number {
  const row = data.mirror
    .prepare<[string], { readonly versions: number }>(
      'SELECT count(*) AS versions FROM history.study_version WHERE slug = ?',
    )
    .get(study);
  return row?.versions ?? 0;
}

describe('the scenario', () => {
  it.each(['missing-once', 'missing-for-a-day'] as const)(
    '%s: the study stays as it was, on the day it is missing and after it',
    async (name) => {
      const stage = await play(name);
      await stage.run();
      const before = shownBy(stage.data.mirror);
      await stage.nextDay();
      expect(await stage.run()).toMatchObject({ added: [], changed: [] });
      expect(shownBy(stage.data.mirror)).toEqual(before);
      await stage.nextDay();
      expect(await stage.run()).toMatchObject({
        added: [],
        changed: [],
        unchanged: 40,
        unreadable: {},
      });
      expect(shownBy(stage.data.mirror)).toEqual(before);
      expect(countRows(stage.data.mirror, 'history.tombstone')).toBe(0);
    },
  );

  async function changed(
    name: 'retracted-banner' | 'text-changed' | 'badge-flipped',
  ): Promise<{ readonly before: StudyReading; readonly after: StudyReading }> {
    const stage = await play(name);
    await stage.run();
    const before = readingOf(stage);
    await stage.nextDay();
    expect(await stage.run()).toMatchObject({
      added: [],
      changed: [stage.study],
      unchanged: 39,
      unreadable: {},
    });
    expect(shownBy(stage.data.mirror)).toEqual(toldBy(stage.atlas));
    // What was shown before is still there, beside what is shown now.
    expect(versionsOf(stage)).toBe(2);
    expect(countRows(stage.data.mirror, 'history.study_version')).toBe(41);
    const after = readingOf(stage);
    if (before === undefined || after === undefined) throw new Error('the study is not shown');
    return { before, after };
  }

  it('retracted-banner: the banner is shown, and nothing else has changed', async () => {
    const { before, after } = await changed('retracted-banner');
    expect(before.standing).toEqual([]);
    expect(after.standing).toEqual([
      { kind: 'retracted', text: 'Retracted: this paper was retracted in 2026.' },
    ]);
    expect({ ...after, standing: [] }).toEqual(before);
  });

  it('text-changed: the new text is shown, and no badge has changed', async () => {
    const { before, after } = await changed('text-changed');
    expect(before.sections[0]?.paragraphs).not.toContain('The entry was written anew.');
    expect(after.sections[0]?.paragraphs).toContain('The entry was written anew.');
    expect(after.badges).toEqual(before.badges);
  });

  it('badge-flipped: the PEM badge is the new one, letter for letter', async () => {
    const { before, after } = await changed('badge-flipped');
    expect(before.badges.pem).toEqual({ value: 'not-required', label: 'PEM not required' });
    expect(after.badges.pem).toEqual({ value: 'required', label: 'PEM required' });
    expect(after.sections).toEqual(before.sections);
  });
});
