// Reads an accelerator as Electron does: modifiers, then one key, joined by `+`.
// Invariant: pure. Electron, Accelerator, "Available modifiers" and "Available key codes".

const MODIFIERS = [
  'Command',
  'Cmd',
  'Control',
  'Ctrl',
  'CommandOrControl',
  'CmdOrCtrl',
  'Alt',
  'Option',
  'AltGr',
  'Shift',
  'Super',
  'Meta',
];
const KEYS = [
  'Plus',
  'Space',
  'Tab',
  'Capslock',
  'Numlock',
  'Scrolllock',
  'Backspace',
  'Delete',
  'Insert',
  'Return',
  'Enter',
  'Up',
  'Down',
  'Left',
  'Right',
  'Home',
  'End',
  'PageUp',
  'PageDown',
  'Escape',
  'Esc',
  'VolumeUp',
  'VolumeDown',
  'VolumeMute',
  'MediaNextTrack',
  'MediaPreviousTrack',
  'MediaStop',
  'MediaPlayPause',
  'PrintScreen',
];
const SINGLE = /^[0-9A-Z)!@#$%^&*(:;<>?~`[\]{}\\|'",./_=-]$/iu;
const NUMBERED = /^(?:F(?:[1-9]|1\d|2[0-4])|num(?:\d|dec|add|sub|mult|div))$/iu;

const has = (names: readonly string[], name: string): boolean =>
  names.some((known) => known.toLowerCase() === name.toLowerCase());

/** Throws for an accelerator that Electron cannot read. */
export function checkAccelerator(accelerator: string): void {
  const parts = accelerator.split('+');
  const key = parts.pop() ?? '';
  const isKey = has(KEYS, key) || SINGLE.test(key) || NUMBERED.test(key);
  if (!isKey || !parts.every((part) => has(MODIFIERS, part))) {
    throw new Error(`not an accelerator: ${accelerator}`);
  }
}
