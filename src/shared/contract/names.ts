// The names of the contract and its channels: all that the preload imports. No zod here.
// Invariant: one list; a method that is not in it does not exist for any host.

export const METHOD_NAMES = [
  'status.get',
  'study.show',
  'study.seen',
  'study.changes',
  'page.inspect',
  'page.import',
  'search.run',
  'search.rows',
  'search.open',
  'search.page',
  'search.slugs',
  'search.place',
  'search.edit',
  'note.create',
  'note.edit',
  'note.remove',
  'note.list',
  'note.revisions',
  'note.compare',
  'note.draft',
  'note.writer',
  'note.drafts',
  'tag.add',
  'tag.remove',
  'tag.list',
  'read.set',
  'coding.set',
  'coding.clear',
  'list.create',
  'list.add',
  'list.remove',
  'list.move',
  'list.rename',
  'list.delete',
  'list.show',
  'list.all',
  'undo.run',
  'undo.peek',
  'export.render',
  'export.save',
  'format.render',
  'report.leave',
  'print.save',
  'key.show',
  'key.set',
  'key.applyPreset',
  'key.import',
  'reference.show',
  'reference.check',
  'reference.read',
  'reference.set',
  'reference.clear',
  'citation.copy',
  'style.list',
  'style.add',
  'style.remove',
  'file.places',
  'file.offer',
  'file.pick',
  'settings.get',
  'settings.set',
  'sync.run',
  'sync.start',
  'sync.pause',
  'sync.stop',
  'sync.decide',
  'sync.state',
  'sync.reread',
  'sync.receipts',
  'sync.receipt',
  'sync.saveReceipt',
  'backup.create',
  'backup.list',
  'backup.inspect',
  'backup.restore',
  'bundle.nearby',
  'bundle.create',
  'bundle.verify',
  'bundle.import',
] as const;
export type MethodName = (typeof METHOD_NAMES)[number];

/** Each method has the channel `atlas:<method>`. */
export const INVOKE_CHANNEL_PREFIX = 'atlas:';
/** The window as a PDF. */
export const PDF_CHANNEL = 'atlas-host:pdf';
/** All events travel on this one. */
export const EVENT_CHANNEL = 'atlas:event';
/** What a desktop asks of its window: a number, then the request. */
export const ASK_CHANNEL = 'atlas:ask';
/** The window's answer: the number, then whether it was done; `LISTENING` and whether the window listens. */
export const ANSWER_CHANNEL = 'atlas:answer';
/** Stands for no request. */
export const LISTENING = 0;
