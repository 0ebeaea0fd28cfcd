// The names of the contract and its channels: all that the preload imports. No zod here.
// Invariant: one list; a method that is not in it does not exist for any host.

export const METHOD_NAMES = [
  'status.get',
  'study.show',
  'page.inspect',
  'page.import',
  'search.run',
  'search.rows',
  'note.create',
  'note.edit',
  'note.remove',
  'note.list',
  'note.revisions',
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
  'sync.run',
  'backup.create',
  'backup.list',
  'backup.inspect',
  'backup.restore',
] as const;
export type MethodName = (typeof METHOD_NAMES)[number];

/** Each method has the channel `atlas:<method>`. */
export const INVOKE_CHANNEL_PREFIX = 'atlas:';
/** All events travel on this one. */
export const EVENT_CHANNEL = 'atlas:event';
