import { createContext, useContext } from 'react';
import { assert } from '../../domain/assert';
import type { Desk, Send } from './desk';

export const DeskContext = createContext<Desk | null>(null);

/** The desk of this window. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  assert(desk !== null, 'A pane stands outside the provider of the desk.');
  return desk;
}

/** Sends changes to the store. */
export function useSend(): Send {
  return useDesk().send;
}
