// What a user may choose.
import { z } from 'zod';
import { device } from './devices';
import { ownKeys } from './keys';
import { ownModel } from './own-model';
import { switchesFor, TRACK_PASSES, TRACKS, type TrackSetting } from './passes';
import { languageChoice } from './words/language';

const trackSwitches = Object.fromEntries(
  TRACKS.map((name) => [TRACK_PASSES[name].setting, z.boolean()]),
) as Readonly<Record<TrackSetting, z.ZodBoolean>>;

const hour = z.number().int().min(0).max(23);

export const settings = z.object({
  /** Frames a second to index, chosen by time: 0.2 to 4. Applies to videos indexed from now on. */
  framesPerSecond: z.number().min(0.2).max(4),
  device: z.union([device, z.literal('auto')]),
  theme: z.enum(['system', 'light', 'dark']),
  /** Of the window's words. */
  language: languageChoice,
  /** Keys that take the place of the action table's, by action. */
  keys: ownKeys,
  transcribe: z.boolean(),
  /** Whether it is told who speaks. Applies to videos indexed from now on. */
  tellSpeakers: z.boolean(),
  /** Which tracks are read: see `TRACK_PASSES`. */
  ...trackSwitches,
  /** Id of the pack that finds: it makes the frame tokens that searches use. Applies to videos indexed from now on. */
  searchPack: z.string(),
  /** Id of the pack whose language model answers; null answers from what was seen and said alone. */
  answerPack: z.string().nullable(),
  /** A language model that the user runs on this computer, and that answers instead; null for none. */
  ownModel: ownModel.nullable(),
  /** Id of the pack that transcribes. */
  speechPack: z.string(),
  /** Whether all work on films rests, until a person says otherwise. */
  workPaused: z.boolean(),
  /** Whether films are worked on only while the machine has mains power. */
  onlyOnMains: z.boolean(),
  /** Hours of the day, local time, from the first up to the second, in which films are worked on; null for all. */
  workHours: z.object({ from: hour, to: hour }).nullable(),
  /** Processor cores that work on films may take at most; 0 for all there are. */
  workCores: z.number().int().min(0).max(256),
  /** Whether the system tells of the end of long work, and is kept from sleeping while films are worked on. */
  notifyWhenDone: z.boolean(),
  keepAwake: z.boolean(),
  /** Whether packs may be fetched, and newer versions of Longtake. Nothing else leaves this computer. */
  downloads: z.boolean(),
  /** Whether it is looked once a day for a newer version: see `docs/security.md`. Not where `downloads` is off. */
  updates: z.boolean(),
  /** Address of a copy of the hub to fetch from; empty for the hub itself. */
  mirror: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]),
  /** Address of an HTTP proxy; empty for none. */
  proxy: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]),
});
export type Settings = z.infer<typeof settings>;
export const DEFAULT_SETTINGS: Settings = {
  framesPerSecond: 1,
  device: 'auto',
  theme: 'system',
  language: 'system',
  keys: {},
  transcribe: true,
  tellSpeakers: true,
  ...switchesFor(TRACKS),
  searchPack: 'core',
  answerPack: null,
  ownModel: null,
  speechPack: 'core',
  workPaused: false,
  onlyOnMains: false,
  workHours: null,
  workCores: 0,
  notifyWhenDone: true,
  keepAwake: true,
  downloads: true,
  updates: false,
  mirror: '',
  proxy: '',
};
