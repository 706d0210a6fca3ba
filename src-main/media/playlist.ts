/** Files that name other media, by how they begin, with the name by which people know them. */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/^#EXTM3U/, 'M3U or HLS'],
  [/^#EXT-X-/m, 'HLS'],
  [/^ffconcat version/, 'ffmpeg concat'],
  [/^v=0\r?\n[a-z]=/, 'SDP'],
  [/^\[playlist\]/i, 'PLS'],
  [/^\[reference\]/i, 'ASX'],
  [/^(?:https?|rtsp|rtmp|rtp|mms|pnm|udp|tcp|ftp|file):\/\/\S/i, 'list of addresses'],
];

/** The same for XML, by its first element. */
const ELEMENTS: Readonly<Record<string, string>> = {
  mpd: 'DASH',
  smoothstreamingmedia: 'Smooth Streaming',
  smil: 'SMIL',
  asx: 'ASX',
  playlist: 'XSPF',
  compositionplaylist: 'IMF',
  assetmap: 'IMF',
  packinglist: 'IMF',
};

/** ffmpeg's names of formats that make it open other files or addresses, with the name by which people know them. */
const DEMUXERS: Readonly<Record<string, string>> = {
  dash: 'DASH',
  webm_dash_manifest: 'DASH',
  hls: 'HLS',
  applehttp: 'HLS',
  concat: 'ffmpeg concat',
  imf: 'IMF',
  sdp: 'SDP',
  rtsp: 'RTSP',
  avisynth: 'AviSynth',
  vapoursynth: 'VapourSynth',
};

/** What kind of playlist a file's beginning is that of; null for anything else. */
export function playlistKind(head: string): string | null {
  const text = head.replace(/^\uFEFF/, '').trimStart();
  const kind = KINDS.find(([pattern]) => pattern.test(text))?.[1];
  if (kind !== undefined) return kind;
  if (!text.startsWith('<')) return null;
  const element = /<(?:[\w.-]+:)?([a-z][\w.-]*)/i.exec(text.replace(/<!--[\s\S]*?-->/g, ''))?.[1];
  return ELEMENTS[element?.toLowerCase() ?? ''] ?? null;
}

/** The same by the name of the format that ffmpeg took a file for. */
export function playlistDemuxer(format: string): string | null {
  for (const name of format.split(',')) {
    const kind = DEMUXERS[name];
    if (kind !== undefined) return kind;
  }
  return null;
}
