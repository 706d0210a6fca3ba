// A film made of pictures, each kept to the byte: Matroska, written as they come.
import { type FileHandle, open } from 'node:fs/promises';
import { MICROS_PER_SECOND, type Micros } from '../../../../src-shared/time';
import { asWriteError } from '../errors';

/** What pictures are packed in; one film holds one kind. */
export type PictureKind = 'jpeg' | 'png';

export interface PictureFilmOptions {
  readonly kind: PictureKind;
  /** In pixels, as the pictures are stored. */
  readonly width: number;
  readonly height: number;
  /** Of the whole film. */
  readonly duration: Micros;
  /** Pictures a second, where all last equally long. */
  readonly rate?: number;
}

/** What ffmpeg calls the pictures: a codec of Matroska's own, or one of the four letters of AVI. */
const CODECS: Record<PictureKind, { readonly id: string; readonly letters: string | null }> = {
  jpeg: { id: 'V_MJPEG', letters: null },
  png: { id: 'V_MS/VFW/FOURCC', letters: 'MPNG' },
};

/** An element of Matroska (RFC 9559): its id, its length in eight bytes or as few as hold it, its content. */
function element(id: number, ...content: readonly Buffer[]): Buffer {
  const data = Buffer.concat(content);
  return Buffer.concat([idBytes(id), sizeBytes(data.length), data]);
}

function idBytes(id: number): Buffer {
  const hex = id.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
}

function sizeBytes(length: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32BE(Math.floor(length / 2 ** 32), 0);
  bytes.writeUInt32BE(length >>> 0, 4);
  bytes[0] = 0x01;
  return bytes;
}

function whole(id: number, value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return element(id, bytes);
}

function fraction(id: number, value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return element(id, bytes);
}

function text(id: number, value: string): Buffer {
  return element(id, Buffer.from(value, 'latin1'));
}

const EBML = 0x1a45dfa3;
const SEGMENT = 0x18538067;
const SEEK_HEAD = 0x114d9b74;
const INFO = 0x1549a966;
const TRACKS = 0x1654ae6b;
const CLUSTER = 0x1f43b675;
const CUES = 0x1c53bb6b;
/** A segment whose end is the file's. */
const TO_THE_END = Buffer.from('01ffffffffffffff', 'hex');
/** Nanoseconds: times are told in whole microseconds. */
const UNIT = 1000;
/** Times between two places that a player can jump to without reading all before. */
const CUE_EVERY = MICROS_PER_SECOND / 2;

function header(): Buffer {
  return element(
    EBML,
    ...[whole(0x4286, 1), whole(0x42f7, 1), whole(0x42f2, 4), whole(0x42f3, 8)],
    ...[text(0x4282, 'matroska'), whole(0x4287, 4), whole(0x4285, 2)],
  );
}

function info({ duration }: PictureFilmOptions): Buffer {
  return element(
    INFO,
    ...[whole(0x2ad7b1, UNIT), fraction(0x4489, duration)],
    ...[text(0x4d80, 'Longtake'), text(0x5741, 'Longtake')],
  );
}

/** A BITMAPINFOHEADER, in which AVI tells its four letters. */
function bitmapHeader(letters: string, width: number, height: number): Buffer {
  const bytes = Buffer.alloc(40);
  bytes.writeUInt32LE(40, 0);
  bytes.writeUInt32LE(width, 4);
  bytes.writeUInt32LE(height, 8);
  bytes.writeUInt16LE(1, 12);
  bytes.writeUInt16LE(24, 14);
  bytes.write(letters, 16, 'latin1');
  return bytes;
}

function tracks({ kind, width, height, rate }: PictureFilmOptions): Buffer {
  const { id, letters } = CODECS[kind];
  return element(
    TRACKS,
    element(
      0xae,
      ...[whole(0xd7, 1), whole(0x73c5, 1), whole(0x83, 1), whole(0x9c, 0), text(0x86, id)],
      ...(letters === null ? [] : [element(0x63a2, bitmapHeader(letters, width, height))]),
      // In nanoseconds.
      ...(rate === undefined ? [] : [whole(0x23e383, Math.round(1e9 / rate))]),
      element(0xe0, whole(0xb0, width), whole(0xba, height)),
    ),
  );
}

/** Where a list of places lies, from the segment's first byte. */
function seekHead(cuesAt: number): Buffer {
  return element(SEEK_HEAD, element(0x4dbb, element(0x53ab, idBytes(CUES)), whole(0x53ac, cuesAt)));
}

/**
 * Writes a film of pictures to a file. What was written is no film before `finish`.
 * Each picture is a key frame with its own time; the container adds a few dozen bytes to each.
 */
export class PictureFilm {
  readonly #cues: Buffer[] = [];
  #lastCue = Number.NEGATIVE_INFINITY;
  #written = 0;

  private constructor(
    private readonly file: FileHandle,
    private readonly path: string,
    /** Bytes before the segment's content. */
    private readonly before: number,
  ) {}

  /** @throws DiskFull, NoPermission */
  static async create(path: string, options: PictureFilmOptions): Promise<PictureFilm> {
    const head = Buffer.concat([header(), idBytes(SEGMENT), TO_THE_END]);
    try {
      const film = new PictureFilm(await open(path, 'w'), path, head.length);
      await film.#write(Buffer.concat([head, seekHead(0), info(options), tracks(options)]));
      return film;
    } catch (error) {
      throw asWriteError(error, path);
    }
  }

  /**
   * @param time ascending
   * @throws DiskFull
   */
  async add(picture: Buffer, time: Micros, duration: Micros): Promise<void> {
    if (time - this.#lastCue >= CUE_EVERY) {
      const place = element(0xb7, whole(0xf7, 1), whole(0xf1, this.#written - this.before));
      this.#cues.push(element(0xbb, whole(0xb3, time), place));
      this.#lastCue = time;
    }
    // Track 1, at the cluster's own time, nothing special.
    const block = element(0xa1, Buffer.from([0x81, 0, 0, 0]), picture);
    await this.#write(element(CLUSTER, whole(0xe7, time), element(0xa0, block, whole(0x9b, duration))));
  }

  /** @throws DiskFull */
  async finish(): Promise<void> {
    const cuesAt = this.#written - this.before;
    await this.#write(element(CUES, ...this.#cues));
    try {
      await this.file.write(seekHead(cuesAt), 0, undefined, this.before);
      await this.file.sync();
    } catch (error) {
      throw asWriteError(error, this.path);
    }
  }

  /** Closes the file, finished or not. */
  async close(): Promise<void> {
    await this.file.close();
  }

  async #write(bytes: Buffer): Promise<void> {
    try {
      await this.file.write(bytes, 0, bytes.length, this.#written);
    } catch (error) {
      throw asWriteError(error, this.path);
    }
    this.#written += bytes.length;
  }
}
