import type { Found, StatementReader } from './statement.ts';

const address = String.raw`(\d{1,3}(?:\.\d{1,3}){3})`;
// With `-e` the words follow a colon, without a comma; tcpdump before 4.0 writes `arp who-has`.
const request = new RegExp(String.raw`\b[Ww]ho-has ${address}(?: \([0-9a-f:]+\))? tell ${address}`);
const reply = new RegExp(String.raw`\b(?:[Rr]eply )${address} is-at `);
const icmp = new RegExp(
  String.raw`${address} > ${address}: ICMP (?:\S+ )+?(unreachable(?: - [^,]+)?|time exceeded[^,]*)`,
);
const echo = new RegExp(`${address} > ${address}: ICMP echo (request|reply)`);
const dhcp = new RegExp(
  String.raw`${address}\.(?:68|bootpc) > ${address}\.(?:67|bootps): .*BOOTP/DHCP, Request(?: from ([0-9a-f:]{17}))?`,
);
const dhcpReply = /\.(?:67|bootps) > [\d.]+\.(?:68|bootpc): .*BOOTP\/DHCP, Reply/;

/** So often, and nothing came back: fewer may be the edge of the capture. */
const often = 3;

/** The text of `tcpdump`, 3.9 to 4.99, with or without `-n`, `-e` and `-v`: what was asked again and again without an answer. */
export const captureTexts: StatementReader = {
  sign: /who-has | > \S+: ICMP |BOOTP\/DHCP/,
  read: (lines) => [
    ...unansweredArp(lines),
    ...refusedPackets(lines),
    ...unansweredEcho(lines),
    ...unansweredDhcp(lines),
  ],
};

/** The numbers of the lines that fit a pattern, by what `keyOf` makes of them. */
function linesBy(
  lines: readonly string[],
  pattern: RegExp,
  keyOf: (match: RegExpExecArray) => string,
): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  for (const [at, line] of lines.entries()) {
    const match = pattern.exec(line);
    if (match === null) continue;
    const key = keyOf(match);
    const known = places.get(key);
    if (known === undefined) places.set(key, [at]);
    else known.push(at);
  }
  return places;
}

function unansweredArp(lines: readonly string[]): readonly Found[] {
  const answered = linesBy(lines, reply, ([, of = '']) => of);
  // Who asks for its own address only makes it known.
  const asked = linesBy(lines, request, ([, of = '', by = '']) => (of === by || by === '0.0.0.0' ? '' : of));
  return [...asked].flatMap(([of, at]) =>
    of === '' || at.length < often || answered.has(of)
      ? []
      : [
          {
            statement: { kind: 'neighbour-unanswered', address: of, device: undefined, asked: at.length },
            at: at.slice(0, often),
          } as const,
        ],
  );
}

function refusedPackets(lines: readonly string[]): readonly Found[] {
  const refused = linesBy(lines, icmp, ([, from, to, because]) => `${from} ${to} ${because}`);
  return [...refused].flatMap(([key, at]) => {
    const [from = '', to = '', ...because] = key.split(' ');
    // Of a port nobody listens on, and of a path that is too long, nothing follows for the network.
    const isRefusal = /prohibited|filtered/.test(key) || / unreachable$/.test(key);
    const isPort = at.some((index) => /ICMP \S+ (?:tcp|udp) port /.test(lines[index] ?? ''));
    return isRefusal && !isPort
      ? [
          {
            statement: { kind: 'packets-refused', from, to, because: because.join(' ') },
            at: at.slice(0, often),
          } as const,
        ]
      : [];
  });
}

function unansweredEcho(lines: readonly string[]): readonly Found[] {
  const of = (wanted: string, fromAnswer: boolean) =>
    linesBy(lines, echo, ([, from, to, type]) =>
      type === wanted ? (fromAnswer ? `${to} ${from}` : `${from} ${to}`) : '',
    );
  const answered = of('reply', true);
  const refused = linesBy(lines, icmp, ([, , to]) => to ?? '');
  return [...of('request', false)].flatMap(([pair, at]) => {
    const [by = '', target = ''] = pair.split(' ');
    return pair === '' || at.length < often || answered.has(pair) || refused.has(by)
      ? []
      : [
          {
            statement: { kind: 'echo-unanswered', target, sent: at.length, refusals: [] },
            at: at.slice(0, often),
          } as const,
        ];
  });
}

function unansweredDhcp(lines: readonly string[]): readonly Found[] {
  const answers = lines.flatMap((line, at) => (dhcpReply.test(line) ? [at] : []));
  return [...linesBy(lines, dhcp, ([, , , mac]) => mac ?? '')].flatMap(([mac, at]) => {
    const isAsking = at.length >= often || isRepeated(at.map((index) => lines[index] ?? ''));
    // Where others get replies, a client counts that has a name, and gets none behind any of its requests.
    const isSilent =
      answers.length === 0 ||
      (mac !== '' && at.length >= often && !at.some((index) => isAnswered(lines, index, answers)));
    return isAsking && isSilent
      ? [
          {
            statement: { kind: 'dhcp-unanswered', mac: mac === '' ? undefined : mac, device: undefined },
            at: at.slice(0, often),
          } as const,
        ]
      : [];
  });
}

/** A server answers at once, or after it has looked whether the address is in use. */
const patience = 3;

/** Whether a reply comes soon behind a request: one that names no client may be to any that has just asked. */
const isAnswered = (lines: readonly string[], at: number, answers: readonly number[]): boolean =>
  answers.some((answer) => {
    const seconds = secondsBetween(lines[at] ?? '', lines[answer] ?? '');
    return answer > at && !(seconds > patience);
  });

/** A client asks again after some seconds without an offer, but for a request with an offer at once. */
const isRepeated = (asked: readonly string[]): boolean => secondsBetween(asked[0] ?? '', asked.at(-1) ?? '') >= 2;

/** By the times before two packets; NaN where one of them has none. */
function secondsBetween(one: string, other: string): number {
  const [from = Number.NaN, to = Number.NaN] = [one, other].map((line) => {
    const time = /(?:^|\s)(\d\d):(\d\d):(\d\d\.\d+) /.exec(line);
    return time === null ? Number.NaN : Number(time[1]) * 3600 + Number(time[2]) * 60 + Number(time[3]);
  });
  return to - from;
}
