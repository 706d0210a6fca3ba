import { z } from 'zod';
import { ACTION_IDS } from './actions';
import { objectTrack, scene, sceneCard, segment, segmentSource, shot } from './analysis';
import { answerEvent, chatInfo, chatMessage, chatScope, scope, searchGroup } from './answers';
import { collection, keptPlace, newPlace, placeChange } from './collections';
import { machineDevices } from './devices';
import { userError } from './errors';
import {
  chatFormat,
  clipExport,
  clipMode,
  clipsAs,
  dragRequest,
  placeClips,
  placesFormat,
  placesSource,
  tableName,
  transcriptFormat,
} from './exports';
import { watchedFolder } from './folders';
import { glossary, lineEdit, lineEdited } from './glossary';
import { job, workStatus } from './jobs';
import { libraryBytes } from './library-bytes';
import { ownModelPlace, ownServer } from './own-model';
import { catalogueEntry, install, licence, packSummary, precision, shippedProgram } from './packs';
import { TOLD_TRACKS } from './passes';
import { micros, opaqueId, videoId } from './primitives';
import { settings } from './settings';
import { filmSpeakers, speakerName } from './speakers';
import { updateStatus } from './updates';
import { playerSource, video } from './video';
import { language } from './words/language';

/**
 * The contract between the renderer and main: each method's input and output as a schema.
 * The preload exposes every method by name; main validates the input, the preload's caller gets
 * either the output or a UserError, never an exception's text.
 */
function method<I extends z.ZodType, O extends z.ZodType>(input: I, output: O) {
  return { input, output };
}
const nothing = z.void();
const byVideo = z.object({ videoId });
const byVideos = z.object({ videoIds: z.array(videoId) });
const added = z.object({
  videos: z.array(video),
  /** Files that could not be taken, each with why. */
  refused: z.array(z.object({ fileName: z.string(), error: userError })),
  /** What in folders was left out, and why, in words. */
  leftOut: z.string().optional(),
});
const program = z.object({
  tool: z.enum(['ffmpeg', 'ffprobe']),
  /** Version, place and what it cannot do. Empty where there is an error. */
  says: z.string(),
  error: userError.nullable(),
});
/** By which the file can be shown in its folder; its path stays in main. */
const savedId = opaqueId;
/** Null when the user closed the dialog. */
const exported = z
  .object({ fileName: z.string(), bytes: z.number().int(), savedId: savedId.optional() })
  .nullable();

/**
 * What the preload sends of files that were dropped on the window: their paths, which the system put into them. No method of
 * the page's, on a channel of its own: a page that could name paths could have any file read.
 */
export const DROPPED_PATHS = z.array(z.string().min(1).max(4096)).max(10_000);
export type Added = z.infer<typeof added>;

export const CONTRACT = {
  'app.info': method(
    nothing,
    z.object({
      version: z.string(),
      platform: z.string(),
      electron: z.string(),
      /** Videos named on the command line, to be opened at start. */
      opened: z.array(videoId),
      /** What went wrong before the page listened, such as a named file that is no video. Told once. */
      notices: z.array(userError),
    }),
  ),
  /** The programs that read films: their version and place, or what is wrong with them. */
  'app.programs': method(nothing, z.array(program)),
  /** The language of the window's words where the settings leave it to the system. */
  'app.systemLanguage': method(nothing, language),
  'app.showDataFolder': method(nothing, nothing),
  /** Puts a report that can be shown to others on the clipboard; the page itself gets none of it. */
  'app.copyDiagnostics': method(nothing, nothing),
  /** What the app is made of and under which licences, but for models, which carry their own. */
  'app.licences': method(
    nothing,
    z.object({
      /** Longtake's own; null where the file is missing. */
      own: licence.nullable(),
      /** None where the ffmpeg in use is not one that came with Longtake. */
      programs: z.array(shippedProgram),
      packages: z.array(licence),
    }),
  ),

  /** Larger or smaller text and controls; 0: as usual. */
  'app.zoom': method(z.object({ step: z.union([z.literal(-1), z.literal(0), z.literal(1)]) }), nothing),
  /** What the page's next Undo and Redo are of, for the menu; null for nothing. */
  'app.undoable': method(
    z.object({ undo: z.string().max(300).nullable(), redo: z.string().max(300).nullable() }),
    nothing,
  ),

  'library.list': method(nothing, z.array(video)),
  'library.addByDialog': method(z.object({ folder: z.boolean() }), added),
  /** What all of it takes on the disk, film by film. */
  'library.bytes': method(nothing, libraryBytes),
  /** Removes the copies that films are played from where they cannot be played themselves; they are made anew when needed. */
  'library.clearCopies': method(nothing, nothing),
  /** Where the library lies; usual: where nobody chose another place. */
  'library.place': method(nothing, z.object({ folder: z.string(), isUsual: z.boolean() })),
  /** Copies it to a folder that a person chooses, and starts again with the copy if they say so. */
  'library.move': method(nothing, nothing),
  'library.stopMove': method(nothing, nothing),
  /** Starts again with another one, or with a new one, if the person says so. */
  'library.openOther': method(nothing, nothing),
  'library.openUsual': method(nothing, nothing),
  'library.backUp': method(nothing, nothing),
  /** Starts again with a backup's database in the place of the library's, if the person says so. */
  'library.restore': method(nothing, nothing),
  /** Adds the film that comes with Longtake, to try it out. */
  'library.addSample': method(nothing, added),
  /** Folders whose new films are added by themselves. */
  'folders.list': method(nothing, z.array(watchedFolder)),
  /** Opens a dialog; nothing is added where it is closed. */
  'folders.add': method(nothing, nothing),
  /** Its films stay. */
  'folders.remove': method(z.object({ id: opaqueId }), nothing),
  'library.rename': method(z.object({ videoId, title: z.string().trim().min(1).max(300) }), video),
  /** Removes the entries, their indexes and chats, all or none; never the user's files. They can be put back until they are let go, or the app closes. */
  'library.remove': method(byVideos, nothing),
  /** All of them or none; what waited to be read stands where it stood in the queue. */
  'library.putBack': method(byVideos, z.array(video)),
  'library.letGo': method(byVideos, nothing),
  /** Opens a dialog; refuses a file whose content is another. */
  'library.relocate': method(byVideo, video.nullable()),
  /** Shows another of a video's transcripts. */
  'library.showTranscript': method(z.object({ videoId, key: z.string().min(1).max(300) }), video),
  /** Hears another sound track: the transcript and the waveform are made anew, where that was not done before. */
  'library.chooseAudio': method(z.object({ videoId, audio: z.number().int().nonnegative() }), video),
  /** Adds the film that numbered pictures are, once more, at so many a second. */
  'library.addAtRate': method(z.object({ videoId, rate: z.number().min(0.01).max(240) }), added),
  /** Opens a dialog for a file of subtitles, and shows it as the transcript. Null when closed. */
  'library.importSubtitles': method(byVideo, video.nullable()),
  'library.revealFile': method(byVideo, nothing),

  'jobs.list': method(nothing, z.array(job)),
  'jobs.start': method(byVideo, job),
  'jobs.pause': method(byVideo, nothing),
  'jobs.resume': method(byVideo, nothing),
  'jobs.cancel': method(byVideo, nothing),
  'jobs.retry': method(byVideo, nothing),
  /** Puts a job that waits before another one's, or at the end. */
  'jobs.move': method(z.object({ videoId, before: videoId.nullable() }), nothing),
  'work.status': method(nothing, workStatus),

  /** Presentation time of every stored frame, ascending: frame n's thumbnail is media://thumb/<videoId>/<n>. */
  'index.frameTimes': method(byVideo, z.array(micros)),
  'index.scenes': method(byVideo, z.array(scene)),
  /** What is said and what is written, in order of time. */
  'index.transcript': method(byVideo, z.array(segment)),
  'index.shots': method(byVideo, z.array(shot)),
  /** Who speaks, and when. */
  'index.speakers': method(byVideo, filmSpeakers),
  /** Names a speaker, and whoever is shown under the same name; null takes the name back. */
  'index.renameSpeaker': method(
    z.object({
      videoId,
      number: z.number().int().nonnegative(),
      name: speakerName.nullable(),
      /** Also to be suggested for the same voice in other videos; without a name, no longer. */
      everywhere: z.boolean(),
    }),
    filmSpeakers,
  ),
  'index.objects': method(byVideo, z.array(objectTrack)),
  'index.sceneCard': method(z.object({ videoId, sceneIndex: z.number().int().nonnegative() }), sceneCard),
  /** Puts a person's words in the place of the model's; times stay. Null text takes the correction back. */
  'index.correct': method(
    z.object({
      videoId,
      source: segmentSource,
      segmentId: z.number().int().nonnegative(),
      text: z.string().trim().min(1).max(2000).nullable(),
    }),
    segment,
  ),
  /** Changes the shape or the words of lines, as one step. */
  'index.editLines': method(z.object({ videoId, source: segmentSource, edit: lineEdit }), lineEdited),
  /** Undoes such a step; what is answered does it again. */
  'index.undoLines': method(z.object({ edit: z.string().min(1).max(100) }), lineEdited),
  /** Names and terms of a film, or of the whole library. */
  'glossary.list': method(z.object({ scope }), glossary),
  'glossary.set': method(z.object({ scope, terms: glossary }), nothing),
  /** Loudness peaks 0..255, evenly spaced over the duration. Empty without sound. */
  'index.waveform': method(
    byVideo,
    z.object({ peaksPerSecond: z.number().positive(), peaks: z.instanceof(Uint8Array) }),
  ),

  'search.text': method(
    z.object({ scope, text: z.string().trim().min(1).max(500), limit: z.number().int().min(1).max(500) }),
    z.object({
      groups: z.array(searchGroup),
      /** How the query was read, or why nothing was found: one sentence each. */
      notes: z.array(z.string()),
      /** Films that were not searched yet, where there are such: asked again a little later, there is more. */
      waiting: z.number().int().positive().optional(),
    }),
  ),
  'search.similar': method(
    z.object({
      scope,
      videoId,
      frameIndex: z.number().int().nonnegative(),
      limit: z.number().int().min(1).max(500),
    }),
    z.object({
      groups: z.array(searchGroup),
      notes: z.array(z.string()),
      waiting: z.number().int().positive().optional(),
    }),
  ),

  'collections.list': method(nothing, z.array(collection)),
  'collections.create': method(collection.pick({ name: true }), collection),
  'collections.change': method(
    z.object({ collectionId: opaqueId, change: collection.pick({ name: true, note: true }).partial() }),
    collection,
  ),
  /** Removes the collection with its places. */
  'collections.remove': method(z.object({ collectionId: opaqueId }), nothing),
  /** In the collection's own order. */
  'collections.places': method(z.object({ collectionId: opaqueId }), z.array(keptPlace)),
  /** Places of all collections in one film, by time: what its timeline shows. */
  'collections.placesOf': method(byVideo, z.array(keptPlace)),
  /** Adds at the end; a stretch that is there already stays the place it was. Null collection: the one kept into last, or a first one, "Finds". */
  'collections.keep': method(
    z.object({ collectionId: opaqueId.nullable(), places: z.array(newPlace).min(1).max(5000) }),
    z.array(keptPlace),
  ),
  'collections.changePlace': method(z.object({ placeId: opaqueId, change: placeChange }), keptPlace),
  'collections.removePlaces': method(z.object({ placeIds: z.array(opaqueId).min(1).max(5000) }), nothing),
  /** Undoes a removal: the places come back where they stood, with their ids. */
  'collections.putBack': method(
    z.object({ placeIds: z.array(opaqueId).min(1).max(5000) }),
    z.array(keptPlace),
  ),
  /** Puts a place before another of its collection; null: at the end. */
  'collections.move': method(z.object({ placeId: opaqueId, before: opaqueId.nullable() }), nothing),
  /** Places whose title, note, tags or film's title hold all the words. */
  'collections.search': method(z.object({ text: z.string().trim().min(1).max(500) }), z.array(keptPlace)),

  'chat.history': method(z.object({ scope: chatScope }), z.array(chatMessage)),
  /** Returns at once; the answer arrives as `chat.event`. */
  'chat.ask': method(
    z.object({
      scope: chatScope,
      question: z.string().trim().min(1).max(2000),
      /** Limits the question to a stretch of the video. */
      range: z.object({ from: micros, to: micros }).nullable(),
    }),
    z.object({ question: chatMessage, answer: chatMessage }),
  ),
  'chat.stop': method(z.object({ messageId: opaqueId }), nothing),
  /** The chats of a scope, the open one first. History, questions and exports are of the open one. */
  'chat.list': method(z.object({ scope: chatScope }), z.array(chatInfo)),
  /** Opens a chat; null begins a new one. */
  'chat.open': method(z.object({ scope: chatScope, chatId: opaqueId.nullable() }), z.array(chatInfo)),
  /** An empty name: its first question. */
  'chat.rename': method(
    z.object({ scope: chatScope, chatId: opaqueId, name: z.string().trim().max(200) }),
    z.array(chatInfo),
  ),
  /** Removes messages, all of the open chat, or a chat. Answers what they are put back by until they are let go, or the app closes. */
  'chat.remove': method(
    z.object({
      scope: chatScope,
      which: z.union([
        z.literal('open'),
        z.object({ messageIds: z.array(opaqueId).min(1).max(1000) }),
        z.object({ chatId: opaqueId }),
      ]),
    }),
    opaqueId,
  ),
  'chat.putBack': method(z.object({ removed: opaqueId }), nothing),
  'chat.letGo': method(z.object({ removed: opaqueId }), nothing),
  /** Questions about what is in there, to be asked as they stand. None where nothing is known yet. */
  'chat.suggestions': method(z.object({ scope: chatScope }), z.array(z.string())),

  'player.source': method(byVideo, playerSource),
  /** The page could not play the original after all: asks for a proxy. */
  'player.cannotPlay': method(byVideo, playerSource),

  'export.transcript': method(
    z.object({
      videoId,
      format: transcriptFormat,
      /** Only these lines; all that is said where it is left out. */
      lines: z
        .array(z.object({ source: segmentSource, id: z.number().int().nonnegative() }))
        .min(1)
        .max(100_000)
        .optional(),
    }),
    exported,
  ),
  /** The frame shown at a time, as large as the film has it. Null where the dialog was closed; the clipboard has no file. */
  'export.still': method(
    z.object({ videoId, at: micros.nonnegative(), to: z.enum(['clipboard', 'file']) }),
    z.object({ fileName: z.string().nullable(), bytes: z.number().int() }).nullable(),
  ),
  /** Those of several films, a file each in a folder that a dialog asks for. */
  'export.transcripts': method(
    z.object({ videoIds: z.array(videoId).min(1).max(10_000), format: transcriptFormat }),
    z
      .object({
        fileName: z.string(),
        bytes: z.number().int(),
        savedId: savedId.optional(),
        /** What was left out. */
        note: z.string().nullable(),
      })
      .nullable(),
  ),
  'export.places': method(
    z.object({ source: placesSource, format: placesFormat }),
    z
      .object({
        fileName: z.string(),
        bytes: z.number().int(),
        savedId: savedId.optional(),
        /** What is not as it was in the list: chapters taken together, times of a varying rate. */
        note: z.string().nullable().optional(),
      })
      .nullable(),
  ),
  /** One track as CSV. */
  'export.table': method(z.object({ videoId, table: tableName }), exported),
  /** A stretch of the film as a file of its own. */
  'export.clip': method(
    z.object({ videoId, from: micros, to: micros, mode: clipMode }),
    z
      .object({
        fileName: z.string(),
        bytes: z.number().int(),
        savedId: savedId.optional(),
        /** What is not as asked: a cut that had to begin earlier. */
        note: z.string().nullable(),
      })
      .nullable(),
  ),
  /** Shows a file that an export wrote in its folder. */
  'export.show': method(z.object({ savedId: opaqueId }), nothing),
  /** Stops a clip that is being written; nothing of it is left. */
  /** Clips of a whole list, into a new folder or joined to one film. Null when the dialog was closed. */
  'export.placeClips': method(
    z.object({ source: placesSource, mode: clipMode, as: clipsAs }),
    placeClips.nullable(),
  ),
  /** Stops a clip that is being written; nothing of it is left. Of several, those that are whole stay. */
  'export.stopClip': method(z.object({ id: opaqueId }), nothing),
  /** Has the file made that is to be dragged; one that is there already is taken. Of films their own are looked for. Names the first. */
  'drag.prepare': method(dragRequest, z.object({ fileName: z.string() })),
  /** Hands files that are there to the system's drag and drop, while a button of the pointer is down. */
  'drag.start': method(dragRequest, nothing),
  'export.chat': method(z.object({ scope: chatScope, format: chatFormat }), exported),

  'models.list': method(nothing, z.array(packSummary)),
  'models.catalogue': method(nothing, z.array(catalogueEntry)),
  /** Those under way, waiting, stopped or failed, and those done since the start. */
  'models.installs': method(nothing, z.array(install)),
  /** Fetches an entry of the catalogue. Null precision: as it is, or the best for this machine. */
  'models.install': method(z.object({ entryId: z.string(), precision: precision.nullable() }), install),
  /** Opens a dialog for a folder or an archive: a pack, or a published checkpoint to be converted. Null when closed. */
  'models.import': method(
    z.object({ from: z.enum(['folder', 'archive']), precision: precision.nullable() }),
    install.nullable(),
  ),
  'models.pauseInstall': method(z.object({ installId: opaqueId }), nothing),
  'models.resumeInstall': method(z.object({ installId: opaqueId }), nothing),
  /** Stops it and removes what was fetched. */
  'models.cancelInstall': method(z.object({ installId: opaqueId }), nothing),
  /** Removes an installed pack's files. What it made of videos stays, and counts again when it is back. */
  'models.remove': method(z.object({ packId: z.string() }), nothing),
  'models.devices': method(nothing, machineDevices),
  /** Forgets what was found of devices, those set aside too, and tries them anew. */
  'models.tryDevicesAgain': method(nothing, machineDevices),
  /** Looks for servers with language models on this computer, now and once. None where there is none. */
  'models.lookForOwn': method(ownModelPlace, z.array(ownServer)),
  'updates.status': method(nothing, updateStatus),
  /** Asks for the list of releases now. Refused where a person has not said yes to that in the settings. */
  'updates.check': method(nothing, updateStatus),
  /** Fetches the package of the version that is offered. Returns at once; how far it is comes as `updates.changed`. */
  'updates.fetch': method(nothing, nothing),
  /** Closes, puts what was fetched in this one's place, and starts it. */
  'updates.install': method(nothing, nothing),
  /** Opens the download page in the browser of the system. */
  'updates.openPage': method(nothing, nothing),
  'settings.get': method(nothing, settings),
  'settings.set': method(settings.partial(), settings),
} as const;

export type Contract = typeof CONTRACT;
export type MethodName = keyof Contract;
export type Input<M extends MethodName> = z.infer<Contract[M]['input']>;
export type Output<M extends MethodName> = z.infer<Contract[M]['output']>;

/** What main sends unasked. Progress comes at most ten times a second. */
export const EVENTS = {
  'models.changed': z.object({ packs: z.array(packSummary), installs: z.array(install) }),
  /** Videos that are new or other than before, and those that are gone: never the whole list, which may be long. */
  'library.changed': z.object({ changed: z.array(video), removed: z.array(videoId) }),
  'folders.changed': z.array(watchedFolder),
  /** How many of the files that are being added were looked at; at most ten times a second, and at the end. */
  'library.adding': z.object({ done: z.number().int(), total: z.number().int() }),
  /** Bytes that were copied to the library's new place; null where nothing is copied any longer. At most five times a second. */
  'library.copying': z.object({ done: z.number().int(), total: z.number().int() }).nullable(),
  'jobs.changed': z.array(job),
  /** At most twice a second. */
  'work.changed': workStatus,
  /** New frames, scenes or segments of a video can be asked for again. */
  'index.changed': z.object({
    videoId,
    what: z.enum(['frames', 'scenes', 'transcript', 'waveform', ...TOLD_TRACKS]),
  }),
  'chat.event': z.object({ messageId: opaqueId, scope: chatScope, event: answerEvent }),
  /** The message in its final form, as stored: after done, stop or failure. */
  'chat.message': z.object({ scope: chatScope, message: chatMessage }),
  'player.changed': z.object({ videoId, source: playerSource }),
  /** All that are being written; empty after the last. */
  'export.clips': z.array(clipExport),
  /** Collections are other than before, and places of these films. */
  'collections.changed': z.object({ collections: z.array(collection), videoIds: z.array(videoId) }),
  'settings.changed': settings,
  'updates.changed': updateStatus,
  'app.action': z.object({ action: z.enum(ACTION_IDS) }),
  'app.open': z.object({ videoId }),
  'app.notice': userError,
} as const;
export type EventName = keyof typeof EVENTS;
export type EventPayload<E extends EventName> = z.infer<(typeof EVENTS)[E]>;

/** What an invocation answers: a value or an error, both as data. */
export type Reply<T> = { ok: true; value: T } | { ok: false; error: z.infer<typeof userError> };

/** What the preload puts on `window.longtake`. */
export interface LongtakeApi {
  readonly invoke: { readonly [M in MethodName]: (input: Input<M>) => Promise<Reply<Output<M>>> };
  readonly on: { readonly [E in EventName]: (listener: (payload: EventPayload<E>) => void) => () => void };
  /** Adds files and folders dropped on the window. What a page made itself has no path, and is not taken. */
  readonly addDropped: (files: readonly File[]) => Promise<Reply<Added>>;
}
declare global {
  interface Window {
    readonly longtake: LongtakeApi;
  }
}
