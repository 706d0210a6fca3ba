import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { parseSync } from 'subtitle';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebVTTParser } from 'webvtt-parser';
import { NOT_UNDERSTOOD, type Segment } from '../../../src-shared/analysis';
import type { ChatMessage } from '../../../src-shared/answers';
import { LongtakeError } from '../../../src-shared/errors';
import { openLibrary } from '../../base/library/library';
import type { Library } from '../../base/library/types';
import { toCsv } from './csv';
import { cuesOf, momentsOf } from './cues';
import { gatherPlaces } from './place-list';
import { tableText } from './tables';
import { formatTranscript, toSrt, toVtt } from './transcript';
import { exportChat, exportTable, exportTranscript, picturesFolder, transcriptText } from './write';

const ID = 'ab'.repeat(16);
const PICTURE = {
  ...{ codec: 'h264', pixelFormat: 'yuv420p', width: 64, height: 48, displayWidth: 64, displayHeight: 48 },
  ...{ rotation: 0 as const, frameRate: 25 },
};
const VIDEO = { id: ID, title: 'A *film*', fileName: 'a.mp4', duration: 90_000_000 };

function segment(id: number, from: number, to: number, text: string): Segment {
  return { id, source: 'speech', from, to, text, words: [{ text: text.split(' ')[0] ?? '', from, to }] };
}
/** What is hard to carry: markup, arrows, blank lines, times finer than a millisecond, times out of order. */
const SEGMENTS = [
  segment(0, 1_234_567, 2_000_499, 'Fish & <b>chips</b>, "hot"'),
  segment(1, 2_000_600, 2_000_700, 'left --> right'),
  segment(2, 3_600_000_000, 3_601_500_000, 'line one\n\nline two\r\nline three'),
  segment(3, 3_599_000_000, 3_602_000_000, 'Ünïcödé 🙂 日本'),
  segment(4, 3_603_000_000, 3_604_000_000, '   '),
];
const TEXTS = [
  'Fish & <b>chips</b>, "hot"',
  'left --> right',
  'Ünïcödé 🙂 日本',
  'line one line two line three',
];
const TIMES = [
  [1235, 2000],
  [2001, 2002],
  [3_599_000, 3_602_000],
  [3_600_000, 3_601_500],
];

describe('transcripts read back by other programs', () => {
  const source = { video: VIDEO, segments: SEGMENTS };

  it('as SRT', () => {
    const cues = parseSync(toSrt(source)).flatMap((node) => (node.type === 'cue' ? [node.data] : []));
    expect(cues.map((c) => [c.start, c.end])).toEqual([
      ...TIMES.slice(0, 2),
      // The second of these is said while the first goes on.
      ...[
        [3_599_000, 3_600_000],
        [3_600_000, 3_601_500],
        [3_601_500, 3_602_000],
      ],
    ]);
    expect(cues.map((c) => c.text)).toEqual([
      ...TEXTS.slice(0, 2).map((t) => t.replace('-->', '→').replace(/<(?=\/?b>)/g, '‹')),
      ...[TEXTS[2], `${TEXTS[2]}\n${TEXTS[3]}`, TEXTS[2]],
    ]);
  });

  it('with what is written and what is said at once: one cue in SRT, which has no overlaps, and the writing above in WebVTT', () => {
    const written: Segment = { ...segment(7, 1_000_000, 6_000_000, 'EXIT'), source: 'text', words: [] };
    const said = [segment(0, 500_000, 3_000_000, 'Look there.'), segment(1, 2_950_000, 8_000_000, 'A door!')];
    const both = { video: VIDEO, segments: [...said, written] };
    const cues = parseSync(toSrt(both)).flatMap((node) => (node.type === 'cue' ? [node.data] : []));
    expect(cues.map(({ start, end, text }) => [start, end, text])).toEqual([
      [500, 1000, 'Look there.'],
      [1000, 2950, 'EXIT\nLook there.'],
      // What hardly overlaps does not flicker: the later one takes over.
      [2950, 6000, 'EXIT\nA door!'],
      [6000, 8000, 'A door!'],
    ]);
    const vtt = toVtt(both);
    expect(new WebVTTParser().parse(vtt, 'subtitles').errors).toEqual([]);
    expect(vtt.split('\n').filter((line) => line.includes('-->'))).toEqual([
      '00:00:00.500 --> 00:00:03.000',
      '00:00:01.000 --> 00:00:06.000 line:0',
      '00:00:02.950 --> 00:00:08.000',
    ]);
  });

  it('as moments of which none overlaps another, and each line is in one at least', () => {
    let seed = 1;
    const random = (below: number) => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    for (let round = 0; round < 200; round += 1) {
      const lines = Array.from({ length: 8 }, (_, n) => {
        const from = random(4_000) * 1000;
        const line = segment(n, from, from + random(1_500) * 1000, `line ${n}`);
        return random(2) === 0 ? line : { ...line, source: 'text' as const };
      });
      const moments = momentsOf(cuesOf(lines));
      const shown = new Set(moments.flatMap(({ cues }) => cues.map(({ text }) => text)));
      expect(shown.size).toBe(lines.length);
      for (const [n, { from, to }] of moments.entries()) {
        expect(to).toBeGreaterThan(from);
        expect(from).toBeGreaterThanOrEqual(moments[n - 1]?.to ?? 0);
      }
    }
  });

  it('with who says each line, where that is known', () => {
    const whoSays = ({ id }: Segment) => ['Anna <Berg>', 'Speaker 2', null][id] ?? null;
    const told = { ...source, segments: SEGMENTS.slice(0, 3), whoSays };
    const srt = parseSync(toSrt(told)).flatMap((node) => (node.type === 'cue' ? [node.data.text] : []));
    expect(srt.map((text) => text.split(' ').slice(0, 2).join(' '))).toEqual([
      'Anna ‹Berg>:',
      'Speaker 2:',
      'line one',
    ]);
    const parser = new WebVTTParser({ '&amp;': '&', '&lt;': '<', '&gt;': '>' });
    const { cues, errors } = parser.parse(toVtt(told), 'subtitles');
    expect(errors).toEqual([]);
    const [one, two, three] = cues.map((c) => c.tree.children[0] as { name?: string; value?: string });
    expect([one, two].map((voice) => [voice?.name, voice?.value])).toEqual([
      // The parser leaves references in annotations as they stand.
      ['v', 'Anna &lt;Berg&gt;'],
      ['v', 'Speaker 2'],
    ]);
    expect(three?.name).toBeUndefined();
    expect(formatTranscript(told, 'txt').split('\n')[1]).toBe('Speaker 2: left --> right');
    expect(formatTranscript(told, 'md')).toContain('**Speaker 2:** left');
    const { segments } = JSON.parse(formatTranscript(told, 'json')) as { segments: { speaker?: string }[] };
    expect(segments.map(({ speaker }) => speaker)).toEqual(['Anna <Berg>', 'Speaker 2', undefined]);
  });

  it('as WebVTT, without a single complaint of the strict parser', () => {
    // The parser's own short table lacks the semicolons and leaves them in the text.
    const parser = new WebVTTParser({ '&amp;': '&', '&lt;': '<', '&gt;': '>' });
    const { cues, errors } = parser.parse(toVtt(source), 'subtitles');
    expect(errors).toEqual([]);
    expect(cues.map((c) => [Math.round(c.startTime * 1000), Math.round(c.endTime * 1000)])).toEqual(TIMES);
    expect(cues.map((c) => c.tree.children.map((n) => n.value).join(''))).toEqual(TEXTS);
  });

  it('as WebVTT with the languages that were heard, still to that parser’s liking', () => {
    const [first, second, ...others] = SEGMENTS as [Segment, Segment];
    const spoken = [{ ...first, language: 'de' }, { ...second, language: 'en' }, ...others];
    const text = toVtt({ video: VIDEO, segments: spoken });
    expect(text).toMatch(/^WEBVTT\n\nNOTE Language: de, en\n\n00:/);
    const { cues, errors } = new WebVTTParser().parse(text, 'subtitles');
    expect([cues.length, errors]).toEqual([TEXTS.length, []]);
  });

  it('with a line that tells of speech that was not understood, and no language for it', () => {
    const [first, ...others] = SEGMENTS as [Segment];
    const text = toVtt({ video: VIDEO, segments: [{ ...first, words: [], ...NOT_UNDERSTOOD }, ...others] });
    expect(text).not.toContain('NOTE');
    const { cues, errors } = new WebVTTParser().parse(text, 'subtitles');
    expect([cues.length, cues[0]?.text, errors]).toEqual([TEXTS.length, NOT_UNDERSTOOD.text, []]);
  });

  it('without speech is still a valid file', () => {
    const empty = { video: VIDEO, segments: [] };
    expect(new WebVTTParser().parse(toVtt(empty), 'subtitles').errors).toEqual([]);
    expect(parseSync(toSrt(empty))).toEqual([]);
  });

  it('keeps times monotonic and every cue at least a millisecond long', () => {
    const cues = cuesOf([
      segment(0, 5, 5, 'a'),
      segment(1, 4, 4, 'b'),
      segment(2, 1_500_000, 1_400_000, 'c'),
    ]);
    let last = 0;
    for (const cue of cues) {
      expect(cue.from).toBeGreaterThanOrEqual(last);
      expect(cue.to - cue.from).toBeGreaterThanOrEqual(1000);
      expect(cue.from % 1000).toBe(0);
      last = cue.from;
    }
  });
});

describe('CSV', () => {
  it('comes back as it went in, except that formulas are disarmed', () => {
    const rows = [
      ['plain', 'comma, here', 'quote " here', 'two\r\nlines', ''],
      ['=1+1', '+cmd', '-5', '@sum', '\ttab'],
    ];
    const text = toCsv(rows);
    expect(text.endsWith('\r\n')).toBe(true);
    expect(parseCsv(text, { record_delimiter: '\r\n' })).toEqual([
      rows[0],
      ["'=1+1", "'+cmd", '-5', "'@sum", "'\ttab"],
    ]);
  });
});

describe('exports to files', () => {
  const to = (path: string) => ({ path, replace: false });
  let dir: string;
  let library: Library;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'longtake-export-'));
    library = openLibrary({ dir: join(dir, 'library') });
    library.videos.add({
      id: ID,
      path: '/films/a.mp4',
      title: VIDEO.title,
      sizeBytes: 1,
      media: { container: 'mp4', duration: VIDEO.duration, video: null, audio: [] },
    });
  });
  afterEach(() => {
    library.close();
    rmSync(dir, { recursive: true });
  });

  it('writes JSON with exact times and words, and Markdown and text that hold every line', async () => {
    library.segments.replace(ID, 'speech', SEGMENTS);
    const path = join(dir, 'out', 't.json');
    const { bytes, fileName } = await exportTranscript(library, ID, 'json', to(path));
    const text = readFileSync(path, 'utf8');
    expect([fileName, bytes]).toEqual(['t.json', Buffer.byteLength(text)]);
    const { segments } = JSON.parse(text) as { segments: Segment[] };
    expect(segments).toEqual([...SEGMENTS].sort((a, b) => a.from - b.from));
    await exportTranscript(library, ID, 'txt', to(join(dir, 't.txt')));
    expect(readFileSync(join(dir, 't.txt'), 'utf8').trimEnd().split('\n')).toEqual(TEXTS);
    await exportTranscript(library, ID, 'md', to(join(dir, 't.md')));
    const markdown = readFileSync(join(dir, 't.md'), 'utf8');
    expect(markdown).toContain('# A \\*film\\*');
    expect(markdown).toContain('**[0:01]** Fish \\& \\<b\\>chips');
    expect(readdirSync(join(dir, 'out'))).toEqual(['t.json']);
  });

  it('writes what a person has corrected, in JSON beside what was heard and in which language', async () => {
    const spoken = { ...segment(0, 0, 1_000_000, 'guten tack'), language: 'de' };
    library.segments.replace(ID, 'speech', [spoken]);
    library.segments.correct(ID, 'speech', 0, 'guten Tag');
    for (const format of ['json', 'srt'] as const) {
      await exportTranscript(library, ID, format, to(join(dir, `t.${format}`)));
    }
    expect(JSON.parse(readFileSync(join(dir, 't.json'), 'utf8'))).toMatchObject({
      segments: [{ text: 'guten Tag', heard: 'guten tack', language: 'de' }],
    });
    expect(readFileSync(join(dir, 't.srt'), 'utf8')).toContain('\nguten Tag\n');
  });

  it('writes scenes with what is said in each', async () => {
    library.scenes.replace(ID, [
      { index: 0, from: 0, to: 2_000_550, keyFrame: 1_000_000, keyFrameIndex: 1 },
      { index: 1, from: 2_000_550, to: 90_000_000, keyFrame: 3_000_000, keyFrameIndex: 3 },
    ]);
    library.segments.replace(ID, 'speech', SEGMENTS);
    await exportTable(library, ID, 'scenes', to(join(dir, 's.csv')));
    const rows = parseCsv(readFileSync(join(dir, 's.csv')), { columns: true });
    expect(rows).toMatchObject([
      { scene: '1', from: '00:00:00.000', to_us: '2000550', key_frame_number: '1', said: TEXTS[0] },
      { scene: '2', from_us: '2000550', to: '00:01:30.000', said: 'left --> right' },
    ]);
  });

  it('writes a chat with the pictures that it cites and that can be read', async () => {
    const message = (id: string, role: ChatMessage['role'], rest: Partial<ChatMessage>): ChatMessage => ({
      id,
      role,
      text: '',
      citations: [],
      confidence: null,
      details: [],
      writtenBy: null,
      state: 'done',
      error: null,
      createdAt: 1_700_000_000_000,
      ...rest,
    });
    const cite = (frameIndex: number | null) => ({
      videoId: ID,
      kind: 'seen' as const,
      from: 65_000_000,
      to: 70_000_000,
      frameIndex,
      quote: 'beagle',
    });
    library.chats.save({ videoId: ID }, message('q', 'user', { text: 'When *dog*?' }));
    library.chats.save(
      { videoId: ID },
      message('a', 'assistant', {
        text: '- [[0]] and [[1]] and [[2]]',
        citations: [cite(7), cite(8), cite(null)],
        createdAt: 1_700_000_000_001,
      }),
    );
    const readPicture = async (_: string, frame: number) => {
      if (frame === 8) throw new Error('gone');
      return new Uint8Array([0xff, 0xd8, frame]);
    };
    const options = { readPicture, now: () => 1_700_000_000_000 };
    await exportChat(library, { videoId: ID }, 'md', to(join(dir, 'chat.md')), options);
    const markdown = readFileSync(join(dir, 'chat.md'), 'utf8');
    expect(markdown).toContain('## Question, 2023-11-14T22:13:20.000Z\n\nWhen \\*dog\\*?');
    expect(markdown).toContain('- \\[1: 1:05\\] and \\[2: 1:05\\]');
    const [picture] = readdirSync(join(dir, 'chat-pictures'));
    expect(readdirSync(join(dir, 'chat-pictures'))).toEqual(['abababab-000007.jpg']);
    expect(markdown).toContain(`](chat-pictures/${picture})`);
    expect(markdown).not.toContain('000008');

    await exportChat(library, { videoId: ID }, 'json', to(join(dir, 'chat.json')), options);
    const document = JSON.parse(readFileSync(join(dir, 'chat.json'), 'utf8')) as {
      messages: { citations: { from: number; picture: string | null }[] }[];
    };
    expect(document.messages[1]?.citations.map((c) => [c.from, c.picture])).toEqual([
      [65_000_000, 'chat-pictures/abababab-000007.jpg'],
      [65_000_000, null],
      [65_000_000, null],
    ]);
  });

  it('gives the folder of pictures a name that fits, too', () => {
    expect(picturesFolder('/a/chat.md')).toBe('chat-pictures');
    const long = picturesFolder(`/a/${'é'.repeat(126)}.md`);
    expect([Buffer.byteLength(long), long.endsWith('é-pictures')]).toEqual([255, true]);
  });

  it('asks nobody to wait for what cannot come: of a film that was read to its end, or that has no picture', () => {
    const remedyOf = (run: () => unknown): string | undefined => {
      try {
        run();
      } catch (error) {
        if (error instanceof LongtakeError) return error.remedy;
      }
      return undefined;
    };
    const shots = () => gatherPlaces(library, { kind: 'shots', videoId: ID });
    const said = () => transcriptText(library, ID, 'srt');
    const scenes = () => tableText(library, ID, 'scenes');
    library.videos.setState(ID, 'indexing');
    const [wait, ...others] = [said, shots, scenes].map(remedyOf);
    expect(others).toEqual([wait, wait]);
    library.videos.setState(ID, 'ready');
    expect(remedyOf(said)).not.toBe(wait);
    expect(remedyOf(scenes)).not.toBe(wait);
    expect(remedyOf(shots)).not.toBe(wait);
    const seen = 'cd'.repeat(16);
    const media = { container: 'mp4', duration: VIDEO.duration, video: PICTURE, audio: [] };
    library.videos.add({ id: seen, path: '/films/b.mp4', title: 'Another', sizeBytes: 1, media });
    library.videos.setState(seen, 'ready');
    const cuts = () => gatherPlaces(library, { kind: 'shots', videoId: seen });
    // Cuts are looked for after the index.
    expect(remedyOf(cuts)).toBe(wait);
    library.videos.setTracks(seen, ['shots']);
    expect(remedyOf(cuts)).not.toBe(wait);
  });

  it('says what cannot be exported or written, and leaves nothing half-written', async () => {
    await expect(exportTranscript(library, ID, 'srt', to(join(dir, 'x.srt')))).rejects.toMatchObject({
      code: 'NotFound',
    });
    expect(existsSync(join(dir, 'x.srt'))).toBe(false);
  });
});
