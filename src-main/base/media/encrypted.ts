import { type FileHandle, open } from 'node:fs/promises';

/** A file has few boxes at its top, but where it is made of fragments; what is told of its streams stands before those. */
const MOST_BOXES = 1000;
/** Far more than what is told of the streams of the longest film. */
const LARGEST_HEADER = 64 * 1024 * 1024;

/**
 * "Protection scheme information" (ISO/IEC 14496-12, 8.12.1) with the original format in it, as a protected stream's description has it:
 * common encryption, and what shops for films and music wrote before there was that.
 */
const PROTECTED = Buffer.from('sinf');
const ORIGINAL_FORMAT = Buffer.from('\0\0\0\x0cfrma', 'latin1');

/**
 * Whether the streams of an MP4 or QuickTime file are encrypted. ffmpeg decodes such a stream as if it were not, and finds pictures in it
 * that nobody took.
 */
export async function isEncrypted(path: string): Promise<boolean> {
  const file = await open(path).catch(() => null);
  if (file === null) return false;
  try {
    const header = await headerOf(file);
    for (let at = header.indexOf(PROTECTED); at >= 0; at = header.indexOf(PROTECTED, at + 1)) {
      // The first box within, with its length.
      if (header.subarray(at + 4, at + 12).equals(ORIGINAL_FORMAT)) return true;
    }
    return false;
  } catch {
    // Whoever reads it next meets what is wrong, and says so.
    return false;
  } finally {
    await file.close();
  }
}

/** The box that describes the streams; empty where there is none. */
async function headerOf(file: FileHandle): Promise<Buffer> {
  const head = Buffer.alloc(16);
  let at = 0;
  for (let box = 0; box < MOST_BOXES; box++) {
    const { bytesRead } = await file.read(head, 0, 16, at);
    if (bytesRead < 8) break;
    const kind = head.toString('latin1', 4, 8);
    if (box === 0 && !/^(?:ftyp|moov|mdat|free|skip|wide|styp|pnot)$/.test(kind)) break;
    const short = head.readUInt32BE(0);
    const size = short === 1 && bytesRead === 16 ? Number(head.readBigUInt64BE(8)) : short;
    if (kind === 'moov' && size <= LARGEST_HEADER) {
      const header = Buffer.alloc(size);
      const read = await file.read(header, 0, size, at);
      return header.subarray(0, read.bytesRead);
    }
    // Nothing, or the rest of the file.
    if (size < 8) break;
    at += size;
  }
  return Buffer.alloc(0);
}
