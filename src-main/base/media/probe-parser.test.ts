import { describe, expect, it } from 'vitest';
import { parseProbe } from './probe-parser';

function media(output: { format: Record<string, unknown>; streams: Record<string, unknown>[] }) {
  const found = parseProbe(JSON.stringify({ programs: [], ...output }));
  if (found === null) throw new Error('unreadable');
  return found;
}

const plain = { disposition: { attached_pic: 0, timed_thumbnails: 0, still_image: 0 } };
const square = { sample_aspect_ratio: '1:1', ...plain };

describe('parseProbe', () => {
  it('takes what ffprobe tells of a webcam recording with a track of data', () => {
    const webcam = media({
      format: { format_name: 'mov,mp4,m4a,3gp,3g2,mj2', duration: '177.390000' },
      streams: [
        {
          ...{ codec_type: 'video', codec_name: 'h264', width: 1280, height: 720, pix_fmt: 'yuv420p' },
          ...{ sample_aspect_ratio: '3:4', avg_frame_rate: '2033/177', r_frame_rate: '149/12.5' },
          ...{ ...plain, tags: { language: 'eng' } },
        },
        {
          ...{ codec_type: 'audio', codec_name: 'aac', sample_rate: '44100', channels: 2 },
          ...{ r_frame_rate: '0/0', avg_frame_rate: '0/0', tags: { LANGUAGE: 'eng' } },
        },
        { codec_type: 'data', tags: { language: 'eng' } },
      ],
    });
    expect(webcam).toEqual({
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
        frameRate: 11.49,
      },
      audio: [{ codec: 'aac', channels: 2, sampleRate: 44100, language: 'eng' }],
    });
  });

  it.each<readonly [string, number | null]>([
    ...[24, 30, 48, 60, 120, 240].map((rate) => [`${rate * 1000}/1001`, (rate * 1000) / 1001] as const),
    // An average over a file is near it, and stands for it.
    ['2997/100', 30_000 / 1001],
    ['23980/1000', 24_000 / 1001],
    ['2398/100', 24_000 / 1001],
    ['24/1', 24],
    ['25/1', 25],
    ['2999/100', 29.99],
    ['0/0', null],
  ])('reads the rate %s', (avg_frame_rate, expected) => {
    const { video } = media({
      format: { format_name: 'matroska', duration: '1' },
      streams: [
        { codec_type: 'video', codec_name: 'h264', width: 64, height: 48, avg_frame_rate, ...square },
      ],
    });
    if (expected === null) expect(video?.frameRate).toBeNull();
    else expect(video?.frameRate).toBeCloseTo(expected, 6);
  });

  it('turns the shown size with the rotation, clockwise', () => {
    const { video } = media({
      format: { format_name: 'mov,mp4', duration: '2.010000' },
      streams: [
        {
          ...{ codec_type: 'video', codec_name: 'h264', width: 1920, height: 1080, pix_fmt: 'yuv420p' },
          ...{ avg_frame_rate: '1798/60', r_frame_rate: '30000/1001', ...plain },
          side_data_list: [{}, { rotation: -90 }],
        },
      ],
    });
    expect(video).toMatchObject({ rotation: 90, displayWidth: 1080, displayHeight: 1920, width: 1920 });
    expect(video?.frameRate).toBeCloseTo(30000 / 1001, 10);
  });

  it('counts no cover as video and reads a missing duration as none', () => {
    const song = media({
      format: { format_name: 'matroska,webm' },
      streams: [
        {
          ...{ codec_type: 'audio', codec_name: 'ac3', sample_rate: '48000', channels: 6 },
          tags: { language: 'ger' },
        },
        {
          ...{ codec_type: 'video', codec_name: 'mjpeg', width: 600, height: 600, pix_fmt: 'yuvj420p' },
          ...{ r_frame_rate: '90000/1', avg_frame_rate: '0/0', disposition: { attached_pic: 1 } },
        },
        { codec_type: 'attachment', codec_name: 'ttf' },
      ],
    });
    expect(song.video).toBeNull();
    expect(song.duration).toBeNull();
    expect(song.audio).toEqual([{ codec: 'ac3', channels: 6, sampleRate: 48000, language: 'ger' }]);
  });

  it('takes the moving picture that follows a cover, and every sound track', () => {
    const film = media({
      format: { format_name: 'mpegts', duration: '600.000000' },
      streams: [
        {
          ...{ codec_type: 'video', codec_name: 'png', width: 64, height: 64, pix_fmt: 'rgb24' },
          disposition: { attached_pic: 1 },
        },
        {
          ...{ codec_type: 'video', codec_name: 'hevc', width: 3840, height: 2160, pix_fmt: 'yuv420p10le' },
          ...{ avg_frame_rate: '1000/1', r_frame_rate: '50/1', ...square },
        },
        {
          ...{ codec_type: 'audio', codec_name: 'aac', sample_rate: '48000', channels: 1 },
          tags: { language: 'eng' },
        },
        {
          ...{ codec_type: 'audio', codec_name: 'opus', sample_rate: '48000', channels: 7 },
          tags: { language: 'fra' },
        },
        {},
      ],
    });
    expect(film.video).toMatchObject({ codec: 'hevc', pixelFormat: 'yuv420p10le', frameRate: 1000 });
    expect(film.audio.map((a) => [a.language, a.channels])).toEqual([
      ['eng', 1],
      ['fra', 7],
    ]);
  });

  it('leaves out a stream without a size and a sound track that cannot be decoded: the next one says where it stands', () => {
    const broken = media({
      format: { format_name: 'mpegts' },
      streams: [
        { codec_type: 'video', codec_name: 'h264', width: 0, height: 0, r_frame_rate: '90000/1' },
        { codec_type: 'audio', codec_name: 'aac', sample_rate: '0', channels: 0 },
        { codec_type: 'audio', codec_name: 'mp2', sample_rate: '48000', channels: 2 },
      ],
    });
    expect(broken.video).toBeNull();
    expect(broken.audio).toEqual([
      { codec: 'mp2', channels: 2, sampleRate: 48000, language: null, position: 1 },
    ]);
  });

  it('is not misled by what is not known or not sane', () => {
    const odd = media({
      format: { format_name: 'avi', duration: '-3.000000' },
      streams: [
        {
          ...{ codec_type: 'video', codec_name: 'unknown', width: 64, height: 48 },
          ...{ sample_aspect_ratio: '1:1' },
        },
        {
          ...{ codec_type: 'video', codec_name: 'cinepak', width: 64, height: 48 },
          ...{ sample_aspect_ratio: '0:1', avg_frame_rate: '0/0', r_frame_rate: '15/1' },
        },
      ],
    });
    expect(odd.duration).toBeNull();
    expect(odd.video).toMatchObject({
      ...{ codec: 'cinepak', displayWidth: 64, pixelFormat: 'unknown', rotation: 0, frameRate: 15 },
    });
  });

  it('gives nothing for a file that could not be opened, and for no JSON', () => {
    expect(['{\n\n}', '', 'words', '{"format":7}'].map(parseProbe)).toEqual([null, null, null, null]);
  });
});
