import { z } from 'zod';
import {
  choiceField,
  flagField,
  numberField,
  tagsField,
  textField,
  timeField,
  type Field,
} from '../field/field';
import { optionsFrom } from '../field/options';
import { customPrefix } from '../ticket/fields';
import { customFieldMessages as messages } from './custom-field.messages';

/** The natures that people may choose for a field of their own. */
export type CustomFieldType = keyof typeof messages.types;

/** The fields of a custom field's definition. `key` is its name in queries and files. */
export const customFieldFields = [
  textField({ key: 'key', label: messages.key }),
  textField({ key: 'label', label: messages.label }),
  choiceField({ key: 'type', label: messages.type, options: optionsFrom(messages.types) }),
  tagsField({ key: 'options', label: messages.options }),
  numberField({ key: 'order', label: messages.order }),
] as const;

/** A definition as the rest of the domain sees it. */
export type CustomField = {
  readonly key: string;
  readonly label: string;
  readonly type: CustomFieldType;
  readonly options: readonly string[];
};

/** What a custom field's key looks like: a word that the query language can hold. */
export const CustomFieldKey = z.string().regex(/^[a-z][a-z0-9_-]{0,63}$/, messages.keyShape);

/** Turns any label or column name into a key: lower case, other signs become `_`. */
export function customFieldKey(label: string): string {
  const folded = label.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const word = folded
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 60);
  return /^[a-z]/.test(word) ? word : `field_${word}`.replace(/_$/, '');
}

/** The ticket field that a definition stands for; its key on the row carries the custom prefix. */
export function fieldOfCustomField(definition: CustomField): Field {
  const use = { key: `${customPrefix}${definition.key}`, label: definition.label, queryName: definition.key };
  switch (definition.type) {
    case 'text':
      return textField({ ...use, longest: 100_000 }) as unknown as Field;
    case 'number':
      return numberField(use) as unknown as Field;
    case 'date':
      return timeField(use) as unknown as Field;
    case 'flag':
      return flagField(use) as unknown as Field;
    case 'choice': {
      const options = definition.options.map((option) => ({ id: option, label: option }));
      return (options.length === 0 ? textField(use) : choiceField({ ...use, options })) as unknown as Field;
    }
  }
}
