// The lists of a receipt, what matters most first: badges that changed, retractions, changes, then the rest.
// Invariant: a list that is empty is not there; none is cut without saying how long it is.
import type { ReactElement, ReactNode } from 'react';
import { badgeFlips } from '../../../shared/domain/receipt-text.ts';
import type { SyncReceipt, UnreadablePage } from '../../../shared/domain/sync.ts';
import { studiesInWords, counted } from '../../ui/count-words.ts';
import { OutsideLink } from '../../ui/OutsideLink.tsx';
import { Part } from '../../ui/Screen.tsx';
import { BadgeFlips, ChangedStudies } from './ChangedStudies.tsx';
import { FirstFew } from './FirstFew.tsx';
import { StudyList, type StudyListProps } from './StudyList.tsx';
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
      <Studies
        title="Retracted or withdrawn"
        about="A banner on the page says so, and did not before. They stay in your copy, marked."
        slugs={retracted}
        place="retracted"
      />
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
      <Studies title="Added" slugs={added} place="added" />
      <Studies
        title="Gone"
        about="Their addresses said twice, a day apart, that nothing is there. They left the copy; the last text can be read here, and your notes and lists keep them."
        slugs={gone}
        place="gone"
      />
      <Studies
        title="Moved to another address"
        about="The old name leads to the new one, in your notes and lists too."
        slugs={moved.map(({ slug }) => slug)}
        place="moved"
        note={(slug) => (
          <p className={styles['note']}>
            {slug} is now {movedTo.get(slug)}
          </p>
        )}
      />
      <Studies
        title="Not at their address"
        about="What your copy has of them stays until their addresses say so again, a day later at the earliest."
        slugs={missing}
        place="missing"
      />
      <Studies
        title="No longer listed"
        about="The site’s list leaves them out. Their addresses were asked; nothing is removed for this alone."
        slugs={unlisted}
        place="unlisted"
      />
      <Pages
        title="Could not be read"
        about="These pages did not read as a study. They are asked for again later."
        pages={unreadable}
      />
      <Pages
        title="Not answered with a page"
        about="The site answered with an error, a refusal or a question for people. They are asked for again later."
        pages={failed}
      />
    </>
  );
}

interface Headed {
  readonly title: string;
  readonly about?: string | undefined;
}

interface SectionProps extends Headed {
  readonly count: number;
  /** Where it is not studies that are counted. */
  readonly words?: string;
  readonly children: ReactNode;
}

function Section({ title, count, words, about, children }: SectionProps): ReactElement | null {
  if (count === 0) return null;
  return (
    <Part title={`${title}: ${words ?? studiesInWords(count)}`}>
      {about !== undefined && <p className={styles['note']}>{about}</p>}
      {children}
    </Part>
  );
}

function Studies({ title, about, ...list }: Headed & StudyListProps): ReactElement {
  return (
    <Section title={title} about={about} count={list.slugs.length}>
      <StudyList {...list} />
    </Section>
  );
}

function Pages({
  title,
  about,
  pages,
}: Headed & { readonly pages: readonly UnreadablePage[] }): ReactElement {
  return (
    <Section
      title={title}
      about={about}
      count={pages.length}
      words={counted(pages.length, 'page', 'pages')}
    >
      <FirstFew of={pages}>
        {(shown) => (
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
        )}
      </FirstFew>
    </Section>
  );
}
