// Entry of the window: finds its host, then puts the app into the page.
// Invariant: it knows no host but through the bridge; whatever fails here is said in words.
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './styles/tokens.css';
import './styles/base.css';
import { App } from './app/App.tsx';
import { NoSession } from './app/NoSession.tsx';
import { findBridge } from './api/find-bridge.ts';
import { connect } from './api/client.ts';

async function start(container: HTMLElement): Promise<void> {
  const root = createRoot(container);
  const bridge = await findBridge();
  if (bridge === null) {
    root.render(<NoSession />);
    return;
  }
  connect(bridge);
  root.render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}

const container = document.getElementById('root');
if (container === null) throw new Error('index.html has no element with the id "root".');
void start(container);
