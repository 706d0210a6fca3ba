/*
 * The words of the window in German, of all rooms. Nobody is addressed: "Film hinzufügen", never "Fügen Sie … hinzu" nor "Füge … hinzu".
 * What is called what, everywhere:
 *
 *   film, video      Film                    find            Fund
 *   library          Bibliothek              place           Stelle
 *   index            Index, indexieren       citation        Beleg
 *   frame            Bild                    answer          Antwort
 *   scene            Szene                   question        Frage
 *   shot             Einstellung             candidate       Kandidat
 *   cut              Schnitt                 tray            Ablage
 *   closer look      genauer Blick           collection      Sammlung
 *   thing            Ding                    note, tag       Notiz, Stichwort
 *   writing          Schrift                 moment, mark    Moment, merken
 *   speech           Sprache, Gesprochenes   range           Bereich
 *   transcript       Transkript              work            Arbeiten
 *   speaker, voice   Sprecher, Stimme        model           Modell
 *   subtitles        Untertitel              device          Gerät
 *   ask about        fragen zu
 *   chapter          Kapitel                 sound track     Tonspur
 *   timeline         Zeitleiste              clip, still     Clip, Standbild
 *   setting          Option (the screen is "Einstellungen"), since a shot is an Einstellung
 */
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

export const de = {
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
