/** Every sentence that the query language shows to a person. Quoted parts are already shortened. */
export const queryMessages = {
  tooLong: (limit: number) =>
    `The query is too long. Shorten it to ${limit} characters, or save parts of it as views.`,
  tooDeep: (limit: number) => `More than ${limit} parentheses are nested. Remove some of them.`,
  unclosedQuote:
    'This quote is never closed. Add a closing " where the text ends; write \\" for a quote inside it.',
  emptyQuotes: 'Nothing stands between the quotes. Write the text to find, or remove the quotes.',
  quoteInWord:
    'A quote stands in the middle of a word. Put a space before it, or write \\" inside quotes to find it.',
  textAfterQuote: 'Text follows the closing quote directly. Put a space between them.',
  parenthesisAfterValue:
    'A parenthesis follows the value directly. Put a space before it, or put the whole value in quotes.',
  unclosedParenthesis: 'This parenthesis is never closed. Add a closing ) where the group ends.',
  strayParenthesis: 'This ) closes nothing. Remove it, or add a ( where the group starts.',
  minusAlone:
    'A minus stands alone. Write it directly before what to leave out, for example -word, or in quotes to find it.',
  doubleMinus:
    'Two minus signs stand together. Write one to leave something out, or quotes around text that starts so.',
  danglingJoin: (word: string) =>
    `${word} needs a condition on both sides. Add the missing one, remove ${word}, or write "${word}" to find the word.`,
  notWord:
    'Write a minus directly before what to leave out, for example -word, or "NOT" in quotes to find the word.',
  missingField: (operator: string) =>
    `No field stands directly before ${operator}. Write it without a space, for example number${operator}1, or use quotes to find this text.`,
  unknownField: (name: string, suggestion: string | undefined, quoted: string) => {
    const question = suggestion === undefined ? '' : ` Did you mean ${suggestion}?`;
    return `There is no field named ${name}.${question} To find this text, put it in quotes: ${quoted}.`;
  },
  unknownSortField: (name: string, suggestion: string | undefined) => {
    const question = suggestion === undefined ? '' : ` Did you mean ${suggestion}?`;
    return `There is no field named ${name} to sort by.${question}`;
  },
  notSortable: (name: string) => `Sorting by ${name} is not possible. Choose another field.`,
  sortInside: 'Sorting applies to the whole query. Move it out of the parentheses.',
  sortNegated: (name: string) => `To sort downwards, write the minus before the field: sort:-${name}.`,
  sortOperator: 'Write a colon after sort, for example sort:created or sort:-created.',
  emptyValue: (field: string, example: string) =>
    `A value is missing. Write it directly after ${field}, without spaces around colons and commas, for example ${example}.`,
  unknownValue: (field: string, value: string, suggestion: string | undefined, allowed: string) => {
    const question = suggestion === undefined ? '' : ` Did you mean ${suggestion}?`;
    const choices = allowed === '' ? `${field} has no values yet.` : `Possible are: ${allowed}.`;
    return `${value} is not a value of ${field}.${question} ${choices}`;
  },
  moreValues: (shown: string, hidden: number) => `${shown} and ${hidden} more`,
  notANumber: (field: string, value: string) =>
    `${value} is not a number. Write ${field} with digits, for example 42.`,
  numberTooLarge: (value: string) => `${value} is too large a number. Use at most 15 digits.`,
  notATime: (value: string) =>
    `${value} is not a time. Write 30m, 12h, 2d or 3w for that long ago, or a date such as 2024-05-01 or 2024-05-01T10:00.`,
  noSuchDate: (value: string) => `${value} is not in the calendar. Check the month, the day and the time.`,
  timeTooFar: (value: string) => `${value} reaches too far. Use a shorter time or a date.`,
  operatorNotAllowed: (field: string, operator: string) =>
    `${field} has no order, so ${operator} does not work. Write ${field}: and a value.`,
  oneValueOnly: (operator: string) => `Only one value may follow ${operator}. Remove the others.`,
  hints: {
    sort: 'order of the list',
    none: 'empty',
    any: 'filled in',
    me: 'you',
    is: 'is any of',
    contains: 'contains any of',
    time: { '=': 'within', '>': 'after', '>=': 'from', '<': 'before', '<=': 'until' },
    order: { '=': 'is any of', '>': 'above', '>=': 'at least', '<': 'below', '<=': 'at most' },
  },
} as const;
