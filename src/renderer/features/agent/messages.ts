/** The words of changing who works at this desk. */
export const agentMessages = {
  title: 'Who is working?',
  intro: 'Several people can share this desk. Everything you do from now on carries this name.',
  agents: 'Agents',
  newName: 'Somebody new',
  add: 'Add',
  cancel: 'Cancel',
} as const;
