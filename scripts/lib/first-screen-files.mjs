// Names the files of the first screen in the window's page, so that a browser fetches them all at once
// although the entry imports them only after it has asked its first questions.
// Invariant: only what the first screen imports statically is named; what comes later stays for later.

/**
 * A plugin of the build.
 * @param {string} entry The module that the entry imports by `import()`, by the end of its path.
 * @returns {import('vite').Plugin}
 */
export function firstScreenFiles(entry) {
  return {
    name: 'first-screen-files',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {} }) {
        const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
        const first = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(entry) === true);
        if (first === undefined) throw new Error(`The build has no chunk of its own for ${entry}.`);
        const files = withImports(first, chunks);
        const styles = files.flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])]);
        return [
          ...files.map(({ fileName }) => link('modulepreload', fileName)),
          ...styles.map((fileName) => link('stylesheet', fileName)),
        ].filter(({ attrs }) => !html.includes(`"${attrs.href}"`));
      },
    },
  };
}

/**
 * A chunk and all that it imports at once, each once.
 * @param {import('vite').Rolldown.OutputChunk} first
 * @param {readonly import('vite').Rolldown.OutputChunk[]} chunks
 */
function withImports(first, chunks) {
  const found = new Set([first]);
  for (const { imports } of found) {
    for (const chunk of chunks) if (imports.includes(chunk.fileName)) found.add(chunk);
  }
  return [...found];
}

/**
 * @param {'modulepreload' | 'stylesheet'} rel
 * @param {string} fileName
 * @returns {{ tag: string, attrs: { rel: string, crossorigin: true, href: string }, injectTo: 'head' }}
 */
function link(rel, fileName) {
  return {
    tag: 'link',
    attrs: { rel, crossorigin: true, href: `./${fileName}` },
    injectTo: 'head',
  };
}
