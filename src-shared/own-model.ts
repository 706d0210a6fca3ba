import { z } from 'zod';

/**
 * The address of a server on this computer, in the one form that is stored and connected to: `http://host[:port][/path]`,
 * without a closing slash and without the `/v1` that every request adds. Null where the text names anything but this computer.
 * Names are not looked up: but for `localhost`, only numbers are taken.
 */
export function loopbackAddress(typed: string): string | null {
  const text = typed.trim();
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || url.protocol !== 'http:' || !isLoopbackHost(url.hostname)) return null;
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return null;
  const path = url.pathname.replace(/\/+$/, '').replace(/\/v1$/, '');
  if (!/^(?:\/[\w.~-]{1,64}){0,4}$/.test(path)) return null;
  return `${url.origin}${path}`;
}

/** 127.0.0.0/8, ::1, and the one name that means them. @param hostname as `URL` gives it: numbers in their usual form */
export function isLoopbackHost(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

/** Whether a model's name says that it is not run where it is asked: Ollama hands such questions on to its maker's machines. */
export function saysElsewhere(model: string): boolean {
  return /(?:^|[-:_/])cloud$/i.test(model.trim());
}

const address = z
  .string()
  .max(200)
  .refine((text) => loopbackAddress(text) === text);
/** Goes into a header of a request. */
const key = z.string().regex(/^[\x21-\x7e]{0,200}$/);
const model = z
  .string()
  .min(1)
  .max(300)
  .refine((name) => !/\p{Cc}/u.test(name) && !saysElsewhere(name));

/** A language model that somebody runs on this computer, and has chosen to have questions answered by. */
export const ownModel = z.object({
  /** See `loopbackAddress`. */
  address,
  /** As the server calls it. */
  model,
  /** What the server wants to be told before it answers; empty where it wants nothing. */
  key,
  /** Whether it is also asked to read questions that the program itself does not; left out: it is not. */
  reads: z.boolean().optional(),
});
export type OwnModel = z.infer<typeof ownModel>;

/** Where to look for servers: null for the ports that they usually have. */
export const ownModelPlace = z.object({ address: address.nullable(), key });
export type OwnModelPlace = z.infer<typeof ownModelPlace>;

/** A server that was found on this computer. */
export const ownServer = z.object({
  address: z.string(),
  /** What usually has this port; null for another one. */
  name: z.string().nullable(),
  /** Those that it has, by its own names. */
  models: z.array(z.string()),
  /** How many models were left out, since they are run on other machines. */
  elsewhere: z.number().int().nonnegative(),
  /** Whether it wants a key, and was given none or another. */
  wantsKey: z.boolean(),
});
export type OwnServer = z.infer<typeof ownServer>;

/** A model's name as it is shown: of a file's path its name, which is all that tells anything. */
export function shownModel(model: string): string {
  const file = /[\\/]/.test(model) && /\.gguf$/i.test(model) ? (model.split(/[\\/]/).at(-1) ?? model) : model;
  const name = file.replace(/\.gguf$/i, '');
  return name.length > 60 ? `${name.slice(0, 59)}…` : name;
}
