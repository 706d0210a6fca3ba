import { expect, it } from 'vitest';
import { FrameLog } from './frame-log';

const info = (text: string): string => `[Parsed_showinfo_1 @ 0x7f53] [info] ${text}`;
const frame = (pts: string): string =>
  info(`n:   0 pts: ${pts} pts_time:1.1 duration:  64236 duration_time:1.1 fmt:yuv420p`);

it('hands out exact times in order, whatever unit the stream counts in', async () => {
  const log = new FrameLog();
  const first = log.next();
  log.line(info('config in time_base: 1/57600, frame_rate: 3628800/502589'));
  log.line(frame('     64236'));
  log.line(info('config in time_base: 1/1000, frame_rate: 0/0'));
  log.line(frame('2500'));
  log.line(frame('NOPTS'));
  log.close();
  expect([await first, await log.next(), await log.next(), await log.next()]).toEqual([
    1_115_208,
    2_500_000,
    null,
    null,
  ]);
  expect(log.lastEnd).toBe(2_500_000 + 64_236_000);
});

it('counts complaints about the file, but not those from before the place that was sought', () => {
  const log = new FrameLog(5_000_000);
  log.line(info('config in time_base: 1/1, frame_rate: 0/0'));
  log.line('[h264 @ 0x1] [error] Missing reference picture');
  log.line(frame('4'));
  log.line('[h264 @ 0x1] [error] Missing reference picture');
  expect(log.faults).toBe(2);
  log.line(frame('5'));
  expect(log.faults).toBe(0);
  log.line('[vist#0:0/h264 @ 0x1] [dec:h264 @ 0x2] [warning] corrupt decoded frame');
  log.line('[matroska @ 0x1] [error] non monotonically increasing dts');
  log.line('[h264 @ 0x1] [warning] deprecated pixel format used');
  log.line('[h264 @ 0x1] [error] error while decoding MB 1 2');
  log.line(frame('6'));
  expect(log.faults).toBe(2);
});

it('does not count the end of a WAV that promised to be as long as can be, but does of any other', () => {
  const end = [
    '[wav @ 0x1] [warning] Packet corrupt (stream = 0, dts = NOPTS).',
    '[in#0/wav @ 0x1] [warning] corrupt input packet in stream 0',
  ];
  const piped = new FrameLog(0);
  const cut = new FrameLog(0);
  piped.line('[wav @ 0x1] [warning] Ignoring maximum wav data size, file may be invalid');
  for (const line of end) {
    piped.line(line);
    cut.line(line);
  }
  expect(piped.faults).toBe(0);
  expect(cut.faults).toBeGreaterThan(0);
});

it('reads the lines of every version of ffmpeg since 4', async () => {
  const lines = {
    '4.2':
      'n:   1 pts:  20020 pts_time:0.667333 pos:    13798 fmt:yuv444p sar:2/1 s:64x48 i:P iskey:0 type:P ',
    '4.4':
      'n:   1 pts:  20020 pts_time:0.667333 pos:    13798 fmt:yuv444p sar:2/1 s:64x48 i:P iskey:0 type:P ',
    '5.1':
      'n:   1 pts:  20020 pts_time:0.667333 pos:       -1 fmt:yuv444p sar:2/1 s:64x48 i:P iskey:0 type:P ',
    '6.0':
      'n:   1 pts:  20020 pts_time:0.667333 duration:   1001 duration_time:0.0333667 fmt:yuv444p sar:2/1 s:64x48 i:P iskey:0 type:P ',
    '7.0':
      'n:   1 pts:  20020 pts_time:0.667333 duration:   1001 duration_time:0.0333667 fmt:yuv444p cl:left sar:2/1 s:64x48 i:P iskey:0 type:P ',
  };
  const read = await Promise.all(
    Object.values(lines).map(async (line) => {
      const log = new FrameLog();
      log.line(info('config in time_base: 1/30000, frame_rate: 30000/1001'));
      log.line(info('config out time_base: 0/0, frame_rate: 0/0'));
      log.line(info(line));
      log.line(info('color_range:unknown color_space:unknown color_primaries:unknown color_trc:unknown'));
      log.close();
      return { time: await log.next(), end: log.lastEnd, left: log.left };
    }),
  );
  const time = 667_333;
  const [untold, told] = [time, time + 33_367].map((end) => ({ time, end, left: 0 }));
  expect(read).toEqual([untold, untold, untold, told, told]);
});

it('reads a frame without a time as none, whatever the version', async () => {
  const log = new FrameLog();
  log.line(
    info('n:   0 pts:  NOPTS pts_time:NOPTS  pos:       48 fmt:yuv420p sar:0/1 s:64x48 i:P iskey:1 type:I '),
  );
  log.line(info('n:   1 pts:  NOPTS pts_time:NOPTS   duration:      0 duration_time:0       fmt:yuv420p'));
  log.close();
  expect([await log.next(), await log.next(), log.left]).toEqual([null, null, 0]);
});

it('reads a frame whose line another thread had begun, and no title that looks like one', async () => {
  const log = new FrameLog();
  const shown = (n: number) =>
    `n:   ${n} pts: ${1000 * n} pts_time:${n} duration:   1000 duration_time:1 fmt:yuv420p cl:left sar:1/1 s:64x48 i:P iskey:0 type:P `;
  log.line('[info]   title           : n:   7 pts: 7000 pts_time:7 s:64x48 i:P iskey:0 type:P');
  log.line('[info]   Duration: 00:00config in time_base: 1/1000, frame_rate: 25/1');
  log.line(info(shown(0)));
  log.line(`[info]         encoder         : ${shown(1)}`);
  log.line(`[info]   Stream #0${shown(2)}`);
  log.line('[info]   title           : n:   7 pts: 7000 pts_time:7 s:64x48 i:P iskey:0 type:P');
  log.line(info(shown(3)));
  log.close();
  const times = [];
  while (log.left > 0) times.push(await log.next());
  expect(times).toEqual([0, 1_000_000, 2_000_000, 3_000_000]);
});
