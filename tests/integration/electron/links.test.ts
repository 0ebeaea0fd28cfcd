// Links out of the Electron host's window, on the stand-in: which ones open, which are asked about, and what
// the reader is told of the rest.
import { beforeEach, describe, expect, it } from 'vitest';
import { runningShell } from './running-shell.ts';

const shell = runningShell('test');
beforeEach(async () => {
  await shell().ask('holdBoxes');
});

interface Box {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
  readonly defaultId?: number;
  readonly cancelId?: number;
  readonly hasParent: boolean;
}

/** The dialogs that were shown, the first one first. */
async function boxes(): Promise<readonly Box[]> {
  return (await shell().ask('boxes')) as readonly Box[];
}

/** Waits for the next dialog and presses one of its buttons. */
async function answer(count: number, button: number): Promise<Box> {
  await expect.poll(boxes).toHaveLength(count);
  await shell().ask('pressButton', button);
  const box = (await boxes())[count - 1];
  if (box === undefined) throw new Error('no dialog');
  expect(box.hasParent).toBe(true);
  return box;
}

/** What the system's browser was given. */
async function opened(): Promise<readonly string[]> {
  const state = (await shell().ask('state')) as {
    readonly opened: { readonly outside: readonly string[] };
  };
  return state.opened.outside;
}

const OPEN = 0;
const CANCEL = 1;

async function click(url: string): Promise<void> {
  expect(await shell().ask('openWindow', { url })).toMatchObject(['deny', expect.anything()]);
}

describe('a link', () => {
  it('to the atlas, DOI or PubMed is opened without a question, and no window of ours', async () => {
    const urls = [
      'https://www.mecfsatlas.com/evidence/naviaux-2016-metabolomics',
      'https://doi.org/10.1073/pnas.1607571113',
      'https://pubmed.ncbi.nlm.nih.gov/27573827/',
    ];
    for (const url of urls) await click(url);
    expect(await opened()).toEqual(urls);
    expect(await boxes()).toEqual([]);
  });

  it('to elsewhere is asked about with the whole address, once a site, and Cancel is the default', async () => {
    const url = 'https://example.invalid/?next=localhost:3001';
    await click(url);
    const question = await answer(1, CANCEL);
    expect(question.message).toBe('Open a page of example.invalid in your browser?');
    expect(question.detail).toContain(`${url}\n`);
    expect(question.buttons[question.defaultId ?? -1]).toBe('Cancel');
    expect(question.buttons[question.cancelId ?? -1]).toBe('Cancel');
    expect(await opened()).toEqual([]);

    await click(url);
    await answer(2, OPEN);
    await expect.poll(opened).toEqual([url]);
    await click('https://example.invalid/another');
    expect(await opened()).toEqual([url, 'https://example.invalid/another']);
    // An agreement is for one host.
    await click('https://other.example.invalid/');
    await answer(3, CANCEL);
    expect(await opened()).toHaveLength(2);
  });

  it('with a name in other letters is shown in punycode, with a warning', async () => {
    await click('https://dоi.org/10.1/x');
    const { message, detail } = await answer(1, CANCEL);
    expect(message).toContain('xn--di-fmc.org');
    expect(detail).toContain('https://xn--di-fmc.org/10.1/x\n');
    expect(detail).toContain('can look like others');
  });

  it('of 1,900 characters is shown whole, in lines', async () => {
    const url = 'https://example.org/'.padEnd(1900, 'x');
    await click(url);
    const { detail } = await answer(1, CANCEL);
    expect(detail.replaceAll('\n', '')).toContain(url);
    expect(Math.max(...(detail.split('\n\n')[0] ?? '').split('\n').map((l) => l.length))).toBe(72);
  });

  it('of another scheme is dropped', async () => {
    const urls = ['javascript:alert(1)', 'file:///etc/passwd', 'smb://server/share'];
    for (const url of [...urls, 'ms-msdt:/id PCWDiagnostic', 'data:text/html,x']) await click(url);
    // What does open shows that nothing else is under way.
    await click('https://doi.org/10.1/x');
    expect(await opened()).toEqual(['https://doi.org/10.1/x']);
    expect(await boxes()).toEqual([]);
  });

  it('that is refused says why, and what else can be done', async () => {
    const refused = [
      ['http://example.org/', 'not secure'],
      ['https://doi.org@evil.example/', 'user name or a password'],
      ['https://127.0.0.1/', 'by its number'],
      ['https://example.org:8443/', 'port of its own'],
      [`https://doi.org/${'x'.repeat(10_000)}`, 'longer than an address needs'],
    ] as const;
    for (const [place, [url, words]] of refused.entries()) {
      await click(url);
      const { message, detail, buttons } = await answer(place + 1, 0);
      expect(message).toBe('The link was not opened');
      expect(detail).toContain(words);
      expect(detail).toContain('copy the address into your browser');
      expect(buttons).toEqual(['Close']);
    }
    expect(await opened()).toEqual([]);
  });

  it('that a page opens a hundred times is one question', async () => {
    for (let n = 0; n < 100; n += 1) await click(`https://example.org/${n}`);
    await answer(1, CANCEL);
    expect(await boxes()).toHaveLength(1);
    expect(await opened()).toEqual([]);
  });

  it('that comes with a form, or from another page than ours, is dropped', async () => {
    const url = 'https://doi.org/10.1/x';
    const contentType = 'application/x-www-form-urlencoded';
    const postBody = { contentType, data: [] };
    expect(await shell().ask('openWindow', { url, postBody })).toEqual(['deny', []]);
    await shell().ask('moved', 'https://evil.example/');
    await click(url);
    expect(await opened()).toEqual([]);
  });

  it('that no browser takes is said, with the address to type', async () => {
    await shell().ask('removeBrowser');
    await click('https://doi.org/10.1/x');
    const { message, detail } = await answer(1, 0);
    expect(message).toContain('no browser');
    expect(detail).toContain('https://doi.org/10.1/x');
  });
});
