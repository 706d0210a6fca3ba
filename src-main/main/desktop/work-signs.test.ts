// @vitest-environment node
import { afterEach, expect, it } from 'vitest';
import { NO_WORK, type WorkStatus } from '../../../src-shared/jobs';
import { setLanguage } from '../../../src-shared/words/words';
import { JobListeners } from '../jobs/listeners';
import { endWords, showWork } from './work-signs';

afterEach(() => setLanguage('en'));

function shown(settings = { notifyWhenDone: true, keepAwake: true }) {
  const listeners = new JobListeners();
  const said: unknown[] = [];
  let seen = false;
  const stop = showWork(
    { on: (event, listener) => listeners.on(event, listener), work: () => NO_WORK },
    () => settings,
    {
      progress: (value, still) => said.push(['progress', value, still]),
      keepAwake: (on) => said.push(['awake', on]),
      isSeen: () => seen,
      notify: (_title, body) => said.push(['told', /\d+/g[Symbol.match](body)]),
    },
  );
  return {
    ...{ stop, said, settings },
    look: (is: boolean) => {
      seen = is;
    },
    work: (change: Partial<WorkStatus>) => listeners.tell('work', { ...NO_WORK, ...change }),
    end: (took: number) => listeners.tell('ended', { films: 12, failed: 2, took }),
  };
}
const running = { films: 2, busy: true, progress: 0.25, etaSeconds: 30 };

it('shows progress and keeps the machine awake while films are worked on', () => {
  const signs = shown();
  signs.work(running);
  signs.work({ ...running, progress: 0.5 });
  signs.work({ ...running, busy: false, hold: 'battery' });
  signs.work({ films: 2, done: 2 });
  expect(signs.said).toEqual([
    ...[
      ['progress', 0.25, false],
      ['awake', true],
      ['progress', 0.5, false],
    ],
    ...[
      ['progress', 0.25, true],
      ['awake', false],
      ['progress', null, false],
    ],
  ]);
});

it('lets the machine sleep where the settings say so, and at the end', () => {
  const quiet = shown({ notifyWhenDone: true, keepAwake: false });
  quiet.work(running);
  expect(quiet.said).not.toContainEqual(['awake', true]);
  const signs = shown();
  signs.work(running);
  signs.settings.keepAwake = false;
  signs.work(running);
  expect(signs.said.at(-1)).toEqual(['awake', false]);
  signs.settings.keepAwake = true;
  signs.work(running);
  signs.stop();
  expect(signs.said.slice(-2)).toEqual([
    ['progress', null, false],
    ['awake', false],
  ]);
});

it('tells of the end of long work that nobody looks at, unless that is switched off', () => {
  const signs = shown();
  signs.end(20_000);
  signs.look(true);
  signs.end(600_000);
  expect(signs.said).toEqual([]);
  signs.look(false);
  signs.end(600_000);
  expect(signs.said).toEqual([['told', ['10', '2']]]);
  const off = shown({ notifyWhenDone: false, keepAwake: true });
  off.end(600_000);
  expect(off.said).toEqual([]);
});

it('tells it in the language that is set, with the forms that numbers ask for', () => {
  setLanguage('de');
  expect(endWords({ films: 1, failed: 0 })[1]).toBe('1 Film kann durchsucht und befragt werden.');
  expect(endWords({ films: 4, failed: 1 })[1]).toBe(
    '3 Filme können durchsucht und befragt werden, 1 konnte nicht gelesen werden.',
  );
});
