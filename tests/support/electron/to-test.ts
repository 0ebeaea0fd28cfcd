// The program's end of the channel to the test that started it.
// Invariant: `process.send` stays the program's own; STAND_IN_ALONE hides it, as where nobody started it.
import { createWire } from './wire.ts';

const send = process.send?.bind(process);

export const wire = createWire((message) => void send?.(message));

/** Tells the test something, without an answer. */
export function tell(fact: object): void {
  send?.(fact);
}

/** Tells the last thing, and ends when it has been told. */
export function tellAndEnd(fact: object, code: number): void {
  if (send === undefined || !process.connected) process.exit(code);
  send(fact, undefined, undefined, () => process.exit(code));
}

/** Begins to listen. */
export function listenToTest(): void {
  process.on('message', (message: unknown) => void wire.take(message));
  // A test that has died leaves no program behind.
  process.once('disconnect', () => process.exit(1));
  if (process.env['STAND_IN_ALONE'] === '1') Object.assign(process, { send: undefined });
}
