/**
 * Puts text on the clipboard, from within a click's handler. Goes by the copy command, which needs no
 * permission: the app denies every permission. False when the browser refused.
 */
export function copyText(text: string): boolean {
  function put(event: ClipboardEvent): void {
    event.preventDefault();
    event.clipboardData?.setData('text/plain', text);
  }
  document.addEventListener('copy', put, { once: true });
  try {
    return document.execCommand('copy');
  } finally {
    document.removeEventListener('copy', put);
  }
}
