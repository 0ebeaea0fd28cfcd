// The tags of one study or of many: those there are, and a new one.
// Invariant: every press is done at once and can be undone; the dialog says for how many studies it speaks.
import { useEffect, useState, type ReactElement, type SyntheticEvent } from 'react';
import type { Slug } from '../../../shared/domain/ids.ts';
import { announce } from '../../a11y/announcer.tsx';
import { useChanges } from '../../api/changes.ts';
import { request, toApiError, type ApiError } from '../../api/client.ts';
import { noteDone } from '../../api/undo-store.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog, DialogButtons } from '../../ui/Dialog.tsx';
import { ErrorNotice } from '../../ui/Notice.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { rowsOf } from './read-state.ts';
import { offeredTags, spreadTags, tagKey, type TagSpread } from './tag-spread.ts';
import styles from './TagDialog.module.css';

export interface TagDialogProps {
  /** At least one. */
  readonly slugs: readonly Slug[];
  readonly onClose: () => void;
}

/** Adds tags to studies and takes them off. */
export function TagDialog({ slugs, onClose }: TagDialogProps): ReactElement {
  const [typed, setTyped] = useState('');
  const [failure, setFailure] = useState<ApiError | null>(null);
  const all = useAnswer('tag.list', {}, ['library']);
  const { tags: tagsOfStudies, error } = useTagsOf(slugs);
  const tags = spreadTags(all.value?.tags ?? [], tagsOfStudies);
  const offered = offeredTags(tags, typed);
  const many = slugs.length === 1 ? 'this study' : `these ${slugs.length} studies`;

  const change = (method: 'tag.add' | 'tag.remove', tag: string): void => {
    request(method, { slugs: [...slugs], tag }).then(
      ({ undo }) => {
        setFailure(null);
        noteDone(undo);
        if (undo === null) announce(`Nothing to change: ${tag}.`);
        if (method === 'tag.add') setTyped('');
      },
      (thrown: unknown) => {
        setFailure(toApiError(thrown));
      },
    );
  };
  const addTyped = (event: SyntheticEvent): void => {
    event.preventDefault();
    const tag = typed.trim();
    if (tag === '') return;
    // A tag that there is already keeps its spelling.
    const known = tags.find((each) => tagKey(each.tag) === tagKey(tag));
    change('tag.add', known?.tag ?? tag);
  };
  const shownFailure = failure ?? error ?? all.error;
  return (
    <Dialog title={slugs.length === 1 ? 'Tags of this study' : `Tags of ${many}`} onClose={onClose}>
      <form className={styles['new']} onSubmit={addTyped}>
        <TextInput
          label="Tag"
          value={typed}
          onChange={setTyped}
          hasAutoFocus
          help="A new tag, or part of one you have."
        />
        <Button type="submit" look="main" isDisabled={typed.trim() === ''}>
          Add the tag
        </Button>
      </form>
      {shownFailure !== null && <ErrorNotice error={shownFailure} onRetry={undefined} />}
      <div role="group" aria-label={`Tags you have, for ${many}`} className={styles['tags']}>
        {offered.map((spread) => (
          <TagChip key={spread.tag} spread={spread} of={slugs.length} onChange={change} />
        ))}
        {all.value !== null && offered.length === 0 && (
          <p className={styles['none']}>
            {tags.length === 0 ? 'You have no tags yet.' : 'No tag you have contains this.'}
          </p>
        )}
      </div>
      <DialogButtons>
        <Button onPress={onClose}>Done</Button>
      </DialogButtons>
    </Dialog>
  );
}

interface TagChipProps {
  readonly spread: TagSpread;
  readonly of: number;
  readonly onChange: (method: 'tag.add' | 'tag.remove', tag: string) => void;
}

/** Pressed: on all of the studies. Pressing adds it to all; pressed, it takes it off all. */
function TagChip({ spread, of, onChange }: TagChipProps): ReactElement {
  const { tag, on } = spread;
  const isOnAll = on !== null && on >= of;
  const isOnSome = on !== null && on > 0 && !isOnAll;
  return (
    <button
      type="button"
      className={styles['tag']}
      aria-pressed={isOnSome ? 'mixed' : isOnAll}
      onClick={() => {
        onChange(isOnAll ? 'tag.remove' : 'tag.add', tag);
      }}
    >
      <span className={styles['box']} aria-hidden="true" />
      <span className={styles['words']} dir="auto">
        {tag}
      </span>
      {isOnSome && ' '}
      {isOnSome && (
        <span className={styles['some']}>
          on {on} of {of}
        </span>
      )}
    </button>
  );
}

/** The tags of each of the studies, again with every change; null before the first answer. */
function useTagsOf(slugs: readonly Slug[]): {
  readonly tags: readonly (readonly string[])[] | null;
  readonly error: ApiError | null;
} {
  const changes = useChanges((now) => now.library);
  const [answer, setAnswer] = useState<{
    readonly tags: readonly (readonly string[])[] | null;
    readonly error: ApiError | null;
  }>({ tags: null, error: null });
  useEffect(() => {
    let isWanted = true;
    rowsOf(slugs, () => !isWanted).then(
      (rows) => {
        if (isWanted) setAnswer({ tags: rows.map(({ tags }) => tags), error: null });
      },
      (error: unknown) => {
        if (isWanted) setAnswer((before) => ({ ...before, error: toApiError(error) }));
      },
    );
    return () => {
      isWanted = false;
    };
  }, [slugs, changes]);
  return answer;
}
