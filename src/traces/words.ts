/** The words of a rule as iptables-save(8) prints it: some are in double quotes, with a backslash before what would end them. */
export const words = (text: string): readonly string[] =>
  (text.match(/"(?:\\.|[^"\\])*"|\S+/g) ?? []).map((word) =>
    word.startsWith('"') ? word.slice(1, -1).replace(/\\(.)/g, '$1') : word,
  );
