// How to cite: the paper first, the atlas's reading of it apart and explained, and the ways out.
// Invariant: only addresses of the web become links, and all of them open outside.
import type { ReactElement } from 'react';
import type { StudyView } from '../../../shared/contract/types.ts';
import { copyText } from '../../api/copy-citation.ts';
import { Button } from '../../ui/Button.tsx';
import { Folded } from '../../ui/Folded.tsx';
import { LinkedText, OutsideLink } from '../../ui/OutsideLink.tsx';
import { CitationKey } from './CitationKey.tsx';
import { CommandButton } from './CommandButton.tsx';
import styles from './Study.module.css';
import { atlasPage, dayInWords, doiAddress, pubmedAddress } from '../../ui/study-words.ts';

/** The section "Citation". */
export function Citation({ study }: { readonly study: StudyView }): ReactElement {
  return (
    <section className={styles['part']}>
      <h3>Citation</h3>
      <PrimaryPaper study={study} />
      <AtlasReading study={study} />
      <Outside study={study} />
    </section>
  );
}

/** The atlas's words, letter for letter. */
function AtlasEntry({ bibtex }: { readonly bibtex: string }): ReactElement {
  return (
    <Button
      onPress={() => {
        copyText({ text: bibtex, html: null }, 'the atlas’s own entry');
      }}
    >
      Copy the atlas’s own entry
    </Button>
  );
}

function PrimaryPaper({ study }: { readonly study: StudyView }): ReactElement {
  const doi = doiAddress(study.doi);
  const pubmed = pubmedAddress(study.pmid);
  return (
    <div className={styles['block']}>
      <h4>The paper: this is what to cite</h4>
      <p dir="auto">
        {study.primaryCitation === null ? (
          'The page gave no citation. An export of a list writes one from what is known.'
        ) : (
          <LinkedText text={study.primaryCitation} />
        )}
      </p>
      <p className={styles['links']}>
        {study.doi === null ? (
          <span>DOI not stated</span>
        ) : (
          <OutsideLink href={doi ?? ''} isAlone>
            DOI {study.doi}
          </OutsideLink>
        )}
        {study.pmid !== null && (
          <OutsideLink href={pubmed ?? ''} isAlone>
            PubMed {study.pmid}
          </OutsideLink>
        )}
      </p>
      <CitationKey study={study} />
      <div className={styles['actions']}>
        <CommandButton command="cite.latex">{'Copy as \\cite{…}'}</CommandButton>
        <CommandButton command="cite.formatted">Copy the reference</CommandButton>
      </div>
      {study.bibtex !== null && (
        <Folded heading="The atlas’s own BibTeX entry">
          <pre className={styles['code']}>{study.bibtex}</pre>
          <AtlasEntry bibtex={study.bibtex} />
        </Folded>
      )}
    </div>
  );
}

function AtlasReading({ study }: { readonly study: StudyView }): ReactElement {
  const { snapshot } = study;
  return (
    <div className={styles['block']}>
      <h4>The atlas’s reading of this paper</h4>
      <p className={styles['quiet']}>
        Only for a text about the atlas itself: it names which version of the atlas’s program made
        the summary and the badges, and on which day they were seen. It never stands for the paper.
      </p>
      {snapshot === null ? (
        <p>The page gave no snapshot line.</p>
      ) : (
        <>
          <p dir="auto">
            <LinkedText text={snapshot.line} />
          </p>
          {snapshot.accessed !== null && <p>Seen on {dayInWords(snapshot.accessed)}.</p>}
        </>
      )}
    </div>
  );
}

function Outside({ study }: { readonly study: StudyView }): ReactElement {
  const page = atlasPage(study);
  return (
    <div className={styles['block']}>
      <p className={styles['links']}>
        <OutsideLink href={page} isAlone>
          Open on the atlas
        </OutsideLink>
        <OutsideLink href={page} isAlone>
          Report an error to the atlas
        </OutsideLink>
      </p>
      <p className={styles['quiet']}>
        These links open outside of this app, in your browser. Errors are reported at the end of the
        study’s page on the atlas; a person reads what is sent there.
      </p>
    </div>
  );
}
