// A worker process for tests: speaks the protocol, and fails in the way that the call names.
// index.run, tracks.run and watch.run count frames into a checkpoint file each; `path` says what happens on the way.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const aborts = new Map();
const send = (message) => process.send(message);
const turn = () => new Promise((resolve) => setImmediate(resolve));
const hang = () => {
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
};
const cancelled = { code: 'Cancelled', message: 'Stopped.', remedy: 'Start again.' };

function search(id, { query }) {
  if (query === 'die') process.kill(process.pid, 'SIGKILL');
  if (query === 'crash') {
    writeSync(2, 'libdriver: unhappy\nlibdriver: fatal\n');
    process.abort();
  }
  if (query === 'bug') {
    const cause = { name: 'Error', message: 'inner', frames: [], cause: null };
    const failure = { name: 'TypeError', message: 'x is undefined', frames: ['    at f (a.js:1:2)'], cause };
    const notes = [{ method: 'index.run', videoId: 'ab'.repeat(16), stage: 'frames' }];
    send({ kind: 'failure', notes, failure, foreseen: false });
    const error = { code: 'Internal', message: 'Something.', remedy: 'Again.' };
    return send({ kind: 'error', id, error });
  }
  if (query === 'hang') hang();
  if (query === 'never') return;
  if (query === 'fail') {
    const error = { code: 'NotIndexed', message: 'No index.', remedy: 'Index it.' };
    return send({ kind: 'error', id, error });
  }
  if (query === 'deaf') return send({ kind: 'event', id, event: 'waiting', payload: null });
  if (query === 'wait') {
    aborts.set(id, () => send({ kind: 'error', id, error: cancelled }));
    return send({ kind: 'event', id, event: 'waiting', payload: null });
  }
  const value = {
    hits: [],
    named: [query, String(process.pid)],
    unnamed: [],
    extra: new Float32Array([1, 2]),
  };
  send({ kind: 'result', id, value });
}

/** A film of as many pictures, of the same bytes each time. */
function make(id, { of: { pictures }, ffmpegPath, dest }) {
  const { paths, rate, head } = pictures;
  const source = `testsrc=s=${head.width}x${head.height}:r=${rate}:d=${paths.length / rate}`;
  const options = ['-c:v', 'png', '-bitexact', '-fflags', '+bitexact', '-f', 'matroska'];
  execFileSync(ffmpegPath, ['-v', 'error', '-f', 'lavfi', '-i', source, ...options, '-y', dest]);
  send({ kind: 'result', id, value: paths.length });
}

/** Acts once over all processes: the mark on disk says that it happened. */
function firstTime(dir, what) {
  const mark = join(dir, what);
  if (existsSync(mark)) return false;
  writeFileSync(mark, '');
  return true;
}

/** What the tokens of a film are of: for one whose path says so, the pack that was named. */
function packOf({ path, packDir }) {
  if (!path.includes('of-pack')) return 'fake';
  const manifest = JSON.parse(readFileSync(join(packDir, 'manifest.json'), 'utf8'));
  return `${manifest.id}@${manifest.version}`;
}

async function index(id, input) {
  const { dir, path, media } = input;
  const packId = packOf(input);
  const file = join(dir, 'frames');
  const read = () => (existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0);
  const total = Math.round(media.duration / 1_000_000);
  if (read() < 0) {
    rmSync(file);
    const error = { code: 'IndexBroken', message: 'Damaged.', remedy: 'Again.' };
    return send({ kind: 'error', id, error });
  }
  let stopped = false;
  aborts.set(id, () => {
    stopped = true;
  });
  writeFileSync(
    join(dir, 'runs'),
    `${existsSync(join(dir, 'runs')) ? readFileSync(join(dir, 'runs'), 'utf8') : ''}${read()} `,
  );
  for (let n = read(); n < total; n += 1) {
    if (path.includes('die-always')) process.kill(process.pid, 'SIGKILL');
    if (path.includes('die-at-3') && n === 3 && firstTime(dir, 'died')) process.kill(process.pid, 'SIGKILL');
    if (path.includes('hang-at-3') && n === 3 && firstTime(dir, 'hung')) hang();
    if (path.includes('fail-at-3') && n === 3 && firstTime(dir, 'failed')) {
      const error = { code: 'CannotReadVideo', message: 'Broken.', remedy: 'Get another copy.' };
      return send({ kind: 'error', id, error });
    }
    if (path.includes('full-at-3') && n === 3 && firstTime(dir, 'full')) {
      const error = { code: 'DiskFull', message: 'Full.', remedy: 'Free some space.' };
      return send({ kind: 'error', id, error });
    }
    if (path.includes('gone')) {
      const error = { code: 'FileMissing', message: 'Gone.', remedy: 'Find it.' };
      return send({ kind: 'error', id, error });
    }
    if (path.includes('wait-at-3') && n === 3 && firstTime(dir, 'waited')) while (!stopped) await turn();
    if (stopped) return send({ kind: 'error', id, error: cancelled });
    writeFileSync(file, String(n + 1));
    const progress = {
      stage: 'frames',
      stageFraction: (n + 1) / total,
      fraction: (n + 1) / total,
      framesDone: n + 1,
      framesPerSecond: 5,
      device: 'cpu',
    };
    send({ kind: 'event', id, event: 'progress', payload: progress });
    send({ kind: 'event', id, event: 'checkpoint', payload: { what: 'frames', frameCount: n + 1 } });
    await turn();
  }
  const times = Buffer.alloc(total * 24);
  for (let n = 0; n < total; n += 1) times.writeBigInt64LE(BigInt(n) * 1_000_000n, n * 24);
  writeFileSync(join(dir, 'thumbs.idx'), times);
  writeFileSync(join(dir, 'index.json'), JSON.stringify(indexState(total, packId)));
  const scenes = [{ index: 0, from: 0, to: media.duration, keyFrame: 0, keyFrameIndex: 0 }];
  const segments = [{ id: 0, source: 'speech', from: 0, to: media.duration, text: 'Hello world', words: [] }];
  const warnings = path.includes('torn') ? ['It stopped being readable at 0:03.'] : [];
  send({
    kind: 'result',
    id,
    value: { frameCount: total, duration: media.duration, packId, scenes, segments, warnings },
  });
}

function indexState(count, packId) {
  return {
    ...{ version: 1, packId, framesPerSecond: 1, dim: 1, samples: null, duration: 0, warnings: [] },
    frames: { count, checksum: 0, thumbnailBytes: 0, damaged: false, done: true },
    speech: { nextSample: 0, segments: 0, bytes: 0, done: true },
    finished: true,
  };
}

/** What is found in every film: a cut at 2.5 s, a person, a word. */
function found({ duration, tracks }) {
  const shots = [
    { index: 0, from: 0, to: 2_500_000, begins: 'start' },
    { index: 1, from: 2_500_000, to: duration, begins: 'cut' },
  ];
  const box = { left: 0, top: 0, width: 0.5, height: 1 };
  const best = { time: 1_000_000, frameIndex: 1, box };
  const span = { from: 1_000_000, to: 3_000_000 };
  const all = {
    shots,
    objects: [{ id: 0, label: 'person', ...span, score: 0.9, frames: 2, best }],
    text: [{ id: 0, source: 'text', ...span, text: 'EXIT', words: [], box, confidence: 0.8 }],
  };
  return Object.fromEntries(tracks.map((name) => [name, all[name] ?? []]));
}

async function readTracks(id, input) {
  const { dir, path, tracks } = input;
  const runs = join(dir, 'tracked');
  writeFileSync(runs, `${existsSync(runs) ? readFileSync(runs, 'utf8') : ''}${tracks.join()} `);
  let stopped = false;
  aborts.set(id, () => {
    stopped = true;
  });
  const rest = { framesPerSecond: null, device: null };
  const payload = { stage: 'tracks', stageFraction: 0.5, fraction: 0.5, framesDone: 3, ...rest };
  send({ kind: 'event', id, event: 'progress', payload });
  if (path.includes('tracks-sofar')) {
    const { objects } = found({ ...input, tracks: ['objects'] });
    send({ kind: 'event', id, event: 'checkpoint', payload: { time: 3_000_000, found: { objects } } });
  }
  await turn();
  if (path.includes('tracks-die') && firstTime(dir, 't-died')) process.kill(process.pid, 'SIGKILL');
  if (/tracks-(wait|sofar)/.test(path) && firstTime(dir, 't-waited')) while (!stopped) await turn();
  if (stopped) return send({ kind: 'error', id, error: cancelled });
  send({ kind: 'result', id, value: found(input) });
}

async function watch(id, { dir, path, framesPerSecond }) {
  const file = join(dir, 'watched');
  const read = () => (existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0);
  const runs = join(dir, 'watches');
  writeFileSync(runs, `${existsSync(runs) ? readFileSync(runs, 'utf8') : ''}${read()} `);
  let stopped = false;
  aborts.set(id, () => {
    stopped = true;
  });
  const total = 6 * framesPerSecond;
  for (let n = read(); n < total; n += 1) {
    if (path.includes('watch-die') && n === 3 && firstTime(dir, 'w-died'))
      process.kill(process.pid, 'SIGKILL');
    if (path.includes('watch-fail') && n === 3 && firstTime(dir, 'w-failed')) {
      const error = { code: 'NotEnoughMemory', message: 'Too large.', remedy: 'Close something.' };
      return send({ kind: 'error', id, error });
    }
    if (path.includes('watch-wait') && n === 3 && firstTime(dir, 'w-waited')) while (!stopped) await turn();
    if (stopped) return send({ kind: 'error', id, error: cancelled });
    writeFileSync(file, String(n + 1));
    const rest = { framesPerSecond: 1, device: 'cpu' };
    const payload = {
      stage: 'watch',
      stageFraction: (n + 1) / total,
      fraction: (n + 1) / total,
      framesDone: n + 1,
      ...rest,
    };
    send({ kind: 'event', id, event: 'progress', payload });
    send({ kind: 'event', id, event: 'checkpoint', payload: { frameCount: n + 1, model: 'reader@1' } });
    await turn();
  }
  send({ kind: 'result', id, value: { frameCount: total, model: 'reader@1' } });
}

process.on('message', (message) => {
  if (message.kind === 'abort') aborts.get(message.id)?.();
  else if (message.method === 'film.make') make(message.id, message.input);
  else if (message.method === 'index.run') void index(message.id, message.input);
  else if (message.method === 'tracks.run') void readTracks(message.id, message.input);
  else if (message.method === 'watch.run') void watch(message.id, message.input);
  else search(message.id, message.input);
});
process.on('disconnect', () => process.exit(0));
if (process.argv[2] === 'query-mute') setInterval(() => undefined, 1000);
else send({ kind: 'ready' });
