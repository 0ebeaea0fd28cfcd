// Which files of out/ the Electron host needs: its entries, and whatever these name.
// Invariant: what lies there besides (older chunks that a running program may still load, the command
// line, source maps) is not on the list.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The entries, each with the folder of the files that it may name. */
const ZONES = [
  { folder: 'out/main', entries: ['index.js', 'worker.js'], parts: 'chunks' },
  { folder: 'out/preload', entries: ['index.cjs'], parts: null },
  { folder: 'out/renderer', entries: ['index.html'], parts: 'assets' },
];

/**
 * The built files that the Electron host needs, relative to the checkout, in order.
 * @param {string} root The checkout, built.
 * @returns {string[]} Throws where an entry is not there.
 */
export function builtFiles(root) {
  return ZONES.flatMap(({ folder, entries, parts }) => {
    const names = new Set(parts === null ? [] : readdirSync(path.join(root, folder, parts)));
    /** @type {Set<string>} */
    const found = new Set();
    /** @param {string} file */
    const follow = (file) => {
      if (found.has(file)) return;
      found.add(file);
      const text = readFileSync(path.join(root, folder, file), 'utf8');
      // Names carry a hash, so one that is in the text is meant.
      for (const [name] of text.matchAll(
        /[\w-]+(?:\.[\w-]+)*\.(?:js|css|svg|png|woff2|json)\b/gu,
      )) {
        if (names.has(name)) follow(`${parts}/${name}`);
      }
    };
    entries.forEach(follow);
    return [...found].sort().map((file) => `${folder}/${file}`);
  });
}
