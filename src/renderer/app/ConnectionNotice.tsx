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
      ? 'Start it again with npm start, and use the address it gives you.'
      : 'Close this window and open the companion again.';
  return (
    <Notice tone="danger" isAlert>
      <p>
        The program behind this window does not answer. What was saved is safe; what you are typing
        stays in this window, and is saved when the program answers again. {again}
      </p>
    </Notice>
  );
}
