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
  if (/\s/.test(address)) return bad('An address has no spaces in it.');
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(address)) {
    return bad('Not stored yet: write the whole address, beginning with https:// or http://.');
  }
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || url.hostname === '') return bad('Not stored yet: this is no address of a machine.');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return bad('Only addresses that begin with https:// or http:// can be used.');
  }
  if (url.search !== '' || url.hash !== '') return bad('Leave out what follows ? or #.');
  if (url.username !== '' || url.password !== '') {
    return {
      address,
      error: null,
      warning: 'Name and password are kept unencrypted in your library folder.',
    };
  }
  const own = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  const warning =
    url.protocol === 'http:' && !own
      ? 'Not encrypted: whoever is on the way can see and change what is fetched. Checksums catch changes where they are known.'
      : null;
  return { address, error: null, warning };
}
