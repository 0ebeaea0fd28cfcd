// What follows a copy on every screen: its commands, and what is said aloud.
// Invariant: it draws nothing, so that ten steps a second draw nothing anew but who shows them.
import { useSyncAnnouncements } from './sync-announcements.ts';
import { useSyncCommands } from './sync-commands.ts';

/** Follows it for as long as the window is there. */
export function SyncWatch(): null {
  useSyncCommands();
  useSyncAnnouncements();
  return null;
}
