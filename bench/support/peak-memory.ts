// How large this process has been.
// Invariant: what its parent was before it is no part of it.
import { readFileSync } from 'node:fs';

/** The largest resident size of this process so far. */
export function peakBytes(): number {
  // Linux hands a parent's peak on to its children, through `fork` and `exec`; the peak of the memory map is our own.
  const kilobytes =
    process.platform === 'linux'
      ? Number(/^VmHWM:\s+(\d+) kB/mu.exec(readFileSync('/proc/self/status', 'utf8'))?.[1])
      : process.resourceUsage().maxRSS;
  return kilobytes * 1024;
}
