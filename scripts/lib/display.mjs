import { spawn } from 'node:child_process';
import { hasDisplay } from './electron.mjs';
import { ScriptFailed } from './process.mjs';

/**
 * Runs `body` with the environment of a display: the user's where there is one, else an Xvfb of its own, ended
 * with it.
 * @param {(environment: Record<string, string>) => Promise<T>} body
 * @template T
 */
export async function withDisplay(body) {
  if (hasDisplay()) return body({});
  // Xvfb chooses a free number and says on file descriptor 3 which, as soon as it accepts clients.
  const xvfb = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  try {
    return await body({ DISPLAY: `:${await displayNumber(xvfb)}` });
  } finally {
    xvfb.kill();
  }
}

function displayNumber(xvfb) {
  return new Promise((found, fail) => {
    const failed = (why) =>
      fail(new ScriptFailed(`Xvfb, the virtual display for tests, does not start: ${why}`));
    let text = '';
    xvfb.stdio[3].setEncoding('utf8').on('data', (more) => {
      text += more;
      if (text.includes('\n')) found(text.trim());
    });
    xvfb.on('error', (error) => failed(error.message));
    xvfb.on('exit', (code) => failed(`it ended with ${code}`));
  });
}
