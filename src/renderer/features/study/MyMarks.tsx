// What the reader did with a study: read state, tags, lists, with the commands to change them.
import type { ReactElement } from 'react';
import type { StudyView } from '../../../shared/contract/types.ts';
import { CommandButton } from './CommandButton.tsx';
import { FormerNames } from './FormerNames.tsx';
import styles from './Study.module.css';

/** The reader's marks in words, and what changes them. */
export function MyMarks({ study }: { readonly study: StudyView }): ReactElement {
  const isRead = study.read === 'read';
  const rows = [
    ['Read', isRead ? 'yes' : 'not marked as read'],
    ['My tags', study.tags.length === 0 ? 'none' : study.tags.join(', ')],
    ['My lists', study.lists.length === 0 ? 'none' : study.lists.join(', ')],
  ] as const;
  return (
    <section className={styles['part']} aria-label="My marks">
      <dl className={styles['marks']}>
        {rows.map(([name, value]) => (
          <div key={name} className={styles['mark']}>
            <dt>{name}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ))}
      </dl>
      <FormerNames study={study} />
      <div className={styles['actions']}>
        <CommandButton command="read.toggle">
          {isRead ? 'Mark as unread' : 'Mark as read'}
        </CommandButton>
        <CommandButton command="tag.add">Add a tag</CommandButton>
        <CommandButton command="list.add">Add to a list</CommandButton>
        <CommandButton command="note.new">Write a note on it</CommandButton>
        <CommandButton command="study.print">Print…</CommandButton>
      </div>
    </section>
  );
}
