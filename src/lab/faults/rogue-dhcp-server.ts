import { bothLayouts, type Fault } from './fault.ts';
import { quietly } from './steps.ts';

const device = 'rogue0';
const namespace = 'rogue';
const pidFile = '/run/rogue.pid';

const fault: Fault = {
  id: 'rogue-dhcp-server',
  title: 'a rogue DHCP server runs in the network',
  layer: 'dhcp',
  layouts: bothLayouts,
  expects: 'dhcp-foreign-offer',
  // Whose answer comes first is a matter of luck.
  effect: { breaks: [] },
  fixes: { folsom: 0, neutron: 0 },
  inject: ({ a }) => [
    ['ip', 'netns', 'add', namespace],
    [
      'ovs-vsctl',
      'add-port',
      'br-int',
      device,
      `tag=${a.network.tag}`,
      '--',
      'set',
      'Interface',
      device,
      'type=internal',
    ],
    ['ip', 'link', 'set', device, 'netns', namespace],
    ['ip', '-n', namespace, 'address', 'add', '10.11.12.66/24', 'dev', device],
    ['ip', '-n', namespace, 'link', 'set', device, 'up'],
    [
      'ip',
      'netns',
      'exec',
      namespace,
      'dnsmasq',
      '--conf-file=/dev/null',
      '--port=0',
      `--interface=${device}`,
      '--bind-interfaces',
      '--no-ping',
      '--dhcp-range=10.11.12.200,10.11.12.220,255.255.255.0,2m',
      '--dhcp-leasefile=/run/rogue.leases',
      `--pid-file=${pidFile}`,
    ],
  ],
  heal: () => [
    quietly('sh', '-c', `read -r pid <${pidFile} && kill "$pid"`),
    ['ovs-vsctl', '--if-exists', 'del-port', 'br-int', device],
    quietly('ip', 'netns', 'delete', namespace),
  ],
};

export default fault;
