// The stand-in for Electron is strict: a shell that does what Electron refuses is refused here as well.
// Each of these is asserted again with the real binary where there is one (tests/electron-real).
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { launchShell, type Shell } from '../../support/electron/launch.ts';
import { BRIDGE, FAILING, MESSAGES } from '../../support/electron/crossing-shells.ts';
import { NOTING } from '../../support/electron/noting-shells.ts';
import {
  BAD_PRELOADS,
  REFUSED,
  REFUSED_BY_ELECTRON,
  REFUSED_HERE_ALONE,
  WRONG_IN_SILENCE,
} from '../../support/electron/refused-shells.ts';
import {
  END,
  launchSmall,
  notesOf,
  writeSmall,
  type SmallShell,
} from '../../support/electron/small-shell.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

function launch(shell: SmallShell, folder = makeTempDir('small')): Shell {
  const launched = launchSmall(folder, shell);
  onTestFinished(() => void launched.child.kill('SIGKILL'));
  return launched;
}

async function opened(shell: SmallShell, folder?: string): Promise<Shell> {
  const launched = launch(shell, folder);
  await launched.whenHeard((fact) => fact === 'window-is-open');
  return launched;
}

function inPage(shell: Shell, source: string, ...args: readonly unknown[]): Promise<unknown> {
  return shell.ask('evaluate', [source, args]);
}

describe('a shell that is right', () => {
  it('opens its window', async () => {
    const shell = await opened({});
    expect(await shell.ask('window')).toMatchObject({ url: 'app://small/index.html' });
  });
});

describe('a shell is refused', () => {
  it.each(REFUSED)('%s', async (_name, shell, words) => {
    const { code, stderr } = await launch(shell).ended;
    expect(stderr).toMatch(words);
    expect(code).toBe(1);
  });
});

describe('what is refused', () => {
  it('is so by Electron, too, or said not to be', () => {
    const sets = [REFUSED_BY_ELECTRON, REFUSED_HERE_ALONE, WRONG_IN_SILENCE];
    const names = REFUSED.map(([name]) => name);
    expect(sets.flatMap((set) => [...set]).sort()).toEqual([...names].sort());
  });
});

describe('Electron', () => {
  it.each(NOTING)('%s', async (_name, shell, notes) => {
    const folder = makeTempDir('small');
    const { env = {} } = shell;
    const launched = launchShell({ ...writeSmall(folder, shell), env, words: [END] });
    onTestFinished(() => void launched.child.kill('SIGKILL'));
    expect(await launched.ended).toEqual({ code: 0, stderr: '' });
    expect(notesOf(folder)).toEqual(notes);
  });
});

describe('a preload', () => {
  it.each(BAD_PRELOADS)('does not get by with %s', async (_name, preload, words) => {
    const shell = await opened({ preload });
    const heard = await shell.whenHeard(
      (fact) => typeof fact === 'object' && fact !== null && 'preloadError' in fact,
    );
    expect((heard as { preloadError: string }).preloadError).toContain(words);
  });

  it('has events, timers and url, by both names', async () => {
    const shell = await opened({
      preload: `const { URL } = require('node:url'); require('timers'); require('url');
        const { EventEmitter } = require('events');
        const heard = [];
        const emitter = new EventEmitter();
        emitter.once('a', (value) => heard.push(value));
        emitter.emit('a', 1);
        emitter.emit('a', 2);
        require('electron').contextBridge.exposeInMainWorld('found', {
          heard, host: new URL('https://a.example/').host,
          isSame: require('node:events') === require('events'),
        });`,
    });
    const found = { heard: [1], host: 'a.example', isSame: true };
    expect(await inPage(shell, '() => found')).toEqual(found);
  });

  it('gives the page copies and proxies, nothing of its own', async () => {
    const shell = await opened(BRIDGE.shell);
    expect(await inPage(shell, BRIDGE.inPage)).toEqual(BRIDGE.answers);
  });
});

describe('a message', () => {
  it('is a clone, both ways', async () => {
    const shell = await opened(MESSAGES.shell);
    expect(await inPage(shell, MESSAGES.inPage)).toEqual(MESSAGES.answers);
  });

  it.each(FAILING)('%s', async (_name, source, words) => {
    const shell = await opened(MESSAGES.shell);
    await expect(inPage(shell, source)).rejects.toThrow(words);
  });
});

describe('the end', () => {
  const NOTE = `const order = [];
    for (const name of ['before-quit', 'will-quit', 'quit', 'window-all-closed'])
      app.on(name, () => order.push(name));
    app.on('window-all-closed', () => app.quit());
    app.on('quit', () => process.send({ seen: order }));`;

  it.each([
    ['by the menu', 'quit', '', ['before-quit', 'will-quit', 'quit']],
    ['by the cross', 'closeWindow', '', ['window-all-closed', 'before-quit', 'will-quit', 'quit']],
    [
      'by app.exit: nobody is asked',
      'quit',
      "app.on('before-quit', (event) => { event.preventDefault(); app.exit(3); });",
      ['before-quit', 'quit'],
    ],
    [
      'put off by will-quit until the files are closed',
      'quit',
      "app.on('will-quit', (event) => { event.preventDefault(); setImmediate(() => app.exit(0)); });",
      ['before-quit', 'will-quit', 'quit'],
    ],
  ])('%s', async (_name, ask, before, order) => {
    const shell = await opened({ before: NOTE + before });
    await shell.ask(ask);
    const { code, stderr } = await shell.ended;
    expect(stderr).toBe('');
    expect(code).toBe(before.includes('exit(3)') ? 3 : 0);
    expect(shell.heard).toContainEqual({ seen: order });
  });

  it('does not come where before-quit or the window refuses it, and comes at the next try', async () => {
    const shell = await opened({
      before: `let tries = 0;
        app.on('before-quit', (event) => { tries += 1; if (tries === 1) event.preventDefault(); });`,
      made: "window.on('close', (event) => { if (tries === 2) event.preventDefault(); });",
    });
    for (const order of [
      ['ready', 'before-quit'],
      ['ready', 'before-quit', 'before-quit'],
    ]) {
      await shell.ask('quit');
      await expect.poll(() => shell.ask('state')).toMatchObject({ order });
    }
    await shell.ask('quit');
    expect(await shell.ended).toEqual({ code: 0, stderr: '' });
    const tries = ['before-quit', 'before-quit', 'before-quit'];
    expect(shell.heard).toContainEqual({
      order: ['ready', ...tries, 'closed', 'will-quit', 'quit'],
    });
  });
});

describe('one instance', () => {
  const ONE = `
    const isFirst = app.requestSingleInstanceLock({ from: process.pid });
    app.on('second-instance', (_event, argv, folder, more) =>
      process.send({ met: more.from, isArgv: argv.includes(process.argv[1]), folder }));
    if (!isFirst) app.quit();`;

  it('a folder: the second reports to the first and ends, and a dead one holds nothing', async () => {
    const folder = makeTempDir('small');
    const first = await opened({ before: ONE }, folder);
    const second = launch({ before: ONE }, folder);
    expect(await second.ended).toEqual({ code: 0, stderr: '' });
    expect(second.heard).not.toContain('window-is-open');
    const met = await first.whenHeard(
      (fact) => typeof fact === 'object' && fact !== null && 'met' in fact,
    );
    expect(met).toEqual({ met: second.child.pid, isArgv: true, folder: process.cwd() });
    first.child.kill('SIGKILL');
    await first.ended;
    await opened({ before: ONE }, folder);
  });
});

describe('a request of main', () => {
  it('tells a redirect and is cancelled there, and an answer piece by piece', async () => {
    const server = createServer((request, response) => {
      if (request.url === '/moved') response.writeHead(302, { location: '/there' }).end();
      else response.end(`asked by ${request.headers['x-name']?.toString() ?? 'nobody'}`);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const shell = await opened({
      loaded: `const ask = (path) => new Promise((resolve) => {
        const events = [];
        const request = net.request({ url: ${JSON.stringify(url)} + path, session: own, redirect: 'manual' });
        request.setHeader('X-Name', 'main');
        request.on('redirect', (status, method, to) => events.push([status, method, to]));
        request.on('error', (error) => events.push(String(error)));
        request.on('response', (message) => {
          message.on('data', (chunk) => events.push(chunk.toString()));
          message.on('end', () => events.push(message.statusCode));
        });
        request.on('close', () => resolve(events));
        request.end();
      });
      process.send({ moved: await ask('/moved'), there: await ask('/there') });`,
    });
    expect(shell.heard).toContainEqual({
      moved: [
        [302, 'GET', `${url}/there`],
        expect.stringContaining('Redirect was cancelled') as unknown,
      ],
      there: ['asked by main', 200],
    });
  });
});
