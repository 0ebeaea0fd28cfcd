// The evidence table in Markdown, read by pandoc in three dialects: text stays text, whatever others wrote.
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { writeEvidenceTable } from '../../../src/main/export/evidence-table/write-table.ts';
import { cited, note } from '../../unit/export/cited-studies.ts';
import { needsTool } from '../../support/needs.ts';
import { NASTY_ITEMS } from '../../unit/export/nasty-items.ts';

const pandoc = needsTool('pandoc');

const NASTY_NOTES = [
  '[a link](https://evil.example) and <https://evil.example> https://evil.example www.evil.example',
  '![a picture](x.png) <img src=x onerror=alert(1)> <script>alert(1)</script>',
  'a@b.example mailto:a@b.example [@key] @key [^1] :smile: $x^2$ ~~no~~ H~2~O x^2^',
  '| a pipe \\| and a backslash \\ `code` **bold** _it_ # no heading',
  '- a list\n1. another\n\n> a quote\n\n```\ncode\n```',
  '&lt;b&gt; &copy; [x]: https://evil.example "title" {=html}`<b>`{=html}',
];

interface Node {
  readonly t: string;
  readonly c?: unknown;
}

/** Every node of pandoc's tree, from the outside in. */
function nodesOf(value: unknown): readonly Node[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(nodesOf);
  const own = 't' in value && typeof value.t === 'string' ? [value as Node] : [];
  return [...own, ...Object.values(value).flatMap(nodesOf)];
}

function read(markdown: string, dialect: string): readonly Node[] {
  const json = execFileSync('pandoc', ['-f', dialect, '-t', 'json'], {
    input: markdown,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return nodesOf((JSON.parse(json) as { readonly blocks: unknown }).blocks);
}

const HARMLESS = new Set(
  'Header Table Para Plain Str Space SoftBreak AlignDefault ColWidthDefault ColWidth'.split(' '),
);

describe.skipIf(pandoc.isMissing)(`a table in Markdown ${pandoc.note}`, () => {
  const studies = [
    ...NASTY_NOTES.map((body) => cited({ notes: [note(body)] })),
    ...NASTY_ITEMS.map((item) => cited({ item, notes: [note(item.title ?? '')] })),
  ];
  const { text } = writeEvidenceTable(
    { name: '<b>L</b> [x](y)', studies, columns: ['citation', 'title', 'pem', 'own-note'] },
    'markdown',
  );

  it.each(['gfm', 'commonmark_x-smart', 'markdown-smart'])(
    'is one table of text and line breaks to %s',
    (dialect) => {
      const nodes = read(text, dialect);
      expect(nodes.filter(({ t }) => t === 'Table')).toHaveLength(1);
      const others = nodes.filter(({ t }) => !HARMLESS.has(t));
      const breaks = others.filter(
        ({ t, c }) => t === 'RawInline' && JSON.stringify(c) === '["html","<br>"]',
      );
      expect(breaks.length).toBeGreaterThan(0);
      expect(others.filter((node) => !breaks.includes(node))).toEqual([]);
      const words = nodes.filter(({ t }) => t === 'Str').map(({ c }) => String(c));
      for (const body of NASTY_NOTES) {
        for (const word of body.split(/\s+/u)) expect(words, dialect).toContain(word);
      }
    },
  );
});
