import type { Words } from '../field-rules';

/** Priorities as ServiceNow shows them and as it stores them (contracts, "ServiceNow audit log"). */
export const servicenowPriorities: Words = {
  '1 - critical': 'urgent',
  '1': 'urgent',
  critical: 'urgent',
  '2 - high': 'high',
  '2': 'high',
  high: 'high',
  '3 - moderate': 'normal',
  '3': 'normal',
  moderate: 'normal',
  '4 - low': 'low',
  '4': 'low',
  low: 'low',
  '5 - planning': 'low',
  '5': 'low',
  planning: 'low',
};

/** Impact and urgency. */
export const servicenowSeverities: Words = {
  '1 - high': 'high',
  '1': 'high',
  high: 'high',
  '2 - medium': 'normal',
  '2': 'normal',
  medium: 'normal',
  '3 - low': 'low',
  '3': 'low',
  low: 'low',
};

/** How the caller got in touch. What these words fold together is kept beside the channel. */
export const servicenowChannels: Words = {
  phone: 'phone',
  ivr: 'phone',
  email: 'email',
  'e-mail': 'email',
  'self service': 'web',
  'self-service': 'web',
  web: 'web',
  'direct opening': 'agent',
  'walk-in': 'agent',
  monitoring: 'api',
  event: 'api',
  integration: 'api',
  chat: 'chat',
  'virtual agent': 'chat',
  social: 'social',
  'social media': 'social',
};

/** States, as shown and as stored; every other `Awaiting …` is a hold. */
export const servicenowStates: Words = {
  new: 'new',
  '1': 'new',
  active: 'open',
  'in progress': 'open',
  '2': 'open',
  'work in progress': 'open',
  open: 'open',
  'awaiting user info': 'pending',
  pending: 'pending',
  'on hold': 'on-hold',
  '3': 'on-hold',
  resolved: 'solved',
  '6': 'solved',
  closed: 'closed',
  '7': 'closed',
  canceled: 'closed',
  cancelled: 'closed',
  '8': 'closed',
};

/** Channels that are told apart in ServiceNow alone. */
export const foldedChannels: ReadonlySet<string> = new Set(
  Object.keys(servicenowChannels).filter(
    (word) => !['phone', 'email', 'web', 'chat', 'social', 'social media'].includes(word),
  ),
);

/** The kind of work that the letters of a number tell. */
export const servicenowTypes: Words = {
  inc: 'incident',
  req: 'request',
  ritm: 'request',
  prb: 'problem',
  chg: 'change',
  task: 'task',
  sctask: 'task',
  ctask: 'task',
  ptask: 'task',
};
