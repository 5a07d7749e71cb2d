import type { Found, StatementReader } from './statement.ts';

const address = String.raw`(\d{1,3}(?:\.\d{1,3}){3})`;
const device = String.raw`([\w.@-]+)`;

const forms: readonly RegExp[] = [
  // `arp -n`: the hardware type is left out of an entry that is not complete.
  new RegExp(String.raw`^${address}\s+\(incomplete\)\s+${device}$`),
  // `arp -a`, of net-tools and BusyBox.
  new RegExp(String.raw`^\S+ \(${address}\) at <incomplete>(?: \[\w+\])?\s+on ${device}$`),
  // `ip neigh`: FAILED may be long ago, and its peer long gone.
  new RegExp(String.raw`^${address} dev ${device}\s+(?:\S+\s+)*INCOMPLETE$`),
];

const arping = new RegExp(String.raw`^ARPING ${address} from [\d.]+ ${device}$`);
const arpingSent = /^Sent (\d+) probes? \(\d+ broadcast\(s\)\)$/;
const arpingReply = new RegExp(String.raw`^Unicast reply from ${address} \[([0-9A-Fa-f:]{17})\]`);
const arpingReceived = /^Received (\d+) (?:response|reply|replies)\(?s?\)?/;

/** Entries without a MAC, of `arp` and `ip neigh`, and `arping` without an answer. */
export const neighbourTables: StatementReader = {
  sign: /[(<]incomplete[)>]|INCOMPLETE|^ARPING /m,
  read: (lines) => [...lines.flatMap(entryOf), ...arpings(lines), ...doubleAnswers(lines)],
};

function entryOf(text: string, at: number): readonly Found[] {
  const line = text.trim();
  for (const form of forms) {
    const [, asked, on] = form.exec(line) ?? [];
    if (asked !== undefined)
      return [{ statement: { kind: 'neighbour-unanswered', address: asked, device: on, asked: undefined }, at: [at] }];
  }
  return [];
}

function arpings(lines: readonly string[]): readonly Found[] {
  const found: Found[] = [];
  let open: { readonly address: string; readonly device: string | undefined; readonly at: number } | undefined;
  let sent: number | undefined;
  for (const [at, text] of lines.entries()) {
    const line = text.trim();
    const [, asked, on] = arping.exec(line) ?? [];
    if (asked !== undefined) [open, sent] = [{ address: asked, device: on, at }, undefined];
    sent = Number(arpingSent.exec(line)?.[1] ?? sent);
    const received = arpingReceived.exec(line)?.[1];
    if (open === undefined || received === undefined) continue;
    if (received === '0' && sent !== undefined && sent > 0) {
      const { address: target, device: by } = open;
      found.push({
        statement: { kind: 'neighbour-unanswered', address: target, device: by, asked: sent },
        at: [open.at, at],
      });
    }
    open = undefined;
  }
  return found;
}

/** One address that several MACs answer for in one run of `arping`. */
function doubleAnswers(lines: readonly string[]): readonly Found[] {
  const answers = new Map<string, Map<string, number>>();
  const found: Found[] = [];
  const close = (): void => {
    for (const [target, macs] of answers) {
      const statement = { kind: 'address-answered-twice', address: target, macs: [...macs.keys()] } as const;
      if (macs.size > 1) found.push({ statement, at: [...macs.values()] });
    }
    answers.clear();
  };
  for (const [at, text] of lines.entries()) {
    const line = text.trim();
    if (arping.test(line)) close();
    const [, target, mac = ''] = arpingReply.exec(line) ?? [];
    if (target === undefined) continue;
    const macs = answers.get(target) ?? new Map<string, number>();
    if (!macs.has(mac.toLowerCase())) macs.set(mac.toLowerCase(), at);
    answers.set(target, macs);
  }
  close();
  return found;
}
