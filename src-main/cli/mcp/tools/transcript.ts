// The tool `transcript` of the MCP server: what is said and written, page by page.
import { z } from 'zod';
import { segmentSource } from '../../../../src-shared/analysis';
import { speakerOfLine } from '../../../../src-shared/speakers';
import { formatClock } from '../../../../src-shared/time';
import {
  findVideo,
  moreLine,
  page,
  pageOf,
  pageOutput,
  seconds,
  timeInput,
  toRange,
  toSeconds,
  videoName,
  videoRef,
} from '../common';
import type { Tool } from '../tool';

const input = z.strictObject({
  video: videoName,
  from: timeInput.optional().describe('Only lines after this: seconds, or "1:02".'),
  to: timeInput.optional().describe('Only lines before this: seconds, or "1:02".'),
  source: z
    .enum(['speech', 'text', 'all'])
    .default('speech')
    .describe('What is said, what is written in the picture, or both.'),
  ...page(200, 1000),
});
const output = z.object({
  video: videoRef,
  lines: z.array(
    z.object({
      source: segmentSource,
      fromSeconds: seconds,
      toSeconds: seconds,
      text: z.string(),
      heard: z
        .string()
        .optional()
        .describe('What the model had made of it, where a person has corrected it.'),
      language: z.string().optional(),
      speaker: z
        .string()
        .optional()
        .describe('Who says it, by the subtitles or the sound of voices; left out where unknown.'),
      fromFile: z.boolean().optional().describe('True where subtitles say it: it was not heard.'),
    }),
  ),
  ...pageOutput,
});

export const transcript: Tool<typeof input, typeof output> = {
  name: 'transcript',
  title: 'Transcript',
  description:
    'What is said in a video, or written in its pictures, line by line with times; of all of it or a stretch.',
  input,
  output,
  async run({ video: named, from, to, source, offset, limit }, { services }) {
    const video = findVideo(services, named);
    const { segments, speakers } = services.library;
    const whoSays = speakerOfLine(speakers.of(video.id));
    const { range } = toRange(from, to, null);
    const wanted = source === 'all' ? null : source;
    const all = range
      ? segments.between(video.id, range.from, range.to, wanted)
      : segments.list(video.id, wanted);
    const { items, ...rest } = pageOf(all, { offset, limit });
    const told = items.map((one) => ({ one, speaker: whoSays(one) }));
    const lines = told.map(({ one, speaker }) => ({
      source: one.source,
      fromSeconds: toSeconds(one.from),
      toSeconds: toSeconds(one.to),
      text: one.text,
      ...(one.heard === undefined ? {} : { heard: one.heard }),
      ...(one.language === undefined ? {} : { language: one.language }),
      ...(speaker === null ? {} : { speaker }),
      ...(one.fromFile ? { fromFile: true } : {}),
    }));
    const text = told.map(({ one, speaker }) => {
      const from = one.source === 'text' ? 'written: ' : one.fromFile ? 'subtitles: ' : '';
      return `[${formatClock(one.from)}] ${from}${speaker === null ? '' : `${speaker}: `}${one.text}`;
    });
    return {
      text: (rest.total === 0 ? 'There are no such lines.' : text.join('\n')) + moreLine(rest.nextOffset),
      data: { video: { id: video.id, title: video.title }, lines, ...rest },
    };
  },
};
