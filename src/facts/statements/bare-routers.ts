import type { StatementReader } from './statement.ts';

const device = /^\s*\d+: (\S+?)(?:@\S+)?: </;
const oldDevice = /^(\S+?):?\s+(?:Link encap:|flags=)/;
const part = /^\s*(?:link\/|inet6?\b|valid_lft|\d+: lo: |lo:?\s|UP |RX|TX|loop|collisions|$)/;

/** All devices of a router's namespace, `ip a` or `ifconfig -a`, where lo is the only one. */
export const bareRouters: StatementReader = {
  sign: /^[ \t]*1: lo: <|^lo:?[ \t]+(?:Link encap:|flags=)/m,
  read(lines, namespace) {
    if (namespace?.startsWith('qrouter-') !== true) return [];
    const at = lines.flatMap((line, index) => (device.test(line) || oldDevice.test(line) ? [index] : []));
    const [first] = at;
    return first === undefined || at.length > 1 || !lines.every((line) => part.test(line))
      ? []
      : [{ statement: { kind: 'router-bare' }, at: [first] }];
  },
};
