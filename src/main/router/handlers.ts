// Every method of the contract and where it is done; each file is loaded when it is first asked for.
// To add a method: its name in names.ts, its schemas in schemas.ts, its handler, one row here.
import type { Services } from '../services.ts';
import type { Handlers } from './router.ts';

const list = () => import('./handlers/list.ts');
const note = () => import('./handlers/note.ts');
const mark = () => import('./handlers/mark.ts');
const study = () => import('./handlers/study.ts');
const changes = () => import('./handlers/changes.ts');
const search = () => import('./handlers/search.ts');
const exports = () => import('./handlers/export.ts');
const sync = () => import('./handlers/sync.ts');
const receipts = () => import('./handlers/receipts.ts');
const settings = () => import('./handlers/settings.ts');
const file = () => import('./handlers/file.ts');
const backup = () => import('./handlers/backup.ts');

export const HANDLERS: Handlers<Services> = {
  'status.get': async () => (await import('./handlers/status.ts')).getStatus,
  'study.show': async () => (await study()).showStudy,
  'study.seen': async () => (await changes()).studySeen,
  'study.changes': async () => (await changes()).studyChanges,
  'page.inspect': async () => (await study()).inspectPage,
  'page.import': async () => (await study()).importPage,
  'search.run': async () => (await search()).runSearch,
  'search.rows': async () => (await search()).searchRows,
  'search.open': async () => (await search()).openSearch,
  'search.page': async () => (await search()).searchPage,
  'search.slugs': async () => (await search()).searchSlugs,
  'search.place': async () => (await search()).searchPlace,
  'search.edit': async () => (await search()).editSearch,
  'note.create': async () => (await note()).createNote,
  'note.edit': async () => (await note()).editNote,
  'note.remove': async () => (await note()).removeNote,
  'note.list': async () => (await note()).listNotes,
  'note.revisions': async () => (await note()).noteRevisions,
  'note.compare': async () => (await note()).compareRevisions,
  'note.draft': async () => (await note()).keepDraft,
  'note.drafts': async () => (await note()).listDrafts,
  'tag.add': async () => (await mark()).addTag,
  'tag.remove': async () => (await mark()).removeTag,
  'tag.list': async () => (await mark()).listTags,
  'read.set': async () => (await mark()).setRead,
  'coding.set': async () => (await mark()).setCoding,
  'coding.clear': async () => (await mark()).clearCoding,
  'undo.run': async () => (await mark()).runUndo,
  'undo.peek': async () => (await mark()).peekUndo,
  'list.create': async () => (await list()).createList,
  'list.add': async () => (await list()).addToList,
  'list.remove': async () => (await list()).removeFromList,
  'list.move': async () => (await list()).moveInList,
  'list.rename': async () => (await list()).renameList,
  'list.delete': async () => (await list()).deleteList,
  'list.show': async () => (await list()).showList,
  'list.all': async () => (await list()).allLists,
  'export.render': async () => (await exports()).renderExport,
  'export.save': async () => (await exports()).saveExport,
  'format.render': async () => (await exports()).renderFormat,
  'file.places': async () => (await file()).showPlaces,
  'file.offer': async () => (await file()).offerFile,
  'settings.get': async () => (await settings()).getSettings,
  'settings.set': async () => (await settings()).setSettings,
  'sync.run': async () => (await sync()).sync,
  'sync.start': async () => (await sync()).startSync,
  'sync.pause': async () => (await sync()).pauseSync,
  'sync.stop': async () => (await sync()).stopSync,
  'sync.decide': async () => (await sync()).decideSync,
  'sync.state': async () => (await sync()).syncState,
  'sync.reread': async () => (await sync()).reread,
  'sync.receipts': async () => (await receipts()).listReceipts,
  'sync.receipt': async () => (await receipts()).showReceipt,
  'sync.saveReceipt': async () => (await receipts()).saveReceipt,
  'backup.create': async () => (await backup()).makeBackup,
  'backup.list': async () => (await backup()).showBackups,
  'backup.inspect': async () => (await backup()).lookIntoBackup,
  'backup.restore': async () => (await backup()).restore,
};
