// Bundles: files with a whole copy of the atlas. Making one, looking into one, taking one in.
import { z } from 'zod';
import { bundleMaker } from '../bundle-schema.ts';
import { slug, unixMs } from '../study-schemas.ts';
import { nothing, textOrNull, texts } from './common.ts';

const bundleInfo = z.strictObject({
  createdAt: unixMs,
  maker: z.string(),
  program: z.strictObject({ name: z.string(), version: z.string() }),
  sources: texts,
  count: z.number().int(),
  withPages: z.number().int(),
  bytes: z.number().int(),
  sha256: z.string(),
});
/** Which of the folders that were allowed at start, from 0. */
const folderNumber = z.number().int().min(0);
/** One of the two: the handle of a file that was chosen, or an address that a bundle is fetched from. */
const source = z
  .strictObject({
    file: z.string().nullable().default(null),
    url: z.string().max(2000).nullable().default(null),
  })
  .refine(({ file, url }) => (file === null) !== (url === null), 'give a file or an address');

export const BUNDLE_METHODS = {
  /**
   * A handle of a file to read: in the host's own way, or `from` a folder that was allowed at start. Null where none was
   * chosen, or where this host takes files in another way.
   */
  'file.pick': {
    input: z.strictObject({
      kind: z.literal('bundle'),
      from: z
        .strictObject({ folder: folderNumber, name: z.string().max(300) })
        .nullable()
        .default(null),
    }),
    output: z.strictObject({ file: textOrNull, shown: textOrNull }),
  },
  /** The bundles that lie in the folders that were allowed at start, newest first; what they hold is not looked at. */
  'bundle.nearby': {
    input: nothing,
    output: z.strictObject({
      bundles: z.array(
        z.strictObject({
          folder: folderNumber,
          name: z.string(),
          shown: z.string(),
          bytes: z.number().int(),
          changedAt: unixMs,
        }),
      ),
    }),
  },
  'bundle.create': {
    input: z.strictObject({
      target: z.string(),
      maker: bundleMaker,
      withPages: z.boolean().default(true),
      /** Replace a file that is no bundle, keeping what is in it beside it. */
      force: z.boolean().default(false),
    }),
    output: z.strictObject({
      bundle: bundleInfo,
      /** Studies that could not be put into a bundle, and pages that were left out of it. */
      leftOut: z.array(z.strictObject({ slug, why: z.string() })),
      /** Where the content of a file that was no bundle is kept; null where none was replaced. */
      kept: textOrNull,
      /** Whose the texts are. */
      reminder: z.string(),
    }),
  },
  /** Reads a bundle to its end; nothing is changed. */
  'bundle.verify': { input: source, output: bundleInfo },
  'bundle.import': {
    input: source,
    output: z.strictObject({
      bundle: bundleInfo,
      startedAt: unixMs,
      finishedAt: unixMs,
      added: z.array(slug),
      changed: z.array(slug),
      unchanged: z.number().int(),
      kept: z.array(slug),
    }),
  },
};
