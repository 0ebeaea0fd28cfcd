// What the copy holds, how old it is, and which of the atlas's own programs it was made by.
import type { ReactElement } from 'react';
import { useAnswer } from '../../api/use-answer.ts';
import type { Status } from '../../../shared/contract/types.ts';
import { studiesInWords } from '../../ui/count-words.ts';
import { ageInWords, dateTimeInWords } from '../../ui/dates.ts';
import { ErrorNotice } from '../../ui/Notice.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { Part } from '../../ui/Screen.tsx';
import { versionInWords } from '../../ui/sync-words.ts';
import { useNow } from '../../ui/use-now.ts';

/** The part "What you have". */
export function CopyFacts(): ReactElement {
  const status = useAnswer('status.get', {}, ['mirror']);
  return (
    <Part title="What you have">
      {status.error !== null && <ErrorNotice error={status.error} onRetry={status.retry} />}
      <Facts>
        {status.value?.sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
        {status.value !== null && <Age {...status.value.copy} />}
      </Facts>
    </Part>
  );
}

function Age({ checkedAt, versions }: Status['copy']): ReactElement {
  const now = useNow();
  const told = versions.flatMap((version) => {
    const words = versionInWords(version);
    return words === null ? [] : [{ words, studies: version.studies }];
  });
  return (
    <>
      <li>
        {checkedAt === null
          ? 'No copy of the atlas was taken yet.'
          : `Checked against its source last on ${dateTimeInWords(checkedAt)} (${ageInWords(checkedAt, now)}).`}
      </li>
      {told.length > 0 && (
        <li>
          What the pages say the atlas made them with:
          <Facts>
            {told.map(({ words, studies }) => (
              <li key={words}>
                <bdi>{words}</bdi>: {studiesInWords(studies)}
              </li>
            ))}
          </Facts>
        </li>
      )}
    </>
  );
}
