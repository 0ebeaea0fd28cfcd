// Says that the program behind the window has stopped, for as long as it has.
import { useEffect, useState, type ReactElement } from 'react';
import { noteChange } from '../api/changes.ts';
import { hostKind, onConnection } from '../api/client.ts';
import { Notice } from '../ui/Notice.tsx';

/** Nothing while the core answers. */
export function ConnectionNotice(): ReactElement | null {
  const [isConnected, setConnected] = useState(true);
  useEffect(
    () =>
      onConnection((now) => {
        setConnected((before) => {
          // What happened meanwhile was not told.
          if (now && !before) noteChange('mirror', 'library');
          return now;
        });
      }),
    [],
  );
  if (isConnected) return null;
  const again =
    hostKind() === 'browser'
      ? 'Else start it again with npm start. It gives you another address: copy what you have typed since into that window before you close this one.'
      : 'Else copy what you have typed since, close this window and open the companion again.';
  return (
    <Notice tone="danger" isAlert>
      <p>
        The program behind this window does not answer. What was saved is safe, and what you are
        typing stays in this window. If the program answers again, it is saved then. {again}
      </p>
    </Notice>
  );
}
