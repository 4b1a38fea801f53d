/** What generated tickets are made of. The people are sample data and stand for nobody. */
export const words = {
  firstNames: ['Ana', 'Bela', 'Chidi', 'Dina', 'Emre', 'Freya', 'Goran', 'Hana', 'Idris', 'Jana', 'Kofi', 'Lena', 'Mateo', 'Noor', 'Olga', 'Priya', 'Quinn', 'Ravi', 'Saga', 'Tomas', 'Uma', 'Viktor', 'Wen', 'Yara'],
  lastNames: ['Abel', 'Brandt', 'Costa', 'Diaz', 'Eriksen', 'Fischer', 'Garcia', 'Hughes', 'Ito', 'Jansen', 'Kaya', 'Lindgren', 'Moreau', 'Novak', 'Okafor', 'Petrov', 'Rossi', 'Sato', 'Tanaka', 'Weber'],
  teams: ['Service desk', 'Network', 'Workplace', 'Field service', 'Applications'],
  categories: ['Email', 'Network', 'Printing', 'Hardware', 'Software', 'Accounts', 'Telephony'],
  organisations: ['Harbour Office', 'North Dock', 'Engine Works', 'Shore Control'],
  tags: ['vpn', 'laptop', 'vip', 'on-site', 'warranty', 'password', 'wifi', 'printer'],
  things: ['The printer on the second floor', 'Outlook', 'The VPN client', 'The docking station', 'My account', 'The label scanner', 'The wireless network', 'The backup job', 'The shared drive', 'The desk phone'],
  faults: ['does not start', 'is very slow since this morning', 'asks for a password again and again', 'shows error 0x80070035', 'loses its connection every few minutes', 'prints empty pages', 'is missing after the update', 'cannot be reached from the ship'],
  questions: ['Did anything change before it began?', 'Please restart it once and tell me what you see.', 'I have reset it. Can you try again?', 'A replacement is on its way.', 'Which room are you in?'],
  answers: ['Still the same.', 'It works now, thank you.', 'It began after the update last night.', 'I am in the engine room until six.', 'Only my colleague and I have it.'],
  notes: ['Same switch as last week.', 'Waiting for the spare part.', 'The log shows a time-out at 08:14.', 'The cable was loose.', 'Asked the vendor.'],
  fixes: ['Replaced the cable', 'Reset the password', 'Rolled the driver back', 'Freed the full disk', 'Renewed the certificate'],
} as const;
