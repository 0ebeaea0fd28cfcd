// Puts the app into the page: all of the window that is drawn, in a file that is read while the first
// questions are under way.
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { NoSession } from './NoSession.tsx';

/** Draws the window; without a session, the page that says so. */
export function show(container: HTMLElement, hasSession: boolean): void {
  const root = createRoot(container);
  root.render(
    hasSession ? (
      <StrictMode>
        <App />
      </StrictMode>
    ) : (
      <NoSession />
    ),
  );
}
