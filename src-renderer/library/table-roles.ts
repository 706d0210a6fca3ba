/*
 * The list of films is a table by its roles: rows of which only those in sight are in the document, and cells in a grid of their own, are
 * what <table> cannot be.
 */
import type { AriaAttributes } from 'react';

type Told = AriaAttributes & { readonly role: string };

/** What holds all films. @param rows of the table, its head among them; null: cards, which are a list */
export function listOf(label: string, rows: number | null): Told {
  const told = { 'aria-label': label };
  return rows === null ? { role: 'list', ...told } : { role: 'table', 'aria-rowcount': rows, ...told };
}

export const CELL = { role: 'cell' } as const;

/** @param place which row of the table, from 1 */
export function tableRow(place: number): Told {
  return { role: 'row', 'aria-rowindex': place };
}

export function columnHead(told: AriaAttributes): Told {
  return { role: 'columnheader', ...told };
}
