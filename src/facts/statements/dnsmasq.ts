import { isIPv4 } from 'node:net';
import type { Found, Statement, StatementReader } from './statement.ts';
import { foundInLine } from './wrapped.ts';

const mac = `([0-9a-f]{2}(?::[0-9a-f]{2}){5})`;
const log = String.raw`\bdnsmasq(?:-dhcp)?(?:\[\d+\])?: (?:\d+ )?`;

const forms: readonly (readonly [RegExp, (match: RegExpExecArray) => Statement])[] = [
  [
    new RegExp(String.raw`${log}DHCP(?:DISCOVER|REQUEST)\((\S+)\) (?:([\d.]+) )?${mac} (no address available)`),
    ([, device, address, client, because = '']) => refused({ mac: client, address, device, because }),
  ],
  [
    new RegExp(String.raw`${log}DHCPNAK\((\S+)\) ([\d.]+) ${mac} (\S.*)$`),
    ([, device, address, client, because = '']) => refused({ mac: client, address, device, because }),
  ],
  [
    new RegExp(String.raw`${log}not using configured address ([\d.]+) (because .+)$`),
    ([, address, because = '']) => refused({ address, because: `not using configured address, ${because}` }),
  ],
  [
    new RegExp(String.raw`${log}(no address range available for DHCP request) (?:via (\S+)|with subnet selector \S+)`),
    ([, because = '', device]) => refused({ device, because }),
  ],
  [
    new RegExp(String.raw`${log}(DHCP packet received on (\S+) which has no address)`),
    ([, because = '', device]) => refused({ device, because }),
  ],
  [
    new RegExp(
      String.raw`${log}((?:bad |duplicate |invalid |illegal |failed to parse |ignoring invalid ).*?)(?: at line (\d+) of|(?: in)? line (\d+) of| at) (\S+?)(?: line (\d+))?$`,
    ),
    ([, because = '', one, other, file, last]) => lineRefused(file, because, one ?? other ?? last),
  ],
  [
    new RegExp(`${log}((?:failed to (?:load names|parse lease)|cannot read|ignoring invalid line in lease).*)$`),
    ([, because = '']) => lineRefused(/\/\S+?(?=[:,;\s]|$)/.exec(because)?.[0], because),
  ],
];

type Refusal = Extract<Statement, { readonly kind: 'dhcp-address-refused' }>;

const refused = (parts: Partial<Refusal> & Pick<Refusal, 'because'>): Statement => ({
  kind: 'dhcp-address-refused',
  mac: undefined,
  address: undefined,
  device: undefined,
  ...parts,
});

const lineRefused = (file: string | undefined, because: string, line?: string): Statement => ({
  kind: 'dhcp-line-refused',
  file,
  because: line === undefined ? because : `line ${line}: ${because}`,
});

/** The log of dnsmasq 2.48 to 2.90, by itself or in syslog: why it has no address to offer, and what it can't read. */
export const dnsmasqLog: StatementReader = {
  sign: /\bdnsmasq(?:-dhcp)?(?:\[\d+\])?: /,
  read: (lines) => [
    ...lines.flatMap((_, at) => foundInLine(lines, at, begun, statementIn) ?? []),
    ...untakenOffers(lines),
  ],
};

const begun = new RegExp(log);

function statementIn(line: string): Statement | undefined {
  for (const [form, statement] of forms) {
    const match = form.exec(line);
    if (match !== null) return statement(match);
  }
  return undefined;
}

const offer = new RegExp(String.raw`${log}DHCPOFFER\((\S+)\) ([\d.]+) ${mac}`);
const taken = new RegExp(String.raw`${log}DHCP(?:REQUEST|ACK|NAK|DECLINE)\(\S+\) (?:[\d.]+ )?${mac}`);

/** Without times, so many offers in a row; with them, a client that asks again after a moment has not taken the one before. */
const often = 3;
const secondsOf = (line: string): number | undefined => {
  const [, hours, minutes, seconds] = /\b(\d\d):(\d\d):(\d\d)\b/.exec(line) ?? [];
  return hours === undefined ? undefined : Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
};

/** Clients that ask again after each offer, and take none: no request of theirs is logged behind the first of them. */
function untakenOffers(lines: readonly string[]): readonly Found[] {
  const open = new Map<string, { readonly device: string; readonly address: string; readonly at: number[] }>();
  for (const [at, line] of lines.entries()) {
    const [, device, address, client] = offer.exec(line) ?? [];
    if (device !== undefined && address !== undefined && client !== undefined) {
      const known = open.get(client) ?? { device, address, at: [] };
      known.at.push(at);
      open.set(client, known);
    }
    open.delete(taken.exec(line)?.[1] ?? '');
  }
  return [...open]
    .filter(([, { at }]) => isAskedAgain(at.map((index) => lines[index] ?? '')))
    .map(
      ([client, { device, address, at }]): Found => ({
        statement: { kind: 'dhcp-offer-untaken', mac: client, address, device, offers: at.length },
        at: at.slice(0, often),
      }),
    );
}

/** Two listeners log one request twice within a second; minutes later it may be another boot, which took the offer of another server. */
function isAskedAgain(offers: readonly string[]): boolean {
  const times = offers.flatMap((line) => secondsOf(line) ?? []);
  if (times.length < offers.length) return offers.length >= often;
  return times.some((time, index) => {
    const gap = time - (times[index - 1] ?? time);
    return gap >= 2 && gap <= 60;
  });
}

/** A host name that ends with a dot, in lines of the host file: dnsmasq of the time did not take it. */
export const dottedNames: StatementReader = {
  sign: /^[0-9a-f:]{17},[\w.-]*\.,/m,
  read: (lines) =>
    lines.flatMap((line, at): readonly Found[] => {
      const [, client, name, address] =
        new RegExp(`^${mac},([\\w.-]+\\.),(?:set:[^,]+,)?([\\d.]+)`).exec(line.trim()) ?? [];
      return client === undefined || name === undefined || address === undefined || !isIPv4(address)
        ? []
        : [{ statement: { kind: 'dhcp-name-with-dot', mac: client, name, address }, at: [at] }];
    }),
};
