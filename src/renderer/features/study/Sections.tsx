// The sections of a study's page, under the headings that the atlas gave them.
import type { ReactElement } from 'react';
import type { HitTerm } from '../../../shared/domain/search.ts';
import type { Section, SectionKind } from '../../../shared/domain/study.ts';
import { Marked } from '../../ui/Marked.tsx';
import { SECTION_HEADINGS } from '../../ui/study-words.ts';
import styles from './Study.module.css';

export interface SectionTextProps {
  readonly section: Section;
  readonly terms: readonly HitTerm[];
}

const LISTS = new Set<SectionKind>(['related-studies', 'topics', 'tags']);

/** One section. */
export function SectionText({ section, terms }: SectionTextProps): ReactElement {
  return (
    <section className={styles['part']}>
      <h3 dir="auto">{section.heading ?? SECTION_HEADINGS[section.kind]}</h3>
      {LISTS.has(section.kind) ? (
        <ul className={styles['plainList']}>
          {section.paragraphs.map((text, place) => (
            <li key={place} dir="auto">
              <Marked text={text} terms={terms} field="text" />
            </li>
          ))}
        </ul>
      ) : (
        <Paragraphs texts={section.paragraphs} terms={terms} />
      )}
    </section>
  );
}

export interface DoesNotProveProps {
  readonly sections: readonly Section[];
  readonly terms: readonly HitTerm[];
}

/** What the study does not prove: set apart, and said to be missing where it is. */
export function DoesNotProve({ sections, terms }: DoesNotProveProps): ReactElement {
  const heading = sections[0]?.heading ?? SECTION_HEADINGS['does-not-prove'];
  return (
    <section className={styles['limits']}>
      <h3 dir="auto">{heading}</h3>
      {sections.length === 0 ? (
        <p>The page does not say. That does not mean that there are no limits.</p>
      ) : (
        <Paragraphs texts={sections.flatMap((section) => section.paragraphs)} terms={terms} />
      )}
    </section>
  );
}

interface ParagraphsProps {
  readonly texts: readonly string[];
  readonly terms: readonly HitTerm[];
}

function Paragraphs({ texts, terms }: ParagraphsProps): ReactElement {
  return (
    <div className={styles['text']}>
      {texts.map((text, place) => (
        <p key={place} dir="auto">
          <Marked text={text} terms={terms} field="text" />
        </p>
      ))}
    </div>
  );
}
