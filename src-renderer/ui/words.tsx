import { Fragment, type ReactNode } from 'react';

/** A message with elements in it, such as a button or a bold name: what `tParts` gives. */
export function Parts({ of }: { readonly of: readonly ReactNode[] }) {
  return of.map((part, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of a sentence have no other name.
    <Fragment key={at}>{part}</Fragment>
  ));
}
