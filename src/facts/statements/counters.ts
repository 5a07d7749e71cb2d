import type { Found, StatementReader } from './statement.ts';

/*
 * Frames that a NIC received damaged, by `ovs-ofctl dump-ports`, `ifconfig` and `ip -s link`. Drops are left out: a switch
 * drops what nobody wants, too.
 */

const nic = /^(?:eth|en[ospx]|em\d|p\d+p\d|bond|team|ib\d)[\w.-]*$/;
const received = /^\s*port\s+"?([\w.-]+)"?\s*: rx pkts=(\d+), bytes=\d+, drop=\d+, errs=(\d+)/;
const oldInterface = /^([\w.-]+)\s+Link encap:/;
const newInterface = /^([\w.-]+): flags=/;
const linkLine = /^\s*\d+: ([\w.-]+)(?:@\S+)?: </;
const oldCounters = /^\s*RX packets:(\d+) errors:(\d+)/;
const newPackets = /^\s*RX packets (\d+)\s/;
const newErrors = /^\s*RX errors (\d+)\s/;
const linkHeading = /^\s*RX:\s+bytes\s+packets\s+errors/;
const numbered = /^\s*(\d+)\("?([\w.-]+)"?\): addr:/;

/** So many that neither a plug pulled nor a boot accounts for them. */
const isMuch = (errors: number, packets: number): boolean => errors >= 1000 && errors * 100 >= packets;

export const receiveErrors: StatementReader = {
  sign: /\berrs=[1-9]\d{3}|errors:[1-9]\d{3}|RX errors [1-9]\d{3}|^[ \t]*RX:\s+bytes|\): addr:/m,
  read(lines, namespace, command) {
    if (namespace !== undefined) return [];
    const bridge = command?.[0] === 'ovs-ofctl' ? command.findLast((word) => !word.startsWith('-')) : undefined;
    const found: Found[] = [];
    let device: string | undefined;
    let packets: number | undefined;
    const note = (name: string | undefined, all: number, errors: number, at: number): void => {
      if (name !== undefined && isMuch(errors, all))
        found.push({ statement: { kind: 'receive-errors', device: name, bridge, packets: all, errors }, at: [at] });
    };
    for (const [at, line] of lines.entries()) {
      const next = (oldInterface.exec(line) ?? newInterface.exec(line) ?? linkLine.exec(line))?.[1];
      if (next !== undefined) device = nic.test(next) ? next : undefined;
      const [, port = '', all = '', errors = ''] = received.exec(line) ?? [];
      if (/^\d+$/.test(port) || nic.test(port)) note(port, Number(all), Number(errors), at);
      const [, oldAll, oldErrors] = oldCounters.exec(line) ?? [];
      if (oldAll !== undefined) note(device, Number(oldAll), Number(oldErrors), at);
      const some = newPackets.exec(line)?.[1];
      if (some !== undefined) packets = Number(some);
      const newCount = newErrors.exec(line)?.[1];
      if (newCount !== undefined && packets !== undefined) note(device, packets, Number(newCount), at);
      if (linkHeading.test(line)) {
        const [, shown, bad] = /^\s*\d+\s+(\d+)\s+(\d+)\s/.exec(lines[at + 1] ?? '') ?? [];
        if (shown !== undefined) note(device, Number(shown), Number(bad), at + 1);
      }
      const [, number, name] = numbered.exec(line) ?? [];
      if (number !== undefined && name !== undefined && bridge !== undefined && nic.test(name))
        found.push({ statement: { kind: 'port-number', bridge, number, device: name }, at: [at] });
    }
    return found;
  },
};
