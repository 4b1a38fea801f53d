import { choiceField, numberField, tagsField, textField } from '../../field/field';
import { optionsFrom } from '../../field/options';
import { identityMessages as messages } from './identity.messages';

/** Which ticket it is and what it is about. */
export const identityFields = [
  numberField({ key: 'number', label: messages.number, writer: 'system', inHistory: false }),
  textField({ key: 'subject', label: messages.subject }),
  choiceField({ key: 'type', label: messages.type, options: optionsFrom(messages.typeOptions) }),
  choiceField({
    key: 'channel',
    label: messages.channel,
    options: optionsFrom(messages.channelOptions),
    writer: 'system',
  }),
  tagsField({ key: 'tags', label: messages.tags, queryName: 'tag' }),
  tagsField({ key: 'assets', label: messages.assets, queryName: null }),
] as const;
