import { useDeskView } from '../../state/desk-view';
import { useHandles } from '../../state/handles';
import { useSelection } from '../../state/selection';

const editable = 'input, textarea, select, [contenteditable="true"], [contenteditable=""]';

/** Input types whose keys type nothing. */
const untyped = '[type="checkbox"], [type="radio"], [type="button"], [type="submit"]';

/** True while keys belong to a text. */
export function isTyping(target: Element | null): boolean {
  return target !== null && target.closest(editable) !== null && !target.matches(untyped);
}

/** True while the focus is on a row of the list. */
export function isInGrid(target: Element | null): boolean {
  return target?.closest('[role="grid"]') != null;
}

/** True while something lies over the page and has its own keys. */
export function isCovered(): boolean {
  return document.querySelector('[role="dialog"], [role="menu"]') !== null;
}

/** The ticket that a command about one ticket means: the open one, else the one under the cursor. */
export function currentTicketId(): string | null {
  const { ticketId, cursor } = useDeskView.getState();
  return ticketId ?? useHandles.getState().grid?.idAt(cursor) ?? null;
}

/** The tickets that a command may do together: the selected ones, else the current one. */
export function meantTicketIds(): readonly string[] {
  const { ids } = useSelection.getState();
  if (ids.size > 0) return [...ids];
  const id = currentTicketId();
  return id === null ? [] : [id];
}

/** Opens the current ticket if none is open yet. */
export function openCurrentTicket(): string | null {
  const id = currentTicketId();
  if (id !== null) useDeskView.getState().openTicket(id);
  return id;
}

/** The ticket after (or, at the end, before) the current one, looked up before anything moves. */
export function neighbourTicketId(): string | null {
  const { grid } = useHandles.getState();
  if (grid === null) return null;
  const cursor = grid.cursor();
  const isHere = grid.idAt(cursor) === currentTicketId();
  return isHere ? (grid.idAt(cursor + 1) ?? grid.idAt(cursor - 1)) : grid.idAt(cursor);
}
