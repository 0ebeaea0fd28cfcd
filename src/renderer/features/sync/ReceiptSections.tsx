// The lists of a receipt, what matters most first: badges that changed, retractions, changes, then the rest.
// Invariant: a list that is empty is not there; none is cut without saying how long it is.
import { useState, type ReactElement, type ReactNode } from 'react';
import { badgeFlips } from '../../../shared/domain/receipt-text.ts';
import type { SyncReceipt, UnreadablePage } from '../../../shared/domain/sync.ts';
import { Button } from '../../ui/Button.tsx';
import { studiesInWords, counted } from '../../ui/count-words.ts';
import { OutsideLink } from '../../ui/OutsideLink.tsx';
import { grouped } from '../../ui/sync-words.ts';
import { BadgeFlips, ChangedStudies } from './ChangedStudies.tsx';
import { SHOWN_FIRST } from './portions.ts';
import { StudyList } from './StudyList.tsx';
import styles from './Receipt.module.css';

export interface ReceiptSectionsProps {
  readonly receipt: SyncReceipt;
}

/** All lists that have something in them. */
export function ReceiptSections({ receipt }: ReceiptSectionsProps): ReactElement {
  const { kind, added, changed, retracted, gone, moved, missing, unlisted, unreadable, failed } =
    receipt;
  const flips = badgeFlips(receipt);
  const movedTo = new Map(moved.map(({ slug, to }) => [slug, to]));
  return (
    <>
      <Section title="Badges that changed" count={flips.length}>
        <BadgeFlips studies={flips} />
      </Section>
      <Section
        title="Retracted or withdrawn"
        count={retracted.length}
        about="A banner on the page says so, and did not before. They stay in your copy, marked."
      >
        <StudyList slugs={retracted} place="retracted" />
      </Section>
      <Section
        title={kind === 'reread' ? 'Read better' : 'Changed'}
        count={changed.length}
        about={
          kind === 'reread'
            ? 'The pages are the same; this version of the companion reads them otherwise.'
            : 'Field by field, as the pages showed it. Earlier texts stay in the history.'
        }
      >
        <ChangedStudies studies={changed} />
      </Section>
      <Section title="Added" count={added.length}>
        <StudyList slugs={added} place="added" />
      </Section>
      <Section
        title="Gone"
        count={gone.length}
        about="Their addresses said twice, a day apart, that nothing is there. They left the copy; the last text can be read here, and your notes and lists keep them."
      >
        <StudyList slugs={gone} place="gone" />
      </Section>
      <Section
        title="Moved to another address"
        count={moved.length}
        about="The old name leads to the new one, in your notes and lists too."
      >
        <StudyList
          slugs={moved.map(({ slug }) => slug)}
          place="moved"
          note={(slug) => (
            <p className={styles['note']}>
              {slug} is now {movedTo.get(slug)}
            </p>
          )}
        />
      </Section>
      <Section
        title="Not at their address"
        count={missing.length}
        about="What your copy has of them stays until their addresses say so again, a day later at the earliest."
      >
        <StudyList slugs={missing} place="missing" />
      </Section>
      <Section
        title="No longer listed"
        count={unlisted.length}
        about="The site’s list leaves them out. Their addresses were asked; nothing is removed for this alone."
      >
        <StudyList slugs={unlisted} place="unlisted" />
      </Section>
      <Section
        title="Could not be read"
        count={unreadable.length}
        words={counted(unreadable.length, 'page', 'pages')}
        about="These pages did not read as a study. They are asked for again later."
      >
        <Unreadable pages={unreadable} />
      </Section>
      <Section
        title="Not answered with a page"
        count={failed.length}
        words={counted(failed.length, 'page', 'pages')}
        about="The site answered with an error, a refusal or a question for people. They are asked for again later."
      >
        <Unreadable pages={failed} />
      </Section>
    </>
  );
}

interface SectionProps {
  readonly title: string;
  readonly count: number;
  /** Where it is not studies that are counted. */
  readonly words?: string;
  readonly about?: string;
  readonly children: ReactNode;
}

function Section({ title, count, words, about, children }: SectionProps): ReactElement | null {
  if (count === 0) return null;
  return (
    <section className={styles['part']}>
      <h3 className={styles['heading']}>
        {title}: {words ?? studiesInWords(count)}
      </h3>
      {about !== undefined && <p className={styles['note']}>{about}</p>}
      {children}
    </section>
  );
}

function Unreadable({ pages }: { readonly pages: readonly UnreadablePage[] }): ReactElement {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? pages : pages.slice(0, SHOWN_FIRST);
  return (
    <>
      <ul className={styles['list']}>
        {shown.map(({ slug, url, reason }) => (
          <li key={slug} className={styles['entry']}>
            <OutsideLink href={url} isAlone>
              {url}
            </OutsideLink>
            <p className={styles['note']} dir="auto">
              {reason}
            </p>
          </li>
        ))}
      </ul>
      {shown.length < pages.length && (
        <div>
          <Button
            onPress={() => {
              setWhole(true);
            }}
          >
            {`Show all ${grouped(pages.length)}`}
          </Button>
        </div>
      )}
    </>
  );
}
