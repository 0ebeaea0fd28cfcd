// Makes one body of the parts that a network hands over.
// Invariant: the body is alone in its buffer: one of a pool would go to another thread with all that lies beside it.

/** The parts in order; `size` is their length together, in bytes. */
export function joinedBytes(parts: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.byteLength;
  }
  return bytes;
}
