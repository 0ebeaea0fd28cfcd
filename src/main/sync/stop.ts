// Why a sync is ended from outside, carried as the reason of its signal.
import { AppError } from '../../shared/contract/errors.ts';

/** `pause`: to be gone on with when asked for. `stop`: given up. `quit`: the program ends; gone on with at its next start. */
export type StopReason = 'pause' | 'stop' | 'quit';

/** The reason that a signal was aborted with; whatever else it says counts as quitting. */
export function stopReasonOf(signal: AbortSignal): StopReason {
  const reason: unknown = signal.reason;
  return reason === 'pause' || reason === 'stop' ? reason : 'quit';
}

const SENTENCES: Readonly<Record<StopReason, string>> = {
  pause: 'The sync is paused. What was fetched is kept and can be used. Started again, it goes on.',
  stop: 'The sync was stopped. What was fetched is kept and can be used. A new one begins by asking for what is missing.',
  quit: 'The sync was stopped. What was fetched is kept and can be used. Started again within a day, it goes on where it stopped.',
};

/** That a sync was ended by hand. */
export function stopped(reason: StopReason, cause: unknown): AppError {
  return new AppError('aborted', SENTENCES[reason], { retryable: true, cause });
}

/** That reading the kept pages again was ended by hand, for whatever reason. */
export function rereadStopped(cause: unknown): AppError {
  return new AppError(
    'aborted',
    'Reading the kept pages again was stopped. What was read so far is kept, and nothing else was changed. Started again, it reads all of them.',
    { retryable: true, cause },
  );
}
