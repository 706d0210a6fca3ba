import { spawn } from 'node:child_process';
import { SHOT_FRAME } from '../../src-main/worker/recognition/types';

const FRAME_BYTES = SHOT_FRAME.width * SHOT_FRAME.height * 3;

/** All frames of a film at the size that cuts are looked for in. */
export async function readFrames(
  ffmpeg: string,
  path: string,
): Promise<{ frames: Uint8Array; count: number }> {
  const scale = `scale=${SHOT_FRAME.width}:${SHOT_FRAME.height}`;
  const decoder = spawn(
    ffmpeg,
    [
      ...['-v', 'error', '-nostdin', '-threads', '1', '-i', path, '-map', '0:V:0', '-vf', scale],
      ...['-pix_fmt', 'rgb24', '-fps_mode', 'passthrough', '-f', 'rawvideo', '-'],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const chunks: Uint8Array[] = [];
  for await (const chunk of decoder.stdout) chunks.push(chunk as Uint8Array);
  const frames = Buffer.concat(chunks);
  return { frames, count: Math.floor(frames.length / FRAME_BYTES) };
}
