// Scenarios about how a site answers: validators, errors, bodies, redirects, a network that fails.
// Invariant: what a study's page says, where it comes at all, is what it always said.
import type { Fault } from '../faults.ts';
import { ALL_IS_WELL, pathOf, type Scenario, type Stage } from './scenario.ts';

export const ANSWERS = {
  etags: {
    sentence: 'Pages have an ETag and no Last-Modified.',
    settings: { validators: 'etag' },
  },
  'last-modified': {
    sentence: 'Pages have a Last-Modified and no ETag.',
    settings: { validators: 'last-modified' },
  },
  'no-validators': {
    sentence: 'Pages have neither an ETag nor a Last-Modified.',
    settings: { validators: 'none' },
  },
  'rate-limited': {
    sentence: 'One page answers 429 once and asks for two minutes of silence in seconds.',
    begin: strike({ kind: 'status', status: 429, retryAfter: '120' }, 1),
  },
  'rate-limited-until': {
    sentence: 'One page answers 429 once and asks for two minutes of silence by a date.',
    begin: strike({ kind: 'status', status: 429, retryAfter: { inMs: 120_000 } }, 1),
  },
  'error-then-fine': {
    sentence: 'One page answers 500 once, then as it should.',
    begin: strike({ kind: 'status', status: 500 }, 1),
  },
  forbidden: {
    sentence: 'One page answers 403.',
    begin: strike({ kind: 'status', status: 403 }),
    steps: [ALL_IS_WELL],
  },
  'forbidden-everywhere': {
    sentence: 'Every study’s page answers 403.',
    begin: strikeStudies({ kind: 'status', status: 403 }),
    steps: [ALL_IS_WELL],
  },
  'slow-body': {
    sentence: 'The body of one page comes in forty pieces, one every two tenths of a second.',
    begin: strike({ kind: 'slow', pieces: 40, everyMs: 200 }),
    steps: [ALL_IS_WELL],
  },
  'cut-body': {
    sentence: 'The body of one page breaks off in the middle.',
    begin: strike({ kind: 'cut' }),
    steps: [ALL_IS_WELL],
  },
  'length-too-large': {
    sentence: 'The Content-Length of one page is larger than its body, and the connection ends.',
    begin: strike({ kind: 'wrong-length', declared: 'larger' }),
    steps: [ALL_IS_WELL],
  },
  'length-too-small': {
    sentence: 'The Content-Length of one page is smaller than its body, so that its end is lost.',
    begin: strike({ kind: 'wrong-length', declared: 'smaller' }),
    steps: [ALL_IS_WELL],
  },
  'html-error-with-200': {
    sentence: 'One page is an error in HTML, sent with 200.',
    begin: strike({ kind: 'garbage', as: 'page' }),
    steps: [ALL_IS_WELL],
  },
  challenge: {
    sentence: 'Every study’s page is a guard’s challenge, sent with 403 and the guard’s header.',
    begin: strikeStudies({ kind: 'challenge', status: 403 }),
    steps: [ALL_IS_WELL],
  },
  'challenge-with-200': {
    sentence: 'Every study’s page is a guard’s challenge, sent with 200 and without a word.',
    begin: strikeStudies({ kind: 'garbage', as: 'challenge' }),
    steps: [ALL_IS_WELL],
  },
  'redirect-loop': {
    sentence: 'The addresses of two studies redirect to each other.',
    begin: ({ atlas, study, other }) => {
      atlas.corpus.redirect(study, pathOf(other));
      atlas.corpus.redirect(other, pathOf(study));
    },
  },
  'redirect-to-another-host': {
    sentence: 'The address of one study redirects to a host that is not the site’s.',
    begin: ({ atlas, study }) => {
      atlas.corpus.redirect(study, `https://elsewhere.example${pathOf(study)}`);
    },
  },
  'huge-page': {
    sentence: 'One page is 200 MB.',
    begin: strike({ kind: 'too-large' }),
    steps: [ALL_IS_WELL],
  },
  'latin-1': {
    sentence: 'Pages are in ISO-8859-1: half say so in their header, half only in themselves.',
    settings: { charset: 'latin-1' },
  },
  'gzip-body': {
    sentence: 'Pages are sent packed (Content-Encoding: gzip).',
    settings: { encoding: 'gzip' },
  },
  offline: {
    sentence: 'The network is lost for a while: nothing listens, and what was open is reset.',
    steps: [
      { what: 'the network is lost', change: ({ atlas }) => atlas.goOffline() },
      { what: 'ten minutes later: it is back', change: ({ atlas }) => atlas.comeBack() },
    ],
  },
} as const satisfies Record<string, Scenario>;

function strike(fault: Fault, times?: number): (stage: Stage) => void {
  return ({ atlas, study }) => {
    atlas.faults.set({ path: pathOf(study) }, fault, times);
  };
}

function strikeStudies(fault: Fault): (stage: Stage) => void {
  return ({ atlas }) => {
    atlas.faults.set('studies', fault);
  };
}
