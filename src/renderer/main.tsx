// Entry of the window: puts the app into the page.
// Invariant: it knows no host; everything it asks for goes through `window.atlas`.
import { createRoot } from 'react-dom/client';

const container = document.getElementById('root');
if (container === null) throw new Error('index.html has no element with the id "root".');
createRoot(container).render(<h1>ME/CFS Atlas Companion</h1>);
