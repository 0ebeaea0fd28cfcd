// The time as it passes, for words such as "3 days ago" in a window that stays open.
import { useEffect, useState } from 'react';

const EVERY_MS = 60_000;

/** Unix milliseconds, looked at once a minute. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(Date.now());
    }, EVERY_MS);
    return () => {
      clearInterval(timer);
    };
  }, []);
  return now;
}
