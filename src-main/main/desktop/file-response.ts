// Files over the app's own protocols, with ranges, so that a film can be sought in.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { Readable } from 'node:stream';
import { resolveRange } from './range';

const TYPES: Readonly<Record<string, string>> = {
  '.mp4': 'video/mp4',
  '.m4v': 'video/mp4',
  '.mov': 'video/mp4',
  '.webm': 'video/webm',
  '.mkv': 'video/x-matroska',
  '.ogv': 'video/ogg',
  '.mp3': 'audio/mpeg',
  '.m4a': 'audio/mp4',
  '.wav': 'audio/wav',
  '.flac': 'audio/flac',
  '.ogg': 'audio/ogg',
  '.opus': 'audio/ogg',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
};

export function contentType(path: string): string {
  return TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream';
}

/**
 * Answers a GET or HEAD request with a file, in whole or in the range asked for (200, 206, 416), streamed from disk.
 * 404 when the file is not there or cannot be read, 405 for other methods.
 */
export async function fileResponse(request: Request, path: string): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return new Response(null, { status: 405, headers: { Allow: 'GET, HEAD' } });
  }
  const info = await stat(path).catch(() => null);
  if (!info?.isFile()) return new Response(null, { status: 404 });
  const etag = `"${info.size.toString(16)}-${Math.floor(info.mtimeMs).toString(16)}"`;
  // A range that belongs to another version of the file must not be spliced onto this one.
  const ifRange = request.headers.get('If-Range');
  const header = ifRange !== null && ifRange !== etag ? null : request.headers.get('Range');
  const range = resolveRange(header, info.size);
  const headers = new Headers({
    'Accept-Ranges': 'bytes',
    'Content-Type': contentType(path),
    ETag: etag,
    'Access-Control-Allow-Origin': '*',
    'Cache-Control': 'no-cache',
  });
  if (range.status === 416) {
    headers.set('Content-Range', `bytes */${info.size}`);
    return new Response(null, { status: 416, headers });
  }
  headers.set('Content-Length', String(range.end - range.start + 1));
  if (range.status === 206) headers.set('Content-Range', `bytes ${range.start}-${range.end}/${info.size}`);
  if (request.method === 'HEAD' || info.size === 0)
    return new Response(null, { status: range.status, headers });
  const stream = createReadStream(path, { start: range.start, end: range.end, highWaterMark: 1 << 18 });
  return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array>, {
    status: range.status,
    headers,
  });
}
