import type { Blocker, Question } from './blocker.ts';
import { portsBeside, readRows, rowsOf } from './database-rows.ts';
import { switchLayer } from './places.ts';

const bonds: Question = { argv: ['ovs-appctl', '--timeout=5', 'bond/show'] };
const interfaces: Question = rowsOf('Interface', 'name,type', []);

/** A port that agents made for one device, and that has several: Open vSwitch bonds them, and uses one (ovs-vswitchd.conf.db(5)). */
export const bondedPort: Blocker = {
  id: 'bonded-port',
  commands: (gap) => (portsBeside(gap).length === 0 ? [] : [bonds, interfaces]),
  judge: (gap, readings) =>
    portsBeside(gap).flatMap((port) => {
      const members = membersIn(readings.text(bonds) ?? '', port);
      const others = members.filter((member) => member !== port);
      // A port that is a bond by intent has a name of its own.
      if (!members.includes(port) || others.length === 0) return [];
      const rows = readRows(readings.text(interfaces));
      const typeOf = (name: string) => String(rows.find((row) => row.get('name') === name)?.get('type') ?? '');
      return [
        {
          blocker: 'bonded-port',
          certainty: 'decided',
          layer: switchLayer(gap, 'vlan'),
          summary: `Port ${port} of Open vSwitch is a bond of ${members.join(' and ')}, which sends by one of them only.`,
          evidence: [
            { command: bonds.argv, where: 'host', output: members.map((member) => `member ${member}`).join('\n') },
          ],
          fix: {
            summary: `Take ${others.join(' and ')} out of port ${port}`,
            risk: 'safe',
            commands: others.map((name) => [
              ...['ovs-vsctl', '--', '--id=@other', 'get', 'Interface', name],
              ...['--', 'remove', 'Port', port, 'interfaces', '@other'],
            ]),
            undo: others.map((name) => [
              ...['ovs-vsctl', '--', '--id=@other', 'create', 'Interface', `name=${name}`],
              ...(typeOf(name) === '' ? [] : [`type=${typeOf(name)}`]),
              ...['--', 'add', 'Port', port, 'interfaces', '@other'],
            ]),
            permanent: 'The switch keeps it in its database; find what added it and remove it there.',
          },
        },
      ];
    }),
};

/** `---- bond0 ----`, and below it `member eth0: enabled` (`slave eth0: enabled` before Open vSwitch 2.15). */
function membersIn(text: string, port: string): readonly string[] {
  const [, section = ''] = text.split(`---- ${port} ----`);
  const [own = ''] = section.split(/^---- /m);
  return [...own.matchAll(/^(?:member|slave) (\S+): /gm)].map(([, name]) => name ?? '').toSorted();
}
