// The content security policy (CSP) of the page.
import { MEDIA_SCHEME } from './origin';

/** From nothing, only what the page needs: its own files, pictures and video over media://. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  `img-src 'self' ${MEDIA_SCHEME}: blob:`,
  `media-src ${MEDIA_SCHEME}:`,
  `connect-src ${MEDIA_SCHEME}:`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
