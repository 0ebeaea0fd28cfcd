// Who may talk to the server: one-time tokens, and the session secrets they are spent for.
// Invariant: only hashes are kept; a token works once and for ten minutes; comparing takes the same time for any guess.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 128 bits: the token of an address, which a person may have to copy. */
const TOKEN_BYTES = 16;
const SECRET_BYTES = 32;
const TOKEN_LIFE_MS = 10 * 60_000;
/** Addresses that were asked for and not opened; more than this nobody has in hand. */
const MAX_TOKENS = 32;
/** Tabs. The oldest is let go, and says so in words of its own. */
const MAX_SECRETS = 200;

export interface Credentials {
  /** A fresh token, good for one `spend`. */
  issueToken(): string;
  /** The secret that the token is worth, or null for one that is wrong, old or spent. */
  spend(token: string): string | null;
  isSecret(presented: string): boolean;
}

/** Credentials that live as long as the process. */
export function createCredentials(now: () => number): Credentials {
  let tokens: { readonly hash: Buffer; readonly untilMs: number }[] = [];
  let secrets: Buffer[] = [];
  return {
    issueToken() {
      const token = randomBytes(TOKEN_BYTES).toString('base64url');
      tokens = [...tokens, { hash: sha256(token), untilMs: now() + TOKEN_LIFE_MS }].slice(
        -MAX_TOKENS,
      );
      return token;
    },
    spend(presented) {
      const hash = sha256(presented);
      const matching = tokens.filter((token) => timingSafeEqual(token.hash, hash));
      const isGood = matching.some((token) => token.untilMs >= now());
      tokens = tokens.filter((token) => !matching.includes(token) && token.untilMs >= now());
      if (!isGood) return null;
      const secret = randomBytes(SECRET_BYTES).toString('base64url');
      secrets = [...secrets, sha256(secret)].slice(-MAX_SECRETS);
      return secret;
    },
    isSecret(presented) {
      const hash = sha256(presented);
      // Every one is compared, so that the time does not tell which one matched.
      return secrets.filter((secret) => timingSafeEqual(secret, hash)).length > 0;
    },
  };
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
