// Where a zstd frame ends, found by its block headers alone (RFC 8878, 3.1.1). Node's decoder stops there and does not
// say where (`bytesWritten` falls short of it), so that whatever follows would go unseen.
// Invariant: reads a few bytes a block; nothing is unpacked.

/** Reads bytes at a place of the file; fewer than asked for at its end. */
export type ReadAt = (position: number, length: number) => Promise<Buffer>;

const LAST_BLOCK = 1;
const RLE_BLOCK = 1;
const RESERVED_BLOCK = 3;
const CHECKSUM_BYTES = 4;

/** The position behind the first frame of a file; null where there is none or it is cut. */
export async function frameEnd(read: ReadAt): Promise<number | null> {
  const [descriptor] = (await read(4, 1)).values();
  if (descriptor === undefined) return null;
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const contentSizeBytes = [isSingleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3] ?? 0;
  let position = 5 + (isSingleSegment ? 0 : 1) + dictionaryBytes + contentSizeBytes;
  for (;;) {
    const head = await read(position, 3);
    if (head.length < 3) return null;
    const block = head.readUIntLE(0, 3);
    const type = (block >> 1) & 3;
    if (type === RESERVED_BLOCK) return null;
    position += 3 + (type === RLE_BLOCK ? 1 : block >> 3);
    if ((block & LAST_BLOCK) !== 0) break;
  }
  return position + ((descriptor & 4) === 0 ? 0 : CHECKSUM_BYTES);
}
