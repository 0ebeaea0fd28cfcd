// How far the work on a bundle is, as the core tells it.
import { useEffect, useState } from 'react';
import { onCoreEvent } from '../../api/client.ts';
import { stepInWords } from './bundle-words.ts';

/** The newest line while `isBusy`; the given one until there is any. */
export function useBundleStep(isBusy: boolean, first: string): string {
  const [line, setLine] = useState<string | null>(null);
  useEffect(() => {
    if (!isBusy) return;
    const stop = onCoreEvent((event) => {
      if (event.type === 'bundle.progress') setLine(stepInWords(event.progress));
    });
    return () => {
      stop();
      setLine(null);
    };
  }, [isBusy]);
  return line ?? first;
}
