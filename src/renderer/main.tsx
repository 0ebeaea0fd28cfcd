// Entry of the window: asks its host for what is shown first, and meanwhile has the app read.
// Invariant: it knows no host but through the bridge; the questions go out before the app is there.
import './styles/tokens.css';
import './styles/base.css';
import { begin } from './api/begin.ts';

async function start(container: HTMLElement): Promise<void> {
  const began = begin();
  const { show } = await import('./app/show.tsx');
  show(container, (await began) !== null);
}

const container = document.getElementById('root');
if (container === null) throw new Error('index.html has no element with the id "root".');
void start(container);
