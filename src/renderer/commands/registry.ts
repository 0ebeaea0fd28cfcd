// Which commands can be run now, and who runs them.
// Invariant: the view that came last answers; a command without a view is not offered anywhere.
import { createContext, useContext, useEffect, useRef } from 'react';
import { create } from 'zustand';
import type { CommandId } from '../../shared/domain/commands.ts';

type Run = () => void;

interface Registry {
  /** The runners of a command, the newest last. */
  readonly runners: Readonly<Partial<Record<CommandId, readonly Run[]>>>;
}

export const useRegistry = create<Registry>(() => ({ runners: {} }));

function add(id: CommandId, run: Run): () => void {
  useRegistry.setState(({ runners }) => ({
    runners: { ...runners, [id]: [...(runners[id] ?? []), run] },
  }));
  return () => {
    useRegistry.setState(({ runners }) => ({
      runners: { ...runners, [id]: (runners[id] ?? []).filter((each) => each !== run) },
    }));
  };
}

/** False around views that are kept but not shown: their commands rest. */
export const CommandsAreOn = createContext(true);

/** Answers a command for as long as the view is there, shown, and `isOn`. */
export function useCommand(id: CommandId, run: Run, isOn = true): void {
  const answers = useContext(CommandsAreOn) && isOn;
  const newest = useRef(run);
  useEffect(() => {
    newest.current = run;
  });
  useEffect(() => {
    if (!answers) return;
    return add(id, () => {
      newest.current();
    });
  }, [id, answers]);
}

/** True where some view answers the command. */
export function canRun(id: CommandId): boolean {
  return (useRegistry.getState().runners[id]?.length ?? 0) > 0;
}

/** Runs a command; false where nobody answers it. */
export function runCommand(id: CommandId): boolean {
  const run = useRegistry.getState().runners[id]?.at(-1);
  run?.();
  return run !== undefined;
}

const PATIENCE_MS = 5000;

/**
 * Answers a command until the view that really does is there (it is loaded when first needed), and
 * then hands it on: a key that was pressed early is not lost. `goThere` leads to where that view is.
 */
export function useLateCommand(id: CommandId, isOn = true, goThere: Run = () => undefined): void {
  const stop = useRef<() => void>(() => undefined);
  useEffect(
    () => () => {
      stop.current();
    },
    [],
  );
  useCommand(
    id,
    () => {
      stop.current();
      const before = useRegistry.getState().runners[id]?.length ?? 0;
      const unsubscribe = useRegistry.subscribe(({ runners }) => {
        if ((runners[id]?.length ?? 0) <= before) return;
        stop.current();
        runCommand(id);
      });
      const timer = setTimeout(unsubscribe, PATIENCE_MS);
      stop.current = () => {
        unsubscribe();
        clearTimeout(timer);
      };
      goThere();
    },
    isOn,
  );
}
