// The words of the window in English, of all rooms.
import { actions } from './actions';
import { answers } from './answers';
import { chat } from './chat';
import { cli } from './cli';
import { collections } from './collections';
import { errors } from './errors';
import { exports } from './exports';
import { film } from './film';
import { help } from './help';
import { jobs } from './jobs';
import { keys } from './keys';
import { library } from './library';
import { menu } from './menu';
import { models } from './models';
import { notices } from './notices';
import { packs } from './packs';
import { panel } from './panel';
import { passes } from './passes';
import { player } from './player';
import { reasons } from './reasons';
import { scene } from './scene';
import { search } from './search';
import { settings } from './settings';
import { shell } from './shell';
import { stores } from './stores';
import { suggestions } from './suggestions';
import { timeline } from './timeline';
import { transcript } from './transcript';
import { tray } from './tray';
import { ui } from './ui';
import { workspace } from './workspace';

export const en = {
  ...actions,
  ...answers,
  ...chat,
  ...cli,
  ...collections,
  ...errors,
  ...exports,
  ...film,
  ...help,
  ...jobs,
  ...keys,
  ...library,
  ...menu,
  ...models,
  ...notices,
  ...packs,
  ...panel,
  ...passes,
  ...player,
  ...reasons,
  ...scene,
  ...search,
  ...settings,
  ...shell,
  ...stores,
  ...suggestions,
  ...timeline,
  ...transcript,
  ...tray,
  ...ui,
  ...workspace,
} as const;
