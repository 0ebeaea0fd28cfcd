// The contract's types, inferred from its schemas; importing this file loads no schema.
import type { z } from 'zod';
import type { BundleProgress } from '../domain/bundle.ts';
import type { ContentHash, Slug } from '../domain/ids.ts';
import type { SyncProgress } from '../domain/sync.ts';
import type { MethodName } from './names.ts';
import type { CONTRACT } from './schemas.ts';

type Contract = typeof CONTRACT;

/** What a caller may pass (defaults left out). */
export type MethodInput<M extends MethodName> = z.input<Contract[M]['input']>;
/** What a handler is given: parsed, defaults filled in. */
export type ParsedInput<M extends MethodName> = z.output<Contract[M]['input']>;
/** What a method answers. */
export type MethodOutput<M extends MethodName> = z.output<Contract[M]['output']>;

export type PageView = MethodOutput<'page.inspect'>;
export type StudyView = MethodOutput<'study.show'>;
export type SearchRow = MethodOutput<'search.rows'>['rows'][number];
export type Status = MethodOutput<'status.get'>;
export type SearchOpened = MethodOutput<'search.open'>;
export type NoteDraft = MethodOutput<'note.drafts'>['drafts'][number];
export type NoteView = MethodOutput<'note.list'>['notes'][number];
export type ListView = MethodOutput<'list.all'>['lists'][number];
export type ExportPreview = MethodOutput<'export.render'>;
export type SyncStateView = MethodOutput<'sync.state'>;
export type SettingsView = MethodOutput<'settings.get'>;
export type BundleInfoView = MethodOutput<'bundle.verify'>;
export type BundleReceiptView = MethodOutput<'bundle.import'>;
export type BackupInfoView = MethodOutput<'backup.create'>;

/** What the core tells its hosts without being asked. */
export type CoreEvent =
  | { readonly type: 'sync.progress'; readonly progress: SyncProgress }
  /** How far the reading, importing or writing of a bundle is, in studies. */
  | { readonly type: 'bundle.progress'; readonly progress: BundleProgress }
  | { readonly type: 'data.changed'; readonly parts: readonly ('mirror' | 'library')[] }
  /**
   * In a window of this process a changed study was shown: its mark goes in the others. The one that told it keeps it
   * for the visit. Other processes hear of it as `data.changed`.
   */
  | { readonly type: 'study.seen'; readonly slug: Slug; readonly hash: ContentHash };
