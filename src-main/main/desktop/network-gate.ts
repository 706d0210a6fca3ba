import { shownModel } from '../../../src-shared/own-model';
import type { Settings } from '../../../src-shared/settings';
import type { Dialogs, Question } from './dialogs';

/** More of an address than this pushes the rest of the dialog away. */
const LONGEST = 200;
/** What an empty mirror stands for, and an empty proxy. */
const HUB = 'huggingface.co, the hub itself';
const NONE = 'none';

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
  const lines: string[] = [];
  if (mirror !== now.mirror) {
    lines.push(`Models are fetched from: ${shown(mirror, HUB)}\nUntil now: ${shown(now.mirror, HUB)}`);
  }
  if (proxy !== now.proxy) {
    lines.push(`Through the proxy: ${shown(proxy, NONE)}\nUntil now: ${shown(now.proxy, NONE)}`);
  }
  if (downloads && !now.downloads) {
    lines.push(`Models can be fetched again, from ${shown(mirror, HUB)}.\nUntil now: nothing is fetched`);
  }
  const own = ownModelLine(now, change);
  if (own !== null) lines.push(own);
  if (lines.length === 0) return null;
  return {
    message: 'Change where Longtake connects to?',
    detail: `${lines.join('\n\n')}\n\nSay yes only if you have just changed this under Settings yourself.`,
    yes: 'Change',
    no: 'Leave as it is',
  };
}

/** Another model at the same address, of which a person has said yes to, is no other connection. */
function ownModelLine(now: Settings, { ownModel = now.ownModel }: Partial<Settings>): string | null {
  if (ownModel === null || ownModel.address === now.ownModel?.address) return null;
  const before = now.ownModel ? `${shownModel(now.ownModel.model)}, at ${now.ownModel.address}` : NONE;
  return `Questions, and what is said, written and seen in your videos, are given to the program on this computer at ${ownModel.address}, to answer with ${shownModel(ownModel.model)}. Longtake cannot tell what that program does with them.\nUntil now: ${before}`;
}

/** As it will be understood, without line breaks, marks that turn the writing round, or a password. */
function shown(address: string, empty: string): string {
  if (address === '') return empty;
  const url = new URL(address);
  url.password = '';
  return url.href.length > LONGEST ? `${url.href.slice(0, LONGEST)} …` : url.href;
}
