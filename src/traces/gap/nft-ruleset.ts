import * as z from 'zod';

/* Rules of nftables, as `nft -j` and `nft -a` list them (libnftables-json(5)). */

const tableName = z.object({ family: z.string(), table: z.string() });
export type TableName = z.infer<typeof tableName>;
const chainSchema = tableName.extend({
  name: z.string(),
  hook: z.string().optional(),
  policy: z.string().optional(),
  dev: z.union([z.string(), z.array(z.string())]).optional(),
});
const ruleSchema = tableName.extend({
  chain: z.string(),
  handle: z.number(),
  expr: z.array(z.record(z.string(), z.unknown())),
});
const setSchema = tableName.extend({ name: z.string(), elem: z.array(z.unknown()).optional() });

export type Chain = z.infer<typeof chainSchema>;
export type Rule = z.infer<typeof ruleSchema>;
type SetOf = z.infer<typeof setSchema>;

export interface Ruleset {
  readonly chains: readonly Chain[];
  readonly rules: readonly Rule[];
  readonly sets: readonly SetOf[];
}

/** The rules of a namespace, read once for all packets that they are asked about. */
export interface ListedRules {
  readonly ruleset: Ruleset;
  /** As `nft -a` prints it. */
  readonly text: string;
}

/** What both commands list, or an empty text in place of what failed. */
export const listedRules = (json: string, text: string): ListedRules => ({
  ruleset: withDevices(readRuleset(json), text),
  text,
});

/** nft before 1.0.7 leaves the devices of a chain out of its JSON. */
export const withDevices = (ruleset: Ruleset, text: string): Ruleset => ({
  ...ruleset,
  chains: ruleset.chains.map((chain) => {
    if (chain.dev !== undefined || chain.hook === undefined) return chain;
    const heading = linesOf(text, chain)
      .join('\n')
      .match(new RegExp(`chain ${chain.name} \\{[^\n]*\n([^\n]*)`))?.[1];
    const [, one, several] = heading?.match(/ device "?([^"{ ]+)"? | devices = \{ ([^}]*) \}/) ?? [];
    const dev = one === undefined ? several?.split(', ').map((each) => each.replaceAll('"', '')) : [one];
    return dev === undefined ? chain : { ...chain, dev };
  }),
});

/** The lines of a table in `nft -a list ruleset`. */
function linesOf(
  text: string,
  { family, table }: { readonly family: string; readonly table: string },
): readonly string[] {
  const start = text.indexOf(`table ${family} ${table} {`);
  const end = text.indexOf('\n}', start);
  return start === -1 ? [] : text.slice(start, end === -1 ? undefined : end).split('\n');
}

/** The line of a rule in `nft -a list ruleset`. */
export function lineOf(text: string, rule: Rule): string | undefined {
  return linesOf(text, rule)
    .map((line) => line.trim())
    .find((line) => line.endsWith(` # handle ${rule.handle}`) && !/^(?:chain|set|map|table) /.test(line));
}

export function readRuleset(text: string | undefined): Ruleset {
  const items: unknown[] = [];
  try {
    items.push(...((JSON.parse(text ?? '{}') as { readonly nftables?: readonly unknown[] }).nftables ?? []));
  } catch {
    // A list that can't be read names nobody.
  }
  const all = <T>(name: string, schema: z.ZodType<T>): readonly T[] =>
    items.flatMap((item) => {
      const result = schema.safeParse((item as Record<string, unknown>)[name]);
      return result.success ? [result.data] : [];
    });
  return {
    chains: all('chain', chainSchema),
    rules: all('rule', ruleSchema),
    sets: [...all('set', setSchema), ...all('map', setSchema)],
  };
}
