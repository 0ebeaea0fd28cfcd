// Studies by name, each a button that opens it: some first, all on demand.
// Invariant: a list of thousands is not drawn unasked; a study that the copy does not hold is named by its address.
import { use, type ReactElement, type ReactNode } from 'react';
import { leaveReceiptAt } from '../../api/receipt-place.ts';
import { useAnswer } from '../../api/use-answer.ts';
import type { Slug } from '../../../shared/domain/ids.ts';
import { TitleButton } from '../../ui/TitleButton.tsx';
import { FirstFew } from './FirstFew.tsx';
import { OpenStudy } from './open-study.ts';
import { portionsOf } from './portions.ts';
import styles from './Receipt.module.css';

export interface StudyListProps {
  readonly slugs: readonly Slug[];
  /** Tells this list apart from the others of the receipt. */
  readonly place: string;
  /** What is said of each, below its name. */
  readonly note?: (slug: Slug) => ReactNode;
}

/** The list. */
export function StudyList({ slugs, place, note }: StudyListProps): ReactElement {
  return (
    <div className={styles['studies']}>
      <FirstFew of={slugs}>
        {(shown) =>
          portionsOf(shown).map((portion) => (
            <Portion key={portion[0]} slugs={portion} place={place} note={note} />
          ))
        }
      </FirstFew>
    </div>
  );
}

interface PortionProps extends Omit<StudyListProps, 'note'> {
  readonly note: StudyListProps['note'] | undefined;
}

function Portion({ slugs, place, note }: PortionProps): ReactElement | null {
  const { value, error } = useAnswer('search.rows', { slugs: [...slugs] });
  // A moment later with its titles, so that no name is replaced by another.
  if (value === null && error === null) return null;
  const titles = new Map(value?.rows.map(({ slug, title }) => [slug, title]));
  return (
    <ul className={styles['list']}>
      {slugs.map((slug) => (
        <li key={slug}>
          <StudyButton slug={slug} place={`${place}:${slug}`} title={titles.get(slug) ?? slug} />
          {note?.(slug)}
        </li>
      ))}
    </ul>
  );
}

export interface StudyButtonProps {
  readonly slug: Slug;
  /** Where in the receipt it stands. */
  readonly place: string;
  readonly title: string;
}

/** Opens a study. */
export function StudyButton({ slug, place, title }: StudyButtonProps): ReactElement {
  const open = use(OpenStudy);
  return (
    <TitleButton
      title={title}
      marks={{ 'data-place': place }}
      onPress={() => {
        leaveReceiptAt(place);
        open(slug);
      }}
    />
  );
}
