import { t } from '../../src-shared/words/words';

/** What is to be said of an address that someone types. `address`: as it would be stored. */
export interface JudgedAddress {
  readonly address: string;
  readonly error: string | null;
  readonly warning: string | null;
}

/** Judges an address of a mirror or proxy; an empty one is none, and fine. The same addresses pass as in main. */
export function judgeAddress(typed: string): JudgedAddress {
  const address = typed.trim();
  const bad = (error: string) => ({ address, error, warning: null });
  if (address === '') return { address, error: null, warning: null };
  if (/\s/.test(address)) return bad(t('settings.address.spaces'));
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(address)) {
    return bad(t('settings.address.whole'));
  }
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || url.hostname === '') return bad(t('settings.address.noMachine'));
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return bad(t('settings.address.scheme'));
  }
  if (url.search !== '' || url.hash !== '') return bad(t('settings.address.query'));
  if (url.username !== '' || url.password !== '') {
    return {
      address,
      error: null,
      warning: t('settings.address.password'),
    };
  }
  const own = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  const warning = url.protocol === 'http:' && !own ? t('settings.address.open') : null;
  return { address, error: null, warning };
}
