import { shownModel } from '../../../src-shared/own-model';
import type { Settings } from '../../../src-shared/settings';
import { RELEASES } from '../../../src-shared/updates';
import { t } from '../../../src-shared/words/words';
import type { Dialogs, Question } from './dialogs';

/** More of an address than this pushes the rest of the dialog away. */
const LONGEST = 200;

/**
 * Lets a change of settings through to whoever stores it, or not. What decides where the program connects to needs a person's
 * yes in a dialog of the system's: a page that something had got into could otherwise name a machine of its own, and have
 * words sent there as names of files. So does the address of a language model on this computer, whose program gets words of
 * films and may do with them what it likes. Fewer connections need no yes.
 * @returns whether the change may be made, as a whole; false too while another such question stands
 */
export function networkGate(
  dialogs: Pick<Dialogs, 'confirm'>,
): (now: Settings, change: Partial<Settings>) => Promise<boolean> {
  let asking = false;
  return async (now, change) => {
    const question = questionFor(now, change);
    if (question === null) return true;
    if (asking) return false;
    asking = true;
    try {
      return await dialogs.confirm(question);
    } finally {
      asking = false;
    }
  };
}

/** Null where the change concerns no connection, or only ends them. */
export function questionFor(now: Settings, change: Partial<Settings>): Question | null {
  const { mirror = now.mirror, proxy = now.proxy, downloads = now.downloads } = change;
  // What an empty mirror stands for, and an empty proxy.
  const [hub, none] = [t('menu.network.hub'), t('menu.network.none')];
  const lines: string[] = [];
  if (mirror !== now.mirror) {
    lines.push(changed(t('menu.network.mirror', { now: shown(mirror, hub) }), shown(now.mirror, hub)));
  }
  if (proxy !== now.proxy) {
    lines.push(changed(t('menu.network.proxy', { now: shown(proxy, none) }), shown(now.proxy, none)));
  }
  if (downloads && !now.downloads) {
    lines.push(changed(t('menu.network.again', { from: shown(mirror, hub) }), t('menu.network.nothing')));
  }
  if (looksForUpdates({ ...now, ...change }) && !looksForUpdates(now)) {
    lines.push(t('menu.network.updates', { address: RELEASES }));
  }
  const own = ownModelLine(now, change);
  if (own !== null) lines.push(own);
  if (lines.length === 0) return null;
  return {
    message: t('menu.network.change'),
    detail: [...lines, t('menu.network.sure')].join('\n\n'),
    yes: t('menu.network.yes'),
    no: t('menu.network.no'),
  };
}

function looksForUpdates({ updates, downloads }: Settings): boolean {
  return updates && downloads;
}

/** Another model at the same address, of which a person has said yes to, is no other connection. */
function ownModelLine(now: Settings, { ownModel = now.ownModel }: Partial<Settings>): string | null {
  if (ownModel === null || ownModel.address === now.ownModel?.address) return null;
  const before = now.ownModel
    ? t('menu.network.ownAt', { model: shownModel(now.ownModel.model), address: now.ownModel.address })
    : t('menu.network.none');
  const { address } = ownModel;
  return changed(t('menu.network.own', { address, model: shownModel(ownModel.model) }), before);
}

function changed(what: string, before: string): string {
  return `${what}\n${t('menu.network.untilNow', { before })}`;
}

/** As it will be understood, without line breaks, marks that turn the writing round, or a password. */
function shown(address: string, empty: string): string {
  if (address === '') return empty;
  const url = new URL(address);
  url.password = '';
  return url.href.length > LONGEST ? `${url.href.slice(0, LONGEST)} …` : url.href;
}
