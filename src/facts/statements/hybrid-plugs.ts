import type { Found, StatementReader } from './statement.ts';

const domainTap = /^\s*(tap[0-9a-f]{8}-[0-9a-f]{2})\s+\w+\s+(\S+)\s+\S+\s+[0-9a-f]{2}(?::[0-9a-f]{2}){5}\s*$/;
const row = /^(\S+)\s+[0-9a-f]{4}\.[0-9a-f]{12}\s+(?:yes|no)(?:\s+(\S+))?\s*$/;

/** The taps that libvirt plugs, by `virsh domiflist`, and the bridges of VMs that have none, by `brctl show`. */
export const hybridPlugs: StatementReader = {
  sign: /^[ \t]*tap[0-9a-f]{8}-[0-9a-f]{2}\s+\w+\s+\S+\s+\S+\s+[0-9a-f:]{17}|^qbr[0-9a-f]{8}-/m,
  read: (lines) => [...lines.flatMap(tapOf), ...bridgesWithoutTap(lines)],
};

function tapOf(line: string, at: number): readonly Found[] {
  const [, tap, bridge] = domainTap.exec(line) ?? [];
  return tap === undefined || bridge === undefined
    ? []
    : [{ statement: { kind: 'domain-tap', tap, bridge }, at: [at] }];
}

/** Of the bridge that stands last, a port may have been cut off. */
function bridgesWithoutTap(lines: readonly string[]): readonly Found[] {
  return lines.flatMap((line, at): readonly Found[] => {
    const [, bridge = '', port] = row.exec(line) ?? [];
    const isAlone = port === `qvb${bridge.slice(3)}` && row.test(lines[at + 1] ?? '');
    return bridge.startsWith('qbr') && isAlone
      ? [{ statement: { kind: 'hybrid-bridge-untapped', bridge }, at: [at] }]
      : [];
  });
}
