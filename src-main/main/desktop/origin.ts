export const APP_SCHEME = 'longtake';
export const MEDIA_SCHEME = 'media';
/** The page's own origin. */
export const APP_ORIGIN = `${APP_SCHEME}://app`;

/** Whether an address is this app's own page, the only one that may call. */
export function isOwnPage(url: string): boolean {
  return url.startsWith(`${APP_ORIGIN}/`);
}
