// A whole study page in one of several markups, from what a reader of it should find.
// Invariant: all markups of one reading carry the same texts in the same order.
import type { StudyReading } from '../../../src/shared/domain/study.ts';
import { blocksOf, type Block, type Link, type PageBlocks } from './page-blocks.ts';

export const MARKUPS = ['semantic', 'div-soup', 'br-block', 'table-heavy', 'bare-text'] as const;
/** What the page is made of; `bare-text` is `text/plain` with its pills glued together. */
export type Markup = (typeof MARKUPS)[number];

/**
 * The page with its navigation, footer, scripts and styles. Facts that a page states in several
 * places (byline, citation, BibTeX) are rendered as the reading holds them: see `buildReading`.
 */
export function renderPage(reading: StudyReading, markup: Markup): string {
  return RENDERERS[markup](blocksOf(reading));
}

/** The media type a server sends the page with. */
export function contentTypeOf(markup: Markup): string {
  return markup === 'bare-text' ? 'text/plain; charset=utf-8' : 'text/html; charset=utf-8';
}

const RENDERERS: Readonly<Record<Markup, (page: PageBlocks) => string>> = {
  semantic: (page) =>
    inDocument(
      page,
      [
        `<header><nav aria-label="Site">${page.before.map(semanticBlock).join('')}</nav></header>`,
        `<main id="main"><article>\n${page.study.map(semanticBlock).join('\n')}\n</article></main>`,
        `<footer>${page.after.map(semanticBlock).join('')}</footer>`,
      ].join('\n'),
    ),
  'div-soup': (page) =>
    inDocument(page, `<div class="css-1x0a9">${allBlocks(page).map(soupBlock).join('')}</div>`),
  'br-block': (page) =>
    inDocument(page, `<p>${allBlocks(page).map(brokenBlock).join('<br>\n')}</p>`),
  'table-heavy': (page) =>
    inDocument(
      page,
      `<table cellspacing="0" width="100%"><tbody>\n${allBlocks(page)
        .map((block) => `<tr>${tableBlock(block)}</tr>`)
        .join('\n')}\n</tbody></table>`,
    ),
  'bare-text': (page) => `${allBlocks(page).map(bareBlock).join('\n')}\n`,
};

const allBlocks = (page: PageBlocks): readonly Block[] => [
  ...page.before,
  ...page.study,
  ...page.after,
];

/** Scripts and styles hold texts of a study page on purpose: none of them is on the page. */
function inDocument(page: PageBlocks, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<title>${escapeText(page.documentTitle)}</title>
<link rel="canonical" href="${escapeText(page.canonical)}">
<meta property="og:title" content="${escapeText(page.documentTitle)}">
<style>.pill::after { content: "PEM required" } h2 > b { color: #a00 }</style>
<script>window.__page = { badges: ["E0 Consensus", "PEM required"], next: "<h2>Quick Summary</h2>" }</script>
</head><body>
<noscript>Turn on JavaScript to see Related Studies.</noscript>
${body}
<template><h2>Quick Summary</h2><p>Loading…</p></template>
<script type="application/json">{"bibtex":"@article{mecfsatlas-nobody-1900-nothing-here,}"}</script>
</body></html>
`;
}

function semanticBlock(block: Block): string {
  switch (block.as) {
    case 'title':
      return `<h1>${escapeText(block.text)}</h1>`;
    case 'heading':
      return `<h2 id="${block.text.toLowerCase().replace(/[^a-z]+/gu, '-')}">${escapeText(block.text)}</h2>`;
    case 'paragraph':
      return `<p>${escapeText(block.text)}</p>`;
    case 'banner':
      return `<div role="alert" style="background:#b00">${escapeText(block.text)}</div>`;
    case 'pills':
      return wrapEach(block.items, 'li', 'ul');
    case 'list':
      return wrapEach(block.items, 'li', 'ul');
    case 'links':
      return `<ul>${block.items.map((item) => `<li>${anchor(item)}</li>`).join('\n')}</ul>`;
    case 'byline':
      return `<p class="byline">${block.parts.map(anchor).join(' · ')}</p>`;
    case 'rows':
      return `<dl>${block.rows
        .map(({ label, value }) => `<dt>${escapeText(label)}</dt><dd>${escapeText(value)}</dd>`)
        .join('\n')}</dl>`;
    case 'verbatim':
      return `<pre><code>${escapeText(block.text)}</code></pre>`;
  }
}

function soupBlock(block: Block): string {
  switch (block.as) {
    case 'title':
    case 'heading':
      return `<div class="css-${block.as}"><div><span>${escapeText(block.text)}</span></div></div>`;
    case 'paragraph':
    case 'banner':
      return `<div><div>\n  ${escapeText(block.text).replaceAll(' ', '\n  ')}\n</div></div>`;
    case 'pills':
      return `<div>${block.items.map((item) => `<span class="pill">${escapeText(item)}</span>`).join('')}</div>`;
    case 'list':
      return `<div>${wrapEach(block.items, 'div', 'div')}</div>`;
    case 'links':
      return `<div>${block.items.map((item) => `<div>${anchor(item)}</div>`).join('')}</div>`;
    case 'byline':
      return `<div>${block.parts.map((part) => `<span>${anchor(part)}</span>`).join('<span aria-hidden="true">&nbsp;· </span>')}</div>`;
    case 'rows':
      return block.rows
        .map(
          ({ label, value }) =>
            `<div><div>${escapeText(label)}</div><div>${escapeText(value)}</div></div>`,
        )
        .join('');
    case 'verbatim':
      return linesOf(block.text)
        .map((line) => `<div>${keepSpaces(line)}</div>`)
        .join('');
  }
}

function brokenBlock(block: Block): string {
  switch (block.as) {
    case 'title':
    case 'heading':
      return `<b>${escapeText(block.text)}</b>`;
    case 'paragraph':
    case 'banner':
      return escapeText(block.text);
    case 'pills':
      return block.items.map((item) => `<i>${escapeText(item)}</i>`).join('<br/>');
    case 'list':
      return block.items.map((item) => `&bull; ${escapeText(item)}`).join('<br>');
    case 'links':
      return block.items.map(anchor).join('<br>');
    case 'byline':
      return block.parts.map(anchor).join(' &middot; ');
    case 'rows':
      return block.rows
        .map(({ label, value }) => `${escapeText(label)}: ${escapeText(value)}`)
        .join('<br>');
    case 'verbatim':
      return linesOf(block.text).map(keepSpaces).join('<br>');
  }
}

function tableBlock(block: Block): string {
  switch (block.as) {
    case 'title':
    case 'heading':
      return `<th colspan="9"><font size="4">${escapeText(block.text)}</font></th>`;
    case 'paragraph':
    case 'banner':
      return `<td colspan="9">${escapeText(block.text)}</td>`;
    case 'pills':
      return block.items.map((item) => `<td>${escapeText(item)}</td>`).join('');
    case 'list':
      return `<td><table><tr>${block.items.map((item) => `<td>${escapeText(item)}</td>`).join('</tr><tr>')}</tr></table></td>`;
    case 'links':
      return block.items.map((item) => `<td>${anchor(item)}</td>`).join('');
    case 'byline':
      return `<td colspan="9">${block.parts.map(anchor).join(' · ')}</td>`;
    case 'rows':
      return `<td><table>${block.rows
        .map(
          ({ label, value }) =>
            `<tr><td>${escapeText(label)}</td><td>${escapeText(value)}</td></tr>`,
        )
        .join('')}</table></td>`;
    case 'verbatim':
      return `<td><code style="white-space:pre">${escapeText(block.text)}</code></td>`;
  }
}

function bareBlock(block: Block): string {
  switch (block.as) {
    case 'title':
    case 'heading':
    case 'paragraph':
    case 'banner':
    case 'verbatim':
      return block.text;
    case 'pills':
      return block.items.join('');
    case 'list':
      return block.items.join('\n');
    case 'links':
      return block.items.map(({ text }) => text).join('\n');
    case 'byline':
      return block.parts.map(({ text }) => text).join(' · ');
    case 'rows':
      return block.rows.map(({ label, value }) => `${label}\n${value}`).join('\n');
  }
}

const wrapEach = (items: readonly string[], tag: string, parent: string): string =>
  `<${parent}>${items.map((item) => `<${tag}>${escapeText(item)}</${tag}>`).join('\n')}</${parent}>`;

const anchor = ({ text, href }: Link): string =>
  href === null ? escapeText(text) : `<a href="${escapeText(href)}">${escapeText(text)}</a>`;

const linesOf = (text: string): readonly string[] => text.split('\n');

/** Runs of spaces survive where a browser would collapse them. */
const keepSpaces = (line: string): string =>
  escapeText(line).replace(/^ +| {2,}/gu, (run) => '&nbsp;'.repeat(run.length));

// Most texts need nothing, and looking once is a fifth of replacing four times.
const escapeText = (text: string): string => (/[&<>"]/u.test(text) ? escapeAll(text) : text);

const escapeAll = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
