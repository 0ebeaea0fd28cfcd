// What this program calls itself to servers.
// Invariant: one name for all that it asks: robots.txt is kept under the name that is sent.

/** The name without a version, as robots.txt knows it. */
export const PROGRAM_NAME = 'MECFSAtlasCompanion';

/** The whole header; `site` is what a copy is made of, null where one file or record is asked for. */
export function userAgent(version: string, site: string | null = null): string {
  return `${PROGRAM_NAME}/${version} (a reader's offline copy${site === null ? '' : ` of ${site}`})`;
}
