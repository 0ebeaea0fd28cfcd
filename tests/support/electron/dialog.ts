// `dialog`: questions that the test answers.
// Invariant: a question that the test has not answered is one that the reader closed; a message box stays
// open instead where the test says so.
import type {
  Dialog,
  MessageBoxOptions,
  MessageBoxReturnValue,
  OpenDialogReturnValue,
  SaveDialogReturnValue,
} from 'electron';
import { StandInWindow } from './browser-window.ts';
import { needsReady } from './lifecycle.ts';
import { strict } from './strict.ts';
import { tell } from './to-test.ts';

interface Answers {
  save: SaveDialogReturnValue;
  open: OpenDialogReturnValue;
  message: MessageBoxReturnValue | null;
}

/** What was asked, and what is answered. */
export const asked: Readonly<Record<keyof Answers, unknown[]>> = {
  save: [],
  open: [],
  message: [],
};
const answers: Answers = {
  save: { canceled: true, filePath: '' },
  open: { canceled: true, filePaths: [] },
  message: null,
};

/** Sets the answer to every further question of a kind. */
export function answerWith<K extends keyof Answers>(kind: K, answer: Answers[K]): void {
  answers[kind] = answer;
}

/** A message box, open until it is answered. */
interface Box {
  readonly options: MessageBoxOptions;
  readonly hasParent: boolean;
  answer: ((response: number) => void) | null;
}
const boxes: Box[] = [];
let isHolding = false;

/** From now on a message box stays open until the test answers it. */
export function holdBoxes(): void {
  isHolding = true;
}

/** All message boxes that were shown, the first one first. */
export function shownBoxes(): readonly object[] {
  return boxes.map(({ options, hasParent, answer }) => ({
    ...options,
    hasParent,
    isOpen: answer !== null,
  }));
}

/** Presses a button of the message box that has been open for longest. */
export function pressButton(button: number): void {
  const box = boxes.find(({ answer }) => answer !== null);
  if (box === undefined || box.answer === null) throw new Error('no message box is open');
  needsButton(box.options, button);
  box.answer(button);
  box.answer = null;
}

function needsButton({ buttons = [] }: MessageBoxOptions, id: number): void {
  if (id < 0 || id >= Math.max(1, buttons.length)) throw new RangeError(`no button ${id}`);
}

/** The options of a dialog, which may come after the window that it belongs to. */
function question(kind: keyof Answers, args: readonly unknown[]): object {
  needsReady(`dialog: ${kind}`);
  const [first, second] = args;
  const options = (args.length > 1 ? second : first) as object;
  if (args.length > 1 && !StandInWindow.getAllWindows().includes(first as StandInWindow)) {
    throw new TypeError('the first argument is no window that is open');
  }
  asked[kind].push(options);
  tell({ question: kind, hasParent: args.length > 1 });
  return options;
}

export const dialog = strict('dialog', {
  showSaveDialog(...args: readonly unknown[]): Promise<SaveDialogReturnValue> {
    question('save', args);
    return Promise.resolve(answers.save);
  },
  showOpenDialog(...args: readonly unknown[]): Promise<OpenDialogReturnValue> {
    question('open', args);
    return Promise.resolve(answers.open);
  },
  showMessageBox(...args: readonly unknown[]): Promise<MessageBoxReturnValue> {
    const options = question('message', args) as MessageBoxOptions;
    const { message, cancelId = 0, defaultId = 0 } = options;
    if (message === '') throw new TypeError('a message box without a message');
    for (const id of [cancelId, defaultId]) needsButton(options, id);
    // "dialog.showMessageBox": with a window as the first argument it belongs to that one.
    const box: Box = { options, hasParent: args.length > 1, answer: null };
    boxes.push(box);
    if (isHolding) {
      return new Promise((resolve) => {
        box.answer = (response) => {
          resolve({ response, checkboxChecked: false });
        };
      });
    }
    // Electron, dialog, "dialog.showMessageBox": closed without a choice it answers with `cancelId`.
    return Promise.resolve(answers.message ?? { response: cancelId, checkboxChecked: false });
  },
  // Electron, dialog, "dialog.showErrorBox": safe before the app is ready; Linux shows no box then.
  showErrorBox(title: string, content: string): void {
    if (process.platform === 'linux') needsReady('dialog.showErrorBox, to be seen on Linux,');
    tell({ errorBox: [title, content] });
  },
} satisfies Pick<Dialog, 'showSaveDialog' | 'showOpenDialog' | 'showMessageBox' | 'showErrorBox'>);
