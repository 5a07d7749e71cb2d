import type { StatementReader } from './statement.ts';

const kinds = [
  ['qrouter-', 'router-bare'],
  ['qdhcp-', 'dhcp-namespace-bare'],
] as const;

const device = /^\s*\d+: (\S+?)(?:@\S+)?: </;
const oldDevice = /^(\S+?):?\s+(?:Link encap:|flags=)/;
const part = /^\s*(?:link\/|inet6?\b|valid_lft|\d+: lo: |lo:?\s|UP |RX|TX|loop|collisions|$)/;

/** Below the line of lo: without it, the text was cut there. */
const end = /^\s*(?:link\/loopback |TX )/;

/** All devices of the namespace of a router or of a DHCP server, `ip a` or `ifconfig -a`, where lo is the only one. */
export const bareNamespaces: StatementReader = {
  sign: /^[ \t]*\d+: lo: <|^lo:?[ \t]+(?:Link encap:|flags=)/m,
  read(lines, namespace, command, isWhole) {
    const kind = kinds.find(([prefix]) => namespace?.startsWith(prefix))?.[1];
    // Without -a, ifconfig passes over what is down.
    const isPartial = command?.includes('ifconfig') === true && !command.includes('-a');
    if (kind === undefined || isPartial) return [];
    const at = lines.flatMap((line, index) => (device.test(line) || oldDevice.test(line) ? [index] : []));
    const [first] = at;
    const isEnded = lines.some((line) => end.test(line)) && (command === undefined || isWhole());
    return first === undefined || at.length > 1 || !isEnded || !lines.every((line) => part.test(line))
      ? []
      : [{ statement: { kind }, at: [first] }];
  },
};
