import { isIPv4 } from 'node:net';
import type { Found, Statement, StatementReader } from './statement.ts';
import { unwrapped } from './wrapped.ts';

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
  read: (lines) =>
    lines.flatMap((line, at): readonly Found[] => {
      const own = statementIn(line.trimEnd());
      if (own !== undefined) return [{ statement: own, at: [at] }];
      const whole = begun.test(line) ? unwrapped(lines, at) : undefined;
      const broken = whole === undefined ? undefined : statementIn(whole.trimEnd());
      return broken === undefined ? [] : [{ statement: broken, at: [at, at + 1] }];
    }),
};

const begun = new RegExp(log);

function statementIn(line: string): Statement | undefined {
  for (const [form, statement] of forms) {
    const match = form.exec(line);
    if (match !== null) return statement(match);
  }
  return undefined;
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
