/** A name in a template stands for a word that is known only on the host. */
export type Values = Readonly<Record<string, string | undefined>>;

const slot = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** The names that a template asks for; undefined where its braces do not match. */
export function namesIn(template: string): readonly string[] | undefined {
  if (/\{\{|\}\}/.test(template.replace(slot, ''))) return undefined;
  return [...template.matchAll(slot)].map(([, name = '']) => name);
}

/** A value that could not be put into a template. */
export class NoValue extends Error {}

/** Fills in a sentence for people; what is not known is said to be so. */
export const fillText = (template: string, values: Values): string =>
  template.replace(slot, (_whole, name: string) => values[name] ?? `(no ${name})`);

/** Given by who runs it, whatever is in them. */
const isSecret = (name: string): boolean => name.startsWith('secrets.');

/** Words of MACs, addresses, UUIDs, devices and namespaces; nothing that any tool could take for syntax. */
const plainWord = /^[\w.:/@%+,-]+$/;

/**
 * Fills in one word of a command. Values come from the host, so each stays within its word, and none can make an option
 * of a word that is not written as one.
 */
export function fillWord(template: string, values: Values): string {
  const word = template.replace(slot, (_whole, name: string) => {
    const value = values[name];
    if (value === undefined) throw new NoValue(`${name} is unknown`);
    if (!isSecret(name) && !plainWord.test(value)) throw new NoValue(`${name} is not a plain word`);
    return value;
  });
  if (word.startsWith('-') && !template.startsWith('-')) throw new NoValue(`'${template}' would become an option`);
  return word;
}
