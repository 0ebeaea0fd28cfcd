// Start or resume, pause, stop: three buttons that are always there.
// Invariant: the focus stays among them when the one that was pressed can be pressed no more.
import { useEffect, useRef, type ReactElement } from 'react';
import type { SyncStateView } from '../../../shared/contract/types.ts';
import { Button } from '../../ui/Button.tsx';
import { ButtonRow } from '../../ui/ButtonRow.tsx';
import { runChoices } from './run-lines.ts';
import type { RunActions } from './use-run-actions.ts';
import styles from './SyncView.module.css';

export interface RunButtonsProps {
  readonly sync: SyncStateView | null;
  readonly actions: RunActions;
}

/** The buttons, and what they mean. */
export function RunButtons({ sync, actions }: RunButtonsProps): ReactElement {
  const choices =
    sync === null
      ? ({ begin: 'start', canBegin: false, canPause: false, canStop: false } as const)
      : runChoices(sync);
  const { begin, canBegin, canPause, canStop } = choices;
  const row = useRef<HTMLDivElement>(null);
  const wasPressed = useRef(false);
  const press = (action: () => void) => (): void => {
    wasPressed.current = true;
    action();
  };
  useEffect(() => {
    if (!wasPressed.current || row.current === null) return;
    wasPressed.current = false;
    const focused = document.activeElement;
    const isLost = focused === document.body || focused?.matches(':disabled') === true;
    if (isLost) row.current.querySelector<HTMLElement>('button:enabled')?.focus();
  }, [begin, canBegin, canPause, canStop]);
  return (
    <>
      <div className={styles['run']}>
        <ButtonRow ref={row}>
          <Button look="main" isDisabled={!canBegin} onPress={press(actions.begin)}>
            {begin === 'resume' ? 'Resume' : 'Start copying'}
          </Button>
          <Button isDisabled={!canPause} onPress={press(actions.pause)}>
            Pause
          </Button>
          <Button isDisabled={!canStop} onPress={press(actions.stop)}>
            Stop
          </Button>
        </ButtonRow>
      </div>
      <p className={styles['help']}>
        Pause keeps the place: Resume goes on from there, or, more than a day after the beginning,
        asks the site anew what is missing. Stop gives the rest up. What was copied stays either
        way.
      </p>
    </>
  );
}
