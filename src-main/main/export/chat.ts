import { type Inline, parseAnswer } from '../../../src-shared/answer-markdown';
import { type ChatMessage, type ChatScope, type Citation, isFilm } from '../../../src-shared/answers';
import type { ChatFormat } from '../../../src-shared/exports';
import type { VideoId } from '../../../src-shared/primitives';
import { formatClock } from '../../../src-shared/time';
import type { Video } from '../../../src-shared/video';
import { supportInLanguage } from '../../../src-shared/words/names';
import { sentenceInLanguage } from '../../../src-shared/words/sentences';
import { t, type Words, wordsIn } from '../../../src-shared/words/words';
import {
  atLineStart,
  escapeInline,
  escapeMarkdown,
  markdownPath,
  toJson,
  withoutControls,
} from './plain-text';

export interface ChatSource {
  readonly scope: ChatScope;
  readonly messages: readonly ChatMessage[];
  /** The videos that citations name; one that was removed since is null. */
  readonly video: (id: VideoId) => Pick<Video, 'title' | 'fileName'> | null;
  /** What a collection is called. */
  readonly collection: (id: string) => string;
  /** Milliseconds since the epoch. */
  readonly exportedAt: number;
}

/** A picture that a chat refers to, by its path relative to the chat's file. */
export interface PictureWanted {
  readonly path: string;
  readonly videoId: VideoId;
  readonly frameIndex: number;
}

/** Every frame cited, once. `folder` lies next to the chat's file. */
export function picturesOf(messages: readonly ChatMessage[], folder: string): PictureWanted[] {
  const wanted = new Map<string, PictureWanted>();
  for (const citation of messages.flatMap((m) => m.citations)) {
    const path = picturePath(citation, folder);
    if (path === null || citation.frameIndex === null) continue;
    wanted.set(path, { path, videoId: citation.videoId, frameIndex: citation.frameIndex });
  }
  return [...wanted.values()];
}

function picturePath(citation: Citation, folder: string): string | null {
  if (citation.frameIndex === null) return null;
  return `${folder}/${citation.videoId.slice(0, 8)}-${String(citation.frameIndex).padStart(6, '0')}.jpg`;
}

/**
 * @param folder name of the folder of pictures, next to the file
 * @param pictures the pictures that are really there: others are left out
 */
export function formatChat(
  source: ChatSource,
  format: ChatFormat,
  folder: string,
  pictures: ReadonlySet<string>,
): string {
  const picture = (citation: Citation): string | null => {
    const path = picturePath(citation, folder);
    return path !== null && pictures.has(path) ? path : null;
  };
  return format === 'json' ? chatToJson(source, picture) : chatToMarkdown(source, picture);
}

type PictureOf = (citation: Citation) => string | null;

function chatToMarkdown(source: ChatSource, picture: PictureOf): string {
  const parts = [
    `# ${t('exports.chat.about', { title: escapeMarkdown(scopeTitle(source, t)) })}\n`,
    `${t('exports.chat.exported', { time: isoTime(source.exportedAt) })}\n`,
  ];
  for (const message of source.messages) {
    const head = message.role === 'user' ? 'exports.chat.question' : 'exports.chat.answer';
    parts.push(`## ${t(head, { time: isoTime(message.createdAt) })}\n`);
    parts.push(`${message.role === 'user' ? escapeMarkdown(message.text) : answerToMarkdown(message)}\n`);
    if (message.state === 'stopped') parts.push(`_${t('exports.chat.stopped')}_\n`);
    if (message.error) parts.push(`_${escapeMarkdown(sentenceInLanguage(message.error.message))}_\n`);
    if (message.citations.length > 0) parts.push(citationList(source, message, picture));
  }
  return parts.join('\n');
}

/**
 * The answer's own paragraphs, lists and bold words; everything else in it, such as what films say and what files are called, is
 * text. Its marks become times that lead to the list below it.
 */
function answerToMarkdown({ text, citations }: ChatMessage): string {
  const inline = (part: Inline): string => {
    if (part.type === 'text') return escapeInline(withoutControls(part.text));
    if (part.type === 'bold') return `**${part.children.map(inline).join('')}**`;
    const citation = citations[part.index];
    return citation ? `\\[${part.index + 1}: ${formatClock(citation.from)}\\]` : '';
  };
  const line = (parts: readonly Inline[]) => atLineStart(parts.map(inline).join('').trim());
  const blocks = parseAnswer(text).map((block) =>
    block.type === 'list'
      ? block.items.map((item) => `- ${line(item)}`).join('\n')
      : block.type === 'table'
        ? tableToMarkdown(
            block.head.map(line),
            block.rows.map((row) => row.map(line)),
          )
        : block.lines.map(line).join('\n'),
  );
  return blocks.join('\n\n');
}

/** The stroke that ends a cell does not stand in one. */
function tableToMarkdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll(/(?<!\\)\|/g, '\\|')).join(' | ')} |`;
  return [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
}

function citationList(source: ChatSource, message: ChatMessage, picture: PictureOf): string {
  const items = message.citations.map((citation, n) => {
    const video = source.video(citation.videoId);
    const title = escapeMarkdown(video?.title ?? t('exports.chat.removed'));
    const where = isFilm(source.scope) ? '' : ` ${t('exports.chat.inFilm', { title })}`;
    const path = picture(citation);
    const shown =
      path === null
        ? ''
        : `\n\n   ![${t('exports.chat.frame', { time: formatClock(citation.from) })}](${markdownPath(path)})`;
    const { kind } = citation;
    const support = escapeMarkdown(supportInLanguage(kind, citation.quote));
    const quote = kind === 'said' ? t('ui.quote', { words: support }) : support;
    const why = t(`exports.chat.kind.${citation.fromFile ? 'fromFile' : kind}`);
    const times = { from: formatClock(citation.from), to: formatClock(citation.to) };
    return `${n + 1}. ${t('exports.chat.between', times)}${where}, ${why}: ${quote}${shown}`;
  });
  return `${items.join('\n')}\n`;
}

function chatToJson(source: ChatSource, picture: PictureOf): string {
  const document = {
    format: 'longtake.chat.1',
    scope: source.scope,
    // For programs, in one language whatever the window's is.
    title: scopeTitle(source, wordsIn('en')),
    exportedAt: isoTime(source.exportedAt),
    timeUnit: 'microseconds',
    messages: source.messages.map((m) => ({
      role: m.role,
      text: m.text,
      at: isoTime(m.createdAt),
      state: m.state,
      confidence: m.confidence,
      details: m.details,
      writtenBy: m.writtenBy,
      error: m.error,
      citations: m.citations.map((c) => ({
        ...c,
        video: source.video(c.videoId)?.fileName ?? null,
        picture: picture(c),
      })),
    })),
  };
  return toJson(document);
}

function scopeTitle(source: ChatSource, say: Words): string {
  if (source.scope === 'all') return say('exports.chat.library');
  if (!isFilm(source.scope)) return source.collection(source.scope.collectionId);
  return source.video(source.scope.videoId)?.title ?? say('exports.chat.removed');
}

function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
