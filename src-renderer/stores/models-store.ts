import { createStore } from 'zustand/vanilla';
import type { MachineDevices } from '../../src-shared/devices';
import type { UserError } from '../../src-shared/errors';
import type { CatalogueEntry, Install, PackSummary, Precision } from '../../src-shared/packs';
import type { Settings } from '../../src-shared/settings';
import type { Video } from '../../src-shared/video';
import { t } from '../../src-shared/words/words';
import { asUserError, call, listen } from '../api';
import { noticeStore, tellIfItFails } from './notice-store';

/** The packs of this machine, those that can be fetched, those on their way, and the devices that run them. */
export interface ModelsState {
  /** Null until main has answered. */
  readonly packs: readonly PackSummary[] | null;
  readonly catalogue: readonly CatalogueEntry[] | null;
  readonly installs: readonly Install[];
  readonly devices: MachineDevices | null;
  /** Forgets what was found of devices and tries them anew. Null while that takes. */
  tryDevicesAgain(): Promise<void>;
  readonly error: UserError | null;
  /** Asks for the packs and for what is on its way: little, so that the chat can name who answers. */
  readonly load: () => Promise<void>;
  /** Asks for the catalogue and the devices, too: on a look at a screen that shows them, as probing takes a moment. */
  readonly loadMachine: () => Promise<void>;
  /** Asks for the catalogue alone: what could be fetched, and how large it is. */
  readonly loadCatalogue: () => Promise<void>;
  /** Fetches an entry of the catalogue. Answers the error where main would not begin. */
  readonly install: (entryId: string, precision: Precision | null) => Promise<UserError | null>;
  /** True when it began; false where the dialog was closed, or main refused and the user was told. */
  readonly importFrom: (from: 'folder' | 'archive', precision: Precision | null) => Promise<boolean>;
  readonly control: (installId: string, what: InstallControl) => Promise<void>;
  /** True when the pack's files are gone. */
  readonly remove: (packId: string) => Promise<boolean>;
}
export type InstallControl = 'pause' | 'resume' | 'cancel';

const METHODS = {
  pause: 'models.pauseInstall',
  resume: 'models.resumeInstall',
  cancel: 'models.cancelInstall',
} as const;

/** With one just begun. Main's own news of it may have come first, and may know more. */
function withBegun(installs: readonly Install[], begun: Install): readonly Install[] {
  return installs.some(({ id }) => id === begun.id) ? installs : [...installs, begun];
}

export function createModelsStore() {
  return createStore<ModelsState>()((set, get) => ({
    packs: null,
    catalogue: null,
    installs: [],
    devices: null,
    error: null,
    load: async () => {
      try {
        set({ error: null });
        await Promise.all([
          call('models.list', undefined).then((packs) => set({ packs })),
          call('models.installs', undefined).then((installs) => set({ installs })),
        ]);
      } catch (thrown) {
        set({ error: asUserError(thrown) });
      }
    },
    loadMachine: async () => {
      try {
        await Promise.all([
          get().load(),
          call('models.catalogue', undefined).then((catalogue) => set({ catalogue })),
          call('models.devices', undefined).then((devices) => set({ devices })),
        ]);
      } catch (thrown) {
        set({ error: asUserError(thrown) });
      }
    },
    loadCatalogue: async () => {
      const catalogue = await tellIfItFails(call('models.catalogue', undefined));
      if (catalogue) set({ catalogue });
    },
    tryDevicesAgain: async () => {
      set({ devices: null });
      const devices = await tellIfItFails(call('models.tryDevicesAgain', undefined));
      set({ devices: devices ?? (await call('models.devices', undefined).catch(() => null)) });
    },
    install: async (entryId, precision) => {
      try {
        const begun = await call('models.install', { entryId, precision });
        set({ installs: withBegun(get().installs, begun) });
        return null;
      } catch (thrown) {
        return asUserError(thrown);
      }
    },
    importFrom: async (from, precision) => {
      const begun = await tellIfItFails(call('models.import', { from, precision }));
      if (begun) set({ installs: withBegun(get().installs, begun) });
      return begun !== null;
    },
    control: async (installId, what) => {
      await tellIfItFails(call(METHODS[what], { installId }));
    },
    remove: async (packId) => {
      const done = await tellIfItFails(call('models.remove', { packId }).then(() => true));
      return done === true;
    },
  }));
}

export const modelsStore = createModelsStore();

/** Tells of an install that ended, wherever the user is meanwhile: it may have taken an hour. */
function tellOfEnds(before: readonly Install[], now: readonly Install[]): void {
  for (const install of now) {
    const was = before.find(({ id }) => id === install.id);
    if (was === undefined || was.state === install.state) continue;
    if (install.state === 'done') {
      noticeStore.getState().info(t('stores.modelInstalled', { name: install.name }));
    }
    if (install.state === 'failed' && install.error) noticeStore.getState().error(install.error);
  }
}

/** Keeps the store to what main says: of packs and installs. What is installed of the catalogue is asked for anew. */
export function followModels(store = modelsStore): () => void {
  return listen('models.changed', ({ packs, installs }) => {
    const before = store.getState();
    store.setState({ packs, installs });
    tellOfEnds(before.installs, installs);
    const ids = (list: readonly PackSummary[] | null) => (list ?? []).map(({ id }) => id).join();
    if (before.catalogue === null || ids(before.packs) === ids(packs)) return;
    void call('models.catalogue', undefined).then(
      (catalogue) => store.setState({ catalogue }),
      (thrown) => store.setState({ error: asUserError(thrown) }),
    );
  });
}

/** Names what made a token, as main does: tokens of another name are another model's. */
export function tokenModel({ id, version }: Pick<PackSummary, 'id' | 'version'>): string {
  return `${id}@${version}`;
}

/** Who answers questions about one video, and how far it has watched it. */
export interface AnswererOfVideo {
  readonly pack: PackSummary;
  readonly watched: 'not' | 'partly' | 'wholly';
}

/** Null where no language model is chosen, or the chosen one is not on this machine or broken. */
export function answererOf(
  video: Pick<Video, 'answers'>,
  settings: Pick<Settings, 'answerPack'> | null,
  packs: readonly PackSummary[] | null,
): AnswererOfVideo | null {
  const pack = packs?.find((one) => one.id === settings?.answerPack && one.state === 'ready');
  if (!pack) return null;
  const { answers } = video;
  if (answers === null || answers.model !== tokenModel(pack) || answers.frameCount === 0) {
    return { pack, watched: 'not' };
  }
  return { pack, watched: answers.complete ? 'wholly' : 'partly' };
}

/** The chosen search pack where another one made this video's index; null where nothing is to be done. */
export function otherSearchPack(
  video: Pick<Video, 'packId' | 'media'>,
  settings: Pick<Settings, 'searchPack'> | null,
  packs: readonly PackSummary[] | null,
): PackSummary | null {
  if (video.packId === null || !video.media.video) return null;
  const pack = packs?.find((one) => one.id === settings?.searchPack && one.state === 'ready');
  return !pack || video.packId === tokenModel(pack) || video.packId === pack.id ? null : pack;
}
