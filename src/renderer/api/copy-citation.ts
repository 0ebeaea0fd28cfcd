// Puts citations of studies on the clipboard.
// Invariant: nothing is asked of the system's permissions: the copy is the answer to a key or a click of the reader.
import { announce } from '../a11y/announcer.tsx';
import type { CopyForm } from '../../shared/domain/citation-styles.ts';
import type { Slug } from '../../shared/domain/ids.ts';
import { noteChange } from './changes.ts';
import { request, toApiError } from './client.ts';
import { useSettings } from './settings-store.ts';
import { useLastChange } from './undo-store.ts';

interface Copied {
  readonly text: string;
  readonly html: string | null;
}

/** Copies citations of studies, all at once; what happened stands in the status line. */
export async function copyCitation(slugs: readonly Slug[], as: CopyForm): Promise<void> {
  const isFormatted = as === 'rich' || as === 'text' || as === 'markdown';
  const style = isFormatted ? useSettings.getState().settings.citationStyle : null;
  try {
    const copied = await request('citation.copy', { slugs: [...slugs], as, style });
    copyText(copied, slugs.length === 1 ? 'the citation' : `${slugs.length} citations`);
    // A study that had no key has one now.
    noteChange('library');
  } catch (thrown) {
    tellFailure(toApiError(thrown).message);
  }
}

/** Copies a text; what it is, and how it begins, stands in the status line. */
export function copyText(copied: Copied, what: string): void {
  if (!putOnClipboard(copied)) {
    tellFailure(
      'The system did not let this window copy. Nothing was copied; press the key again.',
    );
    return;
  }
  useLastChange.setState({
    done: `copied ${what}: ${beginning(copied.text)}`,
    canUndo: false,
    failure: null,
  });
  announce(`Copied ${what}.`);
}

function tellFailure(failure: string): void {
  useLastChange.setState({ failure });
  announce(failure);
}

const SHOWN_CHARACTERS = 60;

function beginning(text: string): string {
  const line = text.trim().split('\n')[0] ?? '';
  return line.length > SHOWN_CHARACTERS ? `${line.slice(0, SHOWN_CHARACTERS)}…` : line;
}

/** The old way, which needs no permission: the browser asks the page what is to be copied. */
function putOnClipboard({ text, html }: Copied): boolean {
  let isGiven = false;
  const give = (event: ClipboardEvent): void => {
    if (event.clipboardData === null) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    event.clipboardData.setData('text/plain', text);
    if (html !== null) event.clipboardData.setData('text/html', html);
    isGiven = true;
  };
  document.addEventListener('copy', give, { capture: true });
  try {
    // The replacement (`navigator.clipboard`) asks for a permission, which the desktop denies to every page.
    // oxlint-disable-next-line typescript/no-deprecated
    return document.execCommand('copy') && isGiven;
  } finally {
    document.removeEventListener('copy', give, { capture: true });
  }
}
