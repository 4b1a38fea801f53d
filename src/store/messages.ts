/** What the store tells people when something cannot be done. */
export const storeMessages = {
  closing: 'The desk is closing. Your last change was not made; make it again after the next start.',
  full: 'The disk is full, so nothing can be saved. Free some space; nothing that was saved is lost.',
  unavailable: 'The desk’s database did not answer. It is being restarted; your change will be tried again.',
  notOpened: 'The data of this desk could not be opened.',
  scanSpoilt: 'Rows were removed while a copy was being made. It is begun anew.',
  otherScan: 'Another copy was begun meanwhile. This one is begun anew.',
  noSuchTicket: 'That ticket does not exist any more. Go back to the list.',
  noSuchRecord: (kind: string): string => `That entry of “${kind}” does not exist any more.`,
  noSuchReference: (label: string): string =>
    `“${label}” points at something that does not exist. Choose from the list.`,
  emptyMessage: 'There is nothing to send yet. Write something first.',
  emptyName: 'It needs a name.',
  badKey: 'A field name starts with a letter and has small letters, digits, dashes and underscores only.',
  inUse: 'It is in use and cannot be removed. Change the tickets that use it first.',
  fieldInUse: 'Tickets have values for this field, so its name and type stay. Make another field instead.',
  keyTaken: (key: string): string => `There is a field named “${key}” already. Choose another name.`,
  builtIn: 'The six basic statuses belong to every desk and cannot be removed.',
  ownAgentErased:
    'This desk belongs to that person, or they are the one who works here now, so they cannot be erased.',
  erasedStays:
    'That person was erased, so nothing can be written about them any more. Make a new person instead.',
  ownAgent: 'This desk belongs to that agent, so they cannot be removed.',
  linkToItself: 'A ticket cannot be linked to itself.',
  badLinkType: (type: string): string => `There is no kind of link named “${type}”.`,
  mergeIntoItself: 'A ticket cannot be merged into itself.',
  mergeCircle: 'These tickets are already merged the other way round. Undo that merge first.',
  notMerged: 'That ticket was not merged into another one.',
  nothingToSplit: 'Choose at least one message of this ticket to split off.',
  nothingToUndo: 'There is nothing to undo, or it was undone already.',
  allChangedSince: 'All of it was changed again since, so nothing was undone.',
  noSuchBatch: (batch: string): string => `There is no import “${batch}” on this desk.`,
  batchUndone: 'That import was undone already.',
  noSuchGroup: (field: string): string => `Tickets cannot be grouped by “${field}”.`,
  deskIsGiven: (name: string): string =>
    `This folder already holds the desk “${name}”. Choose another folder for a new one.`,
  notAllowed: (label: string, text: string, allowed: readonly string[]): string =>
    `“${label}” cannot be “${text}”. Allowed: ${allowed.join(', ')}.`,
  noSuchKind: (kind: string): string => `There are no rows of the kind “${kind}”.`,
} as const;
