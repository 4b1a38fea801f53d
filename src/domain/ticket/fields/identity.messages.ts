/** The words of the fields that say which ticket it is and what it is about. */
export const identityMessages = {
  number: 'Number',
  subject: 'Subject',
  type: 'Type',
  typeOptions: {
    incident: 'Incident',
    request: 'Service request',
    problem: 'Problem',
    change: 'Change',
    question: 'Question',
    task: 'Task',
  },
  channel: 'Channel',
  channelOptions: {
    web: 'Web',
    email: 'Email',
    chat: 'Chat',
    phone: 'Phone',
    social: 'Social media',
    api: 'API',
    import: 'Import',
    agent: 'Agent',
  },
  tags: 'Tags',
  assets: 'Assets',
} as const;
