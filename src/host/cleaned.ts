/*
 * `sos clean` replaces what could tell whose host a report is of. MACs keep their identity (53:4f:53:…), addresses do not: one
 * without a prefix length gets another stand-in than the same one with it, one that begins like another gets that one's, rules
 * for one address become rules for a subnet, and an address that is seen before its network leaves it (ip_map.py of sos).
 */

/** What only a cleaned report has: its MACs, and its names of domains, users and keywords. Plain words first: they cost little. */
const marks: readonly (readonly [word: string, mark: RegExp])[] = [
  ['53:4f:53:', /(?<![\da-f:])53:4f:53:[\da-f]{2}:[\da-f]{2}:[\da-f]{2}(?![\da-f:])/],
  ['534f:53ff:fe', /(?<![\da-f])534f:53ff:fe/],
  ['obfuscated', /obfuscated(?:domain|user|word)\d/],
];

/** The stand-ins of the first two networks: a host may have one of these by itself, and hardly both. */
const networks = ['100.0.0.', '101.0.0.'];

/** Whether a text has been through `sos clean`, as far as it tells. */
export const isCleanedText = (text: string): boolean =>
  marks.some(([word, mark]) => text.includes(word) && mark.test(text)) ||
  networks.every((network) => text.includes(network) && new RegExp(`(?<![\\d.])${network}\\d`).test(text));

/** Where sos itself notes that it cleaned a report: in the manifest of its steps. */
export const isCleaningNoted = (manifest: string): boolean => /"cleaner":\s*\{/.test(manifest);
