// Titles: terms that keep their capitals, a title of a study as the reader wants it, and what styles print.
import { z } from 'zod';
import { slug } from '../study-schemas.ts';
import { nothing, textOrNull, texts } from './common.ts';

const MAX_TITLE = 5_000;
const terms = z.array(z.string().min(1).max(1000)).min(1).max(1000);
const termChange = z.strictObject({ changed: texts, undo: textOrNull });

const titlePreview = z.strictObject({
  slug,
  /** As it stands in the citation, with what the reader set there. */
  title: z.string(),
  /** The title with braces around what keeps its capitals: by the rule, or as the reader wants it. */
  notation: z.string(),
  from: z.enum(['rule', 'own', 'as-is']),
  /** The field of the BibTeX file, without its outer braces. */
  bibtex: z.string(),
  /** What plain.bst and its kind print. */
  plain: z.string(),
  /** What APA prints. */
  apa: z.string(),
  /** True where an own title has other words than the citation, and not only other capitals. */
  differs: z.boolean(),
});

export const TITLE_METHODS = {
  'terms.list': {
    input: nothing,
    output: z.strictObject({
      terms: z.array(
        z.strictObject({
          term: z.string(),
          from: z.enum(['shipped', 'own']),
          /** False for a shipped one that was left out. */
          protects: z.boolean(),
        }),
      ),
    }),
  },
  'terms.add': { input: z.strictObject({ terms }), output: termChange },
  'terms.remove': { input: z.strictObject({ terms }), output: termChange },
  'title.set': {
    input: z.strictObject({
      slug,
      /** In the notation; null for the title as it is, with every capital kept. */
      title: z.string().max(MAX_TITLE).nullable(),
    }),
    output: z.strictObject({ preview: titlePreview, undo: textOrNull }),
  },
  'title.clear': {
    input: z.strictObject({ slug }),
    output: z.strictObject({ preview: titlePreview, changed: z.boolean(), undo: textOrNull }),
  },
  'title.preview': {
    input: z.strictObject({
      slug,
      /** One to try, as in `title.set`; left out, what counts now. */
      title: z.string().max(MAX_TITLE).nullable().optional(),
    }),
    output: titlePreview,
  },
};
