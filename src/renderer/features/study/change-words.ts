// The words for a difference between two versions of a study; pure.
// Invariant: what only this program reads better is said to be that.
import type { MethodOutput } from '../../../shared/contract/types.ts';
import type { VersionOrigin } from '../../../shared/domain/study.ts';
import { dateInWords } from '../../ui/dates.ts';

type Difference = NonNullable<MethodOutput<'study.changes'>['sinceSeen']>;

const FROM_WORDS: Readonly<Record<VersionOrigin, string>> = {
  starter: 'from the starter set',
  'given-page': 'from a page that you gave',
  site: 'from the atlas',
  bundle: 'from a bundle',
  reread: 'read again by this app from a page that it keeps',
};

/** Which two versions are compared, and whose change it is. */
export function changedInWords({ from, to, reread }: Difference): string {
  const versions = `Compared: the version of ${dateInWords(from.at)} (${FROM_WORDS[from.origin]}) and that of ${dateInWords(to.at)} (${FROM_WORDS[to.origin]}).`;
  switch (reread) {
    case 'none':
      return versions;
    case 'some':
      return `${versions} Some of it may be this app reading the page better than before, not a change of the atlas.`;
    case 'all':
      return `${versions} The atlas did not change it: this app reads the same page better than before.`;
  }
}
