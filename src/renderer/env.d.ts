// What the page finds in its window, and the style sheets that modules import.
import type { AtlasBridge } from '../shared/contract/bridge.ts';

declare global {
  interface Window {
    /** Put there by Electron's preload; in a browser the app makes its own. */
    readonly atlas?: AtlasBridge;
  }
}

declare module '*.module.css' {
  const classes: Readonly<Record<string, string>>;
  export default classes;
}
