// A study that the atlas has renamed: what the reader marked under which name.
// Invariant: where two marks differ both are shown, and it is said which one counts.
import type { ReactElement } from 'react';
import type { StudyView } from '../../../shared/contract/types.ts';
import { codingPem } from '../../../shared/domain/library.ts';
import { dateInWords } from '../../ui/dates.ts';
import styles from './Study.module.css';
import { PEM_WORDS } from '../../ui/study-words.ts';

/** The study's earlier names, and the marks under each; nothing for a study that was never renamed. */
export function FormerNames({ study }: { readonly study: StudyView }): ReactElement | null {
  const { formerNames, marksByName } = study;
  if (formerNames.length === 0) return null;
  return (
    <div className={styles['quiet']}>
      <p>
        The atlas had this study under another name before: {formerNames.join(', ')}. What you wrote
        then is shown here with it; nothing was changed.
      </p>
      {marksByName.length > 1 && (
        <>
          <p>You marked it under more than one name. The mark made last counts.</p>
          <ul>
            {marksByName.map((marks) => (
              <li key={marks.slug}>
                {marks.slug}: {marksInWords(marks)}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function marksInWords({ read, coding }: StudyView['marksByName'][number]): string {
  const words = [
    read === null ? null : `marked as ${read}`,
    coding === null
      ? null
      : `PEM coded as ${PEM_WORDS[codingPem(coding)].toLowerCase()} on ${dateInWords(coding.codedAt)}`,
  ];
  return words.filter((part) => part !== null).join('; ');
}
