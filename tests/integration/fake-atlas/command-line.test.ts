// The fake atlas from its command line: `npm run fake-atlas -- --scenario NAME`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { SCENARIO_NAMES, SCENARIOS } from '../../support/fake-atlas/scenarios.ts';

const MAIN = path.resolve(import.meta.dirname, '../../support/fake-atlas/main.ts');

function start(...args: readonly string[]) {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, ...said }));
  return { child, said, ended };
}

/** Starts one and waits for its address. */
async function serve(...args: readonly string[]) {
  const started = start(...args);
  await expect.poll(() => started.said.stdout, { timeout: 20_000, interval: 10 }).toContain('\n');
  return { ...started, url: started.said.stdout.trim() };
}

describe('the command line of the fake atlas', () => {
  it('lists every scenario with its sentence, and serves nothing', async () => {
    const { code, stdout, stderr } = await start('--scenario', 'list').ended;
    expect(code).toBe(0);
    expect(stderr).toBe('');
    expect(stdout.trim().split('\n')).toEqual(
      SCENARIO_NAMES.map((name) => `${name.padEnd(26)} ${SCENARIOS[name].sentence}`),
    );
  });

  it.each([
    [['--scenario', 'no-such'], 'no scenario of this name: no-such'],
    [['--scenario', '__proto__'], 'no scenario of this name: __proto__'],
    [['--sitemap', 'much'], 'not one of'],
    [['--unknown'], '--unknown'],
  ])('refuses %j with its usage', async (args, why) => {
    const { code, stdout, stderr } = await start(...args).ended;
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(why);
    expect(stderr).toContain('Usage: npm run fake-atlas');
  });

  it('plays a scenario, says what can happen, and takes a step by a request', async () => {
    const { child, said, url, ended } = await serve('--scenario', 'gone-twice', '--studies', '30');
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/u);
    const study = /it is ([a-z0-9-]+)\./u.exec(said.stderr)?.[1] ?? '';
    expect(said.stderr).toContain('a day later: one study is gone');
    expect((await fetch(`${url}/evidence/${study}`)).status).toBe(200);
    await fetch(`${url}/__fake__/step`, { method: 'POST' });
    expect((await fetch(`${url}/evidence/${study}`)).status).toBe(410);
    child.kill('SIGTERM');
    expect((await ended).code).toBe(0);
  });

  it('lets an option go before what the scenario says', async () => {
    const { url } = await serve('--scenario', 'listing-only', '--sitemap', 'plain');
    expect((await fetch(`${url}/sitemap.xml`)).status).toBe(200);
  });
});
