import type { Found, StatementReader } from './statement.ts';

/** `default via …` of `ip route`, `0.0.0.0 … UG` of `route -n` and `netstat -nr`; any of them ends the question. */
const defaultRoute = /^\s*(?:default|0\.0\.0\.0|0\.0\.0\.0\/0)\b/;
const gatewayRoute = /^\s*\d{1,3}(?:\.\d{1,3}){3}.*\b(?:dev )?(qg-[0-9a-f]{8}-[0-9a-f]{2})\b/;

const isRouteList = (command: readonly string[]): boolean =>
  /\b(?:ip(?: -4)? r(?:o|ou|out|oute)?(?: (?:s|sh|show|l|ls|list))?|route -\w+|netstat -\w*r\w*)$/.test(
    command.join(' '),
  );

/** All routes of a router, with its external port and no way to anywhere else. */
export const routesOutside: StatementReader = {
  sign: /\bqg-[0-9a-f]{8}-/,
  read(lines, namespace, command, isWhole) {
    if (!/^(?:qrouter|snat)-/.test(namespace ?? '') || command === undefined || !isRouteList(command)) return [];
    const at = lines.findIndex((line) => gatewayRoute.test(line));
    const device = gatewayRoute.exec(lines[at] ?? '')?.[1];
    if (device === undefined || lines.some((line) => defaultRoute.test(line)) || !isWhole()) return [];
    return [{ statement: { kind: 'router-default-unset', device }, at: [at] }];
  },
};

const redirect = /-A \S*PREROUTING .*-d 169\.254\.169\.254(?:\/32)? .*-j REDIRECT --to-ports? (\d+)/;
const listedRedirect = /^\s*(?:\d+\s+)*(?:\d+\w?\s+\d+\w?\s+)?REDIRECT\s.*\b169\.254\.169\.254\b.*\bredir ports (\d+)/;

/** Where the rules of a router send requests for metadata. */
export const metadataRedirects: StatementReader = {
  sign: /169\.254\.169\.254/,
  read(lines, namespace) {
    if (namespace?.startsWith('qrouter-') !== true) return [];
    return lines.flatMap((line, at): readonly Found[] => {
      const port = (redirect.exec(line) ?? listedRedirect.exec(line))?.[1];
      return port === undefined ? [] : [{ statement: { kind: 'metadata-redirect', port: Number(port) }, at: [at] }];
    });
  },
};

const heading = /^\s*(?:Active Internet connections|Proto\s+Recv-Q|State\s+Recv-Q|Netid\s+State)/;

/** The ports on which anything listens in a namespace: by TCP in one of a router, by UDP in one of a DHCP server. */
export const listeners: StatementReader = {
  sign: /^[ \t]*(?:Active Internet|Proto\s+Recv-Q|State\s+Recv-Q|Netid\s+State)/m,
  read(lines, namespace = '', command, isWhole) {
    const protocol = namespace.startsWith('qrouter-') ? 'tcp' : namespace.startsWith('qdhcp-') ? 'udp' : undefined;
    if (protocol === undefined || !lists(protocol, command ?? []) || !isWhole()) return [];
    const at = lines.findIndex((line) => heading.test(line));
    if (at === -1) return [];
    const ports = lines
      .slice(at)
      .flatMap((line) =>
        [...line.matchAll(/:(\d{1,5}|bootps)(?=\s)/g)].map(([, port]) => Number(port?.replace('bootps', '67'))),
      );
    return [{ statement: { kind: 'open-ports', protocol, ports: [...new Set(ports)] }, at: [at] }];
  },
};

/** `netstat -tulpn`, `ss -lntp`: of listening sockets, or of all, with those of the protocol, and no filter of its own. */
function lists(protocol: 'tcp' | 'udp', command: readonly string[]): boolean {
  const at = command.findIndex((word) => /^(?:netstat|ss)$/.test(word));
  if (at === -1) return false;
  const rest = command.slice(at + 1);
  const letters = rest.map((word) => word.replace(/^-/, '')).join('');
  return (
    rest.every((word) => /^-[A-Za-z]+$/.test(word)) &&
    /[la]/.test(letters) &&
    !/r/.test(letters) &&
    (letters.includes(protocol.charAt(0)) || !/[tux]/.test(letters))
  );
}

const listedDnat = /^\s*(?:\d+\w?\s+)*DNAT\s+\S+\s+--\s+.*?\s(\d{1,3}(?:\.\d{1,3}){3})(?:\s.*)?\sto:\S+/;

/** What `iptables -t nat -L -n` of a router leads elsewhere. With `-v`, and by `-S`, the rules are read for more than that. */
export const natDestinations: StatementReader = {
  sign: /^Chain \S*-l3-agent-PREROUTING/m,
  read(lines, namespace, command = [], isWhole) {
    const words = command.join(' ');
    const isList = / iptables /.test(words) && /-t nat| -\w*t nat/.test(words) && /-\w*L/.test(words);
    if (namespace?.startsWith('qrouter-') !== true || !isList || / -\w*v/.test(words) || !isWhole()) return [];
    const at = lines.findIndex((line) => /^Chain \S*-l3-agent-PREROUTING/.test(line));
    const addresses = lines.flatMap((line) => listedDnat.exec(line)?.[1] ?? []);
    // Names in place of addresses tell nothing of which are there.
    const isNamed = lines.some((line) => /^\s*DNAT\s/.test(line) && !listedDnat.test(line));
    return isNamed ? [] : [{ statement: { kind: 'nat-destinations', addresses }, at: [at] }];
  },
};
