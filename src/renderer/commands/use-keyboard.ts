// Listens to the keyboard for the whole window.
// Invariant: a key that no command answers keeps its own meaning.
import { useEffect } from 'react';
import { useSettings } from '../api/settings-store.ts';
import { commandOf } from './keymap.ts';
import { canRun, runCommand } from './registry.ts';

const TEXT_INPUTS = new Set(['text', 'search', 'url', 'email', 'number', 'password', 'tel']);

/** True on Apple's computers, where Command takes the place of Ctrl. */
export function isMac(): boolean {
  return /Mac|iPhone|iPad/u.test(navigator.userAgent);
}

/** Runs commands by their keys for as long as the window is there. */
export function useKeyboard(): void {
  const areSingleKeysOn = useSettings((state) => state.settings.singleKeys);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      // An input method uses keys of its own while a character is composed.
      if (event.defaultPrevented || event.isComposing) return;
      const isTyping = isTextField(event.target);
      const isInDialog =
        isElement(event.target) && event.target.closest('[role="dialog"]') !== null;
      const context = { isMac: isMac(), isTyping, areSingleKeysOn: areSingleKeysOn && !isInDialog };
      const id = commandOf(event, context);
      if (id === null || !canRun(id)) return;
      event.preventDefault();
      // A question is answered first: nothing moves, and nothing is undone, behind a dialog.
      if (!isInDialog) runCommand(id);
    };
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onKey);
    };
  }, [areSingleKeysOn]);
}

function isElement(target: EventTarget | null): target is HTMLElement {
  return target instanceof HTMLElement;
}

function isTextField(target: EventTarget | null): boolean {
  if (!isElement(target)) return false;
  if (target instanceof HTMLInputElement) return TEXT_INPUTS.has(target.type);
  return (
    target instanceof HTMLTextAreaElement ||
    target.isContentEditable ||
    target instanceof HTMLSelectElement
  );
}
