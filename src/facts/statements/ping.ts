import type { Found, Statement, StatementReader } from './statement.ts';

const target = /^PING (\S+?)(?: \(([\d.]+)\))?(?:[:(\s].*)?$/;
const refusal = /^(?:From (\S+?)(?: \([\d.]+\))?:? icmp_seq=\d+ |ping: (?=sendmsg|sendto|connect))(.+)$/;
const title = /^--- (\S+) ping statistics ---$/;
/** How large its packets are, as iputils says it: `1472(1500) bytes of data`. */
const size = /^PING .*\s\d+\((\d+)\) bytes of data\.?$/;
/** The device that it leaves by, or a hop on its way, has no room for it, as it may not be cut into pieces. */
const tooLarge =
  /^(?:ping: local error: [Mm]essage too long, mtu[=:] ?(\d+)|(?:From (\S+?)(?: \([\d.]+\))?:? icmp_seq=\d+ )Frag needed and DF set \(mtu = (\d+)\)|ping: sendmsg: Message too long|ping: sendto: Message too long)$/;
// iputils prints `3 received`, BusyBox and the BSDs `3 packets received`.
const totals =
  /^(\d+) packets transmitted, (\d+) (?:packets )?received(?:, \+\d+ (?:errors|duplicates))*, (?:[\d.]+% packet loss)/;

/**
 * `ping`: iputils s20101006 to 20221126, BusyBox. Only where nothing at all came back; one answer is enough for silence, since
 * a lost packet or two is no fault.
 */
export const ping: StatementReader = {
  sign: / ping statistics ---|^[^\w\n]*PING \S+ |connect: Network is unreachable/m,
  read(lines, _, command) {
    const found: Found[] = [...unrouted(lines, command)];
    let address: string | undefined;
    let refused: { readonly at: number; readonly from: string; readonly because: string }[] = [];
    let isAnswered = false;
    let bytes: number | undefined;
    let begin = 0;
    let refusedBy: { readonly from: string | undefined; readonly mtu: number | undefined } | undefined;
    /** What a ping of a size tells; a packet that its own host refuses was never sent. */
    const closeSize = (received: boolean, sentAny: boolean, end: number): void => {
      if (address !== undefined && bytes !== undefined && (sentAny || refusedBy !== undefined))
        found.push({
          statement: { kind: 'packet-size', target: address, bytes, isAnswered: received, refusedBy },
          at: [begin, end],
        });
      bytes = undefined;
      refusedBy = undefined;
    };
    // A paste may end before the totals: then refusals without any answer say the same.
    const close = (): void => {
      if (address !== undefined && !isAnswered && (refused.length >= often || refused.some(isLookedFor)))
        found.push({
          statement: silence(address, refused.length, refused),
          at: refused.slice(0, often).map((each) => each.at),
        });
      address = undefined;
      refused = [];
      isAnswered = false;
    };
    for (const [at, text] of lines.entries()) {
      const line = text.trim().replace(/^(?:> )+/, '');
      const [, name, resolved] = target.exec(line) ?? [];
      if (name !== undefined) {
        close();
        address = resolved ?? name;
        begin = at;
        refusedBy = undefined;
        const whole = size.exec(line)?.[1];
        bytes = whole === undefined ? undefined : Number(whole);
      }
      const large = tooLarge.exec(line);
      if (large !== null) {
        const [, own, from, next] = large;
        const mtu = own ?? next;
        // Who first said so, a hop on the way, counts: the host itself has learned it from there.
        if (refusedBy?.from === undefined) refusedBy = { from, mtu: mtu === undefined ? undefined : Number(mtu) };
        continue;
      }
      isAnswered ||= /^\d+ bytes from /.test(line);
      const [, from, because] = refusal.exec(line) ?? [];
      if (because !== undefined) refused.push({ at, from: from ?? '', because });
      const [, of] = title.exec(line) ?? [];
      if (of === undefined) continue;
      const last = lines.findIndex((each, index) => index > at && each.trim() !== '');
      const [, sent, received] = totals.exec(lines[last]?.trim() ?? '') ?? [];
      const isTooLarge = refusedBy !== undefined;
      if (received !== undefined) closeSize(received !== '0', Number(sent) > 0, last);
      if (received === '0' && Number(sent) > 0 && !isTooLarge) {
        const shown = refused.slice(0, 3).map((each) => each.at);
        found.push({ statement: silence(address ?? of, Number(sent), refused), at: [...shown, at, last] });
      }
      address = undefined;
      refused = [];
      isAnswered = false;
    }
    close();
    return found;
  },
};

/** What `ping` says where the kernel has no route, before it sends anything. */
const noRoute = /^(?:ping: )?connect: Network is unreachable$/;

function unrouted(lines: readonly string[], command: readonly string[] | undefined): readonly Found[] {
  const at = lines.findIndex((line) => noRoute.test(line.trim()));
  const target =
    command?.includes('ping') === true ? command.findLast((word) => /^\d+(?:\.\d+){3}$/.test(word)) : undefined;
  return at === -1 ? [] : [{ statement: { kind: 'destination-unrouted', target }, at: [at] }];
}

/** The host that pings has asked for the target's MAC for three seconds. */
const isLookedFor = ({ because }: { readonly because: string }): boolean => because === 'Destination Host Unreachable';

/** So often refused, and never answered: fewer may be the first moments. */
const often = 3;

/** Of pings that nobody answered: a router on the way that has no route says why, else it is open where they are lost. */
function silence(
  of: string,
  sent: number,
  refused: readonly { readonly from: string; readonly because: string }[],
): Statement {
  const refusals = refusalsOf(refused);
  const [first] = refusals;
  return first !== undefined &&
    first.from !== '' &&
    refusals.every(({ because }) => /^Destination Net Unreachable$/.test(because))
    ? { kind: 'destination-unrouted', target: of, by: first.from }
    : { kind: 'echo-unanswered', target: of, sent, refusals };
}

const refusalsOf = (all: readonly { readonly from: string; readonly because: string }[]) =>
  uniqueBy(
    all.map(({ from, because }) => ({ from, because })),
    ({ from, because }) => `${from} ${because}`,
  );

function uniqueBy<T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] {
  return [...new Map(items.map((item) => [keyOf(item), item] as const)).values()];
}
