const rules = new Intl.PluralRules('en');
const numbers = new Intl.NumberFormat('en');

/** A number for people. */
export function formatNumber(value: number): string {
  return numbers.format(value);
}

/** The form of a noun that goes with a count. */
export function pluralWord(count: number, forms: { readonly one: string; readonly other: string }): string {
  return rules.select(count) === 'one' ? forms.one : forms.other;
}

/** A count with its noun, such as “1 ticket” or “24,918 tickets”. */
export function plural(count: number, forms: { readonly one: string; readonly other: string }): string {
  return `${formatNumber(count)} ${pluralWord(count, forms)}`;
}
