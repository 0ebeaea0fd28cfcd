// The reader's settings and the place where the app was left, as the core keeps them.
// Invariant: the window shows a change at once; the core hears of settings at once and of places when
// they have settled, so that scrolling does not write.
import { create } from 'zustand';
import {
  DEFAULT_PLACE,
  DEFAULT_SETTINGS,
  type Place,
  type Settings,
} from '../../shared/domain/settings.ts';
import { request } from './client.ts';

const PLACE_SETTLES_MS = 800;

interface SettingsState {
  readonly settings: Settings;
  readonly place: Place;
}

export const useSettings = create<SettingsState>(() => ({
  settings: DEFAULT_SETTINGS,
  place: DEFAULT_PLACE,
}));

let begun: Promise<void> | null = null;

/** Asks ahead for what `loadSettings` will ask for first. @throws ApiError */
export function beginSettings(): Promise<void> {
  begun = load();
  return begun;
}

/** Loads both from the core. @throws ApiError */
export function loadSettings(): Promise<void> {
  const early = begun;
  begun = null;
  return early ?? load();
}

async function load(): Promise<void> {
  const { settings, place } = await request('settings.get', {});
  useSettings.setState({ settings, place });
}

let lastChange: Promise<unknown> = Promise.resolve();

/** Changes settings. @throws ApiError; what was chosen stays for as long as the window is open */
export async function changeSettings(patch: Partial<Settings>): Promise<void> {
  useSettings.setState((state) => ({ settings: { ...state.settings, ...patch } }));
  // One after the other: of two that are under way at once the older could be kept.
  const change = lastChange.then(() => request('settings.set', { settings: patch }));
  lastChange = change.catch(() => undefined);
  await change;
}

let waiting: Partial<Place> = {};
let timer: ReturnType<typeof setTimeout> | undefined;

/** Changes the place; written when it has settled. */
export function changePlace(patch: Partial<Place>): void {
  useSettings.setState((state) => ({ place: { ...state.place, ...patch } }));
  waiting = { ...waiting, ...patch };
  clearTimeout(timer);
  timer = setTimeout(() => void writePlace(), PLACE_SETTLES_MS);
}

/** Writes what waits at once: before the window closes. */
export async function writePlace(): Promise<void> {
  clearTimeout(timer);
  if (Object.keys(waiting).length === 0) return;
  const patch = waiting;
  waiting = {};
  try {
    await request('settings.set', { place: patch });
  } catch {
    // A place that is not remembered costs a click; it is tried again with the next change.
    waiting = { ...patch, ...waiting };
  }
}
