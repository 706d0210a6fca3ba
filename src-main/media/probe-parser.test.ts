import { describe, expect, it } from 'vitest';
import { parseProbe } from './probe-parser';

function media(text: string) {
  const result = parseProbe(text.split('\n'));
  if (result.kind !== 'media') throw new Error(`unreadable: ${result.reason}`);
  return result.media;
}

const WEBCAM = `[mov,mp4,m4a,3gp,3g2,mj2 @ 0x55] multiple edit list entries, not supported in fragmented MP4 files
Input #0, mov,mp4,m4a,3gp,3g2,mj2, from 'file:/home/a, from 'b'.mp4':
  Metadata:
    title           : one
                    :   Stream #0:7: Video: h264, yuv420p, 1x1
  Duration: 00:02:57.39, start: 0.000000, bitrate: 492 kb/s
  Stream #0:0[0x1](eng): Video: h264 (Baseline) (avc1 / 0x31637661), yuv420p(tv, progressive), 1280x720 [SAR 1:1 DAR 16:9], 385 kb/s, SAR 3:4 DAR 4:3, 11.46 fps, 11.92 tbr, 1k tbn (default)
      Metadata:
        handler_name    : VideoHandler
  Stream #0:1[0x2](eng): Audio: aac (LC) (mp4a / 0x6134706D), 44100 Hz, stereo, fltp, 102 kb/s (default)
  Stream #0:2[0x3](eng): Data: none (amf0 / 0x30666D61) (default)
Output #0, ffmetadata, to 'pipe:1':
  Stream #0:0: Video: png, rgb24, 64x64, 25 fps`;

describe('parseProbe', () => {
  it('takes the container’s aspect ratio over the codec’s, and stops before the output', () => {
    expect(media(WEBCAM)).toEqual({
      container: 'mov,mp4,m4a,3gp,3g2,mj2',
      duration: 177_390_000,
      video: {
        codec: 'h264',
        pixelFormat: 'yuv420p',
        width: 1280,
        height: 720,
        displayWidth: 960,
        displayHeight: 720,
        rotation: 0,
        frameRate: 11.46,
      },
      audio: [{ codec: 'aac', channels: 2, sampleRate: 44100, language: 'eng' }],
    });
  });

  it('turns the shown size with the rotation, clockwise', () => {
    const { video } = media(`Input #0, mov,mp4, from 'x':
  Duration: 00:00:02.01, start: 0.000000, bitrate: 2696 kb/s
  Stream #0:0[0x1](und): Video: h264 (High) (avc1 / 0x31637661), yuv420p(tv, bt709, progressive), 1920x1080, 1641 kb/s, 29.97 fps, 29.97 tbr, 57600 tbn (default)
      Side data:
        displaymatrix: rotation of -90.00 degrees`);
    expect(video).toMatchObject({ rotation: 90, displayWidth: 1080, displayHeight: 1920, width: 1920 });
    expect(video?.frameRate).toBeCloseTo(30000 / 1001, 10);
  });

  it('counts no cover as video and reads a missing duration as none', () => {
    const song = media(`Input #0, matroska,webm, from 'x':
  Duration: N/A, start: 0.000000, bitrate: N/A
  Stream #0:0(ger): Audio: ac3, 48000 Hz, 5.1(side), fltp, 448 kb/s
  Stream #0:1: Video: mjpeg (Baseline), yuvj420p(pc, bt470bg/unknown/unknown), 600x600 [SAR 1:1 DAR 1:1], 90k tbr, 90k tbn (attached pic)
  Stream #0:2: Attachment: ttf`);
    expect(song.video).toBeNull();
    expect(song.duration).toBeNull();
    expect(song.audio).toEqual([{ codec: 'ac3', channels: 6, sampleRate: 48000, language: 'ger' }]);
  });

  it('takes the moving picture that follows a cover, and every sound track', () => {
    const film = media(`Input #0, mpegts, from 'x':
  Duration: 00:10:00.00, start: 1.400000, bitrate: N/A
  Program 1 
  Stream #0:0[0x100]: Video: png, rgb24(pc), 64x64, 90k tbr (attached pic)
  Stream #0:1[0x101]: Video: hevc (Main 10) ([36][0][0][0] / 0x0024), yuv420p10le(tv, bt2020nc/bt2020/smpte2084), 3840x2160 [SAR 1:1 DAR 16:9], 1k fps, 50 tbr, 90k tbn
  Stream #0:2[0x102](eng): Audio: aac (LC) ([15][0][0][0] / 0x000F), 48000 Hz, mono, fltp, 96 kb/s
  Stream #0:3[0x103](fra): Audio: opus, 48000 Hz, 7 channels, fltp
  Stream #0:4[0x104]: Unknown: none ([137][0][0][0] / 0x0089)`);
    expect(film.video).toMatchObject({ codec: 'hevc', pixelFormat: 'yuv420p10le', frameRate: 1000 });
    expect(film.audio.map((a) => [a.language, a.channels])).toEqual([
      ['eng', 1],
      ['fra', 7],
    ]);
  });

  it('leaves out a stream without a size and the sound whose first track cannot be decoded', () => {
    const broken = media(`Input #0, mpegts, from 'x':
  Duration: N/A, bitrate: N/A
  Stream #0:0[0x100]: Video: h264 ([27][0][0][0] / 0x001B), none, 90k tbr, 90k tbn
  Stream #0:1[0x101]: Audio: aac ([15][0][0][0] / 0x000F), 0 channels
  Stream #0:2[0x102]: Audio: mp2, 48000 Hz, stereo, s16p, 192 kb/s`);
    expect(broken.video).toBeNull();
    expect(broken.audio).toEqual([]);
  });

  it('hands back the last words of ffmpeg where there is no input', () => {
    expect(parseProbe(['[mov @ 0x5] moov atom not found', 'Error opening input file x.', ''])).toEqual({
      kind: 'unreadable',
      reason: 'Error opening input file x.',
    });
  });
});
