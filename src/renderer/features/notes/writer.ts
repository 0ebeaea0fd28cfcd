// The name that this window gives itself for its drafts.
// Invariant: a reload keeps it, and two windows never share one: while the window lives the name is not in
// its storage, which a browser copies when a tab is duplicated.

const STORED_AS = 'atlas-note-writer';

let name: string | null = null;

/** The writer's name, the same for as long as the window lives. */
export function writerName(): string {
  if (name !== null) return name;
  const found = take();
  name = found ?? newName();
  const own = name;
  window.addEventListener('pagehide', () => {
    put(own);
  });
  window.addEventListener('pageshow', take);
  return name;
}

function newName(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function take(): string | null {
  try {
    const found = sessionStorage.getItem(STORED_AS);
    sessionStorage.removeItem(STORED_AS);
    return found === null || !/^[0-9a-f]{32}$/u.test(found) ? null : found;
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
