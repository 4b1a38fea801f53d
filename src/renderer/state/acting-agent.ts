/** Where this window remembers who works in it, until it is closed. */
const key = 'carrydesk.agent';

/** The agent chosen in this window, if one was. */
export function chosenAgent(): string | null {
  return sessionStorage.getItem(key);
}

/** Works as somebody else from now on. Every answer may depend on who asks, so the window begins anew. */
export function workAs(agentId: string): void {
  sessionStorage.setItem(key, agentId);
  window.location.reload();
}
