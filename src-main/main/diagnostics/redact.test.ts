import { describe, expect, it } from 'vitest';
import { redactor } from './redact';
import { frameOf } from './stack-frame';

const SECRETS = {
  titles: [
    'Mamma’s 80th birthday',
    'It’s “over”',
    'The end',
    'Q',
    'core',
    '東京の夜',
    'Größe (Rohschnitt) [v2]',
    'a.b*c',
  ],
  fileNames: ['Mamma 80 final.mp4', 'rushes_0042.MOV', '東京.mkv', 'Tom\'s "best" take.mp4', 'noending'],
  paths: [
    '/home/anneliese/Client ACME/Mamma 80 final.mp4',
    'C:\\Users\\anneliese\\Films\\rushes_0042.MOV',
    '/media/usb/東京.mkv',
  ],
  folders: ['/home/anneliese', '/opt/Longtake/resources'],
  people: ['anneliese', 'anneliese-laptop'],
};
const AT = '2026-01-02T03:04:05.678Z error Unforeseen: ';
const { log, text } = redactor(SECRETS);

/** Nothing of these may be found in what a report says, in any letters. */
const PRIVATE =
  /mamma|birthday|80th|over”|the end|東京|夜|größe|rohschnitt|v2|a\.b\*c|rushes|0042|tom's|best|take|noending|acme|client|anneliese|usb|films|holiday|summer|secret|banana|hunter|corp|evil/i;

const HOSTILE: readonly string[] = [
  "Error: ENOENT: no such file or directory, open '/home/anneliese/Client ACME/Mamma 80 final.mp4'",
  "Error: ENOENT: no such file or directory, open '/srv/secret films/Summer holiday (1).mp4'",
  "Error: EACCES: permission denied, rename '/srv/Tom's summer.mp4' -> '/srv/holiday's end.mp4'",
  'Error: cannot open /srv/My Summer/holiday 1.mp4 for reading: No such file',
  'Error: /srv/secret: gone',
  'Error: ~/Summer/x y z',
  'Error: ./Summer/holiday and ../secret/banana',
  'Error: Summer/holiday.xyz',
  'Error: C:\\Users\\anneliese\\Films\\rushes_0042.MOV is locked',
  'Error: D:/Summer holiday/secret banana.mp4 is locked',
  'Error: \\\\server\\share\\Summer holiday\\x.mp4',
  'Error: \\\\?\\C:\\Summer holiday\\x.mp4',
  'Error: file:///home/anneliese/Client%20ACME/Mamma%2080%20final.mp4 failed',
  'Error: file:///srv/Summer holiday/secret banana',
  'Error: FILE:///srv/SECRET',
  'Error: fetch https://hunter:secret@corp.example/summer?x=banana failed',
  'Error: media://video/banana/original',
  'Error: connect ECONNREFUSED 10.1.2.3:8080 secret.corp.lan',
  'Error: getaddrinfo ENOTFOUND secret.corp.lan',
  'Error: mail banana@secret.example',
  'CannotReadVideo: Summer holiday.mp4 cannot be read: it is damaged',
  'CannotReadVideo: Interview: secret, part 2.MKV cannot be read',
  'UnsupportedMedia: Summer-holiday.webm, “banana” no video',
  'Error: The film “Mamma’s 80th birthday” is gone',
  'Error: mamma’s 80TH  birthday, It’s “over” and THE END were read',
  'Error: Mamma%E2%80%99s%2080th%20birthday and {"title":"It’s “over”"}',
  'Error: Gro\u0308ße (Rohschnitt) [v2] a.b*c noending Tom\'s "best" take.mp4',
  'Error: Tom\'s "best" take.mp4',
  'Error: それは東京の夜だった 東京.mkv',
  'SyntaxError: Unexpected token \'b\', "banana sec"... is not valid JSON',
  'Error: `secret banana` ‘secret’ «banana» "secret unfinished',
  "Error: 'secret unfinished",
  'Error: a line\nwith secret banana\r\nand more secret\u2028banana',
  'Error: user anneliese on anneliese-laptop',
  'Error: banana.mp4',
  // A person's file may be called anything.
  'FileMissing: Summer holiday is not there any more.',
  'Unforeseen: FileMissing: secret_corp.docx is not there any more.',
  'NoPermission: You may not read Evil Corp leaks (raw).final cut.',
  'WorkerFailed: the index worker failed at index.run of film abababababababababababababababab at stage frames',
];

describe('a log in a report', () => {
  it.each(HOSTILE)('says nothing of films, folders or people: %j', (message) => {
    const clean = log(`${AT}${message}\n  caused by ${message}\n    | ${message}`);
    expect(clean).not.toMatch(PRIVATE);
    expect(clean).not.toMatch(/abab/);
    // And still begins as it did.
    expect(clean.startsWith(AT)).toBe(true);
    expect(clean).toContain(`${AT}${/^\w+: /.exec(message)?.[0]}`);
  });

  it('keeps what is of use', () => {
    const kept = [
      `${AT}TypeError: x is undefined`,
      '    at async index.run (out/main/worker.js:12:3)',
      '    at node:internal/main/run_main_module:33:47',
      '  caused by Error: ENOSPC: no space left on device, write',
      `${AT}WorkerDied: the query worker ended unexpectedly: signal SIGSEGV, while doing frames.search of film film-1 at stage frames; its last words:`,
      '    | terminate called after throwing an instance of std::bad_alloc',
      '2026-01-02T03:04:05.678Z info Process GPU is gone: crashed, exit code 139.',
    ];
    const raw = kept.join('\n').replace('film-1', 'ab'.repeat(16));
    expect(redactor(SECRETS).log(raw)).toBe(kept.join('\n'));
  });

  it('names each film by a number of its own', () => {
    const [a, b] = ['a1'.repeat(16), 'b2'.repeat(16)];
    expect(redactor(SECRETS).log(`${AT}Error: ${a} ${b} ${a}`)).toBe(`${AT}Error: film-1 film-2 film-1`);
  });

  it('takes from the program’s own sentences what is known, and nothing else', () => {
    expect(text('The CPU, as chosen in the settings; core 1/2 at 1.30.0')).toBe(
      'The CPU, as chosen in the settings; [title] 1/2 at 1.30.0',
    );
    expect(text('decor and corex')).toBe('decor and corex');
  });

  it('knows every film of a large library', () => {
    const many = Array.from({ length: 3000 }, (_, n) => `A film of summer ${n}`);
    const large = redactor({ ...SECRETS, titles: many, fileNames: many.map((title) => `${title}.mp4`) });
    const clean = large.log(
      many
        .slice(0, 400)
        .map((title) => `${AT}Error: ${title} failed`)
        .join('\n'),
    );
    expect(clean.split('\n')).toHaveLength(400);
    expect(clean).not.toMatch(/summer/);
  });
});

describe('a line of a stack', () => {
  it('keeps the program’s own places alone', () => {
    const cases = [
      [
        '    at f (/home/anneliese/My Films/longtake/out/main/worker.js:1:2)',
        '    at f (out/main/worker.js:1:2)',
      ],
      [
        '    at new Foo (file:///C:/Program Files/L/resources/app.asar/out/main/a.js:1:2)',
        '    at new Foo (out/main/a.js:1:2)',
      ],
      ['    at async Promise.all (index 0)', '    at async Promise.all ([path])'],
      ['    at async /home/a b/node_modules/zod/v4/core.js:9:9', '    at node_modules/zod/v4/core.js:9:9'],
      ['    at secret film (/home/secret/x.js:1:2)', '    at [function] ([path])'],
      ['    at /home/out/secret film/x.js:1:2', '    at [path]'],
      [
        '    at Database.run [as get] (node:internal/x:1:2)',
        '    at Database.run [as get] (node:internal/x:1:2)',
      ],
    ];
    for (const [given = '', kept] of cases) expect(frameOf(given)).toBe(kept);
    expect(frameOf('attic')).toBeNull();
  });
});
