import { open } from 'node:fs/promises';
import { extname } from 'node:path';
import { CLIP_ENDINGS } from '../../base/media/clip';
import { MEDIA_EXTENSIONS } from '../intake/find-files';

/** What a text is written as; named by its usual ending. */
export type TextKind =
  | 'srt'
  | 'vtt'
  | 'txt'
  | 'json'
  | 'md'
  | 'edl'
  | 'fcpxml'
  | 'xml'
  | 'otio'
  | 'ffmetadata'
  | 'csv'
  | 'html';
export type FileKind = TextKind | 'media' | 'picture' | 'library';

/** For people: "a.srt is there already and is …". */
export const KIND_WORDS: Readonly<Record<FileKind | 'other', string>> = {
  srt: 'subtitles',
  vtt: 'subtitles',
  txt: 'a text',
  json: 'a JSON document',
  md: 'a Markdown document',
  edl: 'an edit decision list',
  fcpxml: 'a Final Cut Pro project',
  xml: 'an XML document',
  otio: 'an OpenTimelineIO timeline',
  ffmetadata: 'a list of chapters',
  csv: 'a table',
  html: 'a web page',
  media: 'a film or a sound',
  picture: 'a picture',
  library: 'a database',
  other: 'a file of another kind',
};

const PICTURES = 'jpg jpeg png gif webp bmp tif tiff heic heif avif psd raw dng';
const BY_ENDING = new Map<string, FileKind>([
  ...'srt vtt txt json md edl fcpxml xml otio ffmetadata csv html'
    .split(' ')
    .map((ending): [string, FileKind] => [ending, ending as TextKind]),
  ['markdown', 'md'],
  ['htm', 'html'],
  ['db', 'library'],
  ...PICTURES.split(' ').map((ending): [string, FileKind] => [ending, 'picture']),
  ...[...MEDIA_EXTENSIONS, ...CLIP_ENDINGS].map((ending): [string, FileKind] => [ending, 'media']),
]);

/** What a name says that a file is; null where its ending says nothing. */
export function kindByName(path: string): FileKind | null {
  return BY_ENDING.get(extname(path).slice(1).toLowerCase()) ?? null;
}

export function isText(kind: FileKind): kind is TextKind {
  return kind !== 'media' && kind !== 'picture' && kind !== 'library';
}

/** Bytes that tell what a file is; a film's or an archive's header is far shorter. */
const LOOKED_AT = 65_536;

/**
 * What a file's content is, as far as it matters to whoever wants to write over it. Null for an empty file, which is nothing yet.
 * @throws what reading it throws
 */
export async function kindByContent(
  path: string,
): Promise<'text' | 'media' | 'picture' | 'library' | 'other' | null> {
  await using file = await open(path, 'r');
  const { buffer, bytesRead } = await file.read(Buffer.alloc(LOOKED_AT), 0, LOOKED_AT, 0);
  const head = buffer.subarray(0, bytesRead);
  if (head.length === 0) return null;
  if (head[0] === 0xff && head[1] === 0xd8) return 'picture';
  if (isContainer(head)) return 'media';
  // https://sqlite.org/fileformat.html#magic_header_string
  if (head.toString('latin1', 0, 16) === 'SQLite format 3\0') return 'library';
  const marked = ['%PDF', '%!PS', '{\\rtf', '#!', '-----BEGIN'].some((mark) =>
    head.toString('latin1', 0, 16).startsWith(mark),
  );
  return marked || hasControls(head) ? 'other' : 'text';
}

/** The containers that clips are written in: MP4 and its kin by their first box, Matroska by its number. */
function isContainer(head: Buffer): boolean {
  const box = head.toString('latin1', 4, 8);
  return (
    ['ftyp', 'moov', 'mdat', 'free', 'wide', 'skip'].includes(box) ||
    head.toString('hex', 0, 4) === '1a45dfa3'
  );
}

/** Text has none but those of lines, pages, tabs and terminals' colours. */
function hasControls(head: Buffer): boolean {
  return head.some((byte) => byte < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d, 0x1b].includes(byte));
}
