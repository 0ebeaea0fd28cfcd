// Taking the keys of a list over from a .bib that the reader already cites from.
// Invariant: the file is only read; each new key is shown before it is given, and one in doubt is never ticked for the reader.
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { request, toApiError, type ApiError } from '../../api/client.ts';
import { noteDone } from '../../api/undo-store.ts';
import type { MethodOutput } from '../../../shared/contract/types.ts';
import type { ListId, Slug } from '../../../shared/domain/ids.ts';
import { Button } from '../../ui/Button.tsx';
import { counted, studiesInWords } from '../../ui/count-words.ts';
import { Sentences } from '../../ui/Facts.tsx';
import { FileInput } from '../../ui/FileInput.tsx';
import { Folded } from '../../ui/Folded.tsx';
import { ErrorNotice } from '../../ui/Notice.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import styles from './ExportView.module.css';

export interface KeysFromBibProps {
  readonly listId: ListId;
  /** Studies of the list have other keys now. */
  readonly onChanged: () => void;
}

type Matched = MethodOutput<'key.import'>;
type Proposal = Matched['proposals'][number];

interface Looked {
  readonly text: string;
  readonly matched: Matched;
}

/** The part "Keys from a .bib". */
export function KeysFromBib({ listId, onChanged }: KeysFromBibProps): ReactElement {
  const [text, setText] = useState('');
  const [looked, setLooked] = useState<Looked | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [said, setSaid] = useState('');
  const [isBusy, setBusy] = useState(false);
  const run = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setSaid('');
    try {
      await work();
      setError(null);
    } catch (thrown) {
      setError(toApiError(thrown));
    } finally {
      setBusy(false);
    }
  };
  const look = (given: string): Promise<void> =>
    run(async () => {
      const matched = await request('key.import', { list: listId, text: given });
      setLooked({ text: given, matched });
    });
  const apply = (only: readonly Slug[], repaired: boolean): Promise<void> =>
    run(async () => {
      if (looked === null) return;
      const { changed, undo } = await request('key.import', {
        ...{ list: listId, text: looked.text, only: [...only], repaired, apply: true },
      });
      setLooked(null);
      setText('');
      setSaid(
        `${studiesInWords(changed ?? 0)} now ${changed === 1 ? 'has its' : 'have their'} key from the .bib. The old keys stay aliases.`,
      );
      noteDone(undo);
      onChanged();
    });
  const take = async (file: File): Promise<void> => {
    const read = await file.text();
    setText(read.length > SHOWN_TEXT ? '' : read);
    await look(read);
  };
  return (
    <Folded isFramed heading="Keys from a .bib">
      <div className={styles['keys']}>
        <p>
          For a text that cites from a .bib of its own: its keys are taken over for the studies of
          this list, found by DOI, PubMed number, or title and year. The .bib is only read.
        </p>
        <TextInput
          label="Paste the .bib"
          lines={5}
          value={text}
          onChange={(typed) => {
            setText(typed);
            setLooked(null);
          }}
        />
        <FileInput
          label="Or choose the file"
          accept=".bib,.txt,text/plain"
          isDisabled={isBusy}
          onFile={(file) => void run(() => take(file))}
        />
        <div>
          <Button isDisabled={isBusy || text.trim() === ''} onPress={() => void look(text)}>
            Look which fit
          </Button>
        </div>
        <p role="status" className={styles['answer']}>
          {isBusy ? 'Reading…' : said}
        </p>
        {error !== null && <ErrorNotice error={error} />}
        {looked !== null && (
          <Found
            // Another file has its own ticks.
            key={looked.text.length}
            matched={looked.matched}
            isBusy={isBusy}
            onApply={(only, repaired) => void apply(only, repaired)}
          />
        )}
      </div>
    </Folded>
  );
}

/** A file that is larger is read, and not put into the field. */
const SHOWN_TEXT = 200_000;
const SHOWN_ROWS = 200;
const BY: Readonly<Record<Proposal['matchedBy'], string>> = {
  doi: 'same DOI',
  pmid: 'same PubMed number',
  'title-and-year': 'same title and year',
};

interface FoundProps {
  readonly matched: Matched;
  readonly isBusy: boolean;
  readonly onApply: (only: readonly Slug[], repaired: boolean) => void;
}

function Found({ matched, isBusy, onApply }: FoundProps): ReactElement {
  const { proposals, entries, problems, unmatchedKeys, unmatchedStudies } = matched;
  const offered = proposals.filter(({ state }) => state === 'change' || state === 'repaired');
  const others = proposals.filter(({ state }) => state === 'clash' || state === 'unusable');
  const same = proposals.filter(({ state }) => state === 'same').length;
  const [ticked, setTicked] = useState<ReadonlySet<Slug>>(
    () => new Set(offered.filter(({ state }) => state === 'change').map(({ slug }) => slug)),
  );
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, []);
  const chosen = offered.filter(({ slug }) => ticked.has(slug));
  const tick = (slug: Slug, isOn: boolean): void => {
    const next = new Set(ticked);
    if (isOn) next.add(slug);
    else next.delete(slug);
    setTicked(next);
  };
  return (
    <>
      <h4 ref={heading} tabIndex={-1} className={styles['leftHeading']}>
        {counted(entries, 'entry', 'entries')} read, {studiesInWords(proposals.length)} found
      </h4>
      {offered.length > 0 && (
        <ul className={styles['items']}>
          {offered.slice(0, SHOWN_ROWS).map((proposal) => (
            <li key={proposal.slug}>
              <ProposalRow
                proposal={proposal}
                isOn={ticked.has(proposal.slug)}
                onChange={(isOn) => {
                  tick(proposal.slug, isOn);
                }}
              />
            </li>
          ))}
        </ul>
      )}
      {offered.length > SHOWN_ROWS && (
        <p>
          {offered.length - SHOWN_ROWS} more that fit are not shown; those without doubt are set
          too.
        </p>
      )}
      {same > 0 && (
        <p>
          {studiesInWords(same)} already {same === 1 ? 'has' : 'have'} the key of the .bib.
        </p>
      )}
      {others.length > 0 && (
        <Folded
          heading={`Left alone: ${studiesInWords(others.length)}`}
          isOpen={others.length <= 5}
        >
          <Sentences
            lines={others.map(
              ({ title, bibKeys, message }) => `${title} (${bibKeys.join(', ')}): ${message ?? ''}`,
            )}
          />
        </Folded>
      )}
      {problems.length > 0 && (
        <Folded heading={`Could not be read: ${counted(problems.length, 'place', 'places')}`}>
          <Sentences lines={[...new Set(problems)]} />
        </Folded>
      )}
      <p className={styles['advice']}>
        Of no study of this list: {counted(unmatchedKeys.length, 'entry', 'entries')}. Without an
        entry: {studiesInWords(unmatchedStudies.length)}.
      </p>
      {offered.length > 0 && (
        <div>
          <Button
            look="main"
            isDisabled={isBusy || chosen.length === 0}
            onPress={() => {
              onApply(
                chosen.map(({ slug }) => slug),
                chosen.some(({ state }) => state === 'repaired'),
              );
            }}
          >
            {chosen.length === 0
              ? 'Tick whose keys to take over'
              : `Give ${studiesInWords(chosen.length)} the key of the .bib`}
          </Button>
        </div>
      )}
    </>
  );
}

interface ProposalRowProps {
  readonly proposal: Proposal;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

function ProposalRow({ proposal, isOn, onChange }: ProposalRowProps): ReactElement {
  const { title, before, key, matchedBy, message } = proposal;
  return (
    <>
      <label className={styles['tick']}>
        <input
          type="checkbox"
          checked={isOn}
          onChange={(event) => {
            onChange(event.target.checked);
          }}
        />
        <span>
          <code>{key}</code> for <bdi>{title}</bdi>
        </span>
      </label>
      <p className={styles['tickMore']} dir="auto">
        {before === null ? 'It has no key yet' : `In place of ${before}`}; {BY[matchedBy]}.
        {message !== null && ` ${message}`}
      </p>
    </>
  );
}
