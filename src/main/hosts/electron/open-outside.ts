// Hands a link to the system's browser: at once for the atlas, DOI and PubMed, else when the reader has agreed.
// Invariant: the page can only ask; one question at a time, its answer comes from a dialog of the system,
// and nothing but `judgeAddress`'s own spelling is ever opened.
import { BrowserWindow, dialog, shell, type MessageBoxOptions, type WebContents } from 'electron';
import { judgeAddress, type Refusal } from './outside-address.ts';

const OPEN = 0;
const CANCEL = 1;
/** So that an address without a space does not make the dialog wider than the screen. */
const LINE_LENGTH = 72;

/** Opens links; remembers until the program ends which hosts the reader has agreed to. */
export class LinkOpener {
  readonly #agreedHosts = new Set<string>();
  #isBusy = false;

  /** Opens the address, asks about it, or says why not. Never rejects. */
  open(contents: WebContents, text: string): void {
    // A page that opens links by itself gets one dialog, not a hundred.
    if (this.#isBusy) return;
    const judged = judgeAddress(text);
    if (judged.kind === 'refused') {
      const words = REFUSALS[judged.why];
      if (words !== null) this.#keepBusy(tell(contents, words));
      return;
    }
    if (judged.kind === 'known' || this.#agreedHosts.has(judged.host)) {
      this.#keepBusy(openInBrowser(contents, judged.address));
      return;
    }
    this.#keepBusy(
      ask(contents, questionAbout(judged)).then(async (answer) => {
        if (answer !== OPEN) return;
        this.#agreedHosts.add(judged.host);
        await openInBrowser(contents, judged.address);
      }),
    );
  }

  #keepBusy(work: Promise<unknown>): void {
    this.#isBusy = true;
    void work
      .catch(() => undefined)
      .finally(() => {
        this.#isBusy = false;
      });
  }
}

/** The question, with the whole address in it. */
function questionAbout(link: {
  readonly address: string;
  readonly host: string;
  readonly isInternational: boolean;
}): MessageBoxOptions {
  const warning = link.isInternational
    ? '\n\nThe name of this site has letters that can look like others. It is shown in the spelling that computers use. If you do not expect it, choose Cancel.'
    : '';
  return {
    type: 'question',
    title: 'Open a link',
    message: `Open a page of ${link.host} in your browser?`,
    detail: `${inLines(link.address)}${warning}\n\nYour browser will tell that site that you visit it. This program sends it nothing else. You are asked once for each site until you close the program.`,
    buttons: ['Open in the browser', 'Cancel'],
    // A key that is still held from choosing the link must not answer.
    defaultId: CANCEL,
    cancelId: CANCEL,
    noLink: true,
  };
}

const REFUSALS: Readonly<Record<Refusal, string | null>> = {
  // The window makes no links of these: nobody waits for them.
  'not-web': null,
  unreadable:
    'The link is longer than an address needs to be, or holds characters that are not shown. If you trust it, copy the address into your browser.',
  'not-secure':
    'The link is not secure (http), and this program opens secure ones (https) only. To see the page anyway, copy the address into your browser.',
  'user-info':
    'The link holds a user name or a password, which can hide where it leads. If you trust it, copy the address into your browser.',
  port: 'The link leads to a service on a port of its own, as programs on this computer have. If you trust it, copy the address into your browser.',
  'not-public':
    'The link leads to a computer by its number or to one in your own network, not to a public site. If you trust it, copy the address into your browser.',
};

async function tell(contents: WebContents, words: string): Promise<void> {
  await ask(contents, {
    type: 'info',
    title: 'Open a link',
    message: 'The link was not opened',
    detail: words,
    buttons: ['Close'],
    noLink: true,
  });
}

async function openInBrowser(contents: WebContents, address: string): Promise<void> {
  try {
    await shell.openExternal(address);
  } catch {
    await ask(contents, {
      type: 'info',
      title: 'Open a link',
      message: 'The system has no browser that it could open the link with',
      detail: `Nothing was changed. You can type the address into a browser yourself:\n\n${inLines(address)}`,
      buttons: ['Close'],
      noLink: true,
    });
  }
}

async function ask(contents: WebContents, question: MessageBoxOptions): Promise<number> {
  const parent = contents.isDestroyed() ? null : BrowserWindow.fromWebContents(contents);
  const answer =
    parent === null
      ? await dialog.showMessageBox(question)
      : await dialog.showMessageBox(parent, question);
  return answer.response;
}

function inLines(address: string): string {
  return (address.match(new RegExp(`.{1,${LINE_LENGTH}}`, 'gu')) ?? []).join('\n');
}
