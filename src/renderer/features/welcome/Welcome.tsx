// The first page of the first run: what this is, what is here already, and two ways on.
import { useState, type ReactElement } from 'react';
import { request, toApiError, type ApiError } from '../../api/client.ts';
import { changePlace, changeSettings } from '../../api/settings-store.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { Button } from '../../ui/Button.tsx';
import { ButtonRow } from '../../ui/ButtonRow.tsx';
import { ErrorNotice } from '../../ui/Notice.tsx';
import { grouped } from '../../ui/sync-words.ts';
import styles from './Welcome.module.css';

/** The first-run page; it goes away for good when one of the two ways is chosen. */
export default function Welcome(): ReactElement {
  const status = useAnswer('status.get', {}, ['mirror']);
  const [error, setError] = useState<ApiError | null>(null);
  const goOn = async (isCopying: boolean): Promise<void> => {
    try {
      if (isCopying) {
        await request('sync.start', {});
        changePlace({ screen: 'sync' });
      }
      await changeSettings({ welcomed: true });
    } catch (thrown) {
      setError(toApiError(thrown));
    }
  };
  const studies = status.value?.studies.total ?? null;
  return (
    <main className={styles['welcome']}>
      <h1>ME/CFS Atlas Companion</h1>
      <p>
        The ME/CFS Atlas (www.mecfsatlas.com) indexes some 6,100 studies on ME/CFS and says of each
        how strong its evidence is, and whether post-exertional malaise was required for taking
        part. This companion keeps a copy of it on your computer, for reading offline, taking notes,
        making lists, and citing.
      </p>
      <h2>What is here already</h2>
      <p>
        {studies === null ? 'A' : grouped(studies)} studies as a starter set: who wrote them, where
        they appeared, and which case definitions they used, checked against the publishers. Their
        summaries and findings, and most of their badges, come with a copy of the atlas.
      </p>
      <h2>How to go on</h2>
      <p>
        A copy is taken slowly, one page a second, and takes hours. It can be stopped and goes on
        where it stopped; you can read and write meanwhile. While the companion is open, nothing
        else goes over the network.
      </p>
      <ButtonRow>
        <Button look="main" onPress={() => void goOn(true)}>
          Take a copy
        </Button>
        <Button onPress={() => void goOn(false)}>Look around</Button>
      </ButtonRow>
      {error !== null && <ErrorNotice error={error} />}
      {status.error !== null && <ErrorNotice error={status.error} onRetry={status.retry} />}
    </main>
  );
}
