import { z } from 'zod';
import { userError } from './errors';

/** Where Longtake's own page is, as in package.json. */
export const HOMEPAGE = 'https://longtake.example';
/** Where packages and the list of releases lie, as in electron-builder.yml: the one address that is asked whether there is a newer version. */
export const RELEASES = `${HOMEPAGE}/download`;
/** What a person is shown who fetches a version by hand. */
export const DOWNLOAD_PAGE = `${HOMEPAGE}/#download`;

/** A newer version, as the list of releases has it: text from outside, bounded and without what could disguise it. */
export const updateOffer = z.object({ version: z.string(), notes: z.string() });
export type UpdateOffer = z.infer<typeof updateOffer>;

export const updateStatus = z.object({
  /** What is being done: `ready` when the package lies here, checked, and waits for a person's click. */
  state: z.enum(['idle', 'checking', 'fetching', 'ready']),
  /** When the list of releases was last read, in milliseconds since 1970; null where it never was. */
  checkedAt: z.number().nullable(),
  /** Null where nothing newer is known. */
  offer: updateOffer.nullable(),
  /** Whether this package can put a newer one in its own place; where it cannot, there is the page. */
  installs: z.boolean(),
  /** Of the package that is fetched, 0 to 1. */
  progress: z.number().min(0).max(1),
  /** Why the last check or fetch came to nothing. */
  error: userError.nullable(),
});
export type UpdateStatus = z.infer<typeof updateStatus>;

export const NO_UPDATE: UpdateStatus = {
  state: 'idle',
  checkedAt: null,
  offer: null,
  installs: false,
  progress: 0,
  error: null,
};
