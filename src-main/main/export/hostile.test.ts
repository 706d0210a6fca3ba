import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { Window } from 'happy-dom';
import { XmlDocument, XmlElement } from 'libxml2-wasm';
import { Lexer, type Token, walkTokens } from 'marked';
import { parseSync } from 'subtitle';
import { describe, expect, it } from 'vitest';
import { WebVTTParser } from 'webvtt-parser';
import type { Segment } from '../../../src-shared/analysis';
import type { ChatMessage } from '../../../src-shared/answers';
import { ffmpegPath, makeMedia, temporaryDir } from '../../base/media/testing';
import { toFfmetadata, toYouTube } from './chapters';
import { formatChat } from './chat';
import { toCsv } from './csv';
import { toEdl } from './edl';
import { toFcpxml } from './fcpxml';
import { toOtio } from './otio';
import type { PlaceList } from './place-list';
import { oneLine, withoutControls } from './plain-text';
import { placesToCsv, toHtmlReport, toMarkdownReport } from './report';
import { toResolveMarkers } from './resolve';
import { HOSTILE } from './testing/hostile';
import { filmOf, listOf } from './testing/lists';
import { TIMEBASES } from './timecode';
import { formatTranscript, type TranscriptSource, toSrt, toVtt } from './transcript';
import { toXmeml } from './xmeml';

const ID = 'ab'.repeat(16);
const pal = TIMEBASES['25'] ?? { rate: { num: 25, den: 1 }, dropFrame: false };
/** Not the texts that are nothing on a line. */
const lines = HOSTILE.map(oneLine);

/** Every hostile text once as each thing that it can be: a title, a note, the film's title and file, the list's name. */
function list(n: number): PlaceList {
  const text = HOSTILE[n] ?? '';
  const film = filmOf('ab', pal, {
    ...{ duration: 3_700_000_000, title: text, fileName: text, path: `/films/${text.replaceAll('\0', '')}` },
  });
  const place = (from: number) => ({
    film,
    from: from * 1e6,
    to: (from + 20) * 1e6,
    title: text,
    note: text,
    ...{ colour: 'blue' as const, tags: [text, 'plain'], frameTime: null },
  });
  return listOf([place(0), place(30), place(60)], text);
}
const PICTURES = `${'pictures) ![x](http://evil.example/a'.replaceAll('/', '')}/abababab-000001.jpg`;

interface Found {
  readonly links: string[];
  readonly images: string[];
  readonly html: string[];
  readonly others: string[];
  readonly text: string;
}

/** What a reader of GitHub's Markdown sees. */
function readMarkdown(markdown: string): Found {
  const found = {
    links: [] as string[],
    images: [] as string[],
    html: [] as string[],
    others: [] as string[],
  };
  let text = '';
  const tokens = new Lexer({ gfm: true }).lex(markdown);
  walkTokens(tokens, (token: Token) => {
    if (token.type === 'link') found.links.push(String(token.href));
    else if (token.type === 'image') found.images.push(String(token.href));
    else if (token.type === 'html') found.html.push(token.raw);
    else if (token.type === 'def') found.links.push(token.raw);
    else if (['code', 'codespan', 'blockquote', 'hr', 'table', 'em', 'del', 'br'].includes(token.type)) {
      found.others.push(`${token.type}: ${token.raw}`);
    }
    if ((token.type === 'text' || token.type === 'escape') && !('tokens' in token && token.tokens)) {
      text += unescaped(String(token.text));
    } else if (['heading', 'paragraph', 'list_item'].includes(token.type)) text += '\n';
  });
  return { ...found, text };
}

/** marked hands texts on as they will stand in HTML. */
function unescaped(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

const message = (role: ChatMessage['role'], text: string, rest: Partial<ChatMessage> = {}): ChatMessage => ({
  ...{ id: role, role, text, citations: [], confidence: null, details: [], writtenBy: null },
  ...{ state: 'done', error: null, createdAt: 0 },
  ...rest,
});
const cite = (quote: string, kind: 'seen' | 'said') => ({
  ...{ videoId: ID, kind, from: 1_000_000, to: 2_000_000, frameIndex: 1, quote },
});

function chatOf(
  text: string,
  scope: 'all' | { videoId: string },
  folder: string,
  format: 'md' | 'json',
): string {
  const error = { code: 'Internal', message: text, remedy: text } as const;
  const citations = [cite(text, 'seen'), cite(text, 'said')];
  const messages = [
    message('user', text),
    message('assistant', `${text}\n- ${text} [[0]]\n- **${oneLine(text)}** [[1]]\n\n[[0]] ${text}`, {
      citations,
      error,
    }),
  ];
  const video = () => ({ title: text, fileName: text });
  const picture = `${folder}/abababab-000001.jpg`;
  return formatChat(
    { scope, messages, video, collection: () => text, exportedAt: 0 },
    format,
    folder,
    new Set([picture]),
  );
}

describe('Markdown of hostile words', () => {
  it.each(HOSTILE)('in a chat has no link, no picture and no markup of theirs: %j', (text) => {
    for (const scope of ['all', { videoId: ID }] as const) {
      for (const folder of [
        'chat-pictures',
        'a) ![x](http:evil.example (b)*-pictures',
        '[a](b)#?%-pictures',
      ]) {
        const found = readMarkdown(chatOf(text, scope, folder, 'md'));
        const own = decodeURIComponent(found.images[0] ?? '');
        expect(own).toBe(`${folder}/abababab-000001.jpg`);
        expect(found).toMatchObject({ links: [], html: [], images: [found.images[0], found.images[0]] });
        expect(found.others.filter((other) => !other.startsWith('em: _'))).toEqual([]);
        if (oneLine(text) !== '') expect(found.text).toContain(oneLine(text));
      }
    }
  });

  it.each(HOSTILE.map((_, n) => n))('in a report and a transcript neither (%i)', (n) => {
    const places = list(n);
    const pictures = new Map(places.places.map((place) => [place, PICTURES]));
    const report = readMarkdown(toMarkdownReport({ list: places, pictures, exportedAt: 0 }));
    expect(report).toMatchObject({ links: [], html: [], others: [] });
    expect(report.images.map(decodeURIComponent)).toEqual(Array(3).fill(PICTURES));
    expect(report.text).toContain(lines[n]);
    const transcript = readMarkdown(formatTranscript(transcriptOf([HOSTILE[n] ?? '']), 'md'));
    expect(transcript).toMatchObject({ links: [], html: [], images: [], others: [] });
    expect(transcript.text).toContain(lines[n]);
  });

  it('keeps what the answer’s own Markdown is', () => {
    const text = 'It is **seen** [[0]]:\n\n- 1. first\n- second';
    const markdown = formatChat(
      {
        ...{ scope: 'all' as const, exportedAt: 0, video: () => null, collection: () => '' },
        messages: [message('assistant', text, { citations: [cite('dog', 'seen')] })],
      },
      ...(['md', 'x', new Set<string>()] as const),
    );
    expect(markdown).toContain('It is **seen** \\[1: 0:01\\]:\n\n- 1\\. first\n- second\n');
  });
});

function transcriptOf(texts: readonly string[]): TranscriptSource {
  const segments = texts.map(
    (text, id): Segment => ({
      id,
      source: 'speech',
      from: id * 1e6,
      to: (id + 1) * 1e6,
      text,
      words: [],
      language: text,
    }),
  );
  return { video: { id: ID, title: texts[0] ?? '', fileName: texts[0] ?? '', duration: 1e9 }, segments };
}

describe('other texts of hostile words, read back', () => {
  it('HTML: nothing is loaded, linked or run', () => {
    for (const [n] of HOSTILE.entries()) {
      const places = list(n);
      const window = new Window({ settings: { disableJavaScriptEvaluation: true } });
      window.document.write(toHtmlReport({ list: places, pictures: new Map(), exportedAt: 0 }));
      const all = [...window.document.querySelectorAll('*')];
      const names = new Set(all.map((element) => element.localName));
      expect(
        [...names].filter((name) => !/^(html|head|body|meta|title|style|h1|h2|p|ol|li|div)$/.test(name)),
      ).toEqual([]);
      expect(
        all.flatMap((element) => element.getAttributeNames()).filter((name) => /^on|src|href/.test(name)),
      ).toEqual([]);
      expect(window.document.querySelector('h2')?.textContent).toBe(lines[n] || 'Place 1');
      window.close();
    }
  });

  it('CSV: comes back, and no field begins as a formula, whatever parts the fields', () => {
    const rows = parseCsv(toCsv(HOSTILE.map((text, n) => [n, text])), { record_delimiter: '\r\n' });
    expect(rows.map(([, text]) => text?.replaceAll("'", ''))).toEqual(
      HOSTILE.map((text) => withoutControls(text).replaceAll("'", '')),
    );
    const csv = HOSTILE.map((_, n) => placesToCsv(list(n))).join('') + toCsv(HOSTILE.map((text) => [text]));
    const formula = /^"?[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠](?!\d+(\.\d+)?$)/u;
    for (const delimiter of [',', ';', '\t']) {
      // As the crudest reader parts them: quotes that do not begin a field part nothing.
      const fields = csv.split(/[\r\n]/).flatMap((row) => row.split(delimiter));
      const live = parseCsv(csv, { delimiter, relax_quotes: true, relax_column_count: true }).flat();
      expect([...fields, ...live].filter((field) => formula.test(field))).toEqual([]);
    }
    expect(toCsv([['-5', '+1.5', '-5 dogs', 'a-b; c', 'x; -2']])).toBe(
      `-5,+1.5,'-5 dogs,"a-b; c","x; -2"\r\n`,
    );
  });

  it('SRT and WebVTT: as many cues as lines, without tags, to the strict parser’s liking', () => {
    const source = transcriptOf(HOSTILE);
    const spoken = lines.filter((text) => text !== '');
    const srt = parseSync(toSrt(source)).flatMap((node) => (node.type === 'cue' ? [node.data.text] : []));
    expect(srt).toHaveLength(spoken.length);
    expect(srt.filter((text) => /<[a-z/!?]|\{\s*\\|-->/i.test(text))).toEqual([]);
    const parser = new WebVTTParser({ '&amp;': '&', '&lt;': '<', '&gt;': '>' });
    const { cues, errors } = parser.parse(toVtt(source), 'subtitles');
    expect(errors).toEqual([]);
    expect(cues.map((c) => c.tree.children.map((node) => node.value).join(''))).toEqual(spoken);
  });

  it('JSON and OpenTimelineIO: parse, exact but for what no file can hold', () => {
    const { segments } = JSON.parse(formatTranscript(transcriptOf(HOSTILE), 'json')) as {
      segments: Segment[];
    };
    expect(segments.map(({ text }) => text)).toEqual(HOSTILE.map((text) => text.toWellFormed()));
    for (const [n, text] of HOSTILE.entries()) {
      const chat = JSON.parse(chatOf(text, { videoId: ID }, 'x', 'json')) as { title: string };
      expect(chat.title).toBe(text.toWellFormed());
      const timeline = toOtio(list(n));
      expect(timeline.isWellFormed() && !/\\u(00[01]|d[89a-f])/i.test(timeline)).toBe(true);
      const { name } = JSON.parse(timeline) as { name: string };
      expect(name).toBe(lines[n]);
    }
  });

  it('FCPXML: is well-formed, with the words in its attributes', () => {
    for (const [n, text] of HOSTILE.entries()) {
      const document = XmlDocument.fromString(toFcpxml(list(n)));
      const marker = document.get('//marker');
      const value = marker instanceof XmlElement ? marker.attr('value')?.value : undefined;
      // biome-ignore lint/suspicious/noControlCharactersInRegex: what XML cannot hold
      expect(value).toBe(text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, ' '));
      document.dispose();
    }
  });

  it('xmeml: is well-formed, with the words in its elements', () => {
    for (const [n, text] of HOSTILE.entries()) {
      const document = XmlDocument.fromString(toXmeml(list(n)));
      const [name, comment, file] = [
        '//marker/name',
        '//clipitem/comments/mastercomment1',
        '//file/name',
      ].map((path) => document.get(path)?.content);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: what XML cannot hold
      const held = text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, ' ');
      expect([name, comment, file]).toEqual([lines[n], held, held]);
      document.dispose();
    }
  });

  it('markers for Resolve: each two lines, whose fields are the words but for bars', () => {
    for (const [n, text] of HOSTILE.entries()) {
      const all = toResolveMarkers(list(n)).text.split('\r\n');
      const said = (lines[n] ?? '').replaceAll('|', '¦');
      const found = all.flatMap((line, at) =>
        /^\d{3} /.test(line) ? [/^(.*) \|C:(\w+) \|M:(.*) \|D:(\d+)$/.exec(all[at + 1] ?? '')?.slice(1)] : [],
      );
      const note = oneLine(`${text} Tags: ${text}, plain`).replaceAll('|', '¦');
      expect(found).toEqual(
        [1, 2, 3].map((place) => [
          /^[\d*]/.test(note) ? `- ${note}` : note,
          ...['ResolveColorBlue', said || `Place ${place}`, '500'],
        ]),
      );
      expect(all).toHaveLength(3 + 3 * 3 + 1);
    }
  });

  it('EDL and chapters for YouTube: a line stays a line', () => {
    for (const [n] of HOSTILE.entries()) {
      const edl = toEdl(list(n)).split('\r\n');
      expect(edl.filter((line) => /^\d{3} /.test(line))).toHaveLength(3);
      expect(
        edl.every((line) => /^(|\d{3} .*|\* (LOC|FROM CLIP NAME|COMMENT): .*|FCM: .*|TITLE: .*)$/.test(line)),
      ).toBe(true);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are looked for
      expect(edl.some((line) => /[\u0000-\u001f\u007f-\u009f]/.test(line))).toBe(false);
      const chapters = toYouTube(list(n)).text.trimEnd().split('\n');
      expect(chapters.map((line) => line.split(' ')[0])).toEqual(['0:00', '0:30', '1:00']);
      expect(chapters.some((line) => /[<>]/.test(line))).toBe(false);
    }
  });

  it('ffmpeg’s chapters: ffmpeg itself reads each title back', () => {
    const dir = temporaryDir();
    const media = makeMedia(join(dir, 'film.mka'), '-f lavfi -i sine=d=1');
    for (const [n] of HOSTILE.entries()) {
      const file = join(dir, `${n}.ffmetadata`);
      writeFileSync(file, toFfmetadata(list(n)).text);
      const read = execFileSync(
        ffmpegPath,
        [
          '-v',
          'error',
          '-i',
          media,
          '-i',
          file,
          '-map_metadata',
          '1',
          '-map_chapters',
          '1',
          '-c',
          'copy',
          '-f',
          'ffmetadata',
          '-',
        ],
        { encoding: 'utf8' },
      );
      const chapters = read.split(/^\[CHAPTER\]$/m).slice(1);
      expect(chapters).toHaveLength(3);
      const titles = chapters.map((chapter) =>
        /title=((?:\\[\s\S]|[^\\\n])*)/
          .exec(chapter)?.[1]
          ?.replace(/\\([\s\S])/g, '$1')
          .trim(),
      );
      expect(titles).toEqual(
        Array(3)
          .fill(lines[n] || 'Chapter 1')
          .map((title, at) => (lines[n] ? title : `Chapter ${at + 1}`)),
      );
    }
  });
});
