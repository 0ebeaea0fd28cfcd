// What the main thread and the worker say to each other. Both are of one build, so that types are enough.
import type { ErrorCode } from '../../shared/contract/errors.ts';
import type { BundleProgress } from '../../shared/domain/bundle.ts';
import type { SyncProgress } from '../../shared/domain/sync.ts';
import type { HttpAnswer, TransportRequest } from '../atlas/site/transport.ts';
import type { DataPaths } from '../storage/paths.ts';
import type { JobTurn } from '../sync/job-turns.ts';
import type { StopReason } from '../sync/stop.ts';
import type { Job, JobName, JobResults } from './jobs.ts';

/** Given to the worker at its start; it runs one job and ends. */
export interface WorkerData {
  readonly paths: DataPaths;
  readonly version: string;
  readonly job: Job;
  readonly turn: JobTurn;
}

/** An answer that can be cloned: headers are no plain value. */
export type PortableAnswer =
  | Exclude<HttpAnswer, { kind: 'answer' }>
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers: readonly (readonly [string, string])[];
      readonly bytes: Uint8Array<ArrayBuffer>;
      readonly packedAs?: string;
    };

export type ToWorker =
  | { readonly type: 'abort'; readonly reason: StopReason }
  /** The computer has slept or is online again. */
  | { readonly type: 'wake' }
  | { readonly type: 'answer'; readonly id: number; readonly answer: PortableAnswer }
  /** The request was aborted, or met a defect of ours, told in words. */
  | { readonly type: 'no-answer'; readonly id: number; readonly defect: string | null };

export interface PortableError {
  /** Null for a defect. */
  readonly code: ErrorCode | null;
  readonly message: string;
  readonly retryable: boolean;
  readonly ref: string | null;
  readonly stack: string | null;
}

export type FromWorker =
  | { readonly type: 'progress'; readonly progress: SyncProgress | BundleProgress }
  | { readonly type: 'request'; readonly id: number; readonly request: TransportRequest }
  | { readonly type: 'cancel'; readonly id: number }
  | { readonly type: 'done'; readonly result: JobResults[JobName] }
  | { readonly type: 'failed'; readonly error: PortableError };
