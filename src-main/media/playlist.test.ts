import { expect, it } from 'vitest';
import { playlistDemuxer, playlistKind } from './playlist';

it('knows what names other media, however it begins', () => {
  const kinds = {
    mpd: playlistKind(
      '<?xml version="1.0"?>\n<!-- <smil> -->\n<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static">',
    ),
    prefixed: playlistKind('\uFEFF <d:MPD xmlns:d="x">'),
    smooth: playlistKind('<SmoothStreamingMedia MajorVersion="2">'),
    m3u: playlistKind('#EXTM3U\n#EXTINF:3,one\none.mp3\n'),
    concat: playlistKind("ffconcat version 1.0\nfile 'one.mp4'\n"),
    sdp: playlistKind('v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\n'),
    pls: playlistKind('[playlist]\nFile1=http://x/\n'),
    asx: playlistKind('<ASX version="3.0"><entry><ref href="http://x/"/></entry></ASX>'),
    smil: playlistKind('<smil><body><video src="one.mp4"/></body></smil>'),
    xspf: playlistKind('<?xml version="1.0"?><playlist xmlns="http://xspf.org/ns/0/">'),
    address: playlistKind('rtsp://host/film.rm\n'),
  };
  expect(Object.entries(kinds).filter(([, kind]) => kind === null)).toEqual([]);
  expect(kinds).toMatchObject({ mpd: 'DASH', prefixed: 'DASH', concat: 'ffmpeg concat', smil: 'SMIL' });
});

it('takes nothing else for one', () => {
  const others = [
    '',
    '\0\0\0\x18ftypmp42',
    'v=0 is no film',
    '<html><body>MPD',
    '1\n00:00:01 --> 00:00:02',
    'ID3',
  ];
  expect(others.map(playlistKind)).toEqual(others.map(() => null));
  expect(['mov,mp4,m4a', 'matroska,webm', 'png_pipe'].map(playlistDemuxer)).toEqual([null, null, null]);
  expect(playlistDemuxer('hls,applehttp')).toBe('HLS');
});
