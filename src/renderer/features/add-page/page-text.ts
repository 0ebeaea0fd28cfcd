// The text of a page as it comes from the clipboard or from a file.
// Invariant: pure; what keeps headings and badges (HTML) is preferred, but for HTML's own source text.

/** What is read of a file, in bytes: far more than a study page has. */
export const MAX_FILE_BYTES = 5_000_000;

export interface Clipboard {
  readonly html: string;
  readonly plain: string;
}

/** The HTML of a pasted page, or null where its plain text says more. */
export function pastedHtml({ html, plain }: Clipboard): string | null {
  // Copied out of an editor or "view source": the plain text is the page, the HTML only its colours.
  if (plain.trimStart().startsWith('<')) return null;
  return html.trim() === '' ? null : html;
}

/** A text with another one put in place of a part of it. Places count UTF-16 units. */
export function withInserted(
  text: string,
  inserted: string,
  { start, end }: { readonly start: number; readonly end: number },
): string {
  return `${text.slice(0, start)}${inserted}${text.slice(end)}`;
}

/** Why a file is not read, in a sentence; null where it is. */
export function fileProblem({
  name,
  size,
}: {
  readonly name: string;
  readonly size: number;
}): string | null {
  if (size <= MAX_FILE_BYTES) return null;
  const megabytes = (size / 1_000_000).toLocaleString('en-GB', { maximumFractionDigits: 1 });
  return `“${name}” has ${megabytes} MB. Files of up to 5 MB are read, which is far more than a study page has. Nothing was read, and what you typed is still here. Save the page as HTML only, without its pictures, or copy its text.`;
}
