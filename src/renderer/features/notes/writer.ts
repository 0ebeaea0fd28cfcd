// The name under which this window keeps its drafts, as the core gave it.
// Invariant: a reload keeps it, and two windows never share one: while the window lives the name is not in
// its storage, which a browser copies when a tab is duplicated.
import { request } from '../../api/client.ts';

const STORED_AS = 'atlas-note-writer';

let name: string | null = null;
let asked: Promise<string> | null = null;

/** The writer's name, the same for as long as the window lives. @throws ApiError where the core gives none */
export function writerName(): Promise<string> {
  asked ??= findName().then(keepName);
  asked.catch(() => {
    asked = null;
  });
  return asked;
}

/** True for this window's name; before it has one, for none. */
export function isOwnWriter(writer: string): boolean {
  return writer === name;
}

async function findName(): Promise<string> {
  return take() ?? (await request('note.writer', {})).writer;
}

function keepName(own: string): string {
  name = own;
  window.addEventListener('pagehide', () => {
    put(own);
  });
  window.addEventListener('pageshow', take);
  return own;
}

function take(): string | null {
  try {
    const found = sessionStorage.getItem(STORED_AS);
    sessionStorage.removeItem(STORED_AS);
    return found;
  } catch {
    // A window without storage: after a reload its drafts are offered instead of opened.
    return null;
  }
}

function put(own: string): void {
  try {
    sessionStorage.setItem(STORED_AS, own);
  } catch {
    // As above.
  }
}
