// The tool `search` of the MCP server: ranked places for words.
import { z } from 'zod';
import { evidenceKind } from '../../../../src-shared/answers';
import { formatClock } from '../../../../src-shared/time';
import { matchWords } from '../../match-words';
import { refOf, seconds, toScope, toSeconds, videoName, videoRef } from '../common';
import type { Tool } from '../tool';

const input = z.strictObject({
  query: z.string().trim().min(1).max(500).describe('Free text: what is seen, or what is said.'),
  video: videoName
    .optional()
    .describe('Id or title of the video to search; all of them where it is left out.'),
  limit: z.number().int().min(1).max(100).default(20),
});
const output = z.object({
  hits: z.array(
    z.object({
      video: videoRef,
      fromSeconds: seconds,
      toSeconds: seconds,
      frameSeconds: seconds.nullable().describe('Time of the frame that shows it: for the tool frame.'),
      sceneIndex: z.number().int().nullable(),
      matches: z.array(
        z.object({
          kind: evidenceKind,
          text: z
            .string()
            .describe(
              'The line said or written, the labels seen (empty where it only resembles the words), or the kind of thing found.',
            ),
          atOnce: z
            .number()
            .int()
            .optional()
            .describe('Of a thing: how many at once, at most, where several are.'),
          probability: z
            .number()
            .nullable()
            .describe('Of what is seen; null where it only resembles the words.'),
          fromFile: z.boolean().optional().describe('True where subtitles say it: it was not heard.'),
        }),
      ),
    }),
  ),
  notes: z.array(z.string()).describe('How the query was read, and why nothing was found.'),
});

export const search: Tool<typeof input, typeof output> = {
  name: 'search',
  title: 'Search videos',
  description:
    'Finds places by free text, best first: by what is seen in the frames, by the words that are said and by their meaning. Each hit says why it matched; a hit that only resembles the words is a guess.',
  input,
  output,
  async run({ query, video: named, limit }, { services }) {
    const { scope } = toScope(services, named);
    const { groups, notes } = await services.search.searchText(scope, query, limit);
    const found = groups
      .flatMap(({ scene, hits }) => hits.map((hit) => ({ hit, sceneIndex: scene?.index ?? null })))
      .sort((a, b) => b.hit.score - a.hit.score);
    const hits = found.map(({ hit, sceneIndex }) => ({
      video: refOf(services, hit.videoId),
      fromSeconds: toSeconds(hit.from),
      toSeconds: toSeconds(hit.to),
      frameSeconds: hit.frameTime === null ? null : toSeconds(hit.frameTime),
      sceneIndex,
      matches: hit.matches.map(({ kind, text, atOnce, probability, fromFile }) => ({
        ...{ kind, text, probability },
        ...(atOnce === undefined ? {} : { atOnce }),
        ...(fromFile ? { fromFile } : {}),
      })),
    }));
    const lines = found.map(
      ({ hit }) =>
        `[${formatClock(hit.from)}-${formatClock(hit.to)}] ${refOf(services, hit.videoId).title}: ${hit.matches.map((match) => matchWords(match)).join('; ')}`,
    );
    const text = [lines.length === 0 ? 'Nothing was found.' : lines.join('\n'), ...notes].join('\n');
    return { text, data: { hits, notes } };
  },
};
