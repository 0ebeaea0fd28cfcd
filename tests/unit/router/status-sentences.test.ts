// How the data folder stands, in words that are true of all of it.
import { describe, expect, it } from 'vitest';
import { statusSentences, type StatusFacts } from '../../../src/main/router/status-sentences.ts';
import type { Status } from '../../../src/shared/contract/types.ts';
import type { UnixMs } from '../../../src/shared/domain/ids.ts';
import { exampleStatus } from '../../support/example-answers.ts';

const HOUR = 60 * 60 * 1000;
const noon = (day: number): UnixMs => Date.UTC(2026, 5, day, 12) as UnixMs;
const NOTHING: StatusFacts = { copiedFrom: [], now: noon(30) };

function text(change: Partial<Status>, facts: Partial<StatusFacts> = {}): string {
  return statusSentences({ ...exampleStatus(), ...change }, { ...NOTHING, ...facts }).join('\n');
}

/** A site that stood by its studies on these days of June. */
function site(studies: number, oldest: number, newest: number): StatusFacts['copiedFrom'][number] {
  const source = 'https://atlas.example';
  return { source, studies, oldestCheckAt: noon(oldest), newestCheckAt: noon(newest) };
}

describe('what the copy came from', () => {
  it('is each site by its name, and nothing where there is none', () => {
    const other = { ...site(3, 1, 1), source: 'https://other.example' };
    const studies = { total: 93, starter: 0, givenPage: 0, site: 83, bundle: 10 };
    expect(text({ studies }, { copiedFrom: [site(80, 1, 1), other] })).toContain(
      '93 studies: 80 copied from https://atlas.example, 3 copied from https://other.example, 10 from a bundle, not checked against the site.',
    );
    const none = text({});
    expect(none).toContain('80 studies: 80 from the starter set.');
    expect(none).not.toContain('checked against its source');
  });
});

describe('the check of the copy', () => {
  it('is told as one of all of it only where it was', () => {
    expect(text({}, { copiedFrom: [site(80, 7, 7)] })).toContain(
      'All that was copied was last checked against its source on 2026-06-07.',
    );
    const part = text({}, { copiedFrom: [site(80, 3, 7)] });
    expect(part).toContain('the oldest check is of 2026-06-03, the newest of 2026-06-07.');
    expect(part).not.toContain('All that was copied');
    const two = text({}, { copiedFrom: [site(80, 7, 7), site(2, 1, 1)] });
    expect(two).toContain('the oldest check is of 2026-06-01, the newest of 2026-06-07.');
  });

  it('says by which programs of the atlas the pages were made, where they say', () => {
    const made = { generator: 'g 1', scanner: null, policy: 'p 2', studies: 70 };
    const unnamed = { generator: null, scanner: null, policy: null, studies: 10 };
    const versions = (...all: Status['copy']['versions']): Partial<Status> => ({
      copy: { checkedAt: noon(7), versions: all },
    });
    expect(text(versions(made, unnamed))).toContain('made by g 1 / p 2, and 1 other.');
    expect(text(versions(unnamed))).not.toContain('made by .');
  });
});

describe('an unfinished copy', () => {
  const cut: NonNullable<Status['unfinishedSync']> = {
    source: 'https://atlas.example',
    kind: 'by-hand',
    startedAt: noon(10),
    done: 10,
    total: 80,
    isPaused: false,
    hasFailed: false,
    pendingRemoval: null,
  };
  const after = (hours: number): Partial<StatusFacts> => ({
    now: (noon(10) + hours * HOUR) as UnixMs,
  });

  it('goes on within a day, and is begun anew after it', () => {
    expect(text({ unfinishedSync: cut }, after(23))).toContain(
      '10 of 80 pages are done. "companion sync" goes on with it.',
    );
    const late = text({ unfinishedSync: cut }, after(25));
    expect(late).not.toContain('goes on');
    expect(late).toContain('"companion sync" begins a new one, and what was fetched is kept.');
  });

  it('that asks is answered first', () => {
    const pendingRemoval = { source: cut.source, gone: 60, moved: 1, of: 80, examples: [] };
    expect(text({ unfinishedSync: { ...cut, pendingRemoval } }, after(1))).toContain(
      'whether 61 studies that are no longer there are to be removed: "companion sync --decide remove", or keep.',
    );
  });
});
