// A study as text for a terminal.
// Invariant: the three PEM sources are named apart, and a value nobody stated is called "not stated".
import type { PageView, StudyView } from '../../../shared/contract/types.ts';
import { codingPem } from '../../../shared/domain/library.ts';
import { PEM_WORDS } from '../../../shared/domain/pem.ts';
import { authorFullName, SECTION_TITLES } from '../../../shared/domain/study.ts';

/** A page that was just read: what it said, and what was looked for in vain. */
export function pageText(page: PageView): string {
  const missing =
    page.notFound.length === 0 ? [] : ['', `Not on the page: ${page.notFound.join(', ')}`];
  return [readingText(page), ...missing, '', page.machineMade].join('\n');
}

function readingText(page: PageView): string {
  const pill = page.badges.pem;
  const lines = [
    page.title,
    page.authors.length === 0 ? 'Authors not stated' : page.authors.map(authorFullName).join('; '),
    [
      page.journal,
      page.year,
      page.doi === null ? null : `doi:${page.doi}`,
      page.pmid === null ? null : `PubMed ${page.pmid}`,
    ]
      .filter((part) => part !== null)
      .join(' · '),
    page.url,
    '',
    ...page.standing.map((notice) => `!! ${notice.text}`),
    `Evidence level: ${page.level ?? 'not stated'}`,
    `PEM, by the atlas's badge: ${PEM_WORDS[page.pem]}${pill === null || pill.label.toLowerCase() === `pem ${PEM_WORDS[page.pem]}` ? '' : ` (the badge says “${pill.label}”)`}`,
    ...[
      page.badges.confidence,
      page.badges.publicationType,
      page.badges.peerReview,
      page.badges.reviewState,
      ...page.badges.unknown,
    ].filter((label) => label !== null),
    ...(page.badgesFrom === null
      ? []
      : [`The badges are from ${page.badgesFrom}: the page given later had lost its badge row.`]),
    ...(page.authorsInDoubt === null ? [] : [page.authorsInDoubt]),
  ];
  for (const section of page.sections) {
    lines.push(
      '',
      section.heading ?? SECTION_TITLES[section.kind],
      ...section.paragraphs.map((text) => `  ${text}`),
    );
  }
  if (page.metadata.length > 0) lines.push('', 'Metadata');
  for (const row of page.metadata) lines.push(`  ${row.label}: ${row.value}`);
  if (page.primaryCitation !== null) {
    lines.push('', 'Primary citation', `  ${page.primaryCitation}`);
  }
  if (page.pemNote !== null) lines.push('', page.pemNote);
  if (page.snapshot !== null) {
    lines.push('', 'Atlas snapshot (only for the atlas’s own reading)', `  ${page.snapshot.line}`);
  }
  return lines.join('\n');
}

/** A study with what was derived and what the reader added. */
export function studyText(study: StudyView): string {
  const { derived, mine } = study.pemSources;
  const lines = [
    study.origin.kind === 'starter'
      ? [readingText(study), '', study.machineMade].join('\n')
      : pageText(study),
    '',
    `PEM, derived: ${PEM_WORDS[derived.value]}. ${derived.rule}${derived.definitions.length === 0 ? '' : ` (${derived.definitions.join(', ')}; stated by ${derived.source ?? 'the page'})`}`,
    `PEM, your own coding: ${PEM_WORDS[mine.value]}`,
    '',
    `From: ${originText(study)}`,
    ...changedSinceSeen(study),
    ...citationDoubts(study),
    `Citation key: ${study.citationKey ?? 'none yet (it is given at the first export)'}`,
    `Read: ${study.read}${study.tags.length === 0 ? '' : ` · Tags: ${study.tags.join(', ')}`}${study.lists.length === 0 ? '' : ` · Lists: ${study.lists.join(', ')}`}`,
    ...formerNames(study),
  ];
  for (const note of study.notes) {
    lines.push('', `Note ${note.id} (revision ${note.revision})`, note.body);
  }
  return lines.join('\n');
}

function changedSinceSeen({ seen, contentHash, slug }: StudyView): string[] {
  if (seen === null || seen.hash === contentHash) return [];
  const day = new Date(seen.at).toISOString().slice(0, 10);
  return [`Changed since you saw it on ${day}. "companion changes ${slug}" shows what.`];
}

function formerNames({ formerNames: names, marksByName }: StudyView): string[] {
  if (names.length === 0) return [];
  const marks = marksByName.map(({ slug, read, coding }) => {
    const words = [
      read === null ? null : `marked as ${read}`,
      coding === null ? null : `PEM coded as ${PEM_WORDS[codingPem(coding)]}`,
    ];
    return `  under ${slug}: ${words.filter((part) => part !== null).join('; ')}`;
  });
  return [
    `Earlier names: ${names.join(', ')}. What you wrote under them is shown here.`,
    ...(marks.length > 1
      ? ['You marked it under more than one name. The mark made last counts:', ...marks]
      : []),
  ];
}

// Where the starter set's record of the paper and the atlas's differ, both are told.
function citationDoubts(study: StudyView): string[] {
  const facts = study.starterFacts;
  if (facts === null) return [];
  const lines = facts.doubt === null ? [] : [`About its citation: ${facts.doubt}`];
  if (facts.atlasStated !== null) {
    const publisher = [facts.title, facts.journal, facts.doi].filter((part) => part !== null);
    lines.push(`By the publisher (and in an export): ${publisher.join(' · ')}`);
  }
  return lines;
}

function originText(study: StudyView): string {
  const day = new Date(study.origin.at).toISOString().slice(0, 10);
  const gone =
    study.shownFrom === 'history'
      ? ' The copy of the atlas no longer has it; this is the last version that was shown.'
      : '';
  switch (study.origin.kind) {
    case 'starter':
      return `the starter set, ${day}. A copy of the atlas adds its badges and summaries.${gone}`;
    case 'given-page':
      return `a page given on ${day}, not checked against the site.${gone}`;
    case 'bundle':
      return `a bundle ${study.origin.source}, taken in on ${day}; not checked against the site.${gone}`;
    case 'site':
      return `${study.origin.source}, ${day}; last checked ${new Date(study.checkedAt).toISOString().slice(0, 10)}.${gone}`;
  }
}
