// Loaded before a program (`node --import`): writes a line for every connection, name look-up and
// datagram that it begins, and for every address it listens on, to the file NETWORK_LOG.
// Invariant: it looks and changes nothing, but that a test run as root looks like one by a person.
import { appendFileSync } from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';

const require = createRequire(import.meta.url);
const net = require('node:net');
const dns = require('node:dns');
const dgram = require('node:dgram');

/** @param {string} line */
function note(line) {
  appendFileSync(process.env.NETWORK_LOG ?? '/dev/null', `${line}\n`);
}

/**
 * @param {Record<string, any>} owner
 * @param {string} name
 * @param {(args: any[]) => string} describe
 */
function watch(owner, name, describe) {
  const original = owner[name];
  owner[name] = function (/** @type {any[]} */ ...args) {
    const line = describe(args);
    if (line !== '') note(line);
    return original.apply(this, args);
  };
}

watch(net.Socket.prototype, 'connect', (args) => `connect ${JSON.stringify(args[0])}`);
watch(net.Server.prototype, 'listen', ([where]) => `listen ${where?.host ?? String(where)}`);
for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) {
  // What is an address already is "looked up" without asking anybody.
  const describe = (/** @type {any[]} */ [host]) => (net.isIP(host) === 0 ? `look up ${host}` : '');
  watch(dns, name, describe);
  watch(dns.promises, name, describe);
}
watch(dgram.Socket.prototype, 'send', () => 'datagram');
watch(dgram.Socket.prototype, 'bind', () => 'datagram');
syncBuiltinESMExports();
if (process.env.COMPANION_TEST_NOT_ROOT === '1') process.getuid = () => 1000;
