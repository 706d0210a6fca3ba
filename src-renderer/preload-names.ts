import type { EventName, MethodName } from '../src-shared/ipc';

/*
 * The contract's names without its schemas, so that the sandboxed preload stays free of the schema
 * library. Being total records over the contract's keys, they cannot miss a name nor have one too many.
 */
const METHODS: Record<MethodName, true> = {
  'app.info': true,
  'app.programs': true,
  'app.showDataFolder': true,
  'app.copyDiagnostics': true,
  'app.licences': true,
  'library.list': true,
  'library.addByDialog': true,
  'library.rename': true,
  'library.remove': true,
  'library.relocate': true,
  'library.showTranscript': true,
  'library.chooseAudio': true,
  'library.importSubtitles': true,
  'library.revealFile': true,
  'jobs.list': true,
  'jobs.start': true,
  'jobs.pause': true,
  'jobs.resume': true,
  'jobs.cancel': true,
  'jobs.retry': true,
  'jobs.move': true,
  'work.status': true,
  'index.frameTimes': true,
  'index.scenes': true,
  'index.transcript': true,
  'index.shots': true,
  'index.objects': true,
  'index.sceneCard': true,
  'index.correct': true,
  'index.waveform': true,
  'search.text': true,
  'search.similar': true,
  'chat.history': true,
  'chat.ask': true,
  'chat.stop': true,
  'chat.clear': true,
  'player.source': true,
  'player.cannotPlay': true,
  'export.transcript': true,
  'export.places': true,
  'export.table': true,
  'export.clip': true,
  'export.stopClip': true,
  'export.chat': true,
  'models.list': true,
  'models.catalogue': true,
  'models.installs': true,
  'models.install': true,
  'models.import': true,
  'models.pauseInstall': true,
  'models.resumeInstall': true,
  'models.cancelInstall': true,
  'models.remove': true,
  'models.devices': true,
  'models.tryDevicesAgain': true,
  'models.lookForOwn': true,
  'settings.get': true,
  'settings.set': true,
};
const EVENTS: Record<EventName, true> = {
  'models.changed': true,
  'library.changed': true,
  'jobs.changed': true,
  'work.changed': true,
  'index.changed': true,
  'chat.event': true,
  'chat.message': true,
  'player.changed': true,
  'export.clips': true,
  'settings.changed': true,
  'app.action': true,
  'app.open': true,
  'app.notice': true,
};

export const METHOD_NAMES = Object.keys(METHODS) as readonly MethodName[];
export const EVENT_NAMES = Object.keys(EVENTS) as readonly EventName[];

export const INVOKE_CHANNEL = 'longtake:invoke';
export const DROP_CHANNEL = 'longtake:drop';
export const EVENT_CHANNEL = 'longtake:event';
