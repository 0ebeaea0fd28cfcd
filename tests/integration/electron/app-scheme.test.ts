// What the Electron host's own scheme answers, on the stand-in: the built files by exact name, and nothing else.
import { describe, expect, it } from 'vitest';
import { runningShell } from './running-shell.ts';

describe('app://', () => {
  const shell = runningShell('suite');

  it.each([
    'app://atlas/..%2f..%2fpackage.json',
    'app://atlas/..%5c..%5cpackage.json',
    'app://atlas/../../package.json',
    'app://atlas/../main/index.js',
    'app://atlas/%2e%2e/main/index.js',
    'app://atlas/%2e%2e%2fmain%2findex.js',
    'app://atlas/assets/../../main/index.js',
    'app://atlas/assets/%252e%252e/index.html',
    'app://atlas/..\\..\\package.json',
    'app://atlas//index.html',
    'app://atlas//etc/passwd',
    'app://atlas/index.html/',
    'app://atlas/index.html%00',
    'app://atlas/index.html%00.png',
    'app://atlas/INDEX.HTML',
    'app://atlas/index%2ehtml',
    'app://atlas/./assets',
    'app://atlas/assets/',
    'app://atlas/',
    'app://atlas',
    'app://atlas/index.html?x',
    'app://ATLAS/index.html',
    'app://atlas./index.html',
    'app://atlas:80/index.html',
    'app://elsewhere/index.html',
    'app://index.html',
    'app:/index.html',
    'app:index.html',
    'file:///etc/passwd',
  ])('has nothing at %s', async (url) => {
    expect(await shell().ask('fetch', [url, 'GET'])).toMatchObject({ status: 404, text: '' });
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('answers no %s', async (method) => {
    expect(await shell().ask('fetch', ['app://atlas/index.html', method])).toMatchObject({
      status: 404,
    });
  });

  it('has its page at the one address, and sends the policy with it', async () => {
    const page = (await shell().ask('fetch', ['app://atlas/index.html', 'GET'])) as {
      readonly headers: Readonly<Record<string, string>>;
    };
    expect(page).toMatchObject({ status: 200 });
    const policy = page.headers['content-security-policy'] ?? '';
    expect(policy.split('; ').sort()).toEqual([
      "base-uri 'none'",
      "connect-src 'none'",
      "default-src 'none'",
      "font-src 'self'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "img-src 'self'",
      "script-src 'self'",
      "style-src 'self'",
    ]);
    expect(page.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
  });
});
