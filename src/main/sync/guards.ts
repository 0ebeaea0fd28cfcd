// Decides when a site no longer answers with studies, so that a sync stops before it does harm or gives offence.
// Invariant: nothing is written before the first pages have read as studies.
import { AppError } from '../../shared/contract/errors.ts';

/** How one page ended: as a study, not, or not at all asked for. */
export type PageVerdict =
  | { readonly kind: 'read' }
  | { readonly kind: 'unread'; readonly cause: 'site' | 'network' }
  | { readonly kind: 'not-asked' };

/** How many pages are asked for before anything is written. */
export const PROBE_PAGES = 3;
const PROBE_MUST_READ = 2;
const LONGEST_STREAK = 10;

const FEW = 50;
const SHARE = 0.05;

/** True where so many of so many are more than goes without asking: more than 50, and more than 5 %. */
export function isMany(count: number, of: number): boolean {
  return count > Math.max(FEW, SHARE * of);
}

export interface SiteGuard {
  /** Notes how a page ended. @throws AppError `unreadable-site` or `source-unreachable` after ten failures in a row */
  note(verdict: PageVerdict): void;
  /** Judges the first pages. @throws AppError `unreadable-site` or `source-unreachable` where fewer than two read */
  judgeProbe(): void;
}

/** A guard for one run; `readBefore` pages of it have been read already, when it is resumed. */
export function createSiteGuard(source: string, readBefore: number): SiteGuard {
  let read = readBefore;
  let asked = 0;
  let streak: ('site' | 'network')[] = [];
  let causes: ('site' | 'network')[] = [];
  return {
    note(verdict) {
      if (verdict.kind === 'not-asked') return;
      asked += 1;
      if (verdict.kind === 'read') {
        read += 1;
        streak = [];
        return;
      }
      causes = [...causes, verdict.cause].slice(-LONGEST_STREAK);
      streak = [...streak, verdict.cause];
      if (streak.length >= LONGEST_STREAK) throw stopped(source, streak);
    },
    judgeProbe() {
      // A queue of one or two pages proves nothing about the site: what cannot be read is reported.
      if (asked < PROBE_PAGES || read >= PROBE_MUST_READ) return;
      throw stopped(source, causes);
    },
  };
}

function stopped(source: string, causes: readonly ('site' | 'network')[]): AppError {
  const kept = 'What the copy on this computer holds is safe and can be used.';
  if (causes.every((cause) => cause === 'network')) {
    return new AppError(
      'source-unreachable',
      `${source} stopped answering. ${kept} Check the connection and start the sync again; it goes on where it stopped.`,
      { retryable: true, ref: source },
    );
  }
  return new AppError(
    'unreadable-site',
    `The pages of ${source} do not read as studies: the site may be asking visitors to prove that they are people, be out of order, or have changed its form. ${kept} Try again later; single pages can be saved in a browser and imported with "companion import-page".`,
    { ref: source },
  );
}
